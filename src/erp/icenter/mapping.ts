import { type Amount, amount, compare, isZero } from '../../domain/amount.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { SalesDocumentPlan } from '../connector.ts'
import { currencyCode } from './currencies.ts'
import type { IcenterSettings } from './settings.ts'

/** Magento's codes → iCenter's codes, by the settings. What is missing is collected, so that planning never stops half-way. */
export interface Mapping {
  readonly settings: IcenterSettings
  readonly order: CanonicalOrder
  /** ERP item code by Magento SKU. */
  readonly items: ReadonlyMap<string, string>
  /** Why the order cannot be sent; the first reason counts. */
  held?: NonNullable<SalesDocumentPlan['hold']>
}

/** Key of settings that stands for every code without a key of its own. */
const ANY = '*'

export function hold(mapping: Mapping, code: string, message: string, remedy: string): void {
  mapping.held ??= { code, message: `Order ${mapping.order.number}: ${message}`, remedy }
}

const missing = (mapping: Mapping, what: string, message: string, remedy: string): void =>
  hold(mapping, `mapping_missing:${what}`, message, remedy)

/** @param subjectId "" for the collective customer */
export function customerFor(mapping: Mapping, subjectId: string): string | undefined {
  const found = subjectId || mapping.settings.subjects.collective
  if (!found) {
    const message = 'guests go to a collective customer, and none is set.'
    missing(mapping, 'collective', message, 'Set subjects.collective of the connection to a customer code.')
  }
  return found
}

export function itemFor(mapping: Mapping, sku: string): string | undefined {
  const found = mapping.items.get(sku)
  if (found === undefined) {
    const remedy = 'Create the item in iCenter, or add the SKU to itemMap of the connection.'
    missing(mapping, `item:${sku}`, `iCenter has no item for the SKU "${sku}".`, remedy)
  }
  return found
}

export function currencyFor(mapping: Mapping): string | undefined {
  const { currency } = mapping.order
  const found = currencyCode(mapping.settings, currency)
  if (found === undefined) {
    const remedy = `Add "${currency}" to currencies of the connection.`
    missing(mapping, `currency:${currency}`, `no currency code of iCenter is known for ${currency}.`, remedy)
  }
  return found
}

export function paymentFor(mapping: Mapping): IcenterSettings['payments'][string] {
  const { payments } = mapping.settings
  const { method } = mapping.order.payment
  const found = payments[method] ?? payments[ANY]
  if (!found) {
    const message = `the payment method "${method}" is not mapped.`
    missing(mapping, `payment:${method}`, message, `Add "${method}" to payments of the connection.`)
  }
  return found ?? {}
}

/** {} for an order that is not shipped. */
export function shippingFor(mapping: Mapping): IcenterSettings['shippingMethods'][string] {
  const { shippingMethods } = mapping.settings
  const { method } = mapping.order.shipping
  if (method === undefined) return {}
  const found = shippingMethods[method] ?? shippingMethods[ANY]
  if (!found) {
    const message = `the shipping method "${method}" is not mapped.`
    missing(mapping, `shipping:${method}`, message, `Add "${method}" to shippingMethods of the connection.`)
  }
  return found ?? {}
}

/** For shipping that costs something. */
export function shippingItemFor(mapping: Mapping): string | undefined {
  const found = shippingFor(mapping).item ?? mapping.settings.shippingItem
  if (found === undefined) {
    const message = 'shipping costs something, and no item of iCenter is set for it.'
    missing(mapping, 'item:shipping', message, 'Set shippingItem of the connection.')
  }
  return found
}

export function feeFor(mapping: Mapping, code: string): IcenterSettings['fees'][string] | undefined {
  const { fees, roundingItem } = mapping.settings
  if (fees[code]) return fees[code]
  if (code === 'rounding' && roundingItem !== undefined) return { item: roundingItem }
  const message = `the fee "${code}" is part of the total and not mapped.`
  const remedy = `${code === 'rounding' ? 'Set roundingItem' : `Add "${code}" to fees`} of the connection.`
  missing(mapping, `fee:${code}`, message, remedy)
  return undefined
}

export function vatRateFor(mapping: Mapping, rate: Amount): string | undefined {
  const { country } = mapping.order.shippingAddress ?? mapping.order.billing
  const found = findVatRate(mapping.settings, rate, country)
  if (found === undefined) {
    const exempt = isZero(rate) ? ', or set exemptVatRate' : ''
    const remedy = `Add "${rate}" or "${country}:${rate}" to vatRates of the connection${exempt}.`
    missing(
      mapping,
      `vat:${rate}:${country}`,
      `no VAT rate code of iCenter is set for ${rate} % in ${country}.`,
      remedy,
    )
  }
  return found
}

/** "DE:19" before "19"; "9.5" and "9.50" are the same rate; without tax the exempt code is the last resort. */
export function findVatRate(settings: IcenterSettings, rate: Amount, country: string): string | undefined {
  const matching = (prefix: string) =>
    Object.entries(settings.vatRates).find(([key]) => {
      const [place, percent] = key.includes(':') ? key.split(':') : ['', key]
      return place === prefix && compare(amount(percent ?? key), rate) === 0
    })?.[1]
  return matching(country) ?? matching('') ?? (isZero(rate) ? settings.exemptVatRate : undefined)
}

/** Percent by VAT rate code, where the mapping tells: iCenter has no list of its rates. */
export const percentByRate = (settings: IcenterSettings): ReadonlyMap<string, Amount> =>
  new Map([
    ...(settings.exemptVatRate === undefined ? [] : [[settings.exemptVatRate, amount(0)] as const]),
    ...Object.entries(settings.vatRates).map(([key, code]) => [code, amount(key.split(':').at(-1) ?? key)] as const),
  ])

export const countryCode = ({ countries }: Pick<IcenterSettings, 'countries'>, iso: string): string =>
  countries[iso] ?? iso

/** Items that stand for shipping on documents. */
export const shippingItems = (settings: IcenterSettings): ReadonlySet<string> =>
  new Set(
    [settings.shippingItem, ...Object.values(settings.shippingMethods).map(({ item }) => item)].filter(
      item => item !== undefined,
    ),
  )

/** All items of the mapping that are no goods: they are not shipped, and no line of Magento stands behind them. */
export const serviceItems = (settings: IcenterSettings): ReadonlySet<string> =>
  new Set([
    ...shippingItems(settings),
    ...Object.values(settings.fees).map(({ item }) => item),
    ...(settings.roundingItem === undefined ? [] : [settings.roundingItem]),
  ])
