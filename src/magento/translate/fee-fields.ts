import { type Amount, absolute, isZero, negate, ZERO } from '../../domain/amount.ts'
import type { Sides } from './currency.ts'
import type { FeeField } from './fees.ts'
import { type MagentoOrder, readAmount } from './schema.ts'
import { line } from './text.ts'

type Fields = Readonly<Record<string, unknown>>

/** Names that extensions give to what they add: cod_fee, payment_fee, msp_cod_amount, mageworx_fee_amount, gw_price … */
const ADDS =
  /(^|_)([a-z]*fees?|surcharge|handling|insurance|donation|tips?|cod|cashondelivery|deposit|roundup)(_|$)|^gw_(items_|card_)?price$/
/** … and to what pays before the payment method does: gift cards, store credit, reward points. */
const PAYS = /gift_?cards?|giftcert|gift_?voucher|gift_credit|store_?credit|customer_balance|reward|voucher|wallet/
/** Fields about such a field: taxes, later documents, counts of points, rates. Their amount is not in the total. */
const ASIDE =
  /(^|_)base_|tax|incl|invoiced|refunded|cancell?ed|captured|paid|percent|rate|_id$|type|points?_balance|points$|balance$|qty|count|details|method|title|label|original/

const CODES: Readonly<Record<string, { code: string; label: string }>> = {
  gift_cards_amount: { code: 'gift_card', label: 'Gift card' },
  customer_balance_amount: { code: 'store_credit', label: 'Store credit' },
  reward_currency_amount: { code: 'reward_points', label: 'Reward points' },
  gw_price: { code: 'gift_wrapping', label: 'Gift wrapping' },
  gw_items_price: { code: 'gift_wrapping_items', label: 'Gift wrapping of items' },
  gw_card_price: { code: 'gift_wrapping_card', label: 'Printed card' },
  cod_fee: { code: 'cod_fee', label: 'Cash on delivery' },
  msp_cod_amount: { code: 'cod_fee', label: 'Cash on delivery' },
  payment_fee: { code: 'payment_fee', label: 'Payment fee' },
}

/**
 * Fees that extensions and Adobe Commerce write into the order or its extension attributes, recognised by their names.
 * Whether one is really in the total is for the totals to say.
 */
export function extensionFees(order: MagentoOrder, oneCurrency: boolean): FeeField[] {
  const extension: Fields = order.extension_attributes ?? {}
  const flat = new Map([...numbersIn(extension), ...numbersIn(order)]) // the same field in both places is one fee
  const fees = [...flat.keys()]
    .filter(name => isFeeName(name))
    .map(name => flatFee(name, flat, oneCurrency))
    .filter(fee => fee !== undefined)
  const listed = [...Object.entries(extension), ...Object.entries(order)]
    // Adobe Commerce lists the cards in gift_cards and has their sum in gift_cards_amount.
    .filter(([name]) => name === 'fooman_total_group' || (isFeeName(name) && !flat.has(`${name}_amount`)))
    .flatMap(([name, value]) => entriesOf(value).map(entry => listedFee(name, entry, oneCurrency)))
    .filter(fee => fee !== undefined)
  return [...fees, ...listed]
}

const isFeeName = (name: string): boolean => (ADDS.test(name) || PAYS.test(name)) && !ASIDE.test(withoutBalance(name))
/** customer_balance_amount is money, customer_balance_refunded is not. */
const withoutBalance = (name: string): string => name.replace('customer_balance_amount', '')

function numbersIn(fields: Fields): [string, Amount][] {
  return Object.entries(fields).flatMap(([name, value]): [string, Amount][] => {
    const number = readAmount(value)
    return number === undefined ? [] : [[name, number]]
  })
}

function flatFee(name: string, fields: ReadonlyMap<string, Amount>, oneCurrency: boolean): FeeField | undefined {
  const own = fields.get(name) ?? ZERO
  const base = firstOf(baseNames(name), fields) ?? (oneCurrency ? own : undefined)
  if (isZero(own) || base === undefined) return undefined
  const { code, label } = CODES[name] ?? { code: name.slice(0, 60), label: words(name) }
  if (PAYS.test(name)) {
    return { code, label, amount: { order: negate(absolute(own)), base: negate(absolute(base)) }, tax: NO_TAX }
  }
  return { code, label, amount: { order: own, base }, tax: taxOf(name, fields, oneCurrency) }
}

const NO_TAX: Sides<Amount> = { order: ZERO, base: ZERO }

/** cod_fee → cod_tax_amount; gw_items_price → gw_items_tax_amount; payment_fee → payment_fee_tax. */
function taxOf(name: string, fields: ReadonlyMap<string, Amount>, oneCurrency: boolean): Sides<Amount> | undefined {
  const tokens = name.split('_')
  for (let length = tokens.length; length > 0; length--) {
    const stem = tokens.slice(0, length).join('_')
    for (const taxName of [`${stem}_tax_amount`, `${stem}_tax`]) {
      const own = fields.get(taxName)
      if (own === undefined || taxName === 'shipping_tax_amount') continue
      const base = firstOf(baseNames(taxName), fields) ?? (oneCurrency || isZero(own) ? own : undefined)
      if (base !== undefined) return { order: own, base }
    }
  }
  return undefined
}

/** base_gift_cards_amount, gw_base_price, amstorecredit_base_amount: "base" stands anywhere. */
function baseNames(name: string): string[] {
  const tokens = name.split('_').slice(0, 12)
  return tokens.map((_, at) => [...tokens.slice(0, at), 'base', ...tokens.slice(at)].join('_'))
}

const firstOf = (names: readonly string[], fields: ReadonlyMap<string, Amount>): Amount | undefined =>
  names.map(name => fields.get(name)).find(value => value !== undefined)

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** {items: [{…}]}, [{…}] and {…} are all in use. */
function entriesOf(value: unknown): Fields[] {
  const list = isFields(value) && Array.isArray(value.items) ? value.items : Array.isArray(value) ? value : [value]
  return list.slice(0, 20).filter(isFields)
}

/** An entry {code, label, amount, base_amount, tax_amount, base_tax_amount} as Fooman's totals have it. */
function listedFee(name: string, entry: Fields, oneCurrency: boolean): FeeField | undefined {
  const number = (field: string) => readAmount(entry[field])
  const own = number('amount') ?? number('value')
  const base = number('base_amount') ?? number('base_value') ?? (oneCurrency ? own : undefined)
  if (own === undefined || base === undefined) return undefined
  const text = (field: string) => line(typeof entry[field] === 'string' ? entry[field] : undefined)?.slice(0, 100)
  const code = text('code') ?? text('type_id') ?? name
  const label = text('label') ?? text('title') ?? words(code)
  if (PAYS.test(name))
    return { code, label, amount: { order: negate(absolute(own)), base: negate(absolute(base)) }, tax: NO_TAX }
  const tax = number('tax_amount')
  const baseTax = number('base_tax_amount') ?? (oneCurrency ? tax : undefined)
  const known = tax !== undefined && baseTax !== undefined ? { order: tax, base: baseTax } : undefined
  return { code, label, amount: { order: own, base }, tax: known }
}

function words(name: string): string {
  const text = name
    .replaceAll('_', ' ')
    .replace(/ amount$/, '')
    .trim()
    .slice(0, 60)
  return text.charAt(0).toUpperCase() + text.slice(1)
}
