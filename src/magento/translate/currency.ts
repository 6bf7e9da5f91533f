import { type Amount, isZero, ZERO } from '../../domain/amount.ts'
import { refuse } from './refusal.ts'

/** The order's own currency, and the one that the store keeps its books in. */
export type Side = 'order' | 'base'
export interface Sides<T> {
  readonly order: T
  readonly base: T
}

type Holder<K extends string> = { readonly [P in K | `base_${K}`]?: Amount | undefined }

/** Reads one amount of an order, an item or the shipping in one of the two currencies. */
export type ReadSide = <K extends string>(holder: Holder<K>, name: K, side: Side, where: string) => Amount | undefined

export const bothSides = <T>(make: (side: Side) => T): Sides<T> => ({ order: make('order'), base: make('base') })

/**
 * Absent base amounts are taken from the order's only when both are in one currency: we never convert.
 * @throws Refused when the base amount is missing and the order's is not zero.
 */
export function sideReader(currency: string, baseCurrency: string): ReadSide {
  return (holder, name, side, where) => {
    const own = holder[name]
    if (side === 'order') return own
    const base = holder[`base_${name}`]
    if (base !== undefined || own === undefined || currency === baseCurrency) return base ?? own
    if (isZero(own)) return ZERO
    return refuse('invalid', `${where}base_${name} is missing, and ${currency} cannot be turned into ${baseCurrency}`)
  }
}

/** How many decimals money of this currency has: 3 for dinars, 2 otherwise, as Magento rounds yen to cents as well. */
export function decimalsOf(currency: string): number {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
  return Math.max(2, digits ?? 2)
}
