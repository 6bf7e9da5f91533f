import { z } from 'zod'
import { absolute, amount, compare, fixed, isZero, subtract } from '../../domain/amount.ts'
import type { SalesDocument } from '../../domain/fulfilment.ts'
import type { FlowContext } from '../context.ts'
import { connectionOf } from '../effects/connection-of.ts'
import type { Delivered, EffectKind } from '../outbox/effect.ts'
import { lookUpOf, plannedDocument, requestOf } from '../outbox/planned-request.ts'
import { openProblem } from '../problem/open-problem.ts'
import { changeTransfer, closeFailures, HELD_WAIT_MS, later, lockTransfer, releaseTransfer } from './hold-transfer.ts'
import { totalCause } from './look-at-totals.ts'
import { ACKNOWLEDGE, owe, WRITE } from './owe-effects.ts'

const payload = plannedDocument.extend({
  transferId: z.number(),
  number: z.string(),
  /** What the order comes to at its source. */
  total: z.string(),
  currency: z.string(),
  warnings: z.array(z.string()),
})
const result = z.object({ erpId: z.string(), erpNumber: z.string(), total: z.string(), currency: z.string() })
type Payload = z.infer<typeof payload>
type Result = z.infer<typeof result>

const MAX_WAIT_MS = 4 * 3_600_000

/**
 * The sales document of an order from a source. The ERP is asked for our key before every try, so an order that comes
 * again is adopted. That it is acknowledged is owed in the transaction that keeps the ERP's key, and never before.
 */
export const writeOrder: EffectKind<Payload, Result> = {
  kind: WRITE,
  payload,
  result,
  noun: 'the sales document',
  settlingDelayMs: 2_000,
  async lookUp(ctx, batch) {
    const [first] = batch
    if (!first) return new Map()
    const erp = await ctx.remotes.erp(connectionOf(first.message))
    const found = await erp.findSalesDocuments(...lookUpOf(batch.map(entry => entry.payload)))
    return new Map(
      batch.flatMap(({ message, payload: { orderbridgeId } }) => {
        const document = found.get(orderbridgeId)
        return document ? [[message.id, delivered(document, 'was found in the ERP under our key')] as const] : []
      }),
    )
  },
  async deliver(ctx, message, { request }) {
    const erp = await ctx.remotes.erp(connectionOf(message))
    return delivered(await erp.createSalesDocument(requestOf(request)), 'was created in the ERP')
  },
  async verify(ctx, message, input) {
    const erp = await ctx.remotes.erp(connectionOf(message))
    const document = (await erp.findSalesDocuments(...lookUpOf([input]))).get(input.orderbridgeId)
    return document ? delivered(document, 'was found in the ERP under our key') : 'not_done'
  },
  async settle(ctx, message, input, { data }) {
    const row = await lockTransfer(ctx, input.transferId)
    await releaseTransfer(ctx, row, {
      state: 'written',
      reason: `in the ERP as ${data.erpNumber}`,
      erpId: data.erpId,
      erpNumber: data.erpNumber,
      erpTotal: data.currency === input.currency ? data.total : null,
      writtenAt: ctx.clock.now(),
      dueAt: null,
    })
    const erp = { id: data.erpId, number: data.erpNumber }
    await owe(ctx, ACKNOWLEDGE, row, { transferId: row.id, key: row.key, number: row.number, erp })
    await closeFailures(ctx, message)
    await compareTotals(ctx, connectionOf(message), message.store, input, data)
  },
  async giveUp(ctx, _message, { transferId }) {
    const { plans } = await lockTransfer(ctx, transferId)
    // What was refused is refused again until somebody mends it: less and less often.
    const wait = Math.min(HELD_WAIT_MS * 2 ** Math.max(0, plans - 1), MAX_WAIT_MS)
    const reason = 'the ERP refuses the sales document'
    await changeTransfer(ctx, transferId, { state: 'held', reason, dueAt: later(ctx, wait) })
  },
}

const delivered = ({ erpId, erpNumber, total, currency }: SalesDocument, how: string): Delivered<Result> => ({
  summary: `Sales document ${erpNumber} ${how}: ${fixed(total, 2)} ${currency}.`,
  data: { erpId, erpNumber, total, currency },
})

/** The books must agree: what the ERP made of it is compared with what the source says, to the cent. */
async function compareTotals(
  ctx: FlowContext,
  connection: string,
  store: string,
  { number, total, currency }: Payload,
  data: Result,
): Promise<void> {
  const { policies, name } = await ctx.remotes.connection(connection)
  const difference = subtract(amount(data.total), amount(total))
  if (isZero(difference) && data.currency === currency) return
  if (data.currency === currency && compare(absolute(difference), amount(policies.tolerance)) <= 0) return
  await openProblem(ctx, {
    store,
    connection,
    cause: totalCause(connection, number),
    title: `Order ${number}: ${name} came to ${fixed(amount(data.total), 2)} ${data.currency}, its source to ${fixed(amount(total), 2)} ${currency}.`,
    remedy: `Correct sales document ${data.erpNumber} in the ERP before it is invoiced. This closes by itself once its total agrees.`,
  })
}
