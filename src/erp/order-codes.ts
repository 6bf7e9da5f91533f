import { type Amount, amount, compare } from '../domain/amount.ts'
import type { CanonicalOrder } from '../domain/order.ts'
import type { SalesDocumentPlan } from './connector.ts'

export type Hold = NonNullable<SalesDocumentPlan['hold']>

/** An order whose codes are looked up in a connector's settings. What is missing is collected: planning never stops half-way. */
export interface OrderCodes {
  readonly order: CanonicalOrder
  /** Why the order cannot be sent; the first reason counts. */
  held?: Hold
}

/** Key of settings that stands for every code without a key of its own. */
const ANY = '*'

export function hold(codes: OrderCodes, code: string, message: string, remedy: string): void {
  codes.held ??= { code, message: `Order ${codes.order.number}: ${message}`, remedy }
}

/** @param what "payment:paypal": orders that miss the same are one problem */
export const missing = (codes: OrderCodes, what: string, message: string, remedy: string): void =>
  hold(codes, `mapping_missing:${what}`, message, remedy)

/** What the settings say of the order's payment method; undefined holds the order. */
export function paymentOf<Payment>(
  codes: OrderCodes,
  payments: Readonly<Record<string, Payment>>,
): Payment | undefined {
  const { method } = codes.order.payment
  const found = payments[method] ?? payments[ANY]
  if (!found) {
    const message = `the payment method "${method}" is not mapped.`
    missing(codes, `payment:${method}`, message, `Add "${method}" to payments of the connection.`)
  }
  return found
}

/** What the settings say of the order's shipping method; undefined holds the order, unless it is not shipped. */
export function shippingOf<Shipping>(
  codes: OrderCodes,
  shippingMethods: Readonly<Record<string, Shipping>>,
): Shipping | undefined {
  const { method } = codes.order.shipping
  if (method === undefined) return undefined
  const found = shippingMethods[method] ?? shippingMethods[ANY]
  if (!found) {
    const message = `the shipping method "${method}" is not mapped.`
    missing(codes, `shipping:${method}`, message, `Add "${method}" to shippingMethods of the connection.`)
  }
  return found
}

/** @param rounding the setting that stands for the fee "rounding", whose place is not the table of fees */
export function missingFee(codes: OrderCodes, code: string, rounding: string): void {
  const message = `the fee "${code}" is part of the total and not mapped.`
  const remedy = `${code === 'rounding' ? `Set ${rounding}` : `Add "${code}" to fees`} of the connection.`
  missing(codes, `fee:${code}`, message, remedy)
}

/** "DE:19" before "19"; "9.5" and "9.50" are the same rate. @param codes by rate, or by country and rate */
export function codeOfRate(codes: Readonly<Record<string, string>>, rate: Amount, country: string): string | undefined {
  const matching = (prefix: string) =>
    Object.entries(codes).find(([key]) => {
      const [place, percent] = key.includes(':') ? key.split(':') : ['', key]
      return place === prefix && compare(amount(percent ?? key), rate) === 0
    })?.[1]
  return matching(country) ?? matching('')
}

export const rateOfKey = (key: string): Amount => amount(key.split(':').at(-1) ?? key)
