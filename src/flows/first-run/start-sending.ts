import { and, eq, isNotNull } from 'drizzle-orm'
import { firstRuns } from '../../db/schema/first-runs.ts'
import { connections, stores } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { CONNECT_PAUSE } from '../connect/connect-pause.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'

/**
 * Ends the first run of a store: what holds it back is taken away, also from ERPs that were connected on the page and do
 * not send yet, and what has waited goes on. The dry run is put away,
 * because it holds the names of customers.
 */
export async function startSending(ctx: FlowContext, { store }: { readonly store: string }): Promise<void> {
  requireRole(ctx, 'operate', store)
  if ((await ctx.remotes.connectionsOf(store)).length === 0)
    throw new UserError('There is no ERP to send to yet. Connect one first, then start.')
  await inTransaction(ctx, async tx => {
    const now = tx.clock.now()
    const resumed = await tx.db
      .update(stores)
      .set({ pausedAt: null, pausedReason: null, updatedAt: now })
      .where(and(eq(stores.code, store), isNotNull(stores.pausedAt)))
      .returning({ code: stores.code })
    const begun = await tx.db
      .update(connections)
      .set({ pausedAt: null, pausedReason: null, updatedAt: now })
      .where(and(eq(connections.store, store), eq(connections.pausedReason, CONNECT_PAUSE)))
      .returning({ code: connections.code })
    const over = { finishedAt: now, report: null, updatedAt: now }
    await tx.db
      .insert(firstRuns)
      .values({ store, ...over })
      .onConflictDoUpdate({ target: firstRuns.store, set: over })
    await writeAudit(tx, {
      store,
      action: 'store.start',
      subject: `store ${store}`,
      before: { paused: resumed.length > 0 },
      after: { paused: false, ...(begun.length > 0 && { connections: begun.map(({ code }) => code).sort() }) },
    })
    tx.wake()
  })
}
