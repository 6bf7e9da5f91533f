import { Hono } from 'hono'
import { createCreditmemo } from './creditmemos.ts'
import { editOrder } from './edit-order.ts'
import type { HttpBindings } from './http-app.ts'
import { MagentoError } from './magento-error.ts'
import { cancelOrder } from './orders.ts'
import type { Order } from './records.ts'
import { loadOrder, type Shop } from './shop.ts'
import { canCancel, canCreditmemo, quantityToRefund } from './state-machine.ts'

/** What the shop's staff does to an order in the admin, as buttons on its page. */
type Action = 'cancel' | 'edit' | 'refund' | 'refund-one'

const ACTIONS: Readonly<Record<Action, (shop: Shop, id: number) => number>> = {
  cancel(shop, id) {
    if (!cancelOrder(shop, loadOrder(shop, id))) throw new MagentoError(400, 'You have not canceled the item.')
    return id
  },
  edit: (shop, id) => editOrder(shop, id).entity_id,
  refund(shop, id) {
    createCreditmemo(shop, { orderId: id, items: [], online: false })
    return id
  },
  'refund-one'(shop, id) {
    const order = loadOrder(shop, id)
    const item = order.items.find(one => quantityToRefund(order, one) > 0)
    const items = item ? [{ order_item_id: item.item_id, qty: 1 }] : []
    createCreditmemo(shop, { orderId: id, items, shippingAmount: 0, online: false })
    return id
  },
}
const isAction = (text: string): text is Action => Object.hasOwn(ACTIONS, text)

/** POST /admin/orders/:id/:action, from this page only. Answers with the page of the order, or why it cannot be done. */
export const staffRoutes = (shop: Shop): Hono<HttpBindings> =>
  new Hono<HttpBindings>().post('/admin/orders/:id{\\d+}/:action', c => {
    const action = c.req.param('action')
    const from = c.req.header('sec-fetch-site')
    if (!isAction(action) || (from !== undefined && from !== 'same-origin')) return c.text('Not found', 404)
    try {
      return c.redirect(`/admin/orders/${ACTIONS[action](shop, Number(c.req.param('id')))}`, 303)
    } catch (error) {
      if (!(error instanceof MagentoError)) throw error
      shop.rollback()
      return c.text(error.message, 400)
    }
  })

export function StaffActions({ order }: { order: Order }) {
  const isInvoiced = order.items.some(item => item.qty_invoiced > 0)
  const actions: [Action, string, boolean][] = [
    ['cancel', 'Cancel', canCancel(order)],
    ['edit', 'Edit (the same again)', canCancel(order) && !isInvoiced],
    ['refund-one', 'Refund one piece', canCreditmemo(order)],
    ['refund', 'Refund all that is left', canCreditmemo(order)],
  ]
  const possible = actions.filter(([, , may]) => may)
  if (possible.length === 0) return null
  return (
    <p>
      {possible.map(([action, label]) => (
        <form method="post" action={`/admin/orders/${order.entity_id}/${action}`} style="display: inline">
          <button type="submit">{label}</button>{' '}
        </form>
      ))}
    </p>
  )
}
