import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { criteria, type MagentoTarget, openTarget, placeGuestOrder } from './magento-target.ts'

let magento: MagentoTarget

beforeAll(async () => {
  magento = await openTarget(process.env)
})
afterAll(() => magento.close())

const orderSchema = z.looseObject({
  entity_id: z.number(),
  increment_id: z.string(),
  state: z.string(),
  status: z.string(),
  grand_total: z.number(),
  total_due: z.number(),
  updated_at: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
  total_paid: z.number().optional(),
  ext_order_id: z.string().optional(),
  items: z.array(
    z.looseObject({
      item_id: z.number(),
      sku: z.string(),
      name: z.string(),
      qty_ordered: z.number(),
      qty_invoiced: z.number(),
      qty_shipped: z.number(),
      qty_refunded: z.number(),
      qty_canceled: z.number(),
    }),
  ),
})

async function readOrder(id: number) {
  const { status, json } = await magento.call('GET', `/rest/V1/orders/${id}`)
  expect(status).toBe(200)
  const order = orderSchema.parse(json)
  const [item] = order.items
  if (!item) throw new Error(`order ${id} has no items`)
  return { ...order, item }
}

const post = (path: string, body?: unknown) => magento.call('POST', `/rest/V1${path}`, body)
describe('a fresh order', () => {
  it('is new and pending, with all of it due and nothing paid', async () => {
    const order = await readOrder(await placeGuestOrder(magento, magento.sku, 2))
    expect(order).toMatchObject({ state: 'new', status: 'pending', customer_is_guest: 1, is_virtual: 0 })
    expect(order.total_due).toBe(order.grand_total)
    expect(order.total_paid).toBeUndefined()
    expect(order).not.toHaveProperty('customer_id')
    expect(order.item).toMatchObject({ sku: magento.sku, qty_ordered: 2, qty_invoiced: 0, qty_shipped: 0 })
  })

  it('is found by its number, and by its id with leading zeros', async () => {
    const order = await readOrder(await placeGuestOrder(magento, magento.sku, 1))
    const found = await magento.call(
      'GET',
      `/rest/V1/orders?${criteria('increment_id', order.increment_id, 'eq')}&fields=items[entity_id]`,
    )
    expect(found.json).toMatchObject({ items: [{ entity_id: order.entity_id }] })
    expect((await magento.call('GET', `/rest/V1/orders/000${order.entity_id}?fields=entity_id`)).json).toEqual({
      entity_id: order.entity_id,
    })
  })
})

describe('an invoice', () => {
  it('answers its id as a JSON string, is paid at once, and moves the order to processing', async () => {
    const id = await placeGuestOrder(magento, magento.sku, 3)
    const { item, grand_total: total } = await readOrder(id)
    const partial = await post(`/order/${id}/invoice`, {
      capture: true,
      items: [{ order_item_id: item.item_id, qty: 1 }],
    })
    expect(partial.json).toMatch(/^\d+$/)
    const between = await readOrder(id)
    expect(between).toMatchObject({ state: 'processing', status: 'processing' })
    expect(between.item.qty_invoiced).toBe(1)
    await post(`/order/${id}/invoice`, { capture: false })
    const after = await readOrder(id)
    expect(after).toMatchObject({ state: 'processing', total_paid: total, total_due: 0 })
    expect(after.item.qty_invoiced).toBe(3)
    expect((await magento.call('GET', `/rest/V1/invoices/${String(partial.json)}`)).json).toMatchObject({
      state: 2,
      order_id: id,
      total_qty: 1,
    })
  })

  it('is refused when everything is invoiced, when too much is asked, and for rows of other orders', async () => {
    const id = await placeGuestOrder(magento, magento.sku, 1)
    const { item } = await readOrder(id)
    const tooMuch = await post(`/order/${id}/invoice`, {
      capture: true,
      items: [{ order_item_id: item.item_id, qty: 99 }],
    })
    expect([tooMuch.status, tooMuch.json]).toEqual([
      400,
      { message: 'We found an invalid quantity to invoice item "%1".', parameters: [item.name] },
    ])
    const foreign = await post(`/order/${id}/invoice`, {
      capture: true,
      items: [{ order_item_id: 1_000_000_000, qty: 1 }],
    })
    expect(foreign.json).toEqual({
      message:
        "Invoice Document Validation Error(s):\nThe invoice can't be created without products. Add products and try again.",
    })
    await post(`/order/${id}/invoice`, { capture: true })
    const again = await post(`/order/${id}/invoice`, { capture: true })
    expect([again.status, again.json]).toEqual([
      400,
      {
        message:
          "Invoice Document Validation Error(s):\nThe invoice can't be created without products. Add products and try again.\nThe order does not allow an invoice to be created.",
      },
    ])
  })

  it('asked for twice at once is made once', async () => {
    const id = await placeGuestOrder(magento, magento.sku, 1)
    const answers = await Promise.all([post(`/order/${id}/invoice`, {}), post(`/order/${id}/invoice`, {})])
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 400])
  })
})

describe('a shipment', () => {
  it('of more than is left ships what is left, and completes an invoiced order', async () => {
    const id = await placeGuestOrder(magento, magento.sku, 2)
    const { item } = await readOrder(id)
    await post(`/order/${id}/invoice`, { capture: true })
    await post(`/order/${id}/ship`, {
      items: [{ order_item_id: item.item_id, qty: 1 }],
      tracks: [{ track_number: 'A1', title: 'GLS', carrier_code: 'custom' }],
    })
    expect((await readOrder(id)).state).toBe('processing')
    const rest = await post(`/order/${id}/ship`, { items: [{ order_item_id: item.item_id, qty: 50 }] })
    expect(rest.status).toBe(200)
    expect((await magento.call('GET', `/rest/V1/shipment/${String(rest.json)}`)).json).toMatchObject({ total_qty: 1 })
    expect(await readOrder(id)).toMatchObject({ state: 'complete', status: 'complete', item: { qty_shipped: 2 } })
    const again = await post(`/order/${id}/ship`, {})
    expect(again.json).toEqual({
      message:
        "Shipment Document Validation Error(s):\nThe order does not allow a shipment to be created.\nYou can't create a shipment without products.",
    })
  })

  it('with a track that has no title, or from an unknown source, is refused with one text', async () => {
    const id = await placeGuestOrder(magento, magento.sku, 1)
    const text = { message: 'Could not save a shipment, see error log for details' }
    expect((await post(`/order/${id}/ship`, { tracks: [{ track_number: 'X' }] })).json).toEqual(text)
    expect(
      (await post(`/order/${id}/ship`, { arguments: { extension_attributes: { source_code: 'nosource' } } })).json,
    ).toEqual(text)
  })
})

describe('a virtual order', () => {
  it('is complete with the invoice alone and cannot be shipped', async context => {
    if (!magento.virtualSku) return context.skip() // a real Magento for which no virtual product was named
    const id = await placeGuestOrder(magento, magento.virtualSku, 1, true)
    expect((await post(`/order/${id}/ship`, {})).json).toEqual({
      message:
        "Shipment Document Validation Error(s):\nA shipment cannot be created when an order has a status of pending\nYou can't create a shipment without products.",
    })
    await post(`/order/${id}/invoice`, { capture: true })
    expect(await readOrder(id)).toMatchObject({ state: 'complete', status: 'complete', is_virtual: 1 })
  })
})

describe('cancel, hold and comments', () => {
  it('cancels once: true, then false without an error', async () => {
    const id = await placeGuestOrder(magento, magento.sku, 1)
    expect((await post(`/orders/${id}/cancel`)).json).toBe(true)
    expect(await readOrder(id)).toMatchObject({ state: 'canceled', status: 'canceled', item: { qty_canceled: 1 } })
    const again = await post(`/orders/${id}/cancel`)
    expect([again.status, again.json]).toEqual([200, false])
  })

  it('keeps the invoiced part of an order that is canceled', async () => {
    const id = await placeGuestOrder(magento, magento.sku, 3)
    const { item } = await readOrder(id)
    await post(`/order/${id}/invoice`, { capture: true, items: [{ order_item_id: item.item_id, qty: 1 }] })
    expect((await post(`/orders/${id}/cancel`)).json).toBe(true)
    const after = await readOrder(id)
    expect(after).toMatchObject({ state: 'processing', item: { qty_invoiced: 1, qty_canceled: 2 } })
    expect(after.total_due).toBeGreaterThan(0)
  })

  it('lets nothing happen to a held order until it is released', async () => {
    const id = await placeGuestOrder(magento, magento.sku, 1)
    expect((await post(`/orders/${id}/hold`)).json).toBe(true)
    expect(await readOrder(id)).toMatchObject({
      state: 'holded',
      hold_before_state: 'new',
      hold_before_status: 'pending',
    })
    expect((await post(`/order/${id}/invoice`, {})).json).toEqual({
      message:
        'Invoice Document Validation Error(s):\nAn invoice cannot be created when an order has a status of holded',
    })
    expect((await post(`/orders/${id}/cancel`)).json).toBe(false)
    expect((await post(`/orders/${id}/hold`)).json).toEqual({ message: 'A hold action is not available.' })
    expect((await post(`/orders/${id}/unhold`)).json).toBe(true)
    expect(await readOrder(id)).toMatchObject({ state: 'new', status: 'pending' })
    expect((await post(`/orders/${id}/unhold`)).json).toEqual({ message: 'You cannot remove the hold.' })
  })

  it('takes comments with the present status only, and does not call that a change of the order', async () => {
    const id = await placeGuestOrder(magento, magento.sku, 1)
    const before = await readOrder(id)
    // Always with the status: a real 2.4.6-p4 takes the status from an order whose comment has none.
    const { status } = before
    const statusHistory = { comment: 'ERP', is_customer_notified: 0, is_visible_on_front: 0, status }
    expect((await post(`/orders/${id}/comments`, { statusHistory })).json).toBe(true)
    expect((await readOrder(id)).updated_at).toBe(before.updated_at)
    const other = await post(`/orders/${id}/comments`, { statusHistory: { ...statusHistory, status: 'processing' } })
    const refusal = {
      message: 'Unable to add comment: The status "%1" is not part of the order\n                 status history.',
      parameters: ['processing'],
    }
    // 2.4.7 refuses it; a real 2.4.6-p4 took it as a comment.
    const takesIt = process.env.MAGENTO_URL !== undefined && other.status === 200
    expect([other.status, other.json]).toEqual(takesIt ? [200, true] : [400, refusal])
  })

  it('saves an ERP number on the order without touching the rest', async () => {
    const id = await placeGuestOrder(magento, magento.sku, 1)
    const saved = await post('/orders', { entity: { entity_id: id, ext_order_id: 'ERP-0001' } })
    expect(saved.json).toMatchObject({ entity_id: id, ext_order_id: 'ERP-0001', grand_total: null })
    expect(await readOrder(id)).toMatchObject({ ext_order_id: 'ERP-0001', state: 'new', status: 'pending' })
  })
})

describe('a refund', () => {
  it('of everything closes the order, shipped or not, and of nothing is refused', async () => {
    const id = await placeGuestOrder(magento, magento.sku, 1)
    expect((await post(`/order/${id}/refund`, {})).json).toEqual({
      message: 'Creditmemo Document Validation Error(s):\nThe most money available to refund is 0.',
    })
    await post(`/order/${id}/invoice`, { capture: true })
    expect((await post(`/order/${id}/refund`, {})).json).toMatch(/^\d+$/)
    expect(await readOrder(id)).toMatchObject({ state: 'closed', status: 'closed', item: { qty_refunded: 1 } })
    expect((await post(`/order/${id}/refund`, {})).json).toEqual({
      message:
        'Creditmemo Document Validation Error(s):\nA creditmemo can not be created when an order has a status of closed',
    })
  })

  it('of one piece leaves the order as it is', async () => {
    const id = await placeGuestOrder(magento, magento.sku, 2)
    const { item } = await readOrder(id)
    await post(`/order/${id}/invoice`, { capture: true })
    await post(`/order/${id}/refund`, {
      items: [{ order_item_id: item.item_id, qty: 1 }],
      arguments: { shipping_amount: 0 },
    })
    expect(await readOrder(id)).toMatchObject({ state: 'processing', item: { qty_refunded: 1 } })
  })
})
