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

  it('reserves stock with the order and takes it with the shipment', async () => {
    const magento = await start()
    const salable = async () =>
      (await call(magento, 'GET', '/rest/V1/inventory/get-product-salable-quantity/S-001/1')).json
    const { entity_id: id } = magento.placeOrder('guest-simple')
    expect(await salable()).toBe(998)
    await call(magento, 'POST', `/rest/V1/order/${id}/ship`, {})
    expect(await salable()).toBe(998)
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
    expect(list.text).toContain(number)
    const page = await rawCall({ method: 'GET', url: `${magento.url}/admin/orders/${id}` })
    expect(page.text).toContain('&lt;script&gt;')
    expect(page.text).not.toContain('<script>')
  })
})
