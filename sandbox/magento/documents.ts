import type { Comment, Order } from './records.ts'
import { nextIncrementId, type Shop } from './shop.ts'

const MONEY_FIELDS = [
  'base_currency_code',
  'base_to_global_rate',
  'base_to_order_rate',
  'global_currency_code',
  'order_currency_code',
  'store_currency_code',
  'store_to_base_rate',
  'store_to_order_rate',
] as const

/** What invoices and credit memos take over from their order about money. */
export const moneyHead = (order: Order): Record<string, unknown> =>
  Object.fromEntries(MONEY_FIELDS.map(field => [field, order[field]]))

/** What every document of an order begins with. Virtual orders have no shipping address. */
export function documentHead(shop: Shop, order: Order, kind: 'invoice' | 'shipment' | 'creditmemo') {
  const now = shop.stamp()
  const address = order.extension_attributes.shipping_assignments[0]?.shipping.address
  return {
    entity_id: shop.nextId(kind),
    increment_id: nextIncrementId(shop, kind, order.store_id),
    order_id: order.entity_id,
    store_id: order.store_id,
    billing_address_id: order.billing_address_id,
    ...(address ? { shipping_address_id: address.entity_id } : {}),
    created_at: now,
    updated_at: now,
    items: [],
    comments: [],
  }
}

const PRICE_FIELDS = ['base_price', 'base_price_incl_tax', 'price', 'price_incl_tax'] as const

/** The prices of an order item that its document rows repeat; absent ones stay absent. */
export const rowPrices = (item: Order['items'][number]): Record<string, unknown> =>
  Object.fromEntries(PRICE_FIELDS.filter(field => item[field] !== undefined).map(field => [field, item[field]]))

export const documentComment = (
  shop: Shop,
  sequence: string,
  parentId: number,
  comment: string,
  visible = false,
): Comment => ({
  is_customer_notified: 0,
  parent_id: parentId,
  comment,
  is_visible_on_front: visible ? 1 : 0,
  created_at: shop.stamp(),
  entity_id: shop.nextId(sequence),
})
