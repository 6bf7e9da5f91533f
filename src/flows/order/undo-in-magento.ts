import { add, compare, isZero, subtract, ZERO } from '../../domain/amount.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { ConnectionPolicies } from '../../domain/settings.ts'
import type { FlowContext } from '../context.ts'
import { enqueue, orderQueue } from '../outbox/enqueue.ts'
import type { OrderRow } from './hear-orders.ts'

/**
 * Undoes the order in Magento: first what is not invoiced there is cancelled, which releases an authorized payment and
 * the reserved stock; then what is invoiced is refunded, when the policy says so, and the goods are for sale again.
 * Magento cancels nothing that is invoiced.
 * @param key unique per reason
 * @returns false when a person has to do it, because money was taken and the policy is to ask; nothing is decided then.
 */
export async function undoInMagento(
  ctx: FlowContext,
  input: {
    readonly row: Pick<OrderRow, 'id' | 'store' | 'magentoId'>
    readonly order: CanonicalOrder
    readonly cancel: ConnectionPolicies['cancel']
    readonly key: string
    readonly comment: string
  },
): Promise<boolean> {
  const { row, order, cancel, key, comment } = input
  const progress = Object.entries(order.progress)
  const items = progress.flatMap(([id, { invoiced, refunded }]) => {
    const quantity = subtract(invoiced, refunded)
    return compare(quantity, ZERO) > 0 ? [{ orderItemId: Number(id), quantity }] : []
  })
  if (items.length > 0 && cancel.invoiced === 'problem') return false
  const isOpen = progress.some(
    ([, { ordered, invoiced, canceled }]) => !isZero(subtract(ordered, add(invoiced, canceled))),
  )
  const place = { store: row.store, orderId: row.id, queue: orderQueue(row.id) }
  if (isOpen)
    await enqueue(ctx, {
      ...place,
      kind: 'magento.order.cancel',
      idempotencyKey: key,
      payload: { magentoOrderId: row.magentoId, rest: items.length > 0 },
    })
  if (items.length > 0)
    await enqueue(ctx, {
      ...place,
      kind: 'magento.creditmemo.create',
      idempotencyKey: `${key}:refund`,
      payload: {
        magentoOrderId: row.magentoId,
        erpDocumentId: key,
        items,
        shippingAmount: 'rest',
        online: cancel.invoiced === 'refund_online',
        returnToStock: true,
        comment,
      },
    })
  return true
}
