import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, amount, compare, multiply, ZERO } from '../../src/domain/amount.ts'
import type { ErpRequest } from '../../src/erp/connector.ts'
import { extend, splitPrice } from '../../src/erp/icenter/prices.ts'
import { reviewRequest } from '../../src/erp/icenter/review-request.ts'
import { planSalesDocument } from '../../src/erp/icenter/sales-document.ts'
import { inputFor, settingsWith } from './icenter-sample.ts'
import { inBoth, sampleAddress, sampleLine, sampleOrder } from './sample-order.ts'

const headerOf = (request: ErpRequest): Record<string, unknown> =>
  Object(Reflect.get(Object(request.body), 'OrderHeader'))
const linesOf = (request: ErpRequest): Record<string, unknown>[] => Object(headerOf(request).OrderLines).OrderLine
const plan = (order = sampleOrder(), settings: object = {}, input: object = {}) =>
  planSalesDocument(inputFor(order, input), settingsWith(settings))

describe('the plan of an order', () => {
  it('names everything that iCenter would fill in by itself', () => {
    const { request, lines, expectedTotal, hold } = plan()
    expect(hold).toBeUndefined()
    expect(expectedTotal).toBe('12.2')
    expect(lines).toEqual([{ itemId: 11, erpLine: 1 }])
    expect(request).toMatchObject({ method: 'POST', path: '/api/Order/AddOrder' })
    expect(headerOf(request)).toMatchObject({
      OrderYear: 2026,
      OrderBook: 'VNK',
      WarehouseId: '001',
      CustomerId: '0000002',
      CustomerPayerId: '0000002',
      OrderDate: '2026-01-30T00:00:00',
      DeliveryDate: '2026-01-30T00:00:00',
      OrderReference: 'demo-57',
      QuotationNumber: '000000057',
      CurrencyId: '978',
      RebatePercentage: '0',
      Comment: 'Magento 000000057',
      DocumentDeliveryAddress: 'Glavna ulica 1a',
      DocumentDeliveryCountry: 'SI',
    })
    expect(linesOf(request)).toEqual([
      {
        OrderLineNo: 1,
        ItemID: 'S-001',
        Qty: '1',
        Price: '12.2',
        DiscountPercentage: '0',
        VATRateId: '1',
        PriceIncludeVAT: true,
      },
    ])
  })

  it.each([
    ['a payment method', { payments: {} }, {}, 'mapping_missing:payment:checkmo'],
    ['a shipping method', { shippingMethods: {} }, {}, 'mapping_missing:shipping:flatrate_flatrate'],
    ['a tax rate', { vatRates: {}, exemptVatRate: undefined }, {}, 'mapping_missing:vat:22:SI'],
    ['an item', {}, { items: new Map() }, 'mapping_missing:item:S-001'],
    ['a customer for guests', { subjects: {} }, { subjectId: '' }, 'mapping_missing:collective'],
  ])('is held without %s in the mapping', (_, settings, input, code) => {
    expect(plan(sampleOrder(), settings, input).hold?.code).toBe(code)
  })

  it('is held for a currency, freight and fees that nobody has mapped', () => {
    const fees = [{ code: 'weee', label: 'WEEE', ...inBoth('1', '0.22', '1.22'), taxRate: amount(22) }]
    const shipping = { method: 'x_y', ...inBoth('5', '1.1', '6.1'), taxRate: amount(22), discount: amount(0) }
    expect(plan(sampleOrder({ currency: 'XAU' })).hold?.code).toBe('mapping_missing:currency:XAU')
    expect(plan(sampleOrder({ fees })).hold?.code).toBe('mapping_missing:fee:weee')
    expect(plan(sampleOrder({ shipping }), { shippingItem: undefined }).hold?.code).toBe(
      'mapping_missing:item:shipping',
    )
  })

  it('never cuts our key: a longer one than its field holds the order', () => {
    const orderbridgeId = 'a-store-with-a-very-long-code-1057'
    expect(plan(sampleOrder(), {}, { orderbridgeId }).hold).toMatchObject({
      code: 'key_too_long',
      remedy: expect.stringContaining('limits.reference'),
    })
    const raised = plan(sampleOrder(), { limits: { reference: 50 } }, { orderbridgeId })
    expect(headerOf(raised.request).OrderReference).toBe(orderbridgeId)
  })

  it('cuts other texts by the limits, in the middle of no pair, and says so', () => {
    const address = {
      ...sampleAddress,
      company: 'a'.repeat(34) + '😀'.repeat(9),
      street: ['Ulica '.repeat(900)],
      city: 'Č'.repeat(99),
    }
    const { request, warnings } = plan(sampleOrder({ shippingAddress: address, customerNote: 'x'.repeat(5000) }))
    const header = headerOf(request)
    expect(header.DocumentDeliveryTitle1).toBe('a'.repeat(34))
    expect(header.DocumentDeliveryTitle2).toBe('Ana Novak')
    expect(header.DocumentDeliveryCity).toBe('Č'.repeat(40))
    expect(String(header.Comment)).toHaveLength(250)
    expect(warnings).toEqual([
      'The comment: cut to 250 characters.',
      'Name of the shipping address: cut to 35 characters.',
      'Street of the shipping address: cut to 60 characters.',
      'City of the shipping address: cut to 40 characters.',
    ])
  })

  it.each([
    ['Glavna ulica 1a', 'Glavna ulica', '1a'],
    ['Cesta 24. junija 23/4b', 'Cesta 24. junija', '23/4b'],
    ['Brez številke', 'Brez številke', undefined],
    ['12345', '12345', undefined],
  ])('cuts the number off "%s" where the settings ask for it', (street, address, number) => {
    const { request } = plan(sampleOrder({ shippingAddress: { ...sampleAddress, street: [street] } }), {
      houseNumber: 'separate',
    })
    expect(headerOf(request)).toMatchObject({ DocumentDeliveryAddress: address })
    expect(headerOf(request).DocumentDeliveryHouseNo).toBe(number)
  })

  it('takes gift cards off by price, by quantity, or not at all', () => {
    const fees = [{ code: 'gift_card', label: 'Gift card', ...inBoth('-3', '0', '-3'), taxRate: amount(0) }]
    const order = sampleOrder({ fees, grandTotal: amount('9.2') })
    expect(linesOf(plan(order).request)[1]).toMatchObject({ ItemID: 'BON', Qty: '1', Price: '-3' })
    const turned = plan(order, { negativeFees: 'quantity' })
    expect(linesOf(turned.request)[1]).toMatchObject({ ItemID: 'BON', Qty: '-1', Price: '3' })
    expect(turned.expectedTotal).toBe('9.2')
    expect(plan(order, { negativeFees: 'hold' }).hold?.code).toBe('negative_fee')
  })

  it('puts a few cents into the rounding item and holds more', () => {
    const few = plan(sampleOrder({ grandTotal: amount('12.23') }))
    expect(few.expectedTotal).toBe('12.23')
    expect(linesOf(few.request)[1]).toMatchObject({ ItemID: 'ZAOKR', Price: '0.03', VATRateId: '0' })
    expect(plan(sampleOrder({ grandTotal: amount('12.26') })).hold?.code).toBe('totals_differ')
  })

  it('takes DE:19 before 19, and 9.50 for 9.5', () => {
    const vatRates = { '19': 'X', 'DE:19': 'D', '9.50': '2', '22': '1' }
    const german = { ...sampleAddress, country: 'DE' }
    const line = sampleLine({ ...inBoth('10', '1.9', '11.9'), taxRate: amount(19) })
    const order = sampleOrder({ lines: [line], grandTotal: amount('11.9'), shippingAddress: german })
    expect(linesOf(plan(order, { vatRates }).request)[0]?.VATRateId).toBe('D')
    const reduced = sampleOrder({
      lines: [sampleLine({ ...inBoth('10', '0.95', '10.95'), taxRate: amount('9.5') })],
      grandTotal: amount('10.95'),
    })
    expect(linesOf(plan(reduced, { vatRates }).request)[0]?.VATRateId).toBe('2')
  })
})

describe('a split price', () => {
  it('comes to exactly the total, in few lines, for every quantity', () => {
    const quantities = fc.oneof(
      fc.integer({ min: 1, max: 5000 }).map(String),
      fc.integer({ min: 1, max: 9_999_999 }).map(n => `${n / 1000}`),
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        quantities,
        fc.integer({ min: 2, max: 5 }),
        (cents, quantity, decimals) => {
          const total = multiply(amount(cents), amount('0.01'))
          const parts = splitPrice(total, amount(quantity), decimals)
          expect(add(ZERO, ...parts.map(part => extend(part.price, part.quantity)))).toBe(total)
          expect(compare(add(ZERO, ...parts.map(part => part.quantity)), amount(quantity))).toBe(0)
          expect(parts.length).toBeLessThanOrEqual(3)
        },
      ),
      { seed: 11, numRuns: 500 },
    )
  })
})

describe('an edited request', () => {
  const { request } = plan()
  const edit = (changes: object) => ({ ...request, body: { OrderHeader: { ...headerOf(request), ...changes } } })
  const review = (changes: object) => reviewRequest(edit(changes), request, settingsWith())

  it('is told the total that iCenter would come to', () => {
    expect(review({})).toEqual({ total: '12.2' })
    const [line] = linesOf(request)
    expect(review({ OrderLines: { OrderLine: [{ ...line, Qty: 3, Price: '10.005' }] } })).toEqual({ total: '30.02' })
    expect(review({ OrderLines: { OrderLine: [{ ...line, DiscountPercentage: '5' }] } })).toEqual({})
    expect(review({ CurrencyId: '840' })).toEqual({})
  })

  it.each([
    ['another key', { OrderReference: 'demo-58' }, 'OrderReference is the key'],
    ['another year', { OrderYear: 2025 }, 'OrderYear is where'],
    ['no line', { OrderLines: { OrderLine: [] } }, 'OrderHeader.OrderLines.OrderLine'],
    [
      'one line more',
      { OrderLines: { OrderLine: [...linesOf(request), { ...linesOf(request)[0], OrderLineNo: 2 }] } },
      'not added or taken out',
    ],
    ['an element that iCenter would drop', { Coment: 'x' }, 'OrderHeader has no element Coment.'],
  ])('with %s is refused', (_, changes, refusal) => {
    expect(review(changes)).toEqual({ refusal: expect.stringContaining(refusal) })
  })
})
