import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Amount, add, amount } from '../../src/domain/amount.ts'
import type { CanonicalOrder, Price } from '../../src/domain/order.ts'
import { translateOrder, UNFORESEEN } from '../../src/magento/translate/order.ts'
import { generatedOrder, type Truth } from './canonical-generator.ts'
import { recordedOrders } from './canonical-recorded.ts'

const cents = (value: number): Amount => amount((value / 100).toFixed(2))
const asPrice = ({ net, tax, gross }: Truth): Price => ({ net: cents(net), tax: cents(tax), gross: cents(gross) })
const price = ({ net, tax, gross }: Price): Price => ({ net, tax, gross })

function expectSound(order: CanonicalOrder): void {
  const parts = [...order.lines, order.shipping, ...order.fees]
  for (const part of [...parts, ...parts.map(each => each.base)]) expect(add(part.net, part.tax)).toBe(part.gross)
  expect(add(...parts.map(part => part.gross))).toBe(order.grandTotal)
  expect(add(...parts.map(part => part.base.gross))).toBe(order.baseGrandTotal)
}

describe('any order that Magento can make', () => {
  test('gives every line and the shipping exactly the money that Magento computed, in both currencies', () => {
    fc.assert(
      fc.property(generatedOrder, generated => {
        const result = translateOrder(generated.raw)
        if (!result.ok) throw new Error(result.refusal.message)
        const { order } = result
        expectSound(order)
        expect(order.lines.map(line => line.id)).toEqual([...generated.lines.keys()])
        for (const line of order.lines) {
          const truth = generated.lines.get(line.id)
          if (!truth) throw new Error(`line ${line.id} was not generated`)
          expect(price(line)).toEqual(asPrice(truth.order))
          expect(price(line.base)).toEqual(asPrice(truth.base))
        }
        expect(price(order.shipping)).toEqual(asPrice(generated.shipping.order))
        expect(price(order.shipping.base)).toEqual(asPrice(generated.shipping.base))
        expect(add(...order.fees.map(fee => fee.gross))).toBe(cents(generated.fees.order))
        expect(add(...order.fees.map(fee => fee.base.gross))).toBe(cents(generated.fees.base))
      }),
      { numRuns: 400 },
    )
  })

  test('is refused when its grand total is off by more than rounding', () => {
    fc.assert(
      fc.property(generatedOrder, fc.integer({ min: 6, max: 100_000 }), (generated, off) => {
        const raw = { ...generated.raw, grand_total: Number(generated.raw.grand_total) + off / 100 + 1_000_000 }
        const result = translateOrder(raw)
        expect(result.ok).toBe(false)
        if (!result.ok) expect(result.refusal.code).toBe('totals_differ')
      }),
      { numRuns: 100 },
    )
  })
})

const JUNK: readonly unknown[] = [
  null,
  '',
  'abc',
  '12.5',
  '1e400',
  -1,
  0,
  1e308,
  1e11,
  0.001,
  'toString',
  { length: 3 },
  Number.NaN,
  Number.POSITIVE_INFINITY,
  [],
  {},
  [null],
  true,
  '\u0000\ud83d',
  '0x10',
  9_007_199_254_740_992,
]

/** Every object and array inside a value, with the keys to reach into. */
function places(value: unknown, found: { holder: Record<string, unknown>; key: string }[] = []) {
  if (typeof value !== 'object' || value === null) return found
  const holder = value as Record<string, unknown> // arrays are objects with their indexes as keys
  for (const key of Object.keys(holder)) {
    found.push({ holder, key })
    places(holder[key], found)
  }
  return found
}

describe('an order with anything wrong in it', () => {
  const start = fc.oneof(
    generatedOrder.map(generated => generated.raw),
    fc.constantFrom(...recordedOrders().map(recorded => recorded.raw)),
  )
  const change = fc.record({ at: fc.nat(), how: fc.oneof(fc.constant('delete'), fc.nat({ max: JUNK.length - 1 })) })

  test('is translated soundly or refused with a reason, and never throws', () => {
    fc.assert(
      fc.property(start, fc.array(change, { minLength: 1, maxLength: 6 }), (order, changes) => {
        const raw: unknown = structuredClone(order)
        for (const { at, how } of changes) {
          const all = places(raw)
          const place = all[at % Math.max(1, all.length)]
          if (!place) continue
          if (typeof how === 'number')
            place.holder[place.key] = structuredClone(JUNK[how]) // or one could come to hold itself
          else delete place.holder[place.key]
        }
        const result = translateOrder(raw)
        if (result.ok) expectSound(result.order)
        else {
          expect(result.refusal.message).toMatch(/^Order .+ was not taken over: .+\. .+\.$/s)
          expect(result.refusal.message).not.toContain(UNFORESEEN)
        }
      }),
      { numRuns: 1500 },
    )
  })

  test('is refused also when it is no order at all', () => {
    fc.assert(
      fc.property(fc.anything(), raw => {
        const result = translateOrder(raw)
        expect(result.ok).toBe(false)
        if (!result.ok) expect(result.refusal.message).not.toContain(UNFORESEEN)
      }),
      { numRuns: 300 },
    )
  })
})
