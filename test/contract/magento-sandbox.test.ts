import { afterEach, describe, expect, it } from 'vitest'
import { startMagento } from '../../sandbox/magento/server.ts'
import { ORDER_KINDS } from '../../sandbox/magento/shopper.ts'
import { rawCall } from './magento-call.ts'
import { call, closeAll, journalFile, start } from './magento-start.ts'

afterEach(closeAll)

describe('the memory of the simulated Magento', () => {
  it('keeps orders, documents, credentials and waiting events over a restart', async () => {
    const file = await journalFile()
    const first = await startMagento({
      clock: { now: () => new Date() },
      random: Math.random,
      module: true,
      bearerAllowed: true,
      journalFile: file,
    })
    const { entity_id: id } = first.placeOrder('guest-simple')
    await call(first, 'POST', `/rest/V1/order/${id}/invoice`, { capture: true })
    await first.close()
    const second = await start({ journalFile: file })
    expect([second.credentials, second.sandboxToken]).toEqual([first.credentials, first.sandboxToken])
    expect(second.order(id)).toMatchObject({ state: 'processing', total_due: 0 })
    expect(second.relay.status()).toMatchObject({ pending: 2, last_sequence: 2 })
    expect(second.placeOrder('guest-simple').increment_id).toBe('000000002')
  })
})

describe('the shopper', () => {
  it('places every kind of order with its own number, e-mail and ids', async () => {
    const magento = await start()
    for (const kind of Object.keys(ORDER_KINDS)) {
      const placed = await call(magento, 'POST', '/sandbox/orders', { kind }, magento.sandboxToken)
      expect([placed.status, placed.json]).toMatchObject([201, { kind }])
    }
    const orders = Array.from(Object.keys(ORDER_KINDS), (_, index) => magento.order(index + 1))
    expect(new Set(orders.map(order => order?.increment_id)).size).toBe(orders.length)
    const itemIds = orders.flatMap(order => order?.items.map(item => item.item_id) ?? [])
    expect(new Set(itemIds).size).toBe(itemIds.length)
    expect(orders.every(order => order?.customer_email.endsWith('@example.com'))).toBe(true)
  })

  it('needs the sandbox token', async () => {
    const magento = await start()
    expect((await call(magento, 'POST', '/sandbox/orders', { kind: 'virtual' })).status).toBe(401)
  })
})

describe('updated_at of an order', () => {
  // Recording _facts-what-changes-order-updated_at, in its order.
  const facts: readonly [string, string, unknown, boolean][] = [
    ['POST', 'orders/1/comments', { statusHistory: { comment: 'ERP' } }, false],
    ['POST', 'orders/1/hold', undefined, true],
    ['POST', 'orders/1/unhold', undefined, true],
    ['POST', 'orders', { entity: { entity_id: 1, status: 'pending' } }, false],
    ['POST', 'orders', { entity: { entity_id: 1, ext_order_id: 'ERP-1' } }, true],
    ['PUT', 'orders/1', { entity: { entity_id: 1, city: 'Kranj' } }, false],
    ['POST', 'order/1/invoice', { items: [{ order_item_id: 1, qty: 1 }] }, true],
    ['POST', 'order/1/ship', { items: [{ order_item_id: 1, qty: 1 }] }, false],
    ['POST', 'shipment/track', { entity: { parent_id: 1, order_id: 1, track_number: 'A', title: 'GLS' } }, false],
    ['POST', 'shipment/1/comments', { entity: { comment: 'on its way' } }, false],
    ['POST', 'order/1/refund', { items: [{ order_item_id: 1, qty: 1 }], arguments: { shipping_amount: 0 } }, true],
    ['POST', 'orders/1/emails', undefined, false],
  ]

  it('moves with what Magento calls a change, and with nothing else', async () => {
    let now = Date.parse('2026-11-21T08:00:00Z')
    const magento = await start({ clock: { now: () => new Date(now) } })
    magento.placeOrder('guest-simple')
    for (const [method, path, body, moves] of facts) {
      now += 5000
      const before = magento.order(1)?.updated_at
      const answer = await call(magento, method, `/rest/V1/${path}`, body)
      expect([path, answer.status, magento.order(1)?.updated_at !== before]).toEqual([path, 200, moves])
    }
  })
})

describe('stock', () => {
  it('goes through an order as recorded in _facts-stock-through-an-order', async () => {
    const magento = await start()
    const stock = async () => {
      const filter =
        'searchCriteria[filter_groups][0][filters][0][field]=sku&searchCriteria[filter_groups][0][filters][0][value]=S-001'
      const items = await call(magento, 'GET', `/rest/V1/inventory/source-items?${filter}&fields=items[quantity]`)
      const salable = await call(magento, 'GET', '/rest/V1/inventory/get-product-salable-quantity/S-001/1')
      return [items.json, salable.json]
    }
    const quantity = (value: number, salable: number) => [{ items: [{ quantity: value }] }, salable]
    magento.placeOrder('guest-simple')
    expect(await stock()).toEqual(quantity(1000, 998))
    await call(magento, 'POST', '/rest/V1/order/1/invoice', {})
    expect(await stock()).toEqual(quantity(1000, 998))
    await call(magento, 'POST', '/rest/V1/order/1/ship', {})
    expect(await stock()).toEqual(quantity(998, 998))
    const back = { shipping_amount: 0, extension_attributes: { return_to_stock_items: [1] } }
    await call(magento, 'POST', '/rest/V1/order/1/refund', { items: [{ order_item_id: 1, qty: 1 }], arguments: back })
    expect(await stock()).toEqual(quantity(999, 999))
    magento.placeOrder('guest-simple')
    const sourceItems = [{ sku: 'S-001', source_code: 'default', quantity: 100, status: 1 }]
    await call(magento, 'POST', '/rest/V1/inventory/source-items', { sourceItems })
    expect(await stock()).toEqual(quantity(100, 98))
    await call(magento, 'POST', '/rest/V1/orders/2/cancel')
    expect(await stock()).toEqual(quantity(100, 100))
  })
})

describe('access', () => {
  it('is refused with the missing resource, resource by resource', async () => {
    const magento = await start()
    const { entity_id: id } = magento.placeOrder('guest-simple')
    const { accessToken } = magento.integration('reader', ['Magento_Sales::actions_view'])
    expect((await call(magento, 'GET', `/rest/V1/orders/${id}?fields=entity_id`, undefined, accessToken)).json).toEqual(
      { entity_id: id },
    )
    const refused = await call(magento, 'POST', `/rest/V1/order/${id}/invoice`, {}, accessToken)
    expect([refused.status, refused.json]).toMatchObject([401, { parameters: { resources: 'Magento_Sales::invoice' } }])
  })

  it('by bearer token is refused while Magento does not allow it', async () => {
    const magento = await start({ bearerAllowed: false })
    expect((await call(magento, 'GET', '/rest/V1/orders/1')).status).toBe(401)
  })
})

describe('troubles that can be switched on', () => {
  it('hit as many requests as was asked, and only those that match', async () => {
    const magento = await start()
    const { entity_id: id } = magento.placeOrder('guest-simple')
    await call(
      magento,
      'POST',
      '/sandbox/faults',
      { kind: 'maintenance503', times: 1, match: { method: 'GET', path: '/orders' } },
      magento.sandboxToken,
    )
    expect((await call(magento, 'POST', `/rest/V1/orders/${id}/hold`)).status).toBe(200)
    const hit = await call(magento, 'GET', `/rest/V1/orders/${id}`)
    expect([hit.status, hit.contentType]).toEqual([503, 'text/html'])
    expect((await call(magento, 'GET', `/rest/V1/orders/${id}`)).status).toBe(200)
  })

  it('can do the work and then break the connection, or break it before the work', async () => {
    const magento = await start()
    const { entity_id: id } = magento.placeOrder('guest-simple')
    magento.faults.add({ kind: 'dropBefore' })
    await expect(call(magento, 'POST', `/rest/V1/order/${id}/invoice`, {})).rejects.toThrow(/hang up|ECONNRESET/)
    expect(magento.order(id)?.state).toBe('new')
    magento.faults.add({ kind: 'commitThenDrop' })
    await expect(call(magento, 'POST', `/rest/V1/order/${id}/invoice`, {})).rejects.toThrow(/hang up|ECONNRESET/)
    expect(magento.order(id)?.state).toBe('processing')
  })

  it('answers like a deadlock, a firewall page or a redirect', async () => {
    const magento = await start()
    magento.faults.add({ kind: 'deadlock500' })
    magento.faults.add({ kind: 'deadlock400' })
    magento.faults.add({ kind: 'html200' })
    magento.faults.add({ kind: 'redirect302' })
    const answers = []
    for (let index = 0; index < 4; index++) answers.push(await call(magento, 'GET', '/rest/V1/orders/1'))
    expect(answers.map(({ status, contentType }) => [status, contentType])).toEqual([
      [500, 'application/json'],
      [400, 'application/json'],
      [200, 'text/html'],
      [302, ''],
    ])
  })
})

describe('the pages for people', () => {
  it('show orders and escape what strangers wrote', async () => {
    const magento = await start()
    const { entity_id: id, increment_id: number } = magento.placeOrder('guest-simple')
    await call(magento, 'POST', `/rest/V1/orders/${id}/comments`, {
      statusHistory: { comment: '<script>alert(1)</script>' },
    })
    const list = await rawCall({ method: 'GET', url: `${magento.url}/` })
    expect(list.text).toMatch(/^<!doctype html><html lang="en">/)
    expect(list.text).toContain(number)
    const page = await rawCall({ method: 'GET', url: `${magento.url}/admin/orders/${id}` })
    expect(page.text).toContain('&lt;script&gt;')
    expect(page.text).not.toContain('<script>')
  })
})
