import { setTimeout as pause } from 'node:timers/promises'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { type CatalogStatus, readCatalogStatus } from './read-catalog.ts'
import { reportStop } from './report-refusals.ts'
import { runCatalog } from './run-catalog.ts'

const LOOK_MS = 2_000
/** So often a caller hears how far it is. */
const SLICE_MS = 5_000

/**
 * Runs the catalogue of a connection to its end because a person asked: what was left half-way, or a new run.
 * @param told how far it is, every few seconds
 * @throws UserError when another process is at it, or its policy is empty; RemoteError when a far side fails
 */
export async function runCatalogNow(
  ctx: FlowContext,
  input: { readonly store: string; readonly connection: string; readonly complete: boolean },
  told: (status: CatalogStatus | undefined) => void,
): Promise<CatalogStatus | undefined> {
  const { store, connection: code, complete } = input
  requireRole(ctx, 'operate', store)
  const setup = (await ctx.remotes.connectionsOf(store)).find(candidate => candidate.code === code)
  if (!setup) throw new UserError(`Store ${store} has no connection "${code}".`)
  const { name } = setup
  if (setup.policies.catalog.sync.length === 0)
    throw new UserError(`Connection ${code} brings nothing to Magento. Name items, prices or stock in catalog.sync.`)
  if (setup.paused) throw new UserError(`${name} is paused. Resume it first: orderbridge resume.`)
  await writeAudit(ctx, { store, action: 'catalog.run', subject: `connection ${code}`, after: { complete } })
  let begin: 'now' | 'complete' | 'due' = complete ? 'complete' : 'now'
  for (;;) {
    const result = await runCatalog(ctx, setup, { begin, longestMs: SLICE_MS }).catch(async (error: unknown) => {
      await reportStop(ctx, setup, error)
      throw error
    })
    const [status] = await readCatalogStatus(ctx, { stores: [store], connection: code })
    // Between two slices a worker may take the run: it does what we would have done.
    if (result === 'busy' && begin !== 'due')
      throw new UserError(`Another process is at the catalogue of ${name}. "orderbridge catalog status" shows how far.`)
    if (result === 'done' || result === 'idle' || result === 'stopped') return status
    told(status)
    begin = 'due'
    if (result !== 'more') await pause(LOOK_MS)
  }
}
