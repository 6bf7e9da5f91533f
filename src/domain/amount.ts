import { Decimal } from 'decimal.js'

/**
 * A decimal number as a plain string ("12.46", "-0.83", "22"), never a float. It is what we keep in JSON and in the
 * database; whether it is net or gross and in which currency is said by the field that holds it.
 */
export type Amount = `${number}` & { readonly __brand: 'Amount' }

/** decimal.js with room for 20 digits before and 12 after the point, halves away from zero as Magento and B1 round. */
const D = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -30, toExpPos: 30 })

export const ZERO = '0' as Amount // a literal in canonical form

/**
 * Parses a number from outside. JSON numbers of Magento carry at most 4 decimals, so their shortest text is exact.
 * @throws RangeError when the value is not a finite decimal number.
 */
export function amount(value: string | number): Amount {
  let parsed: Decimal
  try {
    parsed = new D(value)
  } catch {
    throw new RangeError(`not a decimal number: ${String(value).slice(0, 40)}`)
  }
  if (!parsed.isFinite()) throw new RangeError(`not a finite number: ${String(value).slice(0, 40)}`)
  return text(parsed)
}

/** toFixed() never writes an exponent; -0 is written as 0. */
const text = (value: Decimal): Amount => (value.isZero() ? ZERO : (value.toFixed() as Amount)) // toFixed gives the canonical form

export const add = (...values: readonly Amount[]): Amount => text(values.reduce((sum, v) => sum.plus(v), new D(0)))
export const subtract = (a: Amount, b: Amount): Amount => text(new D(a).minus(b))
export const multiply = (a: Amount, b: Amount): Amount => text(new D(a).times(b))
export const negate = (a: Amount): Amount => text(new D(a).negated())
export const absolute = (a: Amount): Amount => text(new D(a).abs())
/** @throws RangeError when b is zero. */
export function divide(a: Amount, b: Amount): Amount {
  if (new D(b).isZero()) throw new RangeError('division by zero')
  return text(new D(a).dividedBy(b))
}
export const round = (a: Amount, decimals: number): Amount => text(new D(a).toDecimalPlaces(decimals))
export const floor = (a: Amount): Amount => text(new D(a).floor())
export const compare = (a: Amount, b: Amount): -1 | 0 | 1 => {
  const order = new D(a).comparedTo(b)
  return order < 0 ? -1 : order > 0 ? 1 : 0
}
export const isZero = (a: Amount): boolean => new D(a).isZero()
export const isNegative = (a: Amount): boolean => new D(a).isNegative() && !new D(a).isZero()
export const minimum = (a: Amount, b: Amount): Amount => (compare(a, b) <= 0 ? a : b)
/** With exactly this many decimals, for people and for messages ("12.40"). */
export const fixed = (a: Amount, decimals: number): string => new D(a).toFixed(decimals)
/** For JSON bodies of ERPs that want a number. Exact for every amount of up to 15 digits, which we check. */
export function toJsonNumber(a: Amount): number {
  const value = Number(a)
  if (!new D(value).equals(a)) throw new RangeError(`${a} does not fit a JSON number`)
  return value
}

/**
 * Splits a total into parts proportional to weights so that the parts add up to the total exactly: largest remainder,
 * ties to the earlier part. All weights zero: everything goes to the first part.
 */
export function apportion(total: Amount, weights: readonly Amount[], decimals: number): Amount[] {
  if (weights.length === 0) return []
  const unit = new D(10).pow(-decimals)
  const whole = new D(total)
  const sum = weights.reduce((s, w) => s.plus(w), new D(0))
  if (sum.isZero()) return weights.map((_, i) => (i === 0 ? text(whole) : ZERO))
  const exact = weights.map(w => whole.times(w).dividedBy(sum))
  const parts = exact.map(e => e.toDecimalPlaces(decimals, Decimal.ROUND_FLOOR))
  let rest = whole.minus(parts.reduce((s, p) => s.plus(p), new D(0)))
  const byRemainder = exact
    .map((e, i) => ({ i, remainder: e.minus(parts[i] ?? 0) }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder) || a.i - b.i)
  for (const { i } of byRemainder) {
    if (rest.lessThan(unit)) break
    parts[i] = (parts[i] ?? new D(0)).plus(unit)
    rest = rest.minus(unit)
  }
  // What is finer than one unit (a total with more decimals than asked) stays with the first part.
  if (!rest.isZero()) parts[0] = (parts[0] ?? new D(0)).plus(rest)
  return parts.map(text)
}
