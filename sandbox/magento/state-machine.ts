import { minus, num } from './money.ts'
import type { Order, OrderItem } from './records.ts'

/** Magento's rules about what may be done to an order and which state follows (contracts: magento §4, observed "States seen"). */

export const childrenOf = (order: Order, item: OrderItem): OrderItem[] =>
  order.items.filter(candidate => candidate.parent_item_id === item.item_id)

const parentOf = (order: Order, item: OrderItem): OrderItem | undefined =>
  order.items.find(candidate => candidate.item_id === item.parent_item_id)

/** A bundle whose price sits on its children: the parent row has no own tax percentage (order-get-guest-bundle-dynamic). */
const priceOnChildren = (bundle: OrderItem): boolean =>
  bundle.product_type === 'bundle' && bundle.tax_percent === undefined

/** Rows that carry no money: the parent of a dynamic bundle, the child of a configurable or of a fixed bundle. */
export function isMoneyShell(order: Order, item: OrderItem): boolean {
  const parent = parentOf(order, item)
  if (parent) return !priceOnChildren(parent)
  return childrenOf(order, item).length > 0 && priceOnChildren(item)
}

/** Rows that are not shipped themselves: children go with their parent ("ship together", the only kind in this shop). */
export const isShippingShell = (item: OrderItem): boolean => item.parent_item_id !== undefined

export const quantityToInvoice = (order: Order, item: OrderItem): number =>
  isMoneyShell(order, item) ? 0 : Math.max(item.qty_ordered - item.qty_invoiced - item.qty_canceled, 0)

export const quantityToShip = (item: OrderItem): number =>
  isShippingShell(item)
    ? 0
    : Math.max(item.qty_ordered - Math.max(item.qty_shipped, item.qty_refunded) - item.qty_canceled, 0)

export const quantityToRefund = (order: Order, item: OrderItem): number =>
  isMoneyShell(order, item) ? 0 : Math.max(item.qty_invoiced - item.qty_refunded, 0)

export const quantityToCancel = (order: Order, item: OrderItem): number =>
  Math.max(Math.min(quantityToInvoice(order, item), quantityToShip(item)), 0)

const STUCK = ['payment_review', 'holded', 'canceled']

export const stateAllowsInvoice = (order: Order): boolean => ![...STUCK, 'complete', 'closed'].includes(order.state)
export const stateAllowsShipment = (order: Order): boolean => !STUCK.includes(order.state) && order.is_virtual !== 1
export const stateAllowsCreditmemo = (order: Order): boolean => ![...STUCK, 'closed'].includes(order.state)

export const canInvoice = (order: Order): boolean =>
  stateAllowsInvoice(order) && order.items.some(item => quantityToInvoice(order, item) > 0)

export const canShip = (order: Order): boolean =>
  stateAllowsShipment(order) &&
  order.items.some(item => item.is_virtual !== 1 && quantityToShip(item) > 0 && !isFullyRefunded(order, item))

const isFullyRefunded = (order: Order, item: OrderItem): boolean => {
  const rows = [item, ...childrenOf(order, item)].filter(row => !isMoneyShell(order, row))
  return rows.length > 0 && rows.every(row => row.qty_refunded >= row.qty_ordered && row.qty_ordered > 0)
}

/** Money is left to give back. */
export const canCreditmemo = (order: Order): boolean =>
  stateAllowsCreditmemo(order) && minus(num(order, 'total_paid'), num(order, 'total_refunded')) > 0

/** Recordings order-cancel-*: nothing left to invoice, or held, in review, canceled, complete, closed: answer false. */
export const canCancel = (order: Order): boolean =>
  ![...STUCK, 'complete', 'closed'].includes(order.state) &&
  order.items.some(item => quantityToInvoice(order, item) > 0)

/** Recordings order-hold-error-*. */
export const canHold = (order: Order): boolean => ![...STUCK, 'complete', 'closed'].includes(order.state)

/** Counts children too, which is why a bundle of 2 with 1 shipped is complete (order-get-bundle-partially-shipped). */
function shippedOrRefundedCoversAll(order: Order): boolean {
  const shipped = order.items.reduce((sum, item) => sum + Math.floor(item.qty_shipped), 0)
  const refunded = order.items
    .filter(item => item.product_type === 'simple')
    .reduce((sum, item) => sum + Math.floor(item.qty_refunded), 0)
  return shipped > 0 && order.total_qty_ordered <= shipped + refunded
}

/** The default status of a state has its name, except for new. */
export const defaultStatus = (state: string): string => (state === 'new' ? 'pending' : state)

export function moveTo(order: Order, state: string): void {
  order.state = state
  order.status = defaultStatus(state)
}

/**
 * The derived moves of every save. Changes state and status in place; a custom status is lost only with a move.
 * @param inProcess the order has just got an invoice or a shipment.
 */
export function deriveState(order: Order, inProcess = false): void {
  if (order.state === 'new' && inProcess) moveTo(order, 'processing')
  if (order.state === 'canceled' || order.state === 'holded' || canInvoice(order)) return
  const live = order.state === 'processing' || order.state === 'complete'
  const givenBack = num(order, 'total_refunded') > 0 && !canCreditmemo(order)
  if (live && givenBack && !canShip(order)) moveTo(order, 'closed')
  else if (order.state === 'processing' && (!canShip(order) || shippedOrRefundedCoversAll(order)))
    moveTo(order, 'complete')
}
