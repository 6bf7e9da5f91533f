import { type Amount, compare, divide, isZero, minimum, multiply, round, ZERO } from '../../domain/amount.ts'
import type { ItemQuantity } from '../../domain/document-items.ts'
import type { FollowUp } from '../../domain/fulfilment.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { creditNoteKey } from '../order/answer-refunds.ts'
import type { OrderRow } from '../order/hear-orders.ts'
import { orderbridgeIdOf } from '../order/plan-sales-document.ts'
import { tellStory } from '../order/tell-story.ts'
import { enqueue, orderQueue } from '../outbox/enqueue.ts'
import { openProblem } from '../problem/open-problem.ts'
import { linkRefund } from './link-refund.ts'
import type { SourcePart } from './parts-by-source.ts'
import type { FollowUpRow } from './take-follow-up.ts'
import { trackOf, tracksOf } from './tracks-of.ts'

export interface FollowUpToDecide {
  readonly connection: ConnectionSetup
  readonly row: OrderRow
  readonly order: CanonicalOrder
  readonly stored: FollowUpRow
  readonly followUp: FollowUp
  readonly items: readonly ItemQuantity[]
  /** The same of a delivery that is to be shipped, by the source that they left from. */
  readonly parts: readonly SourcePart[]
}

/** What Magento and the customer get of a document that the ERP made, or cancelled. */
export async function decideFollowUp(ctx: FlowContext, input: FollowUpToDecide): Promise<void> {
  const { kind } = input.followUp
  if (input.stored.canceled === 1) return await followCancellation(ctx, input)
  if (kind === 'shipment') return await ship(ctx, input)
  if (kind === 'invoice') return await invoice(ctx, input)
  return await credit(ctx, input, '')
}

/** Unique per ERP document: the idempotency key in Magento, and the marker in its comments. */
export const erpDocumentKey = ({ connection, followUp }: FollowUpToDecide, suffix = ''): string =>
  `${connection.code}:${followUp.kind}:${followUp.erpId}${suffix}`

/** A collective document is followed once for each of its orders. */
const effectKey = (input: FollowUpToDecide, what: 'magento' | 'document', suffix = ''): string =>
  `${orderQueue(input.row.id)}:${erpDocumentKey(input, suffix)}:${what}`

const placeOf = ({ row }: FollowUpToDecide) => ({ store: row.store, orderId: row.id, queue: orderQueue(row.id) })

const baseOf = (input: FollowUpToDecide, suffix = '') => ({
  followUpId: input.stored.id,
  magentoOrderId: input.row.magentoId,
  erpDocumentId: erpDocumentKey(input, suffix),
  items: input.items,
})

async function ship(ctx: FlowContext, input: FollowUpToDecide): Promise<void> {
  const { followUp, connection, order } = input
  const virtual = new Set(order.lines.filter(line => line.virtual).map(line => line.documentItem.id))
  const parts = input.parts
    .map(part => ({ ...part, items: part.items.filter(item => !virtual.has(item.orderItemId)) }))
    .filter(({ items }) => items.length > 0)
  if (parts.length === 0) return await nothingToDo(ctx, input, 'a delivery without goods that Magento ships')
  const tracks = await tracksOf(ctx, connection, input.stored, followUp)
  const comment = `${connection.name}: delivery ${followUp.erpNumber}`
  for (const [index, part] of parts.entries()) {
    const suffix = index === 0 ? '' : `:${index + 1}`
    await enqueue(ctx, {
      ...placeOf(input),
      kind: 'magento.shipment.create',
      idempotencyKey: effectKey(input, 'magento', suffix),
      payload: { ...baseOf(input, suffix), ...part, tracks, notify: connection.policies.notifyShipment, comment },
    })
  }
}

/** Numbers that were written on the delivery after its shipment was decided; each is a message of its own. */
export async function followTracks(
  ctx: FlowContext,
  input: FollowUpToDecide,
  added: FollowUp['tracking'],
): Promise<void> {
  for (const track of added.map(one => trackOf(input.connection, one)))
    await enqueue(ctx, {
      ...placeOf(input),
      kind: 'magento.track.create',
      idempotencyKey: `${effectKey(input, 'magento')}:track:${track.number}`,
      payload: { followUpId: input.stored.id, magentoOrderId: input.row.magentoId, ...track },
    })
}

async function invoice(ctx: FlowContext, input: FollowUpToDecide): Promise<void> {
  const { followUp, connection, order } = input
  const { capture } = connection.policies
  if (input.items.length > 0) {
    const comment = `${connection.name}: invoice ${followUp.erpNumber}`
    const payload = { ...baseOf(input), capture: capture.methods[order.payment.method] ?? capture.default, comment }
    await enqueue(ctx, {
      ...placeOf(input),
      kind: 'magento.invoice.create',
      idempotencyKey: effectKey(input, 'magento'),
      payload,
    })
  } else await nothingToDo(ctx, input, 'an invoice without whole items of Magento')
  await fetchDocument(ctx, input)
}

async function fetchDocument(ctx: FlowContext, input: FollowUpToDecide): Promise<void> {
  await enqueue(ctx, {
    ...placeOf(input),
    connection: input.connection.code,
    kind: 'document.fetch',
    idempotencyKey: effectKey(input, 'document'),
    payload: { followUpId: input.stored.id, erpDocumentId: erpDocumentKey(input) },
  })
}

async function credit(ctx: FlowContext, input: FollowUpToDecide, suffix: string): Promise<void> {
  const { followUp, connection, row, order } = input
  const memoId = creditMemoOf(input)
  const refund = await linkRefund(ctx, input.stored, memoId)
  if (refund || memoId !== undefined) return suffix ? undefined : await fetchDocument(ctx, input)
  if (connection.policies.creditNotes === 'problem')
    return await leaveToPeople(ctx, input, `credit note ${followUp.erpNumber}`)
  if (isZero(followUp.total)) {
    // Magento refuses a refund of nothing, and would keep all that comes after it back.
    await nothingToDo(ctx, input, 'a credit note without money')
    return suffix ? undefined : await fetchDocument(ctx, input)
  }
  const payload = {
    ...baseOf(input, suffix),
    shippingAmount: refundedShipping(order, followUp),
    online: connection.policies.creditNotes === 'online',
    comment: `${connection.name}: ${suffix ? 'cancelled invoice' : 'credit note'} ${followUp.erpNumber}`,
  }
  await enqueue(ctx, {
    ...placeOf(input),
    kind: 'magento.creditmemo.create',
    idempotencyKey: effectKey(input, 'magento', suffix),
    payload,
  })
  if (!suffix) await fetchDocument(ctx, input)
  await tellStory(ctx, {
    store: row.store,
    orderId: row.id,
    stage: 'decided',
    text: `Magento gets a credit memo for ${followUp.erpNumber}.`,
  })
}

/** Our key on a credit note names the credit memo of Magento that it was made for: it never becomes a second one. */
function creditMemoOf({ followUp, row }: FollowUpToDecide): number | undefined {
  const start = creditNoteKey(orderbridgeIdOf(row.store, row.magentoId), '')
  const id = followUp.orderbridgeId?.startsWith(start) ? Number(followUp.orderbridgeId.slice(start.length)) : undefined
  return id !== undefined && Number.isSafeInteger(id) ? id : undefined
}

/**
 * Magento wants the net amount, and not a cent more than its own net: of 5.00 gross at 22 % it may have stored 4.09 where
 * the ERP computes 4.10. So the ERP's gross decides the share, Magento's net is what is shared.
 */
function refundedShipping(order: CanonicalOrder, followUp: FollowUp): Amount {
  const { net, gross } = order.shipping
  if (!followUp.freight || compare(gross, ZERO) <= 0) return ZERO
  if (compare(followUp.freight.gross, gross) >= 0) return net
  return minimum(net, round(divide(multiply(net, followUp.freight.gross), gross), 2))
}

/** Magento knows no undone invoice or shipment: an invoice is refunded, a delivery is left to people. */
async function followCancellation(ctx: FlowContext, input: FollowUpToDecide): Promise<void> {
  if (input.followUp.kind === 'invoice' && input.items.length > 0) return await credit(ctx, input, ':canceled')
  await leaveToPeople(
    ctx,
    input,
    `the cancellation of ${input.followUp.kind === 'shipment' ? 'delivery' : 'credit note'} ${input.followUp.erpNumber}`,
  )
}

async function leaveToPeople(ctx: FlowContext, input: FollowUpToDecide, what: string): Promise<void> {
  const { row, connection } = input
  const title = `Order ${row.number}: ${what} in ${connection.name} has to be followed in Magento by a person.`
  await openProblem(
    ctx,
    {
      store: row.store,
      connection: connection.code,
      cause: `by_hand:${erpDocumentKey(input)}:${row.number}`,
      title,
      remedy: 'Do in Magento what the ERP did, then skip this with the reason.',
    },
    row.id,
  )
  await tellStory(ctx, { store: row.store, orderId: row.id, stage: 'problem', text: title })
}

async function nothingToDo(ctx: FlowContext, input: FollowUpToDecide, why: string): Promise<void> {
  await tellStory(ctx, {
    store: input.row.store,
    orderId: input.row.id,
    stage: 'decided',
    text: `Nothing to do in Magento: ${why}.`,
  })
}
