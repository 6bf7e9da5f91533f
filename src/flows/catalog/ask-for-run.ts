import { and, eq } from 'drizzle-orm'
import { catalogRuns } from '../../db/schema/catalog.ts'
import { schedules } from '../../db/schema/operations.ts'
import { RemoteError, UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { type CatalogDiff, diffCatalog } from './run-catalog.ts'
import { endStopped, taskName } from './run-state.ts'

export interface CatalogWish {
  readonly store: string
  readonly connection: string
}

/**
 * Has a worker run the catalogue of a connection now: what was left half-way, or a new run. Asked twice is asked once.
 * @returns 'under way' when a run is at it already and nothing else was asked for
 */
export async function askForCatalogRun(
  ctx: FlowContext,
  { store, connection, complete }: CatalogWish & { readonly complete: boolean },
): Promise<'asked' | 'under way'> {
  requireRole(ctx, 'operate', store)
  const { name, paused } = await catalogOf(ctx, { store, connection })
  if (paused) throw new UserError(`${name} is paused. Resume it first.`)
  return await inTransaction(ctx, async tx => {
    const row = await lockRun(tx, { store, connection })
    const isWorking =
      row.startedAt !== null && row.finishedAt === null && row.leaseUntil !== null && row.holder !== null
    if (isWorking && !complete) return 'under way'
    const asked = complete ? 'complete' : 'now'
    await tx.db.update(catalogRuns).set({ asked }).where(eq(catalogRuns.connection, connection))
    await tx.db
      .update(schedules)
      .set({ nextAt: tx.clock.now() })
      .where(and(eq(schedules.store, store), eq(schedules.task, taskName(connection))))
    await writeAudit(tx, { store, action: 'catalog.run', subject: `connection ${connection}`, after: { complete } })
    tx.wake()
    return 'asked'
  })
}

/**
 * Ends the run that is under way, after the page that it is at. What it wrote stays; the next run does the rest.
 * @returns 'ended' when nobody worked on it in this moment, 'ending' when whoever does ends it
 */
export async function stopCatalogRun(ctx: FlowContext, wish: CatalogWish): Promise<'ended' | 'ending'> {
  const { store, connection } = wish
  requireRole(ctx, 'operate', store)
  const { name } = await catalogOf(ctx, wish)
  return await inTransaction(ctx, async tx => {
    const row = await lockRun(tx, wish)
    if (row.startedAt === null || row.finishedAt !== null)
      throw new UserError(`No run of the catalogue of ${name} is under way.`)
    const now = tx.clock.now()
    const isHeld = row.holder !== null && row.leaseUntil !== null && row.leaseUntil > now
    if (isHeld) await tx.db.update(catalogRuns).set({ stopAskedAt: now }).where(eq(catalogRuns.connection, connection))
    else await endStopped(tx, row)
    await writeAudit(tx, { store, action: 'catalog.stop', subject: `connection ${connection}` })
    return isHeld ? 'ending' : 'ended'
  })
}

/** What somebody in front of a page waits for. */
const LONGEST_MS = 20_000
const SHOWN = 200

/** What a complete run would write to Magento, as far as it can be compared while a person waits. Writes nothing. */
export async function tryCatalogRun(ctx: FlowContext, wish: CatalogWish): Promise<CatalogDiff> {
  requireRole(ctx, 'operate', wish.store)
  return await compareCatalog(ctx, await catalogOf(ctx, wish))
}

/** What a complete run with these policies would write, active or not. */
export async function compareCatalog(ctx: FlowContext, setup: ConnectionSetup): Promise<CatalogDiff> {
  if (ctx.webOnly)
    throw new UserError('This part of Orderbridge calls nobody. Run "orderbridge catalog diff" where the workers run.')
  try {
    return await diffCatalog(ctx, setup, SHOWN, LONGEST_MS)
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    throw new UserError(`The catalogue of ${setup.name} cannot be compared now: ${error.message}`, { cause: error })
  }
}

async function catalogOf(ctx: FlowContext, { store, connection }: CatalogWish): Promise<ConnectionSetup> {
  const setup = (await ctx.remotes.connectionsOf(store)).find(({ code }) => code === connection)
  if (!setup) throw new UserError(`Store ${store} has no connection "${connection}".`)
  if (setup.policies.catalog.sync.length > 0) return setup
  throw new UserError(`${setup.name} brings nothing to Magento. Name items, prices or stock in catalog.sync.`)
}

/** The row of the connection, made when there is none yet, locked to the end of the transaction of ctx. */
async function lockRun(ctx: FlowContext, { store, connection }: CatalogWish) {
  await ctx.db.insert(catalogRuns).values({ connection, store, state: {} }).onConflictDoNothing()
  const [row] = await ctx.db.select().from(catalogRuns).where(eq(catalogRuns.connection, connection)).for('update')
  if (!row) throw new Error(`there is no catalogue run of ${connection}`)
  return row
}
