import { type Amount, absolute, add, compare, isZero, multiply, round, subtract, ZERO } from '../../domain/amount.ts'
import type { ReadSide, Side } from './currency.ts'
import type { PlannedLine } from './items.ts'
import type { MagentoOrder } from './schema.ts'

/** What one line says about its money in one currency. Discount is positive. */
export interface RowAmounts {
  readonly rowTotal: Amount | undefined
  readonly rowTotalInclTax: Amount | undefined
  readonly priceTimesQuantity: Amount | undefined
  readonly tax: Amount
  /** discount_tax_compensation_amount: the tax inside a gross discount, which Magento adds to the net row again. */
  readonly compensation: Amount
  readonly discount: Amount
}

/**
 * Reads a planned line. Tax and discount may sit on the shells of a bundle with a fixed price: they count when the row
 * has none itself.
 * @throws Refused when base amounts are missing that cannot be derived.
 */
export function rowAmounts({ row, shells, quantity }: PlannedLine, read: ReadSide, side: Side): RowAmounts {
  const where = `item ${row.item_id}: `
  const onRowOrShells = (name: 'tax_amount' | 'discount_amount' | 'discount_tax_compensation_amount'): Amount => {
    const own = read(row, name, side, where) ?? ZERO
    if (!isZero(own)) return own
    return add(...shells.map(shell => read(shell, name, side, `item ${shell.item_id}: `) ?? ZERO))
  }
  const price = read(row, 'price', side, where)
  return {
    rowTotal: read(row, 'row_total', side, where),
    rowTotalInclTax: read(row, 'row_total_incl_tax', side, where),
    priceTimesQuantity: price === undefined ? undefined : round(multiply(price, quantity), 2),
    tax: onRowOrShells('tax_amount'),
    compensation: onRowOrShells('discount_tax_compensation_amount'),
    discount: absolute(onRowOrShells('discount_amount')),
  }
}

/** One way to understand the row fields: the gross amount after discount, or undefined when a field is missing. */
type RowReading = (row: RowAmounts) => Amount | undefined

const fromNet = (row: RowAmounts, net: Amount | undefined): Amount | undefined =>
  net === undefined ? undefined : subtract(add(net, row.tax, row.compensation), row.discount)

/** REST since 2.3: row_total is the real one minus discount, at least 0 (Sales\Model\Order\Webapi\ChangeOutputArray). */
const reduced = (row: RowAmounts, whenFloored: RowReading): Amount | undefined => {
  if (row.rowTotal === undefined) return fromPrice(row)
  const floored = isZero(row.rowTotal) && !isZero(row.discount)
  return floored ? whenFloored(row) : add(row.rowTotal, row.tax, row.compensation)
}

const grossIsRowInclTax: RowReading = row => row.rowTotalInclTax
const grossIsRowInclTaxLessDiscount: RowReading = row =>
  row.rowTotalInclTax === undefined ? undefined : subtract(row.rowTotalInclTax, row.discount)
/** A discount of exactly price × quantity is a whole net row, whatever row_total_incl_tax was rounded to. */
const withoutNetRow: RowReading = row =>
  row.priceTimesQuantity === row.discount ? add(row.tax, row.compensation) : grossIsRowInclTaxLessDiscount(row)
const fromPrice: RowReading = row => fromNet(row, row.priceTimesQuantity)

/**
 * The known forms, most usual first: REST of 2.4.4+ (both row totals after discount), plain database values (webhooks, old
 * versions), REST of 2.3 (only row_total after discount), and what can be told when fields are left out. Which one an
 * order is in is decided by its own totals, never by a version.
 */
export const ROW_READINGS: readonly RowReading[] = [
  row => reduced(row, grossIsRowInclTax),
  row => fromNet(row, row.rowTotal ?? row.priceTimesQuantity), // unit prices are rounded: only without a row total
  row => reduced(row, withoutNetRow),
  row => reduced(row, fromPrice),
  grossIsRowInclTax,
  grossIsRowInclTaxLessDiscount,
]

/** The row total before discount that belongs to a gross amount. Adds up to the order's subtotal. */
export const realRowTotal = (row: RowAmounts, gross: Amount): Amount =>
  subtract(add(gross, row.discount), add(row.tax, row.compensation))

export interface ShippingAmounts {
  readonly net: Amount
  readonly tax: Amount
  readonly compensation: Amount
  readonly discount: Amount
  readonly inclTax: Amount | undefined
}

/** Shipping of an order in one currency, from the order or from its first shipping assignment. */
export function shippingAmounts(order: MagentoOrder, read: ReadSide, side: Side): ShippingAmounts {
  const total = order.extension_attributes?.shipping_assignments[0]?.shipping?.total
  const holder = order.shipping_amount === undefined && total ? total : order
  const own = (
    name:
      | 'shipping_amount'
      | 'shipping_tax_amount'
      | 'shipping_discount_amount'
      | 'shipping_discount_tax_compensation_amount',
  ) => read(holder, name, side, '') ?? ZERO
  return {
    net: own('shipping_amount'),
    tax: own('shipping_tax_amount'),
    compensation: own('shipping_discount_tax_compensation_amount'),
    discount: absolute(own('shipping_discount_amount')),
    inclTax: read(holder, 'shipping_incl_tax', side, ''),
  }
}

/**
 * Forms of shipping: with its compensation (2.4: recording order-get-guest-coupon-fixed-with-shipping), without, and
 * from the gross amount. The order's totals decide.
 */
export const SHIPPING_READINGS: readonly ((shipping: ShippingAmounts) => Amount | undefined)[] = [
  s => subtract(add(s.net, s.tax, s.compensation), s.discount),
  s => subtract(add(s.net, s.tax), s.discount),
  s => (s.inclTax === undefined ? undefined : subtract(s.inclTax, s.discount)),
]

/**
 * What the shopper pays less because of a discount. A discount with a compensation is gross already. Otherwise the tax
 * tells: when it is that of the reduced row, the discount was net and took its tax along.
 */
export function grossDiscount(
  { tax, compensation, discount }: { tax: Amount; compensation: Amount; discount: Amount },
  netBefore: Amount,
  rate: Amount,
  decimals: number,
): Amount {
  const share = (net: Amount) => multiply(net, multiply(rate, '0.01' as Amount)) // a literal in canonical form
  const awayFrom = (net: Amount) => absolute(subtract(tax, share(net)))
  const isNet = isZero(compensation) && compare(awayFrom(subtract(netBefore, discount)), awayFrom(netBefore)) < 0
  return round(isNet ? add(discount, share(discount)) : discount, decimals)
}
