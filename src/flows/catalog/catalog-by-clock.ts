import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { reportStop } from './report-refusals.ts'
import { runCatalog } from './run-catalog.ts'
import { taskName } from './run-state.ts'

/** A slice ends after so long, so that the tasks beside it get their turn. */
const LONGEST_MS = 15_000
/** How soon the next slice begins; when a run begins is for the policy. */
const EVERY_SECONDS = 5

/** The task of a connection whose policy brings items, prices or stock to Magento. */
export function catalogTasks(connection: ConnectionSetup) {
  const { code, store, name, policies } = connection
  if (policies.catalog.sync.length === 0) return []
  return [
    {
      name: taskName(code),
      store,
      connection: code,
      everySeconds: EVERY_SECONDS,
      label: `Bring ${policies.catalog.sync.join(', ')} from ${name} to Magento`,
      run: (ctx: FlowContext) => catalogByClock(ctx, connection),
    },
  ]
}

/** @returns no counts: the run has a row of its own, which shows them while it goes on. */
async function catalogByClock(ctx: FlowContext, connection: ConnectionSetup): Promise<Record<string, number>> {
  if (connection.paused) return {}
  try {
    await runCatalog(ctx, connection, { begin: 'due', longestMs: LONGEST_MS })
  } catch (error) {
    await reportStop(ctx, connection, error)
  }
  return {}
}
