import {
  type Amount,
  absolute,
  add,
  compare,
  divide,
  isZero,
  multiply,
  round,
  subtract,
  ZERO,
} from '../../domain/amount.ts'
import type { MagentoItem, MagentoOrder } from './schema.ts'

const HUNDRED = '100' as Amount // a literal in canonical form
const CENT = '0.01' as Amount // a literal in canonical form
const HALF_CENT = '0.005' as Amount // a literal in canonical form
const ONE = '1' as Amount // a literal in canonical form
const TWO = '2' as Amount // a literal in canonical form

const off = (net: Amount, tax: Amount, rate: Amount): Amount =>
  absolute(subtract(divide(multiply(net, rate), HUNDRED), tax))

/** Rounding by unit price puts up to half a cent per piece into the tax, rounding by row half a cent in all. */
function fits(net: Amount, tax: Amount, rate: Amount, quantity: Amount): boolean {
  return compare(off(net, tax, rate), add(CENT, multiply(HALF_CENT, quantity))) <= 0
}

export interface RateQuestion {
  readonly net: Amount
  readonly tax: Amount
  readonly quantity: Amount
  /** What Magento says about this very line, best first. */
  readonly stated: readonly Amount[]
  /** Every rate that the order mentions. */
  readonly known: readonly Amount[]
}

/**
 * The tax rate of a line in percent. Stated rates win when the amounts agree with them; a line with money and no tax
 * is exempt whatever is stated; without a stated rate the nearest rate of the order is taken, at last net and tax.
 */
export function rateOf({ net, tax, quantity, stated, known }: RateQuestion): Amount {
  if (isZero(tax)) return stated.find(rate => compare(off(net, tax, rate), CENT) <= 0) ?? ZERO
  const agreeing = stated.find(rate => fits(net, tax, rate, quantity))
  if (agreeing !== undefined && !isZero(agreeing)) return agreeing
  const stands = stated.find(rate => !isZero(rate))
  if (stands !== undefined) return stands // tax before discount: right rate, tax of the full price
  const nearest = known
    .filter(rate => !isZero(rate) && fits(net, tax, rate, quantity))
    .sort((a, b) => compare(off(net, tax, a), off(net, tax, b)))[0]
  if (nearest !== undefined) return nearest
  return isZero(net) ? ZERO : simplestRate(net, tax)
}

/** 1.80 of 8.19 is 21.98 %, and 22 % when cents are rounded: the whole, else half, else one-decimal rate that gives this tax. */
function simplestRate(net: Amount, tax: Amount): Amount {
  const exact = absolute(multiply(divide(tax, net), HUNDRED))
  const half = divide(round(multiply(exact, TWO), 0), TWO)
  const simple = [round(exact, 0), half, round(exact, 1)].find(rate => isRoundedBy(net, tax, rate))
  return simple ?? round(exact, 2)
}

/** Half a cent of the tax, and what half a cent of the net moves it by: either was rounded. */
const isRoundedBy = (net: Amount, tax: Amount, rate: Amount): boolean =>
  compare(off(net, tax, rate), multiply(HALF_CENT, add(ONE, divide(rate, HUNDRED)))) <= 0

const sum = (rates: readonly (Amount | undefined)[]): Amount[] =>
  rates.length === 0 ? [] : [add(...rates.map(rate => rate ?? ZERO))]

/** Rates of one item: tax_percent (already the sum of several taxes), else its itemized taxes added up. */
export function statedForItem(item: MagentoItem, shells: readonly MagentoItem[], order: MagentoOrder): Amount[] {
  const own = [item, ...shells].map(row => row.tax_percent).filter(rate => rate !== undefined)
  const itemized = item.extension_attributes?.itemized_taxes.map(tax => tax.tax_percent ?? tax.percent) ?? []
  const [first, ...rest] = own
  const stated = [...(first === undefined ? [] : [first]), ...sum(itemized), ...rest]
  if (stated.length > 0) return stated
  const applied = order.extension_attributes?.item_applied_taxes.filter(taxes => taxes.item_id === item.item_id) ?? []
  return sum(applied.flatMap(taxes => taxes.applied_taxes.map(tax => tax.percent ?? tax.tax_percent)))
}

/** Rates of the shipping, from the two places where Magento writes them (recording order-get-guest-simple). */
export function statedForShipping(order: MagentoOrder): Amount[] {
  const extra = order.extension_attributes
  const itemized = extra?.additional_itemized_taxes.filter(tax => tax.taxable_item_type === 'shipping') ?? []
  const applied = extra?.item_applied_taxes.filter(taxes => taxes.type === 'shipping') ?? []
  return [
    ...sum(itemized.map(tax => tax.tax_percent ?? tax.percent)),
    ...sum(applied.flatMap(taxes => taxes.applied_taxes.map(tax => tax.percent ?? tax.tax_percent))),
  ]
}

/** Every tax rate that the order mentions anywhere. */
export function knownRates(order: MagentoOrder): Amount[] {
  const applied = order.extension_attributes?.applied_taxes.map(tax => tax.percent ?? tax.tax_percent) ?? []
  const rates = [...order.items.map(item => item.tax_percent), ...applied, ...statedForShipping(order)]
  return [...new Set(rates.filter(rate => rate !== undefined))]
}
