import { eq, inArray, sql } from 'drizzle-orm'
import { orders, refunds } from '../../db/schema/orders.ts'
import { type Amount, amount, fixed, isZero, subtract, ZERO } from '../../domain/amount.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { CreditMemo, Magento } from '../../magento/contract.ts'
import { hasMarker } from '../../magento/marker.ts'
import type { FlowContext } from '../context.ts'
import type { OrderRow } from './hear-orders.ts'
import { tellStory } from './tell-story.ts'

/**
 * The order itself tells that money was given back (total_refunded), whoever did it and however we heard; only then its
 * credit memos are read, in one call for all such orders. @returns them by Magento's id of the order.
 */
export async function readNewRefunds(
  ctx: FlowContext,
  store: string,
  magento: Pick<Magento, 'readCreditMemos'>,
  heard: readonly CanonicalOrder[],
): Promise<ReadonlyMap<number, readonly CreditMemo[]>> {
  const refunded = heard.filter(({ payment }) => payment.refunded !== undefined)
  if (refunded.length === 0) return new Map()
  const ids = refunded.map(({ magentoId }) => magentoId)
  const rows = await ctx.db
    .select({ magentoId: orders.magentoId, total: sql<string>`sum(${refunds.total})` })
    .from(refunds)
    .innerJoin(orders, eq(orders.id, refunds.orderId))
    .where(sql`${orders.store} = ${store} and ${inArray(orders.magentoId, ids)}`)
    .groupBy(orders.magentoId)
  const known = new Map(rows.map(row => [row.magentoId, amount(row.total)]))
  const isNew = ({ magentoId, payment }: CanonicalOrder) =>
    !isZero(subtract(payment.refunded ?? ZERO, known.get(magentoId) ?? ZERO))
  const unread = refunded.filter(isNew).map(({ magentoId }) => magentoId)
  return unread.length === 0 ? new Map() : Map.groupBy(await magento.readCreditMemos(unread), memo => memo.orderId)
}

/** Writes down the credit memos that are new. What is owed for them is decided by answerRefunds. */
export async function rememberRefunds(
  ctx: FlowContext,
  row: Pick<OrderRow, 'id' | 'store'>,
  order: CanonicalOrder,
  memos: readonly CreditMemo[],
): Promise<void> {
  const now = ctx.clock.now()
  for (const memo of memos) {
    const ours = memo.comments.some(hasMarker)
    const [added] = await ctx.db
      .insert(refunds)
      .values({
        store: row.store,
        orderId: row.id,
        magentoId: memo.id,
        number: memo.incrementId,
        ours: ours ? 1 : 0,
        total: memo.grandTotal,
        currency: order.currency,
        lines: linesOf(order, memo),
        shipping: memo.shipping,
        adjustment: memo.adjustment,
        state: ours ? 'answered' : 'heard',
        createdAt: now,
        updatedAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: refunds.id })
    if (!added || ours) continue
    await tellStory(ctx, {
      store: row.store,
      orderId: row.id,
      stage: 'heard',
      text: `Credit memo ${memo.incrementId} over ${fixed(memo.grandTotal, 2)} ${order.currency} was made in Magento by hand.`,
    })
  }
}

/** By the rows that carry the money, which are those that the ERP has. */
const linesOf = (order: CanonicalOrder, { items }: CreditMemo): { itemId: number; quantity: Amount }[] =>
  order.lines.flatMap(line => {
    const quantity = items.find(({ orderItemId }) => orderItemId === line.id)?.quantity ?? ZERO
    return isZero(quantity) ? [] : [{ itemId: line.id, quantity }]
  })
