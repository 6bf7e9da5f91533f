import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DocumentKey, idOf, type Order } from '../../sandbox/icenter/company.ts'
import { pricedInvoice } from '../../sandbox/icenter/invoices.ts'
import { makeInvoice } from '../../sandbox/icenter/invoicing.ts'
import type { Pieces } from '../../sandbox/icenter/open-pieces.ts'
import { pricedOrder } from '../../sandbox/icenter/orders.ts'
import type { Variants } from '../../sandbox/icenter/variants.ts'
import { type Amount, add, amount, ZERO } from '../../src/domain/amount.ts'
import { at, type LineInput, placeOrder, record, simulated } from '../fixtures/icenter/simulated.ts'

const AMOUNTS = ['GrossAmount', 'DiscountAmount', 'RebateAmount', 'NetAmount', 'VATAmount', 'PaymentAmount'] as const

async function totals(
  lines: readonly LineInput[],
  head: Readonly<Record<string, string>> = {},
  variants: Partial<Variants> = {},
) {
  const { call } = await simulated({ variants })
  const number = await placeOrder(call, lines, head)
  const reply = await call('GET', `api/Order/GetOrder/2026/VNK/${number}`)
  const row = record(reply.root)
  return {
    all: AMOUNTS.map(name => row[name]).join(' '),
    lines: (at(reply.root, 'OrderLines')?.children ?? []).map(record),
  }
}

const percent = (value: number) => `<DiscountPercentage>${value}</DiscountPercentage>`
const off = (value: string) => `<DiscountAmountAmount>${value}</DiscountAmountAmount>`

describe('amounts of the simulated iCenter', () => {
  it('keep prices with VAT: each line is rounded to cents, net is what remains', async () => {
    const { all, lines } = await totals([
      { item: 'S-001', quantity: 3, price: '19.90' },
      { item: 'S-005', quantity: 1, price: '7.30' },
    ])
    expect(all).toBe('55.60 0.00 0.00 55.60 11.40 67.00')
    expect(lines[0]).toMatchObject({
      Price: '19.90000',
      PriceWithVAT: '19.90000',
      NetAmount: '48.93',
      VATAmount: '10.77',
    })
  })

  it('add VAT to net prices line by line, or once for each rate where a site is like that', async () => {
    const lines = Array.from({ length: 3 }, () => ({ item: 'S-001', price: '0.81', includesVat: false }))
    expect((await totals(lines)).all).toBe('2.43 0.00 0.00 2.43 0.54 2.97')
    expect((await totals(lines, {}, { vatRounding: 'rate' })).all).toBe('2.43 0.00 0.00 2.43 0.53 2.96')
  })

  it('may turn prices with VAT into net prices first, which costs cents', async () => {
    const lines = [{ item: 'S-001', quantity: 1000, price: '0.99' }]
    expect((await totals(lines)).all).toBe('811.48 0.00 0.00 811.48 178.52 990.00')
    expect((await totals(lines, {}, { grossPrices: 'converted' })).all).toBe('811.48 0.00 0.00 811.48 178.53 990.01')
  })

  it('take percentages one after the other, and amounts in the manner of the price', async () => {
    const twice = `${percent(10)}<DiscountPercentage2>5</DiscountPercentage2>`
    expect((await totals([{ item: 'S-001', price: '100', more: twice, includesVat: false }])).all).toBe(
      '100.00 14.50 0.00 85.50 18.81 104.31',
    )
    const lines = [{ item: 'S-001', quantity: 2, price: '19.90', more: off('3.98') }]
    expect((await totals(lines)).all).toBe('32.62 3.26 0.00 29.36 6.46 35.82')
    expect((await totals(lines, {}, { discountAmount: 'unit' })).all).toBe('32.62 6.52 0.00 26.10 5.74 31.84')
    expect((await totals(lines, {}, { discountAmount: 'unused' })).all).toBe('32.62 0.00 0.00 32.62 7.18 39.80')
  })

  it('spread the discount of a whole document over its lines', async () => {
    const lines = [
      { item: 'S-001', price: '19.90' },
      { item: 'S-005', price: '7.30' },
    ]
    expect((await totals(lines, { RebateAmountDocument: '2.72' })).all).toBe('22.98 0.00 2.30 20.68 3.80 24.48')
    expect((await totals(lines, { RebatePercentage: '10' })).all).toBe('22.98 0.00 2.30 20.68 3.80 24.48')
  })

  it('have no VAT where the rate is exempt, and foreign rates under OSS', async () => {
    const lines = [
      { item: 'BON', price: '5.00' },
      { item: 'S-001', price: '119.00', more: '<VATRateId>O19</VATRateId>' },
    ]
    expect((await totals(lines)).all).toBe('105.00 0.00 0.00 105.00 19.00 124.00')
  })

  it.each(['line', 'unit'] as const)(
    'add up to the order however it is invoiced, discounts per %s included',
    async discountAmount => {
      const { icenter } = await simulated({ variants: { numberGaps: false, discountAmount } })
      let number = 0
      fc.assert(
        fc.property(
          fc.array(sold, { minLength: 1, maxLength: 5 }),
          fc.option(cents, { nil: undefined }),
          (lines, rebate) => {
            const order = orderOf({ year: 2026, book: 'VNK', number: ++number }, lines, rebate)
            const { whole, parts } = icenter.transact(work => {
              work.put('orders', idOf(order.key), order)
              const first = pieces(lines.map(({ first: part, quantity }) => Math.min(part, quantity)))
              const rest = pieces(lines.map(({ first: part, quantity }) => Math.max(0, quantity - part)))
              const invoices = [first, rest]
                .filter(({ length }) => length > 0)
                .map(one => makeInvoice(work, order.key, one))
              return {
                whole: pricedOrder(work, order).totals.payment,
                parts: invoices.map(one => pricedInvoice(work, one).totals.payment),
              }
            })
            expect(add(ZERO, ...parts)).toBe(whole)
          },
        ),
        { numRuns: 100 },
      )
    },
  )
})

const cents = fc.integer({ min: 0, max: 500 }).map(value => amount((value / 100).toFixed(2)))
const sold = fc.record({
  item: fc.constantFrom(['S-001', '1'], ['S-005', '2'], ['BON', '0'], ['POSTNINA', '1']),
  quantity: fc.integer({ min: 1, max: 7 }),
  /** Pieces that the first invoice takes. */
  first: fc.integer({ min: 0, max: 7 }),
  price: fc.integer({ min: 0, max: 200_000 }).map(value => amount((value / 100).toFixed(2))),
  discount: fc.option(cents, { nil: undefined }),
})
type Sold = typeof sold extends fc.Arbitrary<infer T> ? T : never

const pieces = (quantities: readonly number[]): Pieces[] =>
  quantities.flatMap((quantity, index) => (quantity > 0 ? [{ orderLine: index + 1, quantity: amount(quantity) }] : []))

const orderOf = (key: DocumentKey, lines: readonly Sold[], rebate: Amount | undefined): Order => ({
  key,
  header: { CurrencyId: '978', ...(rebate !== undefined && { RebateAmountDocument: rebate }) },
  lines: lines.map(({ item: [ItemID = '', VATRateId = ''], quantity, price, discount }, index) => ({
    OrderLineNo: index + 1,
    ItemID,
    VATRateId,
    Qty: amount(quantity),
    Price: price,
    PriceIncludeVAT: true,
    ...(discount !== undefined && { DiscountAmountAmount: discount }),
  })),
  payments: [],
  status: 'P',
  inserted: '',
  modified: '',
})
