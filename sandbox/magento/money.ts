import { add, amount, divide, fixed, multiply, round, subtract, toJsonNumber } from '../../src/domain/amount.ts'

/** Arithmetic on Magento's JSON numbers (at most 4 decimals), exact in decimals inside. */
export const plus = (...values: readonly number[]): number => toJsonNumber(add(...values.map(value => amount(value))))
export const minus = (a: number, b: number): number => toJsonNumber(subtract(amount(a), amount(b)))
export const cents = (value: number): number => toJsonNumber(round(amount(value), 2))
export const fixed2 = (value: number): string => fixed(amount(value), 2)
/** price × quantity ÷ divisor with 4 decimals, as a decimal(20,4) column keeps it. */
export const share = (value: number, quantity: number, divisor: number): number =>
  toJsonNumber(round(divide(multiply(amount(value), amount(quantity)), amount(divisor)), 4))

/** A number field of a record; absent and null are 0, as in Magento's own sums. */
export function num(record: object, field: string): number {
  const value = (record as Record<string, unknown>)[field] // fields come in pairs: "x" and "base_x"
  return typeof value === 'number' ? value : 0
}

export function put(record: object, field: string, value: number): void {
  ;(record as Record<string, unknown>)[field] = value // same reason as above
}

/** Adds to a counter of a record. */
export const bump = (record: object, field: string, by: number): void =>
  put(record, field, plus(num(record, field), by))

/** Money exists twice: in the order's currency and in the base currency. */
export const CURRENCIES = ['', 'base_'] as const
export type CurrencyPrefix = (typeof CURRENCIES)[number]

/** What a discount takes off the tax: its fields begin with it. */
export const DISCOUNT_TAX = 'discount_tax_compensation'
/** The one field name that Magento's database cuts short. */
export const shippingDiscountTax = (currency: CurrencyPrefix): string =>
  currency === '' ? 'shipping_discount_tax_compensation_amount' : 'base_shipping_discount_tax_compensation_amnt'

export type Rounder = (value: number, quantity: number, divisor: number, kind: string) => number

/**
 * Rounds to cents and carries the lost fraction into the next rounding of the same kind, as Magento does within one
 * document. Recorded: credit memo 7 refunds 0.46 of 0.93 tax after 6.665 was rounded up.
 */
export function carryingRounder(): Rounder {
  const carried = new Map<string, number>()
  return (value, quantity, divisor, kind) => {
    if (value === 0) return 0
    const precise = toJsonNumber(
      round(
        add(divide(multiply(amount(value), amount(quantity)), amount(divisor)), amount(carried.get(kind) ?? 0)),
        10,
      ),
    )
    const rounded = cents(precise)
    carried.set(kind, minus(precise, rounded))
    return rounded
  }
}
