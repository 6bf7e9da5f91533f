import { type Amount, add, amount, divide, floor, isZero, multiply, round, subtract } from '../../domain/amount.ts'

/**
 * How B1 comes from prices to totals, in the document's currency. Amounts have 2 decimals, tax is rounded per line.
 * Gross prices: line gross = round(PriceAfterVAT × Quantity), net = round(gross ÷ (1 + rate)), tax = gross − net.
 * Net prices: line net = round(UnitPrice × Quantity), tax = round(net × rate).
 * DocTotal is the sum over lines and additional expenses, because we send DiscountPercent 0 and Rounding off.
 */

const HUNDRED = amount(100)
const CENT = amount('0.01')

const money = (value: Amount): Amount => round(value, 2)

/** What B1 makes of a unit price. */
export const extend = (price: Amount, quantity: Amount): Amount => money(multiply(price, quantity))

/** What B1 adds to a net amount. @param rate percent */
export const withTax = (net: Amount, rate: Amount): Amount => add(net, money(multiply(net, divide(rate, HUNDRED))))

export interface PricedPart {
  readonly quantity: Amount
  /** Per unit, with at most the decimals that were asked for. */
  readonly price: Amount
}

/**
 * Unit prices that B1 multiplies to exactly `total`. One part when a price of so many decimals exists; otherwise whole
 * units at two prices one cent apart, and what is less than a unit for itself: 10.00 for 3 → 2 × 3.33 + 1 × 3.34.
 * @param quantity above zero
 */
export function splitPrice(total: Amount, quantity: Amount, decimals: number): PricedPart[] {
  const cents = money(total)
  const price = round(divide(cents, quantity), decimals)
  const whole = floor(quantity)
  // Below one unit the error of a price stays below half a cent, so it is always exact.
  if (extend(price, quantity) === cents || isZero(whole)) return [{ quantity, price }]

  const rest = subtract(quantity, whole)
  const restTotal = money(divide(multiply(cents, rest), quantity))
  const wholeTotal = subtract(cents, restTotal)
  const low = divide(floor(multiply(divide(wholeTotal, whole), HUNDRED)), HUNDRED)
  const dearer = divide(subtract(wholeTotal, multiply(low, whole)), CENT)
  return [
    { quantity: subtract(whole, dearer), price: low },
    { quantity: dearer, price: add(low, CENT) },
    ...(isZero(rest) ? [] : [{ quantity: rest, price: round(divide(restTotal, rest), decimals) }]),
  ].filter(part => !isZero(part.quantity))
}
