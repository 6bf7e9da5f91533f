import { z } from 'zod'
import type { Hint } from '../../domain/hint.ts'
import type { OrderHint } from '../../magento/contract.ts'
import type { FlowContext } from '../context.ts'
import { receiveHints } from '../inbox/receive-hints.ts'
import { cursorMoved, readCursor } from './cursor.ts'

const TASK = 'magento-orders'
const position = z.object({ updatedAt: z.string() })
const PAGE = 200
/** updated_at is set before the commit: what commits late appears behind the cursor. A minute is far above any checkout. */
const OVERLAP_MS = 60_000

/** Asks Magento which orders changed since the cursor. What the overlap shows again is dropped by its key. */
export async function pollMagentoOrders(ctx: FlowContext, store: string): Promise<Record<string, number>> {
  const magento = await ctx.remotes.magento(store)
  const cursor = await readCursor(ctx, store, TASK, position)
  const since = cursor ? new Date(Date.parse(cursor.updatedAt) - OVERLAP_MS) : await cutOver(ctx, store)
  const counts = { read: 0, new: 0 }
  let after: { updatedAt: string; id: number } | undefined
  for (;;) {
    const page = await magento.listChangedOrders(since, after, PAGE)
    const last = page.at(-1)
    if (!last) return counts
    counts.read += page.length
    const moved = cursorMoved(ctx, store, TASK, { updatedAt: utc(last.updatedAt) })
    counts.new += await receiveHints(ctx, store, page.map(toHint), moved)
    if (page.length < PAGE) return counts
    after = { updatedAt: last.updatedAt, id: last.id }
  }
}

export const toHint = (order: OrderHint): Hint => ({
  source: 'magento_poll',
  dedupeKey: `${order.id}@${order.updatedAt}@${order.status}`,
  entity: 'order',
  entityKey: String(order.id),
  eventType: 'order.updated',
})

/** "2026-01-31 10:00:00" is UTC (contracts: magento §7.10). */
const utc = (text: string): string => (text.endsWith('Z') ? text : `${text.replace(' ', 'T')}Z`)

/** The configured date, else the moment when the store was added: history is not sent by accident. */
export async function cutOver(ctx: FlowContext, store: string): Promise<Date> {
  const { settings, addedAt } = await ctx.remotes.store(store)
  // Where the day begins first in the world; decide-order looks at the store's own.
  if (settings.orders.since) return new Date(Date.parse(`${settings.orders.since}T00:00:00Z`) - 14 * 3_600_000)
  return new Date((addedAt ?? ctx.clock.now()).getTime() - OVERLAP_MS)
}
