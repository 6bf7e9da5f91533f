import { and, eq, inArray } from 'drizzle-orm'
import { orders } from '../../db/schema/orders.ts'
import type { OrderHint } from '../../magento/contract.ts'
import type { FlowContext } from '../context.ts'
import { receiveHints } from '../inbox/receive-hints.ts'
import { dayIn } from '../order/plan-sales-document.ts'
import { cutOver } from '../poll/poll-magento-orders.ts'
import type { Window } from './reconcile.ts'

const PAGE = 200

/**
 * Orders of the window that Magento has and nobody told us of become hints. Magento lists by updated_at, which is never
 * before created_at, so everything placed since `from` is among what changed since `from`.
 * @returns how many, and on which days of the store they were placed.
 */
export async function findUnheard(
  ctx: FlowContext,
  { store, from, to, run }: Window,
): Promise<{ readonly count: number; readonly days: ReadonlySet<string> }> {
  const magento = await ctx.remotes.magento(store)
  const { settings } = await ctx.remotes.store(store)
  const start = new Date(Math.max(from.getTime(), (await cutOver(ctx, store)).getTime()))
  const days = new Set<string>()
  let count = 0
  let after: { updatedAt: string; id: number } | undefined
  for (;;) {
    const page = await magento.listChangedOrders(from, after, PAGE)
    const placed = page.filter(hint => placedAt(hint) >= start && placedAt(hint) < to)
    const unheard = await withoutKnown(ctx, store, placed)
    for (const hint of unheard) days.add(dayIn(settings.timezone, placedAt(hint).toISOString()))
    count += await receiveHints(
      ctx,
      store,
      unheard.map(({ id }) => orderHint(id, run)),
    )
    const last = page.at(-1)
    if (!last || page.length < PAGE) return { count, days }
    after = { updatedAt: last.updatedAt, id: last.id }
  }
}

/** One run reads an order once, however often it meets it. */
export const orderHint = (magentoId: number, run: string) => ({
  source: 'magento_poll' as const,
  dedupeKey: `${magentoId}@reconcile ${run}`,
  entity: 'order' as const,
  entityKey: String(magentoId),
  eventType: 'order.updated',
})

/** "2026-01-31 10:00:00" is UTC (contracts: magento §7.10). */
const placedAt = ({ createdAt }: OrderHint): Date =>
  new Date(createdAt.endsWith('Z') ? createdAt : `${createdAt.replace(' ', 'T')}Z`)

async function withoutKnown(ctx: FlowContext, store: string, hints: readonly OrderHint[]): Promise<OrderHint[]> {
  if (hints.length === 0) return []
  const ids = hints.map(hint => hint.id)
  const rows = await ctx.db
    .select({ id: orders.magentoId })
    .from(orders)
    .where(and(eq(orders.store, store), inArray(orders.magentoId, ids)))
  const known = new Set(rows.map(row => row.id))
  return hints.filter(hint => !known.has(hint.id))
}
