import { and, asc, eq, inArray, not, sql } from 'drizzle-orm'
import { z } from 'zod'
import { outbox } from '../../db/schema/messages.ts'
import { refunds, salesDocuments } from '../../db/schema/orders.ts'
import {
  type Amount,
  add,
  amount,
  compare,
  divide,
  fixed,
  isZero,
  multiply,
  round,
  subtract,
  ZERO,
} from '../../domain/amount.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { RefundInput } from '../../erp/connector.ts'
import type { FlowContext } from '../context.ts'
import { linkHeardCreditNote, refundCause } from '../erp/link-refund.ts'
import { enqueue, orderQueue } from '../outbox/enqueue.ts'
import { openProblem } from '../problem/open-problem.ts'
import type { OrderRow } from './hear-orders.ts'
import { dayIn } from './plan-sales-document.ts'
import { tellStory } from './tell-story.ts'

export type RefundRow = typeof refunds.$inferSelect
type DocumentRow = typeof salesDocuments.$inferSelect

const storedLines = z.array(z.object({ itemId: z.number(), quantity: z.string().transform(amount) }))
const planLines = z.array(z.object({ itemId: z.number(), erpLine: z.number() }))

/** Our key of the credit note that answers a credit memo of Magento. */
export const creditNoteKey = (orderbridgeId: string, creditMemoId: number | ''): string =>
  `${orderbridgeId}-cm${creditMemoId}`

/**
 * What people refunded in Magento is answered in the ERP, as the connection says: by a message, or by a person. Refunds
 * of an order that is not in the ERP yet wait until it is.
 */
export async function answerRefunds(ctx: FlowContext, row: OrderRow, order: CanonicalOrder): Promise<void> {
  if (order.payment.refunded === undefined) return // then no credit memo was ever read (remember-refunds.ts)
  const all = await ctx.db.select().from(refunds).where(eq(refunds.orderId, row.id)).orderBy(asc(refunds.magentoId))
  const open = all.filter(refund => refund.state === 'heard')
  if (open.length === 0) return
  const documents = await ctx.db.select().from(salesDocuments).where(eq(salesDocuments.orderId, row.id))
  const document = documents.find(({ erpId, state }) => erpId !== null && state !== 'canceled')
  for (const refund of open) {
    if (document) await answer(ctx, row, order, document, refund, all)
    else if (documents.some(({ state }) => state === 'canceled')) {
      await setState(ctx, refund.id, 'answered')
      const text = `Nothing to take back in the ERP for credit memo ${refund.number}: the sales document is cancelled.`
      await tellStory(ctx, { store: row.store, orderId: row.id, stage: 'decided', text })
    }
  }
}

async function answer(
  ctx: FlowContext,
  row: OrderRow,
  order: CanonicalOrder,
  document: DocumentRow,
  refund: RefundRow,
  all: readonly RefundRow[],
): Promise<void> {
  if (await linkHeardCreditNote(ctx, refund)) return
  await setState(ctx, refund.id, 'decided')
  const connection = await ctx.remotes.connection(document.connection)
  if (connection.policies.refunds.fromMagento === 'problem')
    return await leaveRefundToPeople(ctx, { row, order, refund, connection })
  const { settings } = await ctx.remotes.store(row.store)
  const today = dayIn(settings.timezone, ctx.clock.now().toISOString())
  const payload = {
    refundId: refund.id,
    salesDocumentId: document.id,
    input: planRefund(order, document, refund, all, today),
  }
  const idempotencyKey = `${document.connection}:${payload.input.key}`
  const made = await enqueue(ctx, {
    store: row.store,
    orderId: row.id,
    connection: document.connection,
    queue: orderQueue(row.id),
    kind: 'sales_document.refund',
    idempotencyKey,
    payload,
  })
  // Left to a person before, who asks to try again: the same message goes again.
  if (made === undefined)
    await ctx.db
      .update(outbox)
      .set({ state: 'pending', dueAt: ctx.clock.now(), attempts: 0, payload, reason: 'tried again', finishedAt: null })
      .where(
        and(
          eq(outbox.idempotencyKey, idempotencyKey),
          inArray(outbox.state, ['delivered', 'superseded', 'dead', 'held']),
        ),
      )
  await tellStory(ctx, {
    store: row.store,
    orderId: row.id,
    stage: 'decided',
    text: `Credit memo ${refund.number} is taken over into ${connection.name}.`,
  })
}

const setState = (ctx: FlowContext, id: number, state: RefundRow['state']) =>
  ctx.db.update(refunds).set({ state, updatedAt: ctx.clock.now() }).where(eq(refunds.id, id))

/** The credit memo in the words of the sales document. `keep` counts every refund up to this one, so it can be repeated. */
function planRefund(
  order: CanonicalOrder,
  document: DocumentRow,
  refund: RefundRow,
  all: readonly RefundRow[],
  date: string,
): RefundInput {
  const plan = Map.groupBy(planLines.parse(document.lines), ({ itemId }) => itemId)
  const upTo = all.filter(({ magentoId }) => magentoId <= refund.magentoId)
  const refunded = (rows: readonly RefundRow[], itemId: number) =>
    add(
      ZERO,
      ...rows
        .flatMap(({ lines }) => storedLines.parse(lines))
        .flatMap(line => (line.itemId === itemId ? line.quantity : [])),
    )
  const { method } = order.shipping
  return {
    key: creditNoteKey(document.orderbridgeId, refund.magentoId),
    salesDocumentId: document.erpId ?? '',
    lines: order.lines.map(line => ({
      erpLines: (plan.get(line.id) ?? []).map(({ erpLine }) => erpLine),
      quantity: refunded([refund], line.id),
      keep: subtract(line.quantity, refunded(upTo, line.id)),
    })),
    everything: compare(add(ZERO, ...upTo.map(({ total }) => amount(total))), order.grandTotal) >= 0,
    shipping: {
      gross: shippingOf(order, amount(refund.shipping)),
      taxRate: order.shipping.taxRate,
      ...(method !== undefined && { method }),
    },
    adjustment: amount(refund.adjustment),
    total: amount(refund.total),
    currency: refund.currency,
    country: (order.shippingAddress ?? order.billing).country,
    date,
    comment: `Magento ${order.number}, credit memo ${refund.number}`,
  }
}

/** Magento tells it before the discount on it; the sales document has it after. */
function shippingOf(order: CanonicalOrder, refunded: Amount): Amount {
  const { gross, discount } = order.shipping
  const whole = add(gross, discount)
  return isZero(whole) ? ZERO : round(divide(multiply(gross, refunded), whole), 2)
}

/** One problem for each credit memo; it closes by itself when the ERP has a credit note for it. */
export async function leaveRefundToPeople(
  ctx: FlowContext,
  input: {
    readonly row: Pick<OrderRow, 'id' | 'store' | 'number'>
    readonly order: CanonicalOrder
    readonly refund: RefundRow
    readonly connection: { readonly code: string; readonly name: string }
    /** Why it could not be done by itself. */
    readonly why?: string
  },
): Promise<void> {
  const { row, order, refund, connection, why } = input
  const total = `${fixed(amount(refund.total), 2)} ${refund.currency}`
  const title = `Order ${row.number}: credit memo ${refund.number} over ${total} was made in Magento and has nothing in ${connection.name} yet.`
  const what = describeRefund(order, refund)
  await openProblem(
    ctx,
    {
      store: row.store,
      connection: connection.code,
      cause: refundCause(refund),
      title,
      remedy: `Take it back in ${connection.name}: a credit note of the same goods or the same total is linked by itself. If nothing is to be done there, skip this with the reason.`,
      detail: why ? `It was not done by itself: ${why}. Refunded: ${what}` : `Refunded: ${what}`,
    },
    row.id,
  )
  await tellStory(ctx, {
    store: row.store,
    orderId: row.id,
    stage: 'problem',
    text: why ? `${title} It was not done by itself: ${why}.` : title,
  })
}

/** "1 × S-001, shipping 5.00" */
function describeRefund(order: CanonicalOrder, refund: RefundRow): string {
  const goods = storedLines
    .parse(refund.lines)
    .map(({ itemId, quantity }) => `${quantity} × ${order.lines.find(line => line.id === itemId)?.sku ?? itemId}`)
  const money = (['shipping', 'adjustment'] as const)
    .filter(part => !isZero(amount(refund[part])))
    .map(part => `${part} ${fixed(amount(refund[part]), 2)}`)
  return [...goods, ...money].join(', ')
}

/** A person skips what is stuck of the order: its refunds need nothing more. One that the ERP has later is still linked. */
export async function leaveRefunds(ctx: FlowContext, orderId: number): Promise<void> {
  await ctx.db
    .update(refunds)
    .set({ state: 'left', updatedAt: ctx.clock.now() })
    .where(and(eq(refunds.orderId, orderId), eq(refunds.state, 'decided')))
}

/** A person asks again: what was left to people is decided anew, with what the connection says now. */
export async function reconsiderRefunds(ctx: FlowContext, row: OrderRow, order: CanonicalOrder): Promise<boolean> {
  const isUnderWay = sql`exists (select 1 from outbox m where m.order_id = ${refunds.orderId}
    and m.kind = 'sales_document.refund' and m.payload ->> 'refundId' = ${refunds.id}::text
    and m.state in ('pending', 'sending', 'verifying', 'retrying'))`
  const again = await ctx.db
    .update(refunds)
    .set({ state: 'heard', updatedAt: ctx.clock.now() })
    .where(and(eq(refunds.orderId, row.id), eq(refunds.state, 'decided'), not(isUnderWay)))
    .returning({ id: refunds.id })
  if (again.length > 0) await answerRefunds(ctx, row, order)
  return again.length > 0
}
