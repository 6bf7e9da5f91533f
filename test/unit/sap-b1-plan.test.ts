import { describe, expect, it } from 'vitest'
import { add, amount, fixed } from '../../src/domain/amount.ts'
import { dueDate, planSalesDocument } from '../../src/erp/sap-b1/sales-document.ts'
import { inBoth, recordedOrder, recordedOrders, sampleLine, sampleOrder } from './sample-order.ts'
import { inputFor, settingsWith } from './sap-b1-sample.ts'

const plan = (order = sampleOrder(), changes: object = {}, input: object = {}) =>
  planSalesDocument(inputFor(order, input), settingsWith(changes))

interface Body {
  DocumentLines: { ItemCode: string; Quantity: number; PriceAfterVAT?: number; UnitPrice?: number; VatGroup: string }[]
  DocumentAdditionalExpenses?: Record<string, unknown>[]
  [field: string]: unknown
}
const bodyOf = (planned: { request: { body?: unknown } }) => planned.request.body as Body // as planSalesDocument builds it

/** Two of 19.90 and 10.00 shipping, both with 22 % tax (recording order-get-guest-simple). */
const guestSimple = {
  CardCode: 'WEB45',
  NumAtCard: 'WEB-000000002',
  U_OrderbridgeId: 'demo-b1-2',
  DocDate: '2026-01-30',
  TaxDate: '2026-01-30',
  DocDueDate: '2026-02-04',
  DocCurrency: 'EUR',
  DiscountPercent: 0,
  Rounding: 'tNO',
  Comments: 'Magento 000000002',
  TransportationCode: 1,
  AddressExtension: {
    ShipToStreet: 'Slovenska cesta 1, 2. nadstropje',
    ShipToZipCode: '1000',
    ShipToCity: 'Ljubljana',
    ShipToCountry: 'SI',
    ShipToAddress2: 'Ana Novak',
    BillToStreet: 'Slovenska cesta 1, 2. nadstropje',
    BillToZipCode: '1000',
    BillToCity: 'Ljubljana',
    BillToCountry: 'SI',
    BillToAddress2: 'Ana Novak',
  },
  DocumentLines: [{ ItemCode: 'S-001', Quantity: 2, DiscountPercent: 0, PriceAfterVAT: 19.9, VatGroup: 'S22' }],
  DocumentAdditionalExpenses: [
    { ExpenseCode: 1, LineGross: 10, VatGroup: 'S22', DistributionMethod: 'aedm_None', Remarks: 'Flat Rate - Fixed' },
  ],
}

describe('the sales document of a recorded Magento order', () => {
  it.each(recordedOrders())('comes to the grand total of $name with gross prices', ({ order }) => {
    const planned = plan(order)
    expect(planned.hold).toBeUndefined()
    expect(planned.expectedTotal).toBe(order.grandTotal)
    expect(planned.lines.map(({ itemId }) => itemId)).toEqual(expect.arrayContaining(order.lines.map(({ id }) => id)))
  })

  it.each(recordedOrders())('comes to the grand total of $name with net prices too', ({ order }) => {
    const planned = plan(order, { priceMode: 'net', priceDecimals: 6 })
    expect(planned.hold).toBeUndefined()
    expect(planned.expectedTotal).toBe(order.grandTotal)
  })

  it('has customer, dates, reference, key and addresses of the order', () => {
    const planned = plan(recordedOrder('guest-simple'), { deliveryDays: 3, workingDays: true })
    expect(planned.request).toEqual({ method: 'POST', path: '/b1s/v2/Orders', body: guestSimple })
  })

  it('takes the VAT group of the country before the one of the rate', () => {
    const groups = bodyOf(plan(recordedOrder('guest-de'))).DocumentLines.map(({ VatGroup }) => VatGroup)
    expect(new Set(groups)).toEqual(new Set(['S19', 'S7']))
  })

  it('is in the order currency, with freight in the fields for foreign currency', () => {
    const body = bodyOf(plan(recordedOrder('guest-store-usd')))
    expect(body.DocCurrency).toBe('USD')
    for (const expense of body.DocumentAdditionalExpenses ?? []) {
      expect(expense).toHaveProperty('LineGrossFC')
      expect(expense).not.toHaveProperty('LineGross')
    }
  })

  it('has no ship-to address and no shipping type when everything is virtual', () => {
    const body = bodyOf(plan(recordedOrder('guest-virtual-only')))
    expect(Object.keys(body.AddressExtension as object).some(field => field.startsWith('ShipTo'))).toBe(false)
    expect(body).not.toHaveProperty('TransportationCode')
    expect(body).not.toHaveProperty('DocumentAdditionalExpenses')
  })

  it('says the chosen options in the text of the line', () => {
    const lines = bodyOf(plan(recordedOrder('guest-custom-options'))).DocumentLines
    expect(JSON.stringify(lines)).toMatch(/FreeText/)
  })
})

describe('prices', () => {
  it('sends a price of zero in both forms, so that no price list fills it', () => {
    const free = sampleLine({ ...inBoth('0', '0', '0') })
    const [line] = bodyOf(plan(sampleOrder({ lines: [free], grandTotal: amount(0) }))).DocumentLines
    expect(line).toMatchObject({ UnitPrice: 0, PriceAfterVAT: 0, DiscountPercent: 0 })
  })

  it('splits a line whose total no price of two decimals can give', () => {
    const line = sampleLine({ quantity: amount(3), ...inBoth('8.2', '1.8', '10') })
    const planned = plan(sampleOrder({ lines: [line], grandTotal: amount(10) }))
    expect(bodyOf(planned).DocumentLines).toMatchObject([
      { Quantity: 2, PriceAfterVAT: 3.33 },
      { Quantity: 1, PriceAfterVAT: 3.34 },
    ])
    expect(planned.lines).toEqual([
      { itemId: 11, erpLine: 0 },
      { itemId: 11, erpLine: 1 },
    ])
    expect(planned.expectedTotal).toBe('10')
    expect(planned.warnings).toHaveLength(1)
  })

  it('needs no split where the company keeps more decimals', () => {
    const line = sampleLine({ quantity: amount(3), ...inBoth('8.2', '1.8', '10') })
    const planned = plan(sampleOrder({ lines: [line], grandTotal: amount(10) }), { priceDecimals: 4 })
    expect(bodyOf(planned).DocumentLines).toMatchObject([{ Quantity: 3, PriceAfterVAT: 3.3333 }])
    expect(planned.expectedTotal).toBe('10')
  })

  it('puts a cent between the two sides into the rounding expense', () => {
    const line = sampleLine({ ...inBoth('8.20', '1.81', '10.01') })
    const planned = plan(sampleOrder({ lines: [line], grandTotal: amount('10.01') }), { priceMode: 'net' })
    expect(bodyOf(planned).DocumentAdditionalExpenses).toMatchObject([
      { ExpenseCode: 4, LineTotal: 0.01, VatGroup: 'S0' },
    ])
    expect(planned.expectedTotal).toBe('10.01')
  })

  it('holds an order whose difference is larger than 0.05, with both numbers', () => {
    const planned = plan(sampleOrder({ grandTotal: amount('12.26') }))
    expect(planned.hold?.code).toBe('totals_differ')
    expect(planned.hold?.message).toMatch(/000000057.*12\.20 EUR.*12\.26/)
  })

  it('sends what pays for goods beforehand as a negative expense', () => {
    const giftCard = { code: 'gift_card', label: 'Gift card', ...inBoth('-5', '0', '-5'), taxRate: amount(0) }
    const planned = plan(sampleOrder({ fees: [giftCard], grandTotal: amount('7.2') }))
    expect(bodyOf(planned).DocumentAdditionalExpenses).toMatchObject([
      { ExpenseCode: 3, LineGross: -5, VatGroup: 'S0' },
    ])
    expect(planned.expectedTotal).toBe('7.2')
  })

  it('takes a rounding of the Magento order through the rounding expense', () => {
    const rounding = { code: 'rounding', label: 'Rounding', ...inBoth('0.01', '0', '0.01'), taxRate: amount(0) }
    const planned = plan(sampleOrder({ fees: [rounding], grandTotal: amount('12.21') }))
    expect(planned.hold).toBeUndefined()
    expect(bodyOf(planned).DocumentAdditionalExpenses).toMatchObject([{ ExpenseCode: 4, LineGross: 0.01 }])
  })
})

describe('the mapping', () => {
  const shippingCosts = { ...sampleOrder().shipping, ...inBoth('5', '1.1', '6.1') }
  it.each([
    ['a VAT rate', { vatGroups: {} }, {}, 'mapping_missing:vat:22:SI'],
    ['a payment method', { payments: { paypal: {} } }, {}, 'mapping_missing:payment:checkmo'],
    ['a shipping method', { shippingMethods: { dpd_home: {} } }, {}, 'mapping_missing:shipping:flatrate_flatrate'],
    [
      'the shipping expense',
      { shippingExpense: undefined },
      { shipping: shippingCosts, grandTotal: amount('18.3') },
      'mapping_missing:expense:shipping',
    ],
    [
      'a fee',
      {},
      {
        fees: [{ code: 'weee', label: 'FPT', ...inBoth('1', '0', '1'), taxRate: amount(0) }],
        grandTotal: amount('13.2'),
      },
      'mapping_missing:fee:weee',
    ],
  ])('without %s holds the order with a code, the order number and a remedy', (_, settings, order, code) => {
    const { hold } = plan(sampleOrder(order), settings)
    expect(hold?.code).toBe(code)
    expect(hold?.message).toContain('000000057')
    expect(hold?.remedy.length).toBeGreaterThan(10)
  })

  it('holds an order with a SKU that has no item', () => {
    expect(plan(sampleOrder(), {}, { items: new Map() }).hold?.code).toBe('mapping_missing:item:S-001')
  })

  it('books guests of the collective policy on the customer in the settings, with their own VAT id', () => {
    const billing = { ...sampleOrder().billing, vatId: 'SI12345678' }
    const order = sampleOrder({ billing })
    expect(bodyOf(plan(order, {}, { subjectId: '' }))).toMatchObject({ CardCode: 'C-WEB', FederalTaxID: 'SI12345678' })
    expect(bodyOf(plan(order))).not.toHaveProperty('FederalTaxID')
    const without = plan(order, { subjects: {} }, { subjectId: '' })
    expect(without.hold?.code).toBe('mapping_missing:collective')
  })

  it('chooses the warehouse by SKU, then by store view, then the default', () => {
    const warehouses = { default: '01', views: { '2': '02' }, skuPrefixes: { 'C-': '03', 'C-HLACE': '04' } }
    const warehouseOf = (sku: string, storeViewId: number) => {
      const order = sampleOrder({ storeViewId, lines: [sampleLine({ sku })] })
      return bodyOf(plan(order, { warehouses })).DocumentLines[0]
    }
    expect(warehouseOf('S-001', 1)).toMatchObject({ WarehouseCode: '01' })
    expect(warehouseOf('S-001', 2)).toMatchObject({ WarehouseCode: '02' })
    expect(warehouseOf('C-MAJICA', 2)).toMatchObject({ WarehouseCode: '03' })
    expect(warehouseOf('C-HLACE-M', 2)).toMatchObject({ WarehouseCode: '04' })
  })

  it('counts the lines that SAP adds for the components of a sales BOM', () => {
    const lines = [sampleLine({ id: 1, sku: 'B-PAKET' }), sampleLine({ id: 2 })]
    const order = sampleOrder({ lines, grandTotal: amount('24.4') })
    expect(plan(order, { salesBoms: { 'B-PAKET': 3 } }).lines).toEqual([
      { itemId: 1, erpLine: 0 },
      { itemId: 2, erpLine: 4 },
    ])
  })

  it('says in the remarks what the settings ask for: the number of the buyer’s own order, the gateway’s reference', () => {
    const template = 'Order {number} {coupon} PO {purchaseOrder}, {payment} {transaction} {else}'
    const payment = { ...sampleOrder().payment, method: 'purchaseorder', purchaseOrder: 'PO-7788', transactionId: 'T1' }
    const order = sampleOrder({ number: '17', payment })
    expect(bodyOf(plan(order, { comments: template })).Comments).toBe('Order 17 PO PO-7788, purchaseorder T1 {else}')
  })

  it('fills user fields from fields of extensions, leaves out those that come empty, and keeps our key', () => {
    const order = sampleOrder({ fields: { day: '2026-04-01' } })
    const userFields = { U_Day: '{field:day}', U_Gift: '{field:gift}', U_OrderbridgeId: 'mine' }
    const body = bodyOf(plan(order, { userFields, comments: '{field:day}{field:gift}' }))
    expect(body).toMatchObject({ U_Day: '2026-04-01', Comments: '2026-04-01' })
    expect(body).not.toHaveProperty('U_Gift')
    expect(body.U_OrderbridgeId).toBe(bodyOf(plan(order)).U_OrderbridgeId)
  })

  it('cuts texts to the columns of SAP, tells so, and leaves no half character behind', () => {
    const note = `${'a'.repeat(235)}😀😀😀`
    const planned = plan(sampleOrder({ customerNote: note }))
    const comments = String(bodyOf(planned).Comments)
    expect(comments.length).toBeLessThanOrEqual(254)
    expect(comments.isWellFormed()).toBe(true)
    const long = plan(sampleOrder({ customerNote: 'b'.repeat(300) }))
    expect(String(bodyOf(long).Comments)).toHaveLength(254)
    expect(long.warnings).toContain('The remarks: cut to 254 characters.')
  })

  it('writes the state only for countries whose states the company has', () => {
    const billing = { ...sampleOrder().billing, country: 'US', region: 'California', regionCode: 'CA' }
    const order = sampleOrder({ billing })
    expect(bodyOf(plan(order)).AddressExtension).toMatchObject({ BillToCounty: 'California' })
    expect(bodyOf(plan(order, { stateCountries: ['US'] })).AddressExtension).toMatchObject({ BillToState: 'CA' })
  })
})

it('the delivery date counts working days from a Friday over the weekend', () => {
  expect(dueDate('2026-01-30', settingsWith({ deliveryDays: 1 }))).toBe('2026-01-31')
  expect(dueDate('2026-01-30', settingsWith({ deliveryDays: 1, workingDays: true }))).toBe('2026-02-02')
  expect(dueDate('2026-01-30', settingsWith())).toBe('2026-01-30')
})

it('all recorded orders together have the sum of their grand totals', () => {
  const orders = recordedOrders().map(({ order }) => order)
  const expected = add(...orders.map(({ grandTotal }) => grandTotal))
  expect(fixed(add(...orders.map(order => plan(order).expectedTotal)), 2)).toBe(fixed(expected, 2))
})
