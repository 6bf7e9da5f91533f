import { describe, expect, it } from 'vitest'
import { amount } from '../../src/domain/amount.ts'
import {
  at,
  type Call,
  HEAD,
  keys,
  placeOrder,
  problems,
  record,
  rows,
  simulated,
  textAt,
} from '../fixtures/icenter/simulated.ts'

const items = async (call: Call, query = '') =>
  (await call('GET', `api/Item/GetItemsGeneralData?${query}`)).root.children
const ids = async (call: Call, query: string) => (await items(call, query)).map(item => textAt(item, 'ItemID'))
const stock = async (call: Call, query: string) => rows(await call('GET', `api/Stock/${query}`))

describe('items of the simulated iCenter', () => {
  it('have their data in groups, flags as letters, and decimals with all their places', async () => {
    const { call } = await simulated()
    const [item] = await items(call, 'searchQuery.itemID=S-001')
    if (!item) throw new Error('no item')
    expect(record(item)).toMatchObject({ ItemID: 'S-001', ItemTitle1: 'Izdelek 1 šumniki čšž' })
    expect(record(at(item, 'GeneralData'))).toMatchObject({
      VATRateID: '1',
      WebPublish: 'd',
      ItemEANCode: '3830000000017',
    })
    expect(textAt(item, 'SalesData', 'IsActive')).toBe('D')
    expect(textAt(item, 'PropertiesData', 'ItemWeightPerUnit')).toBe('0.500000')
  })

  it('come page by page until one is short, in the order of their codes', async () => {
    const { call } = await simulated()
    const all = await ids(call, '')
    const paged: unknown[] = []
    for (let page = 1; ; page++) {
      const found = await ids(call, `searchQuery.page=${page}&searchQuery.pageSize=30`)
      paged.push(...found)
      if (found.length < 30) break
    }
    expect(paged).toEqual(all)
    expect(all.length).toBeGreaterThan(80)
    const empty = await call('GET', 'api/Item/GetItemsGeneralData?searchQuery.page=9&searchQuery.pageSize=30')
    expect([empty.root.name, empty.root.children]).toEqual(['ItemsGeneralData', []])
  })

  it('are found by what changed, and without the inactive ones unless they are asked for', async () => {
    const { icenter, call, clock } = await simulated()
    clock.advance(60_000)
    icenter.createItem('NW.12606', 'Nov izdelek')
    icenter.changeItem('S-002', { IsActive: 'N' })
    const since = 'searchQuery.recordDtModifiedFrom=2026-01-31T10:01:00'
    expect(await ids(call, since)).toEqual(['NW.12606'])
    expect(await ids(call, `${since}&searchQuery.includeNonActiveItems=true`)).toEqual(['NW.12606', 'S-002'])
  })

  it('can be added and changed; an item that exists is refused with the words of the real one', async () => {
    const { call } = await simulated()
    const body = (name: string, root = 'ItemsGeneralData') =>
      `${HEAD}<${root}><ItemGeneralData><ItemID>NW.1</ItemID><ItemTitle1>${name}</ItemTitle1></ItemGeneralData></${root}>`
    expect(keys(await call('POST', 'api/Item/AddItemsGeneralData', body('Nov')))).toEqual(['NW.1'])
    const again = await call('POST', 'api/Item/AddItemsGeneralData', body('Nov'))
    expect([again.status, problems(again)[0]?.message]).toEqual([
      409,
      'Zapis/zapisi za artikel/artikle : NW.1 že obstaja/obstajajo!',
    ])
    expect((await call('PATCH', 'api/Item/UpdateItemsGeneralData', body('Drug'))).status).toBe(200)
    const [item] = await items(call, 'searchQuery.itemID=NW.1')
    expect(item && textAt(item, 'ItemTitle1')).toBe('Drug')
  })
})

describe('stock of the simulated iCenter', () => {
  it('adds up the warehouses that were asked for, and does not say which', async () => {
    const { call } = await simulated()
    const of = async (list: string) =>
      stock(call, `GetStocks?searchQuery.warehouseIdList=${list}&searchQuery.itemId=S-001`)
    expect((await of('001,002'))[0]).toEqual({ ItemID: 'S-001', Qty: '520.000', StockSeries: '' })
    expect((await of('002'))[0]?.Qty).toBe('20.000')
  })

  it('takes what open orders wait for off what is available', async () => {
    const { icenter, call } = await simulated()
    await placeOrder(call, [{ item: 'S-001', quantity: 3 }])
    const url = 'GetStockAdvance?searchQuery.warehouseIdList=001&searchQuery.itemId=S-001'
    expect((await stock(call, url))[0]).toMatchObject({
      Qty: '500.000',
      AllocatedStock: '3.000',
      AvailableStock: '497.000',
    })
    icenter.setStock('S-001', '001', 1)
    expect((await stock(call, url))[0]?.AvailableStock).toBe('-2.000')
    expect((await call('GET', 'api/Stock/GetStockAdvance')).status).toBe(400)
  })

  it('leaves sold-out items out unless they are asked for, or a site shows them anyway', async () => {
    const { icenter, call } = await simulated()
    icenter.setStock('S-001', '001', 0)
    const url = 'GetStocks?searchQuery.warehouseIdList=001&searchQuery.itemId=S-001'
    expect(await stock(call, url)).toEqual([])
    expect((await stock(call, `${url}&searchQuery.includeZeroQuantities=true`))[0]?.Qty).toBe('0.000')
    const open = await simulated({ variants: { zeroQuantitiesLeftOut: false } })
    open.icenter.setStock('S-001', '001', 0)
    expect(await stock(open.call, url)).toHaveLength(1)
  })

  it('answers one empty row to a warehouse without its leading zeros', async () => {
    const { call } = await simulated()
    const reply = await call('GET', 'api/Stock/GetStocks?searchQuery.warehouseIdList=1')
    expect([reply.status, rows(reply)]).toEqual([200, [{}]])
  })
})

describe('prices of the simulated iCenter', () => {
  const price = async (call: Call, item: string, list = 'MPC', day = '2026-01-31T00:00:00') =>
    rows(
      await call(
        'GET',
        `api/Price/GetPrices?searchQuery.priceListID=${list}&searchQuery.priceListDate=${day}&searchQuery.itemCode=${item}`,
      ),
    )

  it('insist on list and day, with VAT or without as the list says', async () => {
    const { call } = await simulated()
    expect((await call('GET', 'api/Price/GetPrices?searchQuery.priceListID=MPC')).status).toBe(400)
    expect((await price(call, 'S-001'))[0]).toMatchObject({ Price: '19.90000', VATIncluded: 'true', VATRate: '22.00' })
    expect((await price(call, 'S-001', 'VPC'))[0]).toMatchObject({ Price: '16.31148', VATIncluded: 'false' })
  })

  it('may be for ten or a hundred pieces, with tiers, and valid for a time', async () => {
    const { icenter, call } = await simulated()
    const tiers = [{ quantity: amount(1000), price: amount('3.90') }]
    icenter.setPrice({
      list: 'MPC',
      item: 'S-002',
      price: amount('4.50'),
      per: 100,
      tiers,
      from: '2026-02-01T00:00:00',
    })
    const [, later] = await price(call, 'S-002', 'MPC', '2026-02-01T00:00:00')
    expect(later).toMatchObject({
      Price: '4.50000',
      UnitOfMeasurementForPrice: '100',
      Quantity1: '1000.000',
      PriceForQuantity1: '3.90000',
      Quantity2: null,
    })
    expect(await price(call, 'S-002')).toHaveLength(1)
    const order = await placeOrder(call, [{ item: 'S-002', quantity: 1000 }], { OrderDate: '2026-02-01T00:00:00' })
    expect(record((await call('GET', `api/Order/GetOrder/2026/VNK/${order}`)).root).PaymentAmount).toBe('39.00')
  })
})

describe('code lists of the simulated iCenter', () => {
  it.each([
    ['currencies', 'CurrencyId', '978'],
    ['countries', 'CountryId', 'SI'],
    ['warehouses', 'WarehouseId', '001'],
    ['pricelists', 'PriceListId', 'MPC'],
    ['shippingmethods', 'ShippingMethodId', '01'],
    ['paymentcodes', 'PaymentCodeId', '01'],
    ['paymentpurposes', 'PaymentPurposeId', 'G'],
    ['orderbooks', 'OrderBookID', 'VNK'],
    ['invoicebooks', 'InvoiceBookID', 'IR'],
  ])('answer %s whole, and nothing on a second page', async (path, name, first) => {
    const { call } = await simulated()
    const found = rows(await call('GET', `api/${path}`))
    expect(found[0]?.[name]).toBe(first)
    expect(rows(await call('GET', `api/${path}?searchQuery.page=2`))).toEqual([])
  })
})
