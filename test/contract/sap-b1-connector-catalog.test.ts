import { describe, expect, it } from 'vitest'
import { createItem, receiveGoods, updateItem } from '../../sandbox/sap-b1/items.ts'
import { moveStock } from '../../sandbox/sap-b1/stock.ts'
import type { CatalogPage, CatalogPosition } from '../../src/erp/erp-catalog.ts'
import { useCompany } from './sap-b1-connector-company.ts'

const company = useCompany()

async function all<Row>(read: (from: CatalogPosition) => Promise<CatalogPage<Row>>, since?: string) {
  const rows: Row[] = []
  const pages: CatalogPage<Row>[] = []
  for (let next: string | undefined; ; ) {
    const page = await read({ ...(since !== undefined && { since }), ...(next !== undefined && { next }) })
    rows.push(...page.rows)
    pages.push(page)
    if (page.next === undefined) return { rows, pages, cursor: page.cursor, complete: page.complete }
    next = page.next
  }
}
const catalog = (settings: object = {}, more: object = {}) => company().connect({ catalog: settings, ...more }).catalog
const change = (code: string, changes: object) =>
  company().b1.transact(work => updateItem(work, work.get('Items', code) ?? {}, { ...changes }, false))

describe('items of SAP Business One', () => {
  it('carry name, description, group, tax rate, weight and bar code, and say whether they are for sale', async () => {
    const { b1 } = company()
    b1.transact(work =>
      createItem(work, {
        ItemCode: "0'1",
        ItemName: 'Čopič',
        User_Text: 'Za stene',
        BarCode: '3830000000017',
        ItemsGroupCode: 104,
        SalesVATGroup: 'S95',
        SalesUnitWeight: 0.25,
        U_Web: 'Y',
      }),
    )
    change('P-0001', { Frozen: 'tYES' })
    const { rows, complete } = await all(from => catalog().readItems(from))
    expect(complete).toBe(true)
    expect(rows.find(({ code }) => code === "0'1")).toEqual({
      code: "0'1",
      name: 'Čopič',
      description: 'Za stene',
      active: true,
      ean: '3830000000017',
      group: '104',
      taxRate: '9.5',
      weight: '0.25',
    })
    expect(rows.find(({ code }) => code === 'P-0001')?.active).toBe(false)
  })

  it('come in pages by code, so that one that comes in meanwhile neither hides nor repeats another', async () => {
    const small = catalog({}, { pageSize: 20 })
    const first = await small.readItems({})
    company().b1.transact(work => createItem(work, { ItemCode: '000', ItemName: 'In front of all' }))
    const rest = await all(from => small.readItems({ next: first.next ?? '', ...from }))
    const codes = [...first.rows, ...rest.rows].map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).toEqual([...codes].sort())
    expect(rest.pages.every(({ cursor }) => cursor === first.cursor)).toBe(true)
  })

  it('are read by their day of change with an overlap, and only those', async () => {
    const { cursor } = await all(from => catalog().readItems(from))
    company().clock.pass(3 * 24 * 60)
    change('S-007', { ItemName: 'Renamed' })
    const delta = await all(from => catalog().readItems(from), cursor)
    expect(delta).toMatchObject({ complete: false })
    expect(delta.rows.map(({ code }) => code)).toContain('S-007')
    company().clock.pass(3 * 24 * 60)
    change('S-008', { ItemName: 'Renamed too' })
    const next = await all(from => catalog().readItems(from), delta.cursor)
    expect(next.rows.map(({ code }) => code)).toEqual(['S-007', 'S-008'])
  })

  it('are read from the beginning with a cursor or a page that cannot be understood', async () => {
    const whole = await all(from => catalog().readItems(from))
    expect((await all(from => catalog().readItems(from), 'yesterday')).rows).toHaveLength(whole.rows.length)
    const page = await catalog({}, { pageSize: 5 }).readItems({ next: '{"after":7}' })
    expect(page.rows[0]?.code).toBe(whole.rows[0]?.code)
  })
})

describe('stock of SAP Business One', () => {
  it('is what is in stock less what is committed, per warehouse, or as the setting says', async () => {
    company().b1.transact(work => moveStock(work, 'S-001', '02', 5, 30))
    const of = async (settings: object) =>
      (await all(from => catalog(settings).readStock(from))).rows.filter(({ code }) => code === 'S-001')
    const both = { warehouses: ['01', '02'] }
    expect(await of(both)).toEqual([
      { code: 'S-001', warehouse: '01', quantity: '500' },
      { code: 'S-001', warehouse: '02', quantity: '-5' },
    ])
    expect((await of({ ...both, quantity: 'on_hand' })).map(({ quantity }) => quantity)).toEqual(['500', '25'])
    expect(catalog({ quantity: 'on_hand' }).stockIs).toBe('on_hand')
    expect(catalog({ quantity: 'expected' }).stockIs).toBe('available')
  })

  it('is read as a whole each time: a goods movement leaves the day of change as it is', async () => {
    const { cursor, rows } = await all(from => catalog().readStock(from))
    company().clock.pass(3 * 24 * 60)
    company().b1.transact(work => receiveGoods(work, 'S-002', '01', 9))
    const again = await all(from => catalog().readStock(from), cursor)
    expect(again).toMatchObject({ complete: true })
    expect(again.rows).toHaveLength(rows.length)
    expect(again.rows).toContainEqual(expect.objectContaining({ code: 'S-002', quantity: '509' }))
  })

  it('has no rows for what is not kept in stock', async () => {
    const { rows } = await all(from => catalog().readStock(from))
    expect(rows.some(({ code }) => code === 'V-SERVIS')).toBe(false)
  })
})

describe('prices of SAP Business One', () => {
  it('tell of each list whether it includes tax, as SAP says or as the setting says', async () => {
    const of = async (settings: object) =>
      (await all(from => catalog(settings, { pageSize: 30 }).readPrices(from))).rows.filter(
        ({ code }) => code === 'S-001',
      )
    expect(await of({})).toMatchObject([
      { list: '1', currency: 'EUR', taxIncluded: false, price: '16.3115', tiers: [] },
      { list: '2', currency: 'EUR', taxIncluded: true, price: '19.9', tiers: [] },
    ])
    expect(await of({ priceLists: [1], grossPrices: 'yes' })).toMatchObject([{ list: '1', taxIncluded: true }])
  })

  it('have no row where the item has no price', async () => {
    change('S-003', { ItemPrices: [{ PriceList: 2, Price: 0 }] })
    const { rows } = await all(from => catalog({ priceLists: [2] }).readPrices(from))
    expect(rows.some(({ code }) => code === 'S-003')).toBe(false)
    expect(rows.some(({ code }) => code === 'S-004')).toBe(true)
  })
})

it('the doctor looks for the lists and warehouses that are named, and says which lists include tax', async () => {
  const findings = async (settings: object) =>
    (await company().connect({ catalog: settings }).diagnose({ fix: false })).filter(({ check }) =>
      ['price lists', 'tax in price lists', 'warehouses'].includes(check),
    )
  expect(await findings({ priceLists: [1, 2] })).toContainEqual({
    check: 'tax in price lists',
    ok: true,
    detail: '1 without, 2 with',
  })
  const wrong = await findings({ priceLists: [9], warehouses: ['77'], grossPrices: 'no' })
  expect(wrong.filter(({ ok }) => !ok).map(({ detail }) => detail)).toEqual([
    'SAP Business One has no warehouses 77.',
    'SAP Business One has no price lists 9.',
  ])
})
