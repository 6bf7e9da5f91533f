import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningMagento } from '../../sandbox/magento/server.ts'
import type { Magento } from '../../src/magento/contract.ts'
import { allItems, startStore } from './magento-simulator.ts'

let shop: RunningMagento
let magento: Magento
let calls: string[]

beforeAll(async () => {
  ;({ shop, magento, calls } = await startStore({ module: false }))
})
afterAll(() => shop.close())

const idsOf = (orders: readonly unknown[]) => orders.map(order => (order as { entity_id: number }).entity_id) // REST rows

describe('orders', () => {
  it('are read in one call per hundred ids, and missing ones are left out', async () => {
    const placed = [shop.placeOrder('guest-simple'), shop.placeOrder('virtual'), shop.placeOrder('configurable')]
    calls.length = 0
    const orders = await magento.readOrders([...placed.map(order => order.entity_id), 999_999])
    expect(idsOf(orders).sort()).toEqual(placed.map(order => order.entity_id).sort())
    expect(calls).toEqual(['GET /orders'])
    calls.length = 0
    await magento.readOrders(Array.from({ length: 201 }, (_, i) => i + 1))
    expect(calls).toHaveLength(3)
    calls.length = 0
    expect(await magento.readOrders([])).toEqual([])
    expect(calls).toEqual([])
  })

  it('are found by their number', async () => {
    const { entity_id: id, increment_id: number } = shop.placeOrder('guest-simple')
    expect(idsOf(await magento.findOrdersByNumber(number))).toEqual([id])
    expect(await magento.findOrdersByNumber("nothing' OR 1=1")).toEqual([])
  })

  it('are listed by (updated_at, entity_id), and nothing is skipped or repeated when many have the same second', async () => {
    const start = new Date('2026-03-01T10:00:00Z')
    const placed = [0, 0, 0, 1, 1, 2, 2, 2, 2, 3].map(
      second => shop.placeOrder('guest-simple', new Date(start.getTime() + second * 1000)).entity_id,
    )
    const ours = new Set(placed)
    for (const limit of [1, 3, 4, 200]) {
      const seen: number[] = []
      let after: { updatedAt: string; id: number } | undefined
      for (;;) {
        const hints = await magento.listChangedOrders(start, after, limit)
        expect(hints.length).toBeLessThanOrEqual(limit)
        seen.push(...hints.map(hint => hint.id))
        const last = hints.at(-1)
        if (!last || hints.length < limit) break
        after = { updatedAt: last.updatedAt, id: last.id }
      }
      expect(seen.filter(id => ours.has(id))).toEqual(placed)
      expect(new Set(seen).size).toBe(seen.length)
    }
  })

  it('are listed with what is needed to decide whether to read them', async () => {
    const { entity_id: id, increment_id: number } = shop.placeOrder('store-usd', new Date('2031-01-01T00:00:00Z'))
    const [hint] = await magento.listChangedOrders(new Date('2031-01-01T00:00:00Z'), undefined, 10)
    expect(hint).toEqual({
      id,
      number,
      storeViewId: expect.any(Number),
      state: 'new',
      status: 'pending',
      createdAt: '2031-01-01 00:00:00',
      updatedAt: '2031-01-01 00:00:00',
    })
    expect(await magento.listChangedOrders(new Date('2099-01-01T00:00:00Z'), undefined, 10)).toEqual([])
  })

  it('are listed above an id, more than a page of them too', async () => {
    const first = shop.placeOrder('guest-simple').entity_id
    const more = Array.from({ length: 120 }, () => shop.placeOrder('guest-simple').entity_id)
    const hints = await magento.listOrdersAbove(first, 115)
    expect(hints.map(hint => hint.id)).toEqual(more.slice(0, 115))
  })

  it('refuses a place in the list that Magento would take for "everything"', async () => {
    await expect(magento.listChangedOrders(new Date(0), { updatedAt: 'yesterday', id: 1 }, 10)).rejects.toThrow(
      RangeError,
    )
  })
})

describe('documents', () => {
  it('of several orders come with their items, totals and comments', async () => {
    const [a, b] = [shop.placeOrder('guest-simple').entity_id, shop.placeOrder('two-vat-rates').entity_id]
    const items = allItems(shop, a)
    await magento.createInvoice({
      orderId: a,
      erpDocumentId: 'B1:invoice:1',
      items,
      capture: 'offline',
      comment: 'Invoiced',
    })
    await magento.createShipment({
      orderId: b,
      erpDocumentId: 'B1:delivery:1',
      items: allItems(shop, b).slice(0, 1),
      tracks: [{ carrierCode: 'custom', title: 'GLS', number: '42' }],
      notify: false,
      comment: 'Shipped',
    })
    const documents = await magento.readDocuments([a, b])
    expect(documents.map(({ kind, orderId }) => [kind, orderId])).toEqual([
      ['invoice', a],
      ['shipment', b],
    ])
    expect(documents[0]).toMatchObject({ items, comments: ['Invoiced\n[orderbridge B1:invoice:1]'] })
    expect(documents[0]?.grandTotal).toBe(String(shop.order(a)?.grand_total))
    expect(documents[1]).not.toHaveProperty('grandTotal')
    expect(await magento.readDocuments([])).toEqual([])
  })

  it('of an order with more than a page of them all come', async () => {
    const { entity_id: orderId } = shop.placeOrder('many-items')
    const items = allItems(shop, orderId)
    for (const [i, item] of items.entries()) {
      const shipment = {
        orderId,
        erpDocumentId: `B1:delivery:${i}`,
        items: [item],
        tracks: [],
        notify: false,
        comment: '',
      }
      await magento.createShipment(shipment)
    }
    expect(await magento.readDocuments([orderId])).toHaveLength(items.length)
  })
})

describe('what else is read', () => {
  it('is the store views that shoppers see, with locale, time zone and currency', async () => {
    const views = await magento.readStoreViews()
    expect(views).toContainEqual({
      id: 2,
      code: 'sl',
      name: 'Slovenian',
      locale: 'sl_SI',
      timezone: 'Europe/Ljubljana',
      baseCurrency: 'EUR',
    })
    expect(views.map(view => view.code)).not.toContain('admin')
  })

  it('is which SKUs exist, those with commas and in another case too', async () => {
    const found = await magento.findProducts(['S-001', 's-002', 'NO,SUCH', 'NE-OBSTAJA'])
    expect([...found].sort()).toEqual(['S-001', 's-002'])
    expect(await magento.findProducts([])).toEqual(new Set())
    const many = Array.from({ length: 90 }, (_, i) => `X-${i}`)
    expect(await magento.findProducts([...many, 'S-001'])).toEqual(new Set(['S-001']))
  })
})
