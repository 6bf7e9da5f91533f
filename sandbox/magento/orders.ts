import { z } from 'zod'
import { MagentoError, noSuchEntity, parseBody } from './magento-error.ts'
import { CURRENCIES, minus, num, put, share } from './money.ts'
import { changedTotals, orderOutput, partialSaveOutput } from './output.ts'
import type { Comment, Order } from './records.ts'
import { answerList, commentList, idParameter, phpInt, type Route } from './rest.ts'
import { loadOrder, orderChange, orderEvent, type Shop } from './shop.ts'
import { canCancel, canHold, moveTo, quantityToCancel, quantityToRefund, quantityToShip } from './state-machine.ts'
import { reserve } from './stock.ts'

/** Extension attribute of the companion module, when it is installed. */
export type ModuleAttribute = (order: Order) => unknown

export const orderRoutes = (shop: Shop, moduleAttribute: ModuleAttribute): Route[] => [
  {
    method: 'GET',
    path: '/orders',
    resource: 'Magento_Sales::actions_view',
    handle: ({ query }) =>
      answerList(shop, query, shop.journal.list<Order>('orders'), order => orderOutput(order, moduleAttribute(order))),
  },
  {
    method: 'GET',
    path: '/orders/items',
    resource: 'Magento_Sales::actions_view',
    handle: ({ query }) => {
      const items = shop.journal.list<Order>('orders').flatMap(order => order.items)
      return answerList(shop, query, items, changedTotals)
    },
  },
  {
    method: 'GET',
    path: '/orders/:id',
    resource: 'Magento_Sales::actions_view',
    handle: ({ params }) => {
      const order = loadOrder(shop, idParameter(params))
      return orderOutput(order, moduleAttribute(order))
    },
  },
  {
    method: 'GET',
    path: '/orders/:id/statuses',
    resource: 'Magento_Sales::actions_view',
    handle: ({ params }) => loadOrder(shop, idParameter(params)).status,
  },
  {
    method: 'POST',
    path: '/orders',
    resource: 'Magento_Sales::create',
    handle: ({ body }) => saveOrder(shop, body),
  },
  {
    method: 'PUT',
    path: '/orders/:id',
    resource: 'Magento_Sales::create',
    handle: ({ params, body }) => saveAddress(shop, idParameter(params), body),
  },
  ...orderCommentRoutes(shop),
  action(shop, 'cancel', 'Magento_Sales::cancel', cancelOrder),
  action(shop, 'hold', 'Magento_Sales::hold', holdOrder),
  action(shop, 'unhold', 'Magento_Sales::unhold', releaseOrder),
  action(shop, 'emails', 'Magento_Sales::emails', (_shop, _order) => true),
]

function action(shop: Shop, name: string, resource: string, run: (shop: Shop, order: Order) => boolean): Route {
  return {
    method: 'POST',
    path: `/orders/:id/${name}`,
    resource,
    handle: ({ params }) => run(shop, loadOrder(shop, idParameter(params))),
  }
}

const orderCommentRoutes = (shop: Shop): Route[] => [
  {
    method: 'GET',
    path: '/orders/:id/comments',
    resource: 'Magento_Sales::actions_view',
    handle: ({ params }) => {
      const id = idParameter(params)
      const histories = shop.journal.get<Order>('orders', id)?.status_histories ?? []
      return commentList(id, histories)
    },
  },
  {
    method: 'POST',
    path: '/orders/:id/comments',
    resource: 'Magento_Sales::comment',
    handle: ({ params, body }) => {
      const { statusHistory } = parseBody(z.object({ statusHistory: commentSchema }), body)
      const order = loadOrder(shop, idParameter(params))
      const status = statusHistory.status ?? order.status
      // Since 2.4.7 a comment cannot change the status (recordings order-comment-status-*).
      if (status !== order.status)
        throw new MagentoError(
          400,
          'Unable to add comment: The status "%1" is not part of the order\n                 status history.',
          [status],
        )
      addHistory(shop, order, { ...statusHistory, status })
      shop.commit([orderChange(shop, order)])
      return true
    },
  },
]

const commentSchema = z.strictObject({
  comment: z.string().nullish(),
  status: z.string().nullish(),
  is_customer_notified: phpInt.nullish(),
  is_visible_on_front: phpInt.nullish(),
  parent_id: phpInt.nullish(),
  entity_id: phpInt.nullish(),
  entity_name: z.string().nullish(),
  created_at: z.string().nullish(),
  extension_attributes: z.unknown().optional(),
})

/** MySQL utf8 (3 bytes) turns an emoji into four question marks; TEXT ends at 65,535 bytes (recordings order-comment-*). */
const asColumn = (text: string): string =>
  Buffer.from(text.replace(/[\u{10000}-\u{10ffff}]/gu, '????'))
    .subarray(0, 65_535)
    .toString()
    .replace(/\uFFFD+$/, '')

export function addHistory(
  shop: Shop,
  order: Order,
  sent: Omit<z.output<typeof commentSchema>, 'extension_attributes'>,
): void {
  const comment: Comment = {
    comment: sent.comment ? asColumn(sent.comment) : null,
    created_at: shop.stamp(),
    entity_id: shop.nextId('comment'),
    ...(sent.entity_name ? { entity_name: sent.entity_name } : {}),
    is_customer_notified: sent.is_customer_notified ?? null,
    is_visible_on_front: sent.is_visible_on_front ?? 0,
    parent_id: order.entity_id,
    status: sent.status ?? order.status,
  }
  order.status_histories.push(comment)
}

const saveSchema = z.object({
  entity: z.looseObject({
    entity_id: phpInt.nullish(),
    state: z.string().nullish(),
    status: z.string().nullish(),
    ext_order_id: z.string().max(32).nullish(),
    ext_customer_id: z.string().nullish(),
    status_histories: z.array(commentSchema).nullish(),
  }),
})

const SAVED = ['state', 'status', 'ext_order_id', 'ext_customer_id', 'customer_note'] as const

/**
 * The partial save. Takes any status and checks nothing, state changes only when sent (recordings order-save-*). This
 * shop knows the fields that the recordings sent; the rest of an order is left as it is.
 */
function saveOrder(shop: Shop, body: unknown): unknown {
  const { entity } = parseBody(saveSchema, body)
  const exists = entity.entity_id != null && shop.journal.get<Order>('orders', entity.entity_id) !== undefined
  if (!exists) throw new MagentoError(400, 'Please provide payment for the order.')
  const order = loadOrder(shop, Number(entity.entity_id))
  const before = JSON.stringify(order)
  const sent = Object.fromEntries(SAVED.filter(field => entity[field] != null).map(field => [field, entity[field]]))
  Object.assign(order, sent)
  for (const history of entity.status_histories ?? []) addHistory(shop, order, history)
  const changed = before !== JSON.stringify(order)
  const change = orderChange(shop, order)
  if (changed) shop.commit([change], [orderEvent('order.updated', order)])
  return partialSaveOutput(order, sent)
}

const addressSchema = z.object({
  entity: z.looseObject({ entity_id: phpInt, street: z.array(z.string()).optional() }),
})

/** Recording order-address-put: the address is answered; the order's updated_at stays. */
function saveAddress(shop: Shop, orderId: number, body: unknown): unknown {
  const { entity } = parseBody(addressSchema, body)
  const order = loadOrder(shop, orderId)
  const shipping = order.extension_attributes.shipping_assignments.map(one => one.shipping.address)
  const address = [order.billing_address, ...shipping].find(one => one?.entity_id === entity.entity_id)
  if (!address) throw noSuchEntity()
  const { address_type: _type, parent_id: _parent, ...fields } = entity
  Object.assign(address, fields)
  shop.commit([orderChange(shop, order)], [orderEvent('order.updated', order)])
  return address
}

/** @returns false when nothing may be canceled, in place of an error (recordings order-cancel-*). */
export function cancelOrder(shop: Shop, order: Order): boolean {
  if (!canCancel(order)) return false
  let state = 'canceled'
  for (const item of order.items) {
    if (state !== 'processing' && quantityToRefund(order, item) > 0)
      state = quantityToShip(item) > quantityToCancel(order, item) ? 'processing' : 'complete'
    const qty = quantityToCancel(order, item)
    item.qty_canceled = qty
    put(item, 'tax_canceled', share(num(item, 'base_tax_amount'), qty, item.qty_ordered))
    put(
      item,
      'discount_tax_compensation_canceled',
      share(num(item, 'discount_tax_compensation_amount'), qty, item.qty_ordered),
    )
  }
  for (const currency of CURRENCIES) {
    for (const part of ['subtotal', 'tax', 'shipping', 'discount']) {
      const ordered = num(order, part === 'subtotal' ? `${currency}subtotal` : `${currency}${part}_amount`)
      const open = minus(ordered, num(order, `${currency}${part}_invoiced`))
      put(order, `${currency}${part}_canceled`, part === 'discount' ? Math.abs(open) : open)
    }
    put(
      order,
      `${currency}total_canceled`,
      minus(num(order, `${currency}grand_total`), num(order, `${currency}total_paid`)),
    )
  }
  moveTo(order, state)
  shop.commit([orderChange(shop, order), ...releaseStock(shop, order)], [orderEvent('order.canceled', order)])
  return true
}

/** The canceled pieces are for sale again; the quantity did not move (recording _facts-stock-through-an-order). */
const releaseStock = (shop: Shop, order: Order) =>
  reserve(
    shop,
    order.items.map(item => ({ sku: item.sku, quantity: item.qty_canceled })),
  )

function holdOrder(shop: Shop, order: Order): boolean {
  if (!canHold(order)) throw new MagentoError(400, 'A hold action is not available.')
  order.hold_before_state = order.state
  order.hold_before_status = order.status
  moveTo(order, 'holded')
  shop.commit([orderChange(shop, order)], [orderEvent('order.held', order)])
  return true
}

function releaseOrder(shop: Shop, order: Order): boolean {
  if (order.state !== 'holded') throw new MagentoError(400, 'You cannot remove the hold.')
  order.state = order.hold_before_state ?? 'new'
  order.status = order.hold_before_status ?? 'pending'
  delete order.hold_before_state
  delete order.hold_before_status
  shop.commit([orderChange(shop, order)], [orderEvent('order.unheld', order)])
  return true
}
