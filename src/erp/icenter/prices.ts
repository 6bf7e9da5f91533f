import {
  type Amount,
  add,
  amount,
  divide,
  floor,
  isZero,
  multiply,
  round,
  subtract,
  ZERO,
} from '../../domain/amount.ts'
import type { IcenterSettings } from './settings.ts'

/**
 * How iCenter comes from prices to totals: every line is rounded to cents. With tax in the price, the line costs price ×
 * quantity and the net amount is what is left; some companies turn such a price into a net one of 5 decimals first. Tax
 * on net amounts is rounded per line, or once for each rate of the document. Which of these a company does is a setting;
 * every created order is read back and compared (contract §3).
 */
export type Rules = Pick<IcenterSettings, 'priceMode' | 'grossPrices' | 'vatRounding'>

export interface PricedLine {
  readonly quantity: Amount
  readonly price: Amount
  /** Percent. */
  readonly rate: Amount
}

const HUNDRED = amount(100)
const ONE = amount(1)
const CENT = amount('0.01')
const NET_PRICE_DECIMALS = 5

const cents = (value: Amount): Amount => round(value, 2)
const factorOf = (rate: Amount): Amount => add(ONE, divide(rate, HUNDRED))
const taxOn = (net: Amount, rate: Amount): Amount => cents(multiply(net, divide(rate, HUNDRED)))

/** What iCenter makes of a unit price. */
export const extend = (price: Amount, quantity: Amount): Amount => cents(multiply(price, quantity))

/** The total with tax that iCenter comes to for these lines. */
export function totalOf(lines: readonly PricedLine[], rules: Rules): Amount {
  const worth = lines.map(line => worthOf(line, rules))
  const net = add(ZERO, ...worth.map(line => line.net))
  if (rules.vatRounding === 'line') return add(net, ...worth.map(line => line.tax))
  const byRate = [...Map.groupBy(worth, ({ rate }) => rate)]
  return add(net, ...byRate.map(([rate, group]) => taxOn(add(ZERO, ...group.map(line => line.net)), rate)))
}

function worthOf({ quantity, price, rate }: PricedLine, { priceMode, grossPrices }: Rules) {
  if (priceMode === 'gross' && grossPrices === 'kept') {
    const gross = extend(price, quantity)
    const net = cents(divide(gross, factorOf(rate)))
    return { rate, net, tax: subtract(gross, net) }
  }
  const unit = priceMode === 'net' ? price : round(divide(price, factorOf(rate)), NET_PRICE_DECIMALS)
  const net = extend(unit, quantity)
  return { rate, net, tax: taxOn(net, rate) }
}

export interface Part {
  readonly quantity: Amount
  readonly price: Amount
}

/**
 * Unit prices that come to exactly `total`: one where a price of so many decimals does it, else whole pieces at two
 * prices one cent apart, and what is less than a piece for itself.
 * @param quantity above zero
 */
export function splitPrice(total: Amount, quantity: Amount, decimals: number): Part[] {
  const whole = floor(quantity)
  const price = round(divide(total, quantity), decimals)
  if (extend(price, quantity) === cents(total) || isZero(whole)) return [{ quantity, price }]
  const rest = subtract(quantity, whole)
  const ofRest = cents(divide(multiply(total, rest), quantity))
  const ofWhole = subtract(cents(total), ofRest)
  const low = multiply(floor(divide(divide(ofWhole, whole), CENT)), CENT)
  const dear = divide(subtract(ofWhole, multiply(low, whole)), CENT)
  const parts = [
    { quantity: subtract(whole, dear), price: low },
    { quantity: dear, price: add(low, CENT) },
    ...(isZero(rest) ? [] : [{ quantity: rest, price: round(divide(ofRest, rest), decimals) }]),
  ]
  return parts.filter(part => !isZero(part.quantity))
}
