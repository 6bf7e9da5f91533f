import { and, eq } from 'drizzle-orm'
import { orders, salesDocuments } from '../../db/schema/orders.ts'
import { compare, isZero } from '../../domain/amount.ts'
import { type CanonicalOrder, standing } from '../../domain/order.ts'
import type { FlowContext } from '../context.ts'
import { enqueue, orderQueue } from '../outbox/enqueue.ts'
import { hurryOrder } from '../outbox/hurry-order.ts'
import { answerRefunds } from './answer-refunds.ts'
import type { OrderRow } from './hear-orders.ts'
import { settleOrder } from './settle-order.ts'
import { tellStory } from './tell-story.ts'

/**
 * The order is in the ERP, or on its way there: what people did in Magento meanwhile is passed on.
 * @returns what came of it, in words.
 */
export async function followMagento(
  ctx: FlowContext,
  row: OrderRow,
  order: CanonicalOrder,
  before: OrderRow,
): Promise<string> {
  const documents = await ctx.db.select().from(salesDocuments).where(eq(salesDocuments.orderId, row.id))
  const story = { store: row.store, orderId: row.id }
  if (order.state !== before.state) {
    await tellStory(ctx, { ...story, stage: 'heard', text: `Magento's order is ${standing(order)} now.` })
    await hurryOrder(ctx, row.id) // a hold that is over lets its documents go on
  }
  if (order.state === 'canceled' && before.state !== 'canceled') {
    for (const document of documents) {
      if (document.state === 'canceled') continue
      const decided = await enqueue(ctx, {
        ...story,
        connection: document.connection,
        queue: orderQueue(row.id),
        kind: 'sales_document.cancel',
        idempotencyKey: `${document.orderbridgeId}:cancel`,
        payload: { salesDocumentId: document.id },
      })
      if (decided === undefined) continue
      await tellStory(ctx, {
        ...story,
        stage: 'decided',
        text: 'The order was cancelled in Magento: the sales document is cancelled in the ERP, if that is still possible.',
      })
    }
  }
  for (const document of documents) await bookPayment(ctx, row, order, document)
  await answerRefunds(ctx, row, order)
  await settleOrder(ctx, row.id)
  return order.state === before.state && order.status === before.status ? 'known' : `follows Magento: ${order.state}`
}

/** Money that the shop has captured becomes one incoming payment in the ERP, where the connection wants that. */
export async function bookPayment(
  ctx: FlowContext,
  row: OrderRow,
  order: CanonicalOrder,
  document: typeof salesDocuments.$inferSelect,
): Promise<void> {
  if (!document.erpId || document.state === 'canceled') return
  const { policies } = await ctx.remotes.connection(document.connection)
  const { method, paid, transactionId } = order.payment
  const wanted = policies.payments.book === 'captured' && (policies.payments.methods?.includes(method) ?? true)
  // Only money that is there in full and came with a reference of a gateway: offline methods are booked by accountants.
  if (!wanted || !transactionId || isZero(paid) || compare(paid, order.grandTotal) < 0) return
  await enqueue(ctx, {
    store: row.store,
    orderId: row.id,
    connection: document.connection,
    queue: orderQueue(row.id),
    kind: 'payment.create',
    idempotencyKey: `${document.orderbridgeId}:payment`,
    payload: { salesDocumentId: document.id, amount: paid, currency: order.currency, method, reference: transactionId },
  })
}

/** For flows that learn of an order by our own id. */
export async function readOrderRow(ctx: FlowContext, store: string, orderId: number): Promise<OrderRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(orders)
    .where(and(eq(orders.store, store), eq(orders.id, orderId)))
  return row
}
