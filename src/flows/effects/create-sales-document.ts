import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { orders, salesDocuments } from '../../db/schema/orders.ts'
import { absolute, amount, compare, fixed, isZero, subtract } from '../../domain/amount.ts'
import type { RemoteError } from '../../domain/errors.ts'
import type { SalesDocument } from '../../domain/fulfilment.ts'
import type { FlowContext } from '../context.ts'
import { announceSalesDocument } from '../erp/announce-sales-document.ts'
import type { SalesDocumentRow } from '../erp/hear-erp-changes.ts'
import { answerRefunds } from '../order/answer-refunds.ts'
import { canonicalOf } from '../order/canonical-of.ts'
import { refuseEnteredByHand } from '../order/entered-by-hand.ts'
import { bookPayment, followMagento } from '../order/follow-magento.ts'
import type { OrderRow } from '../order/hear-orders.ts'
import { tellStory } from '../order/tell-story.ts'
import type { OutboxMessage } from '../outbox/claim-outbox.ts'
import type { Delivered, EffectKind } from '../outbox/effect.ts'
import { lookUpOf, plannedDocument, requestOf } from '../outbox/planned-request.ts'
import { openProblem } from '../problem/open-problem.ts'
import { connectionOf, orderOf } from './connection-of.ts'

const payload = plannedDocument.extend({
  salesDocumentId: z.number(),
  expectedTotal: z.string(),
  warnings: z.array(z.string()),
  /** A person has edited the request and accepted that it comes to this in place of the order's total. */
  acceptedTotal: z.string().optional(),
})
const result = z.object({
  erpId: z.string(),
  erpNumber: z.string(),
  state: z.enum(['draft', 'open', 'confirmed', 'closed', 'canceled']),
  total: z.string(),
  currency: z.string(),
  adopted: z.boolean(),
})
type Payload = z.infer<typeof payload>
type Result = z.infer<typeof result>

/**
 * The push. The ERP is asked for our key before every try, for the whole batch in one call; a document that is there,
 * by whatever way, is adopted. So a lost answer or a second worker never makes a second document.
 */
export const createSalesDocument: EffectKind<Payload, Result> = {
  kind: 'sales_document.create',
  payload,
  result,
  noun: 'the sales document',
  settlingDelayMs: 2_000,
  async lookUp(ctx, batch) {
    const [first] = batch
    if (!first) return new Map()
    const connection = await ctx.remotes.connection(connectionOf(first.message))
    const erp = await ctx.remotes.erp(connection.code)
    const found = await erp.findSalesDocuments(...lookUpOf(batch.map(entry => entry.payload)))
    const rest = batch.filter(({ payload }) => !found.has(payload.orderbridgeId))
    const refused = await refuseEnteredByHand(
      ctx,
      connection,
      erp,
      rest.map(({ message }) => message),
    )
    return new Map<number, Delivered<Result> | RemoteError>([
      ...refused,
      ...batch.flatMap(({ message, payload }) => {
        const document = found.get(payload.orderbridgeId)
        return document ? [[message.id, delivered(document, true)] as const] : []
      }),
    ])
  },
  async deliver(ctx, message, { request }) {
    const erp = await ctx.remotes.erp(connectionOf(message))
    return delivered(await erp.createSalesDocument(requestOf(request)), false)
  },
  async verify(ctx, message, input) {
    const erp = await ctx.remotes.erp(connectionOf(message))
    const document = (await erp.findSalesDocuments(...lookUpOf([input]))).get(input.orderbridgeId)
    return document ? delivered(document, true) : 'not_done'
  },
  async settle(ctx, message, input, { data }) {
    const now = ctx.clock.now()
    const { state, erpId, erpNumber, total, currency } = data
    const [document] = await ctx.db
      .update(salesDocuments)
      .set({ state, erpId, erpNumber, total, currency, updatedAt: now })
      .where(eq(salesDocuments.id, input.salesDocumentId))
      .returning()
    const [order] = await ctx.db
      .update(orders)
      .set({ phase: 'open', phaseReason: `in the ERP as ${erpNumber}`, acknowledgedAt: now, updatedAt: now })
      .where(eq(orders.id, orderOf(message)))
      .returning()
    if (!document || !order) throw new Error(`sales document ${input.salesDocumentId} is not there`)
    await compareTotals(ctx, message, order, data, input.acceptedTotal)
    await announceSalesDocument(ctx, { order, document }, state)
    await catchUp(ctx, order, document)
  },
  async giveUp(ctx, message) {
    await ctx.db
      .update(orders)
      .set({ phase: 'held', phaseReason: 'the ERP refuses the sales document', updatedAt: ctx.clock.now() })
      .where(eq(orders.id, orderOf(message)))
  },
}

function delivered(document: SalesDocument, adopted: boolean): Delivered<Result> {
  const { erpId, erpNumber, state, total, currency } = document
  const how = adopted
    ? 'was found in the ERP under our key and is used'
    : state === 'draft'
      ? 'waits in the ERP for an approval'
      : 'was created in the ERP'
  return {
    summary: `Sales document ${erpNumber} ${how}: ${fixed(total, 2)} ${currency}.`,
    data: { erpId, erpNumber, state, total, currency, adopted },
  }
}

/** The books must agree: what the ERP made of it is compared with what the shopper agreed to, to the cent. */
async function compareTotals(
  ctx: FlowContext,
  message: OutboxMessage,
  row: OrderRow,
  data: Result,
  acceptedTotal: string | undefined,
): Promise<void> {
  const { policies, name } = await ctx.remotes.connection(connectionOf(message))
  const difference = subtract(amount(data.total), amount(row.grandTotal))
  if (isZero(difference) && data.currency === row.currency) return
  const text = `${name} came to ${fixed(amount(data.total), 2)} ${data.currency}, Magento to ${fixed(amount(row.grandTotal), 2)} ${row.currency}.`
  await tellStory(ctx, { store: row.store, orderId: row.id, stage: 'problem', text, outboxId: message.id })
  if (acceptedTotal !== undefined && isZero(subtract(amount(data.total), amount(acceptedTotal)))) return
  if (data.currency === row.currency && compare(absolute(difference), amount(policies.tolerance)) <= 0) return
  await openProblem(
    ctx,
    {
      store: message.store,
      connection: connectionOf(message),
      // Not "totals_differ": no change of the configuration mends a document that is in the ERP.
      cause: `erp_total:${message.connection}:${row.number}`,
      title: `Order ${row.number}: ${text}`,
      remedy: 'Correct the sales document in the ERP before it is invoiced, then skip this problem with the reason.',
    },
    row.id,
  )
}

/** While the push was under way, Magento may have cancelled the order or captured the money. */
async function catchUp(ctx: FlowContext, row: OrderRow, document: SalesDocumentRow): Promise<void> {
  const order = canonicalOf(row)
  if (!order) return
  await bookPayment(ctx, row, order, document)
  await answerRefunds(ctx, row, order)
  if (order.state === 'canceled') await followMagento(ctx, row, order, { ...row, state: 'processing' })
}
