import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { taskName } from '../catalog/run-state.ts'
import type { FlowContext } from '../context.ts'
import { PULL_TASK, readPull } from '../poll/pull-again.ts'
import { listCatalogues } from './list-catalogues.ts'
import { readRows } from './rows.ts'

/** A task that somebody works on now, or that goes on with its next turn. */
export interface UnderWay {
  readonly store: string
  readonly task: string
  /** From 0 to 1; absent: nobody knows how much is left. */
  readonly progress?: number
  readonly mayStop: boolean
}

const leased = z.object({ store: z.string(), task: z.string() })

/** What is under way in these stores: tasks in a worker's hands, runs of the catalogue, and what is heard again. */
export async function listUnderWay(ctx: FlowContext, stores: readonly string[]): Promise<readonly UnderWay[]> {
  const [rows, catalogues, pulls] = await Promise.all([
    readRows(
      ctx.db,
      leased,
      sql`select store, task from schedules where store = any(${sql.param([...stores])}::text[])
        and lease_until > ${ctx.clock.now().toISOString()}::timestamptz order by store, task`,
    ),
    listCatalogues(ctx, stores),
    Promise.all(stores.map(store => readPull(ctx, store))),
  ])
  const long: UnderWay[] = [
    ...catalogues.flatMap(({ store, connection, progress }) =>
      progress ? [{ store, task: taskName(connection), progress: progress.done / progress.of, mayStop: true }] : [],
    ),
    ...pulls.flatMap((progress, index) =>
      progress === undefined ? [] : [{ store: stores[index] ?? '', task: PULL_TASK, progress, mayStop: true }],
    ),
  ]
  // Between two slices of a run its task is leased for a moment: that is no news.
  const isLong = ({ task }: { readonly task: string }) => task === PULL_TASK || task.startsWith(taskName(''))
  return [...long, ...rows.filter(row => !isLong(row)).map(row => ({ ...row, mayStop: false }))]
}
