import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { followUps, refunds, salesDocuments } from '../../db/schema/orders.ts'
import { amount, fixed } from '../../domain/amount.ts'
import type { RefundInput, RefundOutcome } from '../../erp/connector.ts'
import type { FlowContext } from '../context.ts'
import { linkRefund } from '../erp/link-refund.ts'
import { leaveRefundToPeople } from '../order/answer-refunds.ts'
import { canonicalOf } from '../order/canonical-of.ts'
import { readOrderRow } from '../order/follow-magento.ts'
import type { OutboxMessage } from '../outbox/claim-outbox.ts'
import { type Delivered, type EffectKind, Postponed } from '../outbox/effect.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { connectionOf, orderOf } from './connection-of.ts'
import { erpPart } from './erp-part.ts'

const decimal = z.string().transform(amount)
const input = z.object({
  key: z.string(),
  salesDocumentId: z.string(),
  lines: z.array(z.object({ erpLines: z.array(z.number()), quantity: decimal, keep: decimal })),
  everything: z.boolean(),
  shipping: z.object({ gross: decimal, taxRate: decimal, method: z.string().optional() }),
  adjustment: decimal,
  total: decimal,
  currency: z.string(),
  country: z.string(),
  date: z.string(),
  comment: z.string(),
})
const payload = z.object({ refundId: z.number(), salesDocumentId: z.number(), input })
const result = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('credit_note'),
    erpId: z.string(),
    erpNumber: z.string(),
    total: decimal,
    currency: z.string(),
  }),
  z.object({ outcome: z.enum(['canceled', 'reduced']) }),
  z.object({ outcome: z.literal('by_hand'), reason: z.string() }),
])
type Payload = z.infer<typeof payload>
type Result = z.infer<typeof result>

/** Only a fallback: whoever approves the draft in the ERP is heard of through the credit note that it becomes. */
const LOOK_AGAIN_MS = 3_600_000

/**
 * What people refunded in Magento, taken back in the ERP. The connector looks for our key before it writes; what it
 * cannot do by itself is a problem for a person and keeps nothing else of the order back.
 */
export const refundSalesDocument: EffectKind<Payload, Result> = {
  kind: 'sales_document.refund',
  payload,
  result,
  noun: 'the refund in the ERP',
  settlingDelayMs: 2_000,
  async deliver(ctx, message, sent) {
    const erpRefunds = erpPart(await ctx.remotes.erp(connectionOf(message)), 'refunds')
    return delivered(await erpRefunds.create(inputOf(sent)))
  },
  async verify(ctx, message, sent) {
    const erpRefunds = erpPart(await ctx.remotes.erp(connectionOf(message)), 'refunds')
    const found = await erpRefunds.find(inputOf(sent))
    return found ? delivered(found) : 'not_done'
  },
  settle,
}

/** JSON has no undefined: the method is there with a value, or it is not there. */
function inputOf({ input: { shipping, ...rest } }: Payload): RefundInput {
  const { method, ...price } = shipping
  return { ...rest, shipping: { ...price, ...(method !== undefined && { method }) } }
}

function delivered(outcome: RefundOutcome): Delivered<Result> {
  switch (outcome.outcome) {
    case 'draft':
      throw new Postponed(`Credit note draft ${outcome.erpNumber} waits for its approval in the ERP.`, LOOK_AGAIN_MS)
    case 'credit_note':
      return {
        summary: `Credit note ${outcome.erpNumber} is in the ERP: ${fixed(outcome.total, 2)} ${outcome.currency}.`,
        data: outcome,
      }
    case 'canceled':
      return { summary: 'Everything was refunded: the sales document is cancelled in the ERP.', data: outcome }
    case 'reduced':
      return { summary: 'What was refunded is taken off the sales document in the ERP.', data: outcome }
    case 'by_hand':
      return { summary: `The refund is left to a person: ${outcome.reason}.`, data: outcome }
  }
}

async function settle(
  ctx: FlowContext,
  message: OutboxMessage,
  sent: Payload,
  { data }: Delivered<Result>,
): Promise<void> {
  const [refund] = await ctx.db.select().from(refunds).where(eq(refunds.id, sent.refundId))
  const row = await readOrderRow(ctx, message.store, orderOf(message))
  const order = row && canonicalOf(row)
  if (!refund || !row || !order) return
  if (data.outcome === 'credit_note') return await settleCreditNote(ctx, message, sent, data)
  if (data.outcome === 'by_hand') {
    const connection = await ctx.remotes.connection(connectionOf(message))
    return await leaveRefundToPeople(ctx, { row, order, refund, connection, why: data.reason })
  }
  const updatedAt = ctx.clock.now()
  await ctx.db.update(refunds).set({ state: 'answered', updatedAt }).where(eq(refunds.id, refund.id))
  if (data.outcome === 'canceled')
    await ctx.db
      .update(salesDocuments)
      .set({ state: 'canceled', updatedAt })
      .where(eq(salesDocuments.id, sent.salesDocumentId))
}

/** It is known from now on, so that hearing of it makes no credit memo; it may have been heard of already. */
async function settleCreditNote(
  ctx: FlowContext,
  message: OutboxMessage,
  { refundId, input }: Payload,
  data: Extract<Result, { outcome: 'credit_note' }>,
): Promise<void> {
  const [refund] = await ctx.db.select().from(refunds).where(eq(refunds.id, refundId))
  if (!refund) return
  const now = ctx.clock.now()
  const connection = connectionOf(message)
  await ctx.db
    .insert(followUps)
    .values({
      store: message.store,
      orderId: refund.orderId,
      connection,
      kind: 'credit_note',
      erpId: data.erpId,
      erpNumber: data.erpNumber,
      total: data.total,
      currency: data.currency,
      date: input.date,
      lines: refund.lines,
      tracking: [],
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
  const [followUp] = await ctx.db
    .select()
    .from(followUps)
    .where(
      and(
        eq(followUps.connection, connection),
        eq(followUps.kind, 'credit_note'),
        eq(followUps.erpId, data.erpId),
        eq(followUps.orderId, refund.orderId),
      ),
    )
  if (!followUp) return
  await linkRefund(ctx, followUp, refund.magentoId)
  const key = `${connection}:credit_note:${data.erpId}`
  await enqueue(ctx, {
    store: message.store,
    orderId: refund.orderId,
    connection,
    queue: message.queue,
    kind: 'document.fetch',
    idempotencyKey: `${message.queue}:${key}:document`,
    payload: { followUpId: followUp.id, erpDocumentId: key },
  })
}
