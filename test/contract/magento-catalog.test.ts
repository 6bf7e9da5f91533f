import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import type { RunningMagento } from '../../sandbox/magento/server.ts'
import type { SourceItem as StoredSourceItem } from '../../sandbox/magento/stock.ts'
import { amount } from '../../src/domain/amount.ts'
import { createMagento } from '../../src/magento/client.ts'
import { createSend } from '../../src/outbound/send.ts'
import { call, closeAll, start } from './magento-start.ts'

interface Recorded {
  readonly case: string
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly status: number
  readonly answer: unknown
}
const { answers, bulk } = JSON.parse(
  readFileSync(new URL('../fixtures/magento-sandbox/catalog.json', import.meta.url), 'utf8'),
) as { answers: Recorded[]; bulk: { body: unknown; answer: object; before: object; after: object } } // trimmed recordings

afterEach(closeAll)

describe('the simulated catalogue answers as recorded', () => {
  for (const one of answers)
    it(one.case, async () => {
      const limited = one.case.startsWith('limits-')
      const magento = await start(limited ? { inputLimit: 20 } : {})
      const { status, json } = await call(magento, one.method, one.path, one.body ?? undefined)
      expect(status).toBe(one.status)
      const uuid = { bulk_uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) }
      if (one.status === 202) expect(json).toEqual({ ...(one.answer as object), ...uuid })
      else if (one.case === 'inventory-sources')
        expect(json).toMatchObject({ items: [{ source_code: 'default' }], total_count: 1 })
      else expect(json).toEqual(one.answer)
    })

  it('a bulk is open until the consumer has run, and then tells of each operation', async () => {
    const magento = await start({ queueStands: true })
    const accepted = await call(magento, 'POST', '/rest/async/bulk/V1/products', bulk.body)
    const { bulk_uuid: id, request_items: items } = accepted.json as { bulk_uuid: string; request_items: object[] }
    expect([accepted.status, items.length]).toEqual([202, 3])
    const status = async () => (await call(magento, 'GET', `/rest/V1/bulk/${id}/status`)).json
    expect(await status()).toMatchObject(bulk.before)
    magento.runConsumers()
    expect(await status()).toMatchObject(bulk.after)
    const product = await call(magento, 'GET', '/rest/V1/products/BULK-1')
    expect(product.json).toMatchObject({ sku: 'BULK-1', price: 10, attribute_set_id: 4, visibility: 4, weight: 1 })
  })
})

function client(magento: RunningMagento) {
  const clock = { now: () => new Date() }
  const calls: string[] = []
  const over = createSend({ allow: () => true, allowPrivateNetwork: true, clock })
  const { catalog } = createMagento({
    store: 'main',
    baseUrl: magento.url,
    auth: { kind: 'oauth1', ...magento.credentials },
    send: request => {
      calls.push(`${request.method} ${new URL(request.url).pathname.replace('/rest', '')}`)
      return over(request)
    },
    clock,
    random: Math.random,
  })
  return { catalog, calls }
}
const price = (sku: string, value: string) => ({ sku, storeViewId: 0, price: amount(value) })
const item = (sku: string, source = 'default', quantity = '5') => ({
  sku,
  source,
  quantity: amount(quantity),
  inStock: true,
})

describe('the client of the catalogue', () => {
  it('tells which rows of a price call were refused, and why; the others are saved in the same call', async () => {
    const magento = await start()
    const { catalog, calls } = client(magento)
    const refused = await catalog.saveBasePrices([
      price('S-008', '50.5'),
      price('NE-OBSTAJA', '5'),
      price('C-MAJICA', '3'),
    ])
    expect(refused.map(({ row, code, message }) => [row.sku, code, message])).toEqual([
      ['NE-OBSTAJA', 'magento:row:invalid-attribute', 'Invalid attribute SKU = NE-OBSTAJA.'],
      ['C-MAJICA', 'magento:row:invalid-attribute', 'Invalid attribute SKU = C-MAJICA.'],
    ])
    expect(calls).toHaveLength(1)
  })

  it('finds the row of a complaint that names no SKU by halving', async () => {
    const magento = await start()
    const { catalog } = client(magento)
    const rows = ['S-001', 'S-002', 'S-003', 'S-004', 'S-005'].map(sku => price(sku, sku === 'S-004' ? '-1' : '8'))
    const refused = await catalog.saveBasePrices(rows)
    expect(refused.map(({ row, message }) => [row.sku, message])).toEqual([['S-004', 'Invalid attribute Price = -1.']])
    const saved = magento.list<{ sku: string; price: number }>('products').filter(({ price: now }) => now === 8)
    expect(saved.map(({ sku }) => sku)).toEqual(['S-001', 'S-002', 'S-003', 'S-005'])
  })

  it('halves a stock call that is refused as a whole until the bad row stands alone', async () => {
    const magento = await start()
    const { catalog, calls } = client(magento)
    const rows = Array.from({ length: 40 }, (_, i) => item(`S-${i}`, i === 17 ? 'nowhere' : 'default'))
    const refused = await catalog.saveSourceItems(rows)
    expect(refused.map(({ row }) => row.sku)).toEqual(['S-17'])
    expect(calls.length).toBeLessThan(14)
    expect(magento.list<StoredSourceItem>('source_items').filter(({ quantity }) => quantity === 5)).toHaveLength(39)
  })

  it('gives up looking when every row is bad, and refuses the rest together', async () => {
    const magento = await start()
    const { catalog, calls } = client(magento)
    const rows = Array.from({ length: 500 }, (_, i) => item(`S-${i}`, 'nowhere'))
    expect(await catalog.saveSourceItems(rows)).toHaveLength(500)
    expect(calls.length).toBeLessThan(150)
  })

  it('learns the limits of a store from its refusals, and keeps to them', async () => {
    const magento = await start({ inputLimit: 20 })
    const { catalog, calls } = client(magento)
    expect(await catalog.saveSourceItems(Array.from({ length: 50 }, (_, i) => item(`S-${i}`)))).toEqual([])
    expect(calls).toHaveLength(4) // one is refused, then 20, 20 and 10
    const found = await catalog.findProducts(
      Array.from({ length: 30 }, (_, i) => `s-${String(i + 1).padStart(3, '0')}`),
    )
    expect(found.size).toBe(30)
    const listed = []
    for (
      let page = await catalog.listProducts(0);
      page.length > 0;
      page = await catalog.listProducts(page.at(-1)?.id ?? 0)
    )
      listed.push(...page)
    expect(listed).toHaveLength(48)
  })

  it('asks for SKUs with commas too, and as many at once as a request line has room for', async () => {
    const magento = await start()
    const { catalog, calls } = client(magento)
    await catalog.saveProduct('create', { sku: 'A,B', name: 'Comma', attributeSet: 4, price: amount(1) })
    const many = Array.from({ length: 300 }, (_, i) => `NOT-THERE-WITH-A-LONG-SKU-${i}`)
    const found = await catalog.findProducts(['A,B', 'S-001', ...many])
    expect([...found.keys()].sort()).toEqual(['a,b', 's-001'])
    expect(calls.length).toBeLessThan(6)
  })

  it('repeats what a deadlock rolled back and what broke off, and not what a person has to mend', async () => {
    const magento = await start()
    const { catalog, calls } = client(magento)
    magento.faults.add({ kind: 'deadlock400', times: 2, match: { path: 'source-items' } })
    magento.faults.add({ kind: 'dropBefore', times: 1, match: { path: 'source-items' } })
    expect(await catalog.saveSourceItems([item('S-001')])).toEqual([])
    expect(calls).toHaveLength(4)
    const limited = client({ ...magento, credentials: magento.integration('reader', ['Magento_Sales::actions_view']) })
    await expect(limited.catalog.saveSourceItems([item('S-001'), item('S-002')])).rejects.toThrow(
      'Magento_InventoryApi::source',
    )
    expect(limited.calls.filter(path => path.includes('source-items'))).toHaveLength(1)
  })

  it('puts products into the queue and tells what became of each, or that the bulk is not known', async () => {
    const magento = await start()
    const { catalog } = client(magento)
    const good = { sku: 'Q-1', name: 'Good', attributeSet: 4, price: amount('2.5'), enabled: false, taxClass: '4' }
    const id = await catalog.queueProducts('create', [good, { sku: 'Q-2', name: 'No price', attributeSet: 4 }])
    expect(await catalog.readBulk(id)).toEqual([
      { operation: 0, state: 'done', message: expect.stringContaining('success') },
      {
        operation: 1,
        state: 'failed',
        message: 'The "Price" attribute value is empty. Set the attribute and try again.',
      },
    ])
    expect(await catalog.readBulk('00000000-0000-0000-0000-000000000000')).toBeUndefined()
  })
})
