import { MagentoError } from './magento-error.ts'
import { cancelOrder } from './orders.ts'
import type { Order } from './records.ts'
import { loadOrder, orderChange, type Shop, toMagentoTime } from './shop.ts'
import { copyOrder, type PlacedOrder, storeOrder } from './shopper.ts'

export interface EditOptions {
  /** Magento places the new order first and cancels the other one a moment later; false stops in between. */
  readonly cancel?: boolean
}

/**
 * "Edit" in the admin: an order is never changed; another one replaces it, with the same number and an ending, and the
 * first is cancelled (Sales\Model\AdminOrder\Create: relation_parent_*, relation_child_*, original_increment_id,
 * edit_increment). Invoiced orders cannot be edited.
 */
export function editOrder(shop: Shop, id: number, { cancel = true }: EditOptions = {}): PlacedOrder {
  const old = loadOrder(shop, id)
  if (['canceled', 'complete', 'closed', 'holded', 'payment_review'].includes(old.state) || isInvoiced(old))
    throw new MagentoError(400, 'The order cannot be edited.')
  const original = String(old.original_increment_id ?? old.increment_id)
  const edits = Number(old.edit_increment ?? 0) + 1
  const order = copyOrder(shop, old, toMagentoTime(shop.clock.now()))
  Object.assign(order, {
    increment_id: `${original}-${edits}`,
    original_increment_id: original,
    edit_increment: edits,
    relation_parent_id: old.entity_id,
    relation_parent_real_id: old.increment_id,
  })
  const placed = storeOrder(shop, order, shop.journal.get<string>('order_kinds', id) ?? 'edited', [])
  shop.commit([
    orderChange(shop, {
      ...old,
      relation_child_id: order.entity_id,
      relation_child_real_id: order.increment_id,
    }),
  ])
  if (cancel) cancelOrder(shop, loadOrder(shop, id))
  return placed
}

const isInvoiced = (order: Order): boolean => order.items.some(item => item.qty_invoiced > 0)
