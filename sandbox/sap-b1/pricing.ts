import {
  type Amount,
  add,
  amount,
  compare,
  divide,
  isZero,
  multiply,
  round,
  subtract,
  toJsonNumber,
  ZERO,
} from '../../src/domain/amount.ts'
import type { Entity } from './company.ts'

/**
 * How B1 comes to its totals. Prices have 6 decimals (the largest setting of B1), amounts 2. Tax is rounded per line.
 * Everything here is in the document's currency; documents.ts converts the results to euro.
 */
export const PRICE_DECIMALS = 6
export const money = (value: Amount): Amount => round(value, 2)
const price = (value: Amount): Amount => round(value, PRICE_DECIMALS)
const HUNDRED = amount(100)
const one = amount(1)

/** What fixes the price of a line: one of the numbers that were sent, or a base line's remainder. */
export type PriceBasis =
  | { readonly kind: 'unitNet' | 'unitGross' | 'lineNet' | 'lineGross'; readonly value: Amount }
  | { readonly kind: 'fixed'; readonly net: Amount; readonly tax: Amount }

export interface PricedLine {
  readonly unitBeforeDiscount: Amount
  readonly unitNet: Amount
  readonly unitGross: Amount
  readonly unitGrossBeforeDiscount: Amount
  /** Before the discount of the whole document. */
  readonly net: Amount
  /** After the discount of the whole document. */
  readonly tax: Amount
}

/** Percent → factor: 22 → 1.22. */
export const taxFactor = (rate: Amount): Amount => add(one, divide(rate, HUNDRED))
const without = (percent: Amount): Amount => subtract(one, divide(percent, HUNDRED))

/**
 * @param rate percent of the VAT group
 * @param discount percent of the line, inside PriceAfterVAT and the line totals already
 * @param documentDiscount percent of the whole document
 */
export function priceLine(
  basis: PriceBasis,
  quantity: Amount,
  rate: Amount,
  discount: Amount,
  documentDiscount: Amount,
): PricedLine {
  const factor = taxFactor(rate)
  const { net, tax } = lineTotals(basis, quantity, factor)
  const unitNet = unitPrice(basis, quantity, factor, net)
  const unitGross = basis.kind === 'unitGross' ? price(basis.value) : price(multiply(unitNet, factor))
  const keeps = without(discount)
  const before = (value: Amount) => (isZero(keeps) ? value : price(divide(value, keeps)))
  return {
    unitBeforeDiscount: before(unitNet),
    unitNet,
    unitGross,
    unitGrossBeforeDiscount: before(unitGross),
    net,
    tax:
      isZero(documentDiscount) || basis.kind === 'fixed'
        ? tax
        : money(multiply(multiply(net, without(documentDiscount)), divide(rate, HUNDRED))),
  }
}

function lineTotals(basis: PriceBasis, quantity: Amount, factor: Amount): { net: Amount; tax: Amount } {
  switch (basis.kind) {
    case 'fixed':
      return { net: basis.net, tax: basis.tax }
    case 'unitNet':
      return fromNet(money(multiply(price(basis.value), quantity)), factor)
    case 'lineNet':
      return fromNet(money(basis.value), factor)
    case 'unitGross':
      return fromGross(money(multiply(price(basis.value), quantity)), factor)
    case 'lineGross':
      return fromGross(money(basis.value), factor)
  }
}

/** Net is given, the tax is rounded to cents. */
export function fromNet(net: Amount, factor: Amount): { net: Amount; tax: Amount } {
  return { net, tax: subtract(money(multiply(net, factor)), net) }
}

/** Gross is given and stays; net is what remains after the tax, rounded to cents. */
export function fromGross(gross: Amount, factor: Amount): { net: Amount; tax: Amount } {
  const net = money(divide(gross, factor))
  return { net, tax: subtract(gross, net) }
}

function unitPrice(basis: PriceBasis, quantity: Amount, factor: Amount, net: Amount): Amount {
  if (basis.kind === 'unitNet') return price(basis.value)
  if (basis.kind === 'unitGross') return price(divide(price(basis.value), factor))
  return isZero(quantity) ? ZERO : price(divide(net, quantity))
}

/**
 * Which of the sent numbers decides. Gross wins over net and a price over a total: B1 recomputes the others from it.
 * @returns undefined when no price was sent (then the price list applies).
 */
export function sentBasis(line: Entity): PriceBasis | undefined {
  const number = (property: string): Amount | undefined =>
    typeof line[property] === 'number' ? amount(line[property]) : undefined
  const discount = number('DiscountPercent') ?? ZERO
  const after = number('PriceAfterVAT')
  if (after !== undefined) return { kind: 'unitGross', value: after }
  const gross = number('GrossPrice')
  if (gross !== undefined) return { kind: 'unitGross', value: price(multiply(gross, without(discount))) }
  const unit = number('UnitPrice')
  if (unit !== undefined) return { kind: 'unitNet', value: price(multiply(price(unit), without(discount))) }
  const grossTotal = foreignFirst(line.GrossTotalFC, line.GrossTotal)
  if (grossTotal !== undefined) return { kind: 'lineGross', value: amount(grossTotal) }
  const lineTotal = foreignFirst(line.RowTotalFC, line.LineTotal)
  if (lineTotal !== undefined) return { kind: 'lineNet', value: amount(lineTotal) }
  const net = number('Price')
  return net === undefined ? undefined : { kind: 'unitNet', value: net }
}

export interface PricedExpense {
  readonly net: Amount
  readonly tax: Amount
}

/** Totals of a foreign document may be sent in its "FC" fields; a zero there means that they are not used. */
function foreignFirst(foreign: unknown, local: unknown): number | undefined {
  if (typeof foreign === 'number' && foreign !== 0) return foreign
  return typeof local === 'number' ? local : undefined
}

/** Freight: LineGross when sent, else LineTotal (net). */
export function priceExpense(expense: Entity, rate: Amount): PricedExpense {
  const gross = foreignFirst(expense.LineGrossFC, expense.LineGross)
  const net = foreignFirst(expense.LineTotalFC, expense.LineTotal)
  const factor = taxFactor(rate)
  if (gross !== undefined) return fromGross(money(amount(gross)), factor)
  return fromNet(money(amount(net ?? 0)), factor)
}

export interface Totals {
  readonly discount: Amount
  readonly tax: Amount
  readonly total: Amount
}

/** @param rounding RoundingDiffAmount, which counts only when Rounding is on. */
export function documentTotals(
  lines: readonly PricedLine[],
  expenses: readonly PricedExpense[],
  documentDiscount: Amount,
  rounding: Amount,
): Totals {
  const net = add(...lines.map(line => line.net))
  const discount = money(multiply(net, divide(documentDiscount, HUNDRED)))
  const tax = add(...lines.map(line => line.tax), ...expenses.map(expense => expense.tax))
  return { discount, tax, total: add(net, subtract(tax, discount), ...expenses.map(e => e.net), rounding) }
}

/** JSON numbers for what goes into an entity. */
export const out = (value: Amount): number => toJsonNumber(value)
export const numberOf = (value: unknown): Amount => (typeof value === 'number' ? amount(value) : ZERO)
export const isMore = (a: Amount, b: Amount): boolean => compare(a, b) > 0
