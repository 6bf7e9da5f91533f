import { type Amount, add, isZero, negate, round, subtract, ZERO } from '../../domain/amount.ts'
import type {
  CanonicalOrder,
  OrderFee,
  OrderLine,
  OrderShipping,
  Price,
  TotalsCheck,
  TwoCurrencyPrice,
} from '../../domain/order.ts'
import { bothSides, decimalsOf, type Side, type Sides } from './currency.ts'
import { type PlannedLine, variantOf } from './items.ts'
import { present } from './parties.ts'
import { knownRates, rateOf, statedForItem, statedForShipping } from './rates.ts'
import type { Reading } from './reading.ts'
import { grossDiscount, realRowTotal } from './rows.ts'
import type { MagentoOrder } from './schema.ts'
import { optionsOf, type ProductSkus, skuOf, skusInOrder } from './sku.ts'
import { line, note } from './text.ts'

export interface PricedOrder
  extends Pick<CanonicalOrder, 'lines' | 'shipping' | 'fees' | 'grandTotal' | 'baseGrandTotal'> {
  readonly warnings: readonly string[]
}

const NOTHING: Price = { net: ZERO, tax: ZERO, gross: ZERO }
const ONE = '1' as Amount // a literal in canonical form

/**
 * Rounds gross amounts so that the rounded sum is the rounded sum of them all: what is finer than a cent is carried to
 * the next part. Amounts of whole cents stay as they are.
 */
function inCents(amounts: readonly Amount[], decimals: number): Amount[] {
  let exact = ZERO
  let given = ZERO
  return amounts.map(value => {
    exact = add(exact, value)
    const rounded = subtract(round(exact, decimals), given)
    given = add(given, rounded)
    return rounded
  })
}

/** What every part of one order is priced with. */
interface Pricing {
  readonly order: MagentoOrder
  readonly reading: Reading
  readonly decimals: Sides<number>
  readonly productSkus: ProductSkus | undefined
  readonly skusInOrder: ProductSkus
  readonly rates: readonly Amount[]
  /** Of lines, shipping and fees, in this order. */
  readonly prices: readonly TwoCurrencyPrice[]
}

/** Turns a reading into prices: net + tax = gross everywhere, and everything together the grand total. */
export function priceOrder(
  order: MagentoOrder,
  reading: Reading,
  currencies: Sides<string>,
  productSkus: ProductSkus | undefined,
): PricedOrder {
  const decimals = bothSides(side => decimalsOf(currencies[side]))
  const sides = bothSides(side => pricesOf(reading, side, decimals[side]))
  const prices = sides.order.map((price, index) => ({ ...price, base: sides.base[index] ?? NOTHING }))
  const inOrder = skusInOrder(order.items)
  const pricing = { order, reading, decimals, productSkus, skusInOrder: inOrder, rates: knownRates(order), prices }
  const lines = reading.lines.map((planned, index) => pricedLine(pricing, planned, index))
  const grand = bothSides(side => round(reading.grandTotal[side], decimals[side]))
  const rest = bothSides(side => subtract(grand[side], add(...sides[side].map(part => part.gross))))
  return {
    lines: lines.map(({ line: priced }) => priced),
    shipping: pricedShipping(pricing),
    fees: [...pricedFees(pricing), ...roundingFee(rest)],
    grandTotal: grand.order,
    baseGrandTotal: grand.base,
    warnings: lines.flatMap(({ warning }) => warning ?? []),
  }
}

const priceAt = ({ prices }: Pricing, index: number): TwoCurrencyPrice => prices[index] ?? { ...NOTHING, base: NOTHING }

function pricedLine(
  pricing: Pricing,
  planned: PlannedLine,
  index: number,
): { line: OrderLine; warning: string | undefined } {
  const { row, shells, quantity, documentItem } = planned
  const { order, reading, rates, decimals } = pricing
  const { sku, warning } = skuOf(planned, pricing.productSkus, pricing.skusInOrder)
  const price = priceAt(pricing, index)
  const taxRate = rateOf({ ...price, quantity, stated: statedForItem(row, shells, order), known: rates })
  const raw = reading.rows.order[index]
  const before = raw ? realRowTotal(raw, reading.grosses.order[index] ?? ZERO) : ZERO
  const priced = {
    ...price,
    id: row.item_id,
    sku,
    name: line(variantOf(planned)?.name) ?? line(row.name) ?? sku,
    quantity,
    taxRate,
    discount: raw ? grossDiscount(raw, before, taxRate, decimals.order) : ZERO,
    virtual: row.is_virtual,
    options: optionsOf(row),
    documentItem,
  }
  return { line: priced, warning }
}

function pricedShipping(pricing: Pricing): OrderShipping {
  const { order, reading, rates: known, decimals } = pricing
  const price = priceAt(pricing, reading.lines.length)
  const taxRate = rateOf({ ...price, quantity: ONE, stated: statedForShipping(order), known })
  const shipping = reading.shipping.order
  return {
    ...price,
    taxRate,
    discount: grossDiscount(shipping, shipping.net, taxRate, decimals.order),
    ...present({ method: shippingMethod(order), description: note(order.shipping_description) }),
  }
}

function pricedFees(pricing: Pricing): OrderFee[] {
  const { reading, rates: known } = pricing
  return reading.fees.flatMap(({ field, counted }, index) => {
    const price = priceAt(pricing, reading.lines.length + 1 + index)
    if (!counted.counted || (isZero(price.gross) && isZero(price.base.gross))) return []
    const taxRate = rateOf({ ...price, quantity: ONE, stated: [], known })
    return [{ ...price, code: field.code, label: field.label, taxRate }]
  })
}

/** Prices of lines, shipping and fees in this order, in one currency. */
function pricesOf(reading: Reading, side: Side, decimals: number): Price[] {
  const fees = reading.fees.map(fee => fee.counted)
  const grosses = [...reading.grosses[side], reading.shippingGross[side], ...fees.map(fee => fee.gross[side])]
  const taxes = [
    ...reading.rows[side].map(row => row.tax),
    reading.shipping[side].tax,
    ...fees.map(fee => fee.tax[side]),
  ]
  return inCents(grosses, decimals).map((gross, index) => {
    const tax = round(taxes[index] ?? ZERO, decimals)
    return { net: subtract(gross, tax), tax, gross }
  })
}

function roundingFee(rest: Sides<Amount>): OrderFee[] {
  if (isZero(rest.order) && isZero(rest.base)) return []
  const price = (gross: Amount): Price => ({ net: gross, tax: ZERO, gross })
  return [{ ...price(rest.order), base: price(rest.base), code: 'rounding', label: 'Rounding', taxRate: ZERO }]
}

function shippingMethod(order: MagentoOrder): string | undefined {
  const assigned = order.extension_attributes?.shipping_assignments[0]?.shipping?.method
  return line(assigned) ?? line(order.shipping_method)
}

/** Lines + shipping + fees against the grand total, in the order's and in the base currency. */
export function checkTotals(
  order: Pick<CanonicalOrder, 'lines' | 'shipping' | 'fees' | 'grandTotal' | 'baseGrandTotal'>,
): Sides<TotalsCheck> {
  const parts = [...order.lines, order.shipping, ...order.fees]
  const check = (magento: Amount, sum: Amount): TotalsCheck => ({ magento, sum, difference: add(magento, negate(sum)) })
  return {
    order: check(order.grandTotal, add(...parts.map(part => part.gross))),
    base: check(order.baseGrandTotal, add(...parts.map(part => part.base.gross))),
  }
}
