import { type Amount, amount, isZero } from '../../domain/amount.ts'
import { codeOfRate, missing, missingFee, type OrderCodes, paymentOf, rateOfKey, shippingOf } from '../order-codes.ts'
import { currencyCode } from './currencies.ts'
import type { IcenterSettings } from './settings.ts'

/** Magento's codes → iCenter's codes, by the settings. */
export interface Mapping extends OrderCodes {
  readonly settings: IcenterSettings
  /** ERP item code by Magento SKU. */
  readonly items: ReadonlyMap<string, string>
}

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

export const paymentFor = (mapping: Mapping): IcenterSettings['payments'][string] =>
  paymentOf(mapping, mapping.settings.payments) ?? {}

/** {} for an order that is not shipped. */
export const shippingFor = (mapping: Mapping): IcenterSettings['shippingMethods'][string] =>
  shippingOf(mapping, mapping.settings.shippingMethods) ?? {}

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
  missingFee(mapping, code, 'roundingItem')
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

/** Without tax the exempt code is the last resort. */
export const findVatRate = (settings: IcenterSettings, rate: Amount, country: string): string | undefined =>
  codeOfRate(settings.vatRates, rate, country) ?? (isZero(rate) ? settings.exemptVatRate : undefined)

/** Percent by VAT rate code, where the mapping tells: iCenter has no list of its rates. */
export const percentByRate = (settings: IcenterSettings): ReadonlyMap<string, Amount> =>
  new Map([
    ...(settings.exemptVatRate === undefined ? [] : [[settings.exemptVatRate, amount(0)] as const]),
    ...Object.entries(settings.vatRates).map(([key, code]) => [code, rateOfKey(key)] as const),
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
