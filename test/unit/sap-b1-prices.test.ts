import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Amount, add, amount, divide, round } from '../../src/domain/amount.ts'
import type { CanonicalOrder, OrderFee, OrderLine } from '../../src/domain/order.ts'
import { splitPrice } from '../../src/erp/sap-b1/prices.ts'
import { planSalesDocument } from '../../src/erp/sap-b1/sales-document.ts'
import { inBoth, sampleLine, sampleOrder } from './sample-order.ts'
import { inputFor, settingsWith } from './sap-b1-sample.ts'

/** B1's arithmetic once more, written independently: contract §4.3, half a cent away from zero. */
const cents = (value: Decimal) => value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
const rates: Readonly<Record<string, string>> = { S22: '0.22', S95: '0.095', S0: '0', S20: '0.2' }

interface Body {
  DocumentLines: { Quantity: number; PriceAfterVAT?: number; UnitPrice?: number; VatGroup: string }[]
  DocumentAdditionalExpenses?: { LineGross?: number; LineTotal?: number; VatGroup: string }[]
}

function totalBySap({ DocumentLines: lines, DocumentAdditionalExpenses: expenses = [] }: Body): string {
  const withTax = (net: Decimal, group: string) => net.plus(cents(net.times(rates[group] ?? Number.NaN)))
  const ofLine = (line: Body['DocumentLines'][number]) => {
    if (line.PriceAfterVAT !== undefined) return cents(new Decimal(line.PriceAfterVAT).times(line.Quantity))
    return withTax(cents(new Decimal(line.UnitPrice ?? Number.NaN).times(line.Quantity)), line.VatGroup)
  }
  const ofExpense = (row: NonNullable<Body['DocumentAdditionalExpenses']>[number]) =>
    row.LineGross === undefined
      ? withTax(new Decimal(row.LineTotal ?? Number.NaN), row.VatGroup)
      : new Decimal(row.LineGross)
  return [...lines.map(ofLine), ...expenses.map(ofExpense)]
    .reduce((sum, value) => sum.plus(value), new Decimal(0))
    .toFixed(2)
}

const centAmount = (min: number, max: number) =>
  fc.integer({ min, max }).map(value => divide(amount(value), amount(100)))
const rate = fc.constantFrom('22', '9.5', '20', '0').map(amount)
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 400 }).map(amount),
  fc.integer({ min: 1, max: 9_999_999 }).map(value => divide(amount(value), amount(10_000))),
)

function priced(gross: Amount, percent: Amount) {
  const net = round(divide(gross, add(amount(1), divide(percent, amount(100)))), 2)
  return inBoth(net, round(amount(new Decimal(gross).minus(net).toFixed()), 2), gross)
}

const line: fc.Arbitrary<OrderLine> = fc
  .record({ gross: centAmount(0, 1_000_000), percent: rate, count: quantity, id: fc.integer({ min: 1, max: 99_999 }) })
  .map(({ gross, percent, count, id }) =>
    sampleLine({ id, quantity: count, taxRate: percent, ...priced(gross, percent) }),
  )

const fee: fc.Arbitrary<OrderFee> = fc
  .constantFrom('cod', 'gift_card')
  .chain(code => centAmount(code === 'cod' ? 0 : -500, code === 'cod' ? 900 : 0).map(gross => ({ code, gross })))
  .map(({ code, gross }) => ({ code, label: code, taxRate: amount(0), ...priced(gross, amount(0)) }))

const order: fc.Arbitrary<CanonicalOrder> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 12 }),
    fees: fc.array(fee, { maxLength: 3 }),
    shipping: fc.record({ gross: centAmount(0, 3000), percent: rate }),
  })
  .map(({ lines, fees, shipping }) => {
    const costs = priced(shipping.gross, shipping.percent)
    const grandTotal = add(...[...lines, ...fees, costs].map(part => part.gross))
    const whole = { ...sampleOrder().shipping, ...costs, taxRate: shipping.percent }
    return sampleOrder({ lines, fees, shipping: whole, grandTotal, baseGrandTotal: grandTotal })
  })

describe('whatever the order', () => {
  it('gross prices come to the grand total exactly, for any number of decimals of the company', () => {
    fc.assert(
      fc.property(order, fc.integer({ min: 2, max: 6 }), (generated, priceDecimals) => {
        const plan = planSalesDocument(inputFor(generated), settingsWith({ priceDecimals }))
        expect(plan.hold).toBeUndefined()
        expect(plan.expectedTotal).toBe(generated.grandTotal)
        expect(totalBySap(plan.request.body as Body)).toBe(new Decimal(generated.grandTotal).toFixed(2)) // as planned
      }),
      { numRuns: 300 },
    )
  })

  it('net prices are predicted exactly, and either come to the grand total or hold the order', () => {
    fc.assert(
      fc.property(order, fc.integer({ min: 2, max: 6 }), (generated, priceDecimals) => {
        const plan = planSalesDocument(inputFor(generated), settingsWith({ priceDecimals, priceMode: 'net' }))
        expect(totalBySap(plan.request.body as Body)).toBe(new Decimal(plan.expectedTotal).toFixed(2)) // as planned
        if (plan.hold) expect(plan.hold.code).toBe('totals_differ')
        else expect(plan.expectedTotal).toBe(generated.grandTotal)
      }),
      { numRuns: 300 },
    )
  })
})

describe('splitPrice', () => {
  it('keeps quantity and total, in at most three parts, with prices of the wanted decimals', () => {
    fc.assert(
      fc.property(centAmount(0, 10_000_000), quantity, fc.integer({ min: 2, max: 6 }), (total, count, decimals) => {
        const parts = splitPrice(total, count, decimals)
        expect(parts.length).toBeLessThanOrEqual(3)
        expect(add(...parts.map(part => part.quantity))).toBe(count)
        const extended = parts.map(part => cents(new Decimal(part.price).times(part.quantity)))
        expect(extended.reduce((sum, value) => sum.plus(value), new Decimal(0)).equals(total)).toBe(true)
        for (const part of parts) {
          expect(new Decimal(part.price).decimalPlaces()).toBeLessThanOrEqual(decimals)
          expect(new Decimal(part.quantity).greaterThan(0)).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('gives the rest of a broken quantity a part of its own', () => {
    expect(splitPrice(amount('10.01'), amount('2.5'), 2)).toEqual([
      { quantity: '1', price: '4' },
      { quantity: '1', price: '4.01' },
      { quantity: '0.5', price: '4' },
    ])
  })
})
