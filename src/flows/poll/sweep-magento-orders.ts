import { and, asc, eq, inArray, lt, max } from 'drizzle-orm'
import { orders } from '../../db/schema/orders.ts'
import type { FlowContext } from '../context.ts'
import { receiveHints } from '../inbox/receive-hints.ts'
import { cutOver, toHint } from './poll-magento-orders.ts'

/** Ids are given before the commit: an order with a lower id may appear after one with a higher id. */
const LOOK_BACK_IDS = 500
const PAGE = 1_000
const STALE_MS = 15 * 60_000

/**
 * Finds what neither webhooks nor updated_at show: orders with ids that we have never heard of, and orders under way
 * that nothing was heard of for a while (second shipments, tracks and comments do not move updated_at).
 */
export async function sweepMagentoOrders(ctx: FlowContext, store: string): Promise<Record<string, number>> {
  const [newest] = await ctx.db
    .select({ id: max(orders.magentoId) })
    .from(orders)
    .where(eq(orders.store, store))
  const missed = newest?.id == null ? 0 : await findMissed(ctx, store, Math.max(0, newest.id - LOOK_BACK_IDS))
  return { missed, reread: await rereadStale(ctx, store) }
}

async function findMissed(ctx: FlowContext, store: string, aboveId: number): Promise<number> {
  const magento = await ctx.remotes.magento(store)
  const since = (await cutOver(ctx, store)).toISOString().slice(0, 19).replace('T', ' ')
  const hints = (await magento.listOrdersAbove(aboveId, PAGE)).filter(hint => hint.createdAt >= since)
  if (hints.length === 0) return 0
  const known = await ctx.db
    .select({ id: orders.magentoId })
    .from(orders)
    .where(
      and(
        eq(orders.store, store),
        inArray(
          orders.magentoId,
          hints.map(hint => hint.id),
        ),
      ),
    )
  const ids = new Set(known.map(row => row.id))
  return await receiveHints(ctx, store, hints.filter(hint => !ids.has(hint.id)).map(toHint))
}

async function rereadStale(ctx: FlowContext, store: string): Promise<number> {
  const now = ctx.clock.now()
  const stale = await ctx.db
    .select({ magentoId: orders.magentoId })
    .from(orders)
    .where(
      and(
        eq(orders.store, store),
        inArray(orders.phase, ['waiting', 'open', 'held']),
        lt(orders.updatedAt, new Date(now.getTime() - STALE_MS)),
      ),
    )
    .orderBy(asc(orders.updatedAt))
    .limit(500)
  // One re-read per order and quarter of an hour, whatever the schedule.
  const bucket = Math.floor(now.getTime() / STALE_MS)
  return await receiveHints(
    ctx,
    store,
    stale.map(({ magentoId }) => ({
      source: 'magento_poll' as const,
      dedupeKey: `${magentoId}@sweep${bucket}`,
      entity: 'order' as const,
      entityKey: String(magentoId),
      eventType: 'order.updated',
    })),
  )
}
