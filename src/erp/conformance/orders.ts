import { type Amount, add, amount, divide, multiply, negate, round, subtract, ZERO } from '../../domain/amount.ts'
import type { CanonicalOrder, OrderAddress, OrderLine, Price, TwoCurrencyPrice } from '../../domain/order.ts'
import type { Subject } from '../../domain/subject.ts'
import type { SalesDocumentInput } from '../connector.ts'
import type { Bench, Facts } from './bench.ts'

/** Orders for the cases, from simple ones to those that a seed makes up. */

const HUNDRED = amount(100)

/** A gross price taken apart as Magento does it. @param off cents that Magento's rounding has moved from tax to net */
export function priceOf(gross: Amount, rate: Amount, off: Amount = ZERO): TwoCurrencyPrice {
  const exact = round(divide(multiply(gross, rate), add(HUNDRED, rate)), 2)
  const tax = subtract(exact, off)
  const price: Price = { net: subtract(gross, tax), tax, gross }
  return { ...price, base: price }
}

/** The shopper of every case. None of these words may turn up in an error. */
export const shopper = (facts: Facts): OrderAddress => ({
  firstName: 'Krištof',
  lastName: 'Žnidaršič',
  street: ['Čopova ulica 38'],
  postcode: '1000',
  city: 'Ljubljana',
  country: facts.country,
  phone: '+386 41 555 019',
  email: 'kristof.znidarsic@shopper.example',
})
export const PERSONAL = ['Žnidaršič', 'Čopova', '555 019', '41555019', 'kristof.znidarsic']

const usualRate = (facts: Facts): Amount => facts.taxRates[0] ?? ZERO
const itemAt = (facts: Facts, index: number): string => {
  const code = facts.items[index % facts.items.length]
  if (code === undefined) throw new Error('the bench names no items')
  return code
}

/** @param gross of the whole line */
export function lineOf(facts: Facts, id: number, quantity: string, gross: string): OrderLine {
  const rate = usualRate(facts)
  return {
    id,
    sku: itemAt(facts, id - 1),
    name: `Product ${id}`,
    quantity: amount(quantity),
    ...priceOf(amount(gross), rate),
    taxRate: rate,
    discount: ZERO,
    virtual: false,
    options: [],
    documentItem: { id, unitsPer: amount(1) },
  }
}

/** One line of 12.20, no shipping, unless `changes` says something else; the grand total follows from the parts. */
export function orderOf(facts: Facts, changes: Partial<CanonicalOrder> = {}): CanonicalOrder {
  const order = {
    magentoId: 57,
    number: '000000057',
    storeViewId: 1,
    state: 'new',
    status: 'pending',
    placedAt: '2026-01-30T10:00:00Z',
    updatedAt: '2026-01-30T10:00:00Z',
    currency: facts.currency,
    baseCurrency: facts.currency,
    customer: { email: 'kristof.znidarsic@shopper.example', firstName: 'Krištof', lastName: 'Žnidaršič', groupId: 0 },
    billing: shopper(facts),
    shippingAddress: shopper(facts),
    lines: [lineOf(facts, 1, '1', '12.2')],
    shipping: shippingOf(facts, '0'),
    fees: [],
    payment: { method: facts.paymentMethod, paid: ZERO, authorized: ZERO },
    progress: {},
    ...changes,
  } as const
  const parts = [...order.lines, order.shipping, ...order.fees]
  const grandTotal = add(ZERO, ...parts.map(({ gross }) => gross))
  return { ...order, grandTotal, baseGrandTotal: grandTotal }
}

export function shippingOf(facts: Facts, gross: string): CanonicalOrder['shipping'] {
  const rate = usualRate(facts)
  const method = facts.shippingMethod
  return { method, description: 'Flat Rate', ...priceOf(amount(gross), rate), taxRate: rate, discount: ZERO }
}

/** Two lines, 3 pieces for 36.60 and 2 for 48.80, and 6.10 for shipping: 91.50. */
export const largerOrder = (facts: Facts): CanonicalOrder =>
  orderOf(facts, {
    lines: [lineOf(facts, 1, '3', '36.6'), lineOf(facts, 2, '2', '48.8')],
    shipping: shippingOf(facts, '6.1'),
  })

export const inputOf = (
  { facts }: Pick<Bench, 'facts'>,
  order: CanonicalOrder,
  changes: Partial<SalesDocumentInput> = {},
): SalesDocumentInput => ({
  order,
  orderbridgeId: 'conformance-1',
  reference: `WEB-${order.number}`,
  subjectId: facts.subjectId,
  items: new Map(order.lines.map(({ sku }) => [sku, sku])),
  documentDate: '2026-01-30',
  ...changes,
})

/** A registered shopper whom the ERP does not know. */
export const subjectOf = (facts: Facts, changes: Partial<Subject> = {}): Subject => ({
  key: 'customer:4711',
  kind: 'person',
  name: 'Krištof Žnidaršič',
  email: 'kristof.znidarsic@shopper.example',
  phone: '+386 41 555 019',
  billing: shopper(facts),
  customerId: 4711,
  ...changes,
})

/** Numbers from 0 up to 1, the same for the same seed (xorshift32, warmed up so that near seeds differ). */
function randomOf(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 2 ** 32
  }
  for (let i = 0; i < 8; i++) next()
  return next
}

const cents = (value: number): Amount => divide(amount(Math.round(value)), HUNDRED)

/**
 * An order as a seed makes it up: mixed rates, discounts, free goods, fractions, freight, fees and deductions, and the
 * cents that Magento's rounding over the whole order moves between net and tax.
 */
export function madeUpOrder(facts: Facts, seed: number, currency = facts.currency): CanonicalOrder {
  const random = randomOf(seed)
  const pick = <T>(values: readonly [T, ...T[]]): T => values[Math.floor(random() * values.length)] ?? values[0]
  const whole = (most: number) => 1 + Math.floor(random() * most)
  const rate = () => facts.taxRates[Math.floor(random() * facts.taxRates.length)] ?? ZERO
  const moved = (gross: number): Amount => (gross > 100 ? cents(pick([0, 0, 0, 1, -1])) : ZERO)

  const lines = Array.from({ length: whole(6) }, (_, index): OrderLine => {
    const quantity = facts.fractions && random() < 0.15 ? pick([0.5, 1.25, 2.333]) : whole(12)
    const full = Math.round((random() < 0.1 ? 0 : whole(250_000)) * quantity)
    const gross = Math.round(full * pick([1, 1, 1, 0.9, 0.67, 0.05]))
    const taxRate = rate()
    return {
      ...lineOf(facts, index + 1, String(quantity), '0'),
      ...priceOf(cents(gross), taxRate, taxRate === ZERO ? ZERO : moved(gross)),
      taxRate,
      discount: cents(full - gross),
    }
  })
  const shipping = { ...shippingOf(facts, '0'), ...priceOf(cents(pick([0, 410, 500, 999, 333])), usualRate(facts)) }
  const charged = facts.fees
    .slice(0, random() < 0.4 ? 1 : 0)
    .map(code => feeOf(code, cents(pick([122, 250, 399])), usualRate(facts)))
  const goods = add(ZERO, ...lines.map(({ gross }) => gross))
  const off = round(multiply(goods, amount(pick(['0', '0', '0', '0.25', '1']))), 2)
  const taken = facts.deduction !== undefined && off !== ZERO ? [feeOf(facts.deduction, negate(off), ZERO)] : []
  return orderOf(facts, { currency, lines, shipping, fees: [...charged, ...taken] })
}

export const feeOf = (code: string, gross: Amount, taxRate: Amount): CanonicalOrder['fees'][number] => ({
  code,
  label: code,
  ...priceOf(gross, taxRate),
  taxRate,
})
