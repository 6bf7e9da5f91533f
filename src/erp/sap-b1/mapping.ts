import { type Amount, isZero, ZERO } from '../../domain/amount.ts'
import { codeOfRate, missing, missingFee, type OrderCodes, paymentOf, rateOfKey, shippingOf } from '../order-codes.ts'
import type { SapB1Settings } from './settings.ts'

/** Magento's codes → SAP's codes, by the settings. */
export interface Mapping extends OrderCodes {
  readonly settings: SapB1Settings
  /** ERP item code by Magento SKU. */
  readonly items: ReadonlyMap<string, string>
}

/** @param subjectId "" for the collective customer */
export function customerFor(mapping: Mapping, subjectId: string): string | undefined {
  const found = subjectId || mapping.settings.subjects.collective
  if (!found) {
    const message = 'guests go to a collective customer, and none is set.'
    missing(mapping, 'collective', message, 'Set subjects.collective of the connection to a CardCode.')
  }
  return found
}

export function itemFor(mapping: Mapping, sku: string): string | undefined {
  const found = mapping.items.get(sku)
  if (found === undefined) {
    const message = `SAP Business One has no item for the SKU "${sku}".`
    const remedy = 'Create the item in SAP Business One, or add the SKU to itemMap of the connection.'
    missing(mapping, `item:${sku}`, message, remedy)
  }
  return found
}

/** By the longest beginning of the SKU, then the store view, then the default; undefined: the item's own. */
export function warehouseFor({ settings, order }: Mapping, sku: string): string | undefined {
  const { skuPrefixes, views, default: fallback } = settings.warehouses
  const [prefix] = Object.keys(skuPrefixes)
    .filter(start => sku.startsWith(start))
    .sort((a, b) => b.length - a.length)
  return (prefix === undefined ? undefined : skuPrefixes[prefix]) ?? views[order.storeViewId] ?? fallback
}

export const paymentFor = (mapping: Mapping): SapB1Settings['payments'][string] =>
  paymentOf(mapping, mapping.settings.payments) ?? {}

/** {} for an order that is not shipped. */
export const shippingFor = (mapping: Mapping): SapB1Settings['shippingMethods'][string] =>
  shippingOf(mapping, mapping.settings.shippingMethods) ?? {}

/** For shipping that costs something. */
export function shippingExpenseFor(mapping: Mapping): number | undefined {
  const found = shippingFor(mapping).expense ?? mapping.settings.shippingExpense
  if (found === undefined) {
    const message = 'shipping costs something, and no expense of SAP Business One is set for it.'
    missing(mapping, 'expense:shipping', message, 'Set shippingExpense of the connection.')
  }
  return found
}

export function feeFor(mapping: Mapping, code: string): SapB1Settings['fees'][string] | undefined {
  const { fees, roundingExpense } = mapping.settings
  if (fees[code]) return fees[code]
  if (code === 'rounding' && roundingExpense !== undefined) return { expense: roundingExpense }
  missingFee(mapping, code, 'roundingExpense')
  return undefined
}

export function vatGroupFor(mapping: Mapping, rate: Amount): string | undefined {
  const { country } = mapping.order.shippingAddress ?? mapping.order.billing
  const found = findVatGroup(mapping.settings, rate, country)
  if (found === undefined) {
    const message = `no VAT group of SAP Business One is set for ${rate} % in ${country}.`
    const exempt = isZero(rate) ? ', or set exemptVatGroup' : ''
    const remedy = `Add "${rate}" or "${country}:${rate}" to vatGroups of the connection${exempt}.`
    missing(mapping, `vat:${rate}:${country}`, message, remedy)
  }
  return found
}

/** Without tax the exempt group is the last resort. */
export const findVatGroup = (settings: SapB1Settings, rate: Amount, country: string): string | undefined =>
  codeOfRate(settings.vatGroups, rate, country) ?? (isZero(rate) ? settings.exemptVatGroup : undefined)

/** All VAT groups of the mapping with the rates that they stand for, to be checked against the company. */
export function mappedVatGroups(settings: SapB1Settings): { readonly code: string; readonly rate: Amount }[] {
  return [
    ...Object.entries(settings.vatGroups).map(([key, code]) => ({ code, rate: rateOfKey(key) })),
    ...(settings.exemptVatGroup === undefined ? [] : [{ code: settings.exemptVatGroup, rate: ZERO }]),
  ]
}

/** All expenses of the mapping. */
export const mappedExpenses = (settings: SapB1Settings): number[] => [
  ...new Set(
    [
      settings.shippingExpense,
      settings.roundingExpense,
      ...Object.values(settings.shippingMethods).map(method => method.expense),
      ...Object.values(settings.fees).map(fee => fee.expense),
    ].filter(code => code !== undefined),
  ),
]

/** Expenses that are shipping: what a follow-up's freight is counted from. */
export const shippingExpenses = (settings: SapB1Settings): ReadonlySet<number> =>
  new Set(
    [settings.shippingExpense, ...Object.values(settings.shippingMethods).map(method => method.expense)].filter(
      code => code !== undefined,
    ),
  )
