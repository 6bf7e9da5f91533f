import {
  type Amount,
  absolute,
  add,
  apportion,
  compare,
  isNegative,
  isZero,
  multiply,
  negate,
  subtract,
  ZERO,
} from '../../domain/amount.ts'
import { bothSides, type ReadSide, type Side, type Sides } from './currency.ts'
import { extensionFees } from './fee-fields.ts'
import type { ItemGroup } from './items.ts'
import type { MagentoItem, MagentoOrder } from './schema.ts'

/** Something besides lines and shipping that the order mentions and that may be in its total. */
export interface FeeField {
  readonly code: string
  readonly label: string
  /** Signed: what pays for goods is negative. */
  readonly amount: Sides<Amount>
  /** undefined: the order does not say. */
  readonly tax: Sides<Amount> | undefined
}

/** One way to count a fee. */
export interface FeeVariant {
  readonly gross: Sides<Amount>
  readonly tax: Sides<Amount>
  readonly counted: boolean
}

/** No sales tax takes half of a price: more tax than that is missing from somewhere else. */
const HIGHEST_TAX = '0.5' as Amount // a literal in canonical form

/** More than these make no sense and would take long to try. */
const MOST_FEES = 8

/**
 * Every fee that the order mentions, with an amount other than zero. `discounts` is what lines and shipping account
 * for: a larger discount of the whole order is one that Magento did not spread.
 */
export function collectFees(
  order: MagentoOrder,
  groups: readonly ItemGroup[],
  discounts: Sides<Amount>,
  read: ReadSide,
): FeeField[] {
  const oneCurrency = order.order_currency_code === order.base_currency_code
  const fees = [...fixedProductTaxes(groups, read), ...extensionFees(order, oneCurrency)]
  const unspread = bothSides(side =>
    subtract(absolute(read(order, 'discount_amount', side, '') ?? ZERO), discounts[side]),
  )
  if (isPositive(unspread.order) && isPositive(unspread.base)) {
    const amount = bothSides(side => negate(unspread[side]))
    fees.push({ code: 'discount', label: 'Discount', amount, tax: { order: ZERO, base: ZERO } })
  }
  return fees.filter(fee => !isZero(fee.amount.order)).slice(0, MOST_FEES)
}

const isPositive = (value: Amount): boolean => compare(value, ZERO) > 0

/**
 * Fixed product tax (weee): not in row_total, its tax not in the item's tax_amount. Magento computes it on the
 * children of a composite and copies the texts, not the row amount, to the parent (Weee\Model\Total\Quote\Weee).
 */
function fixedProductTaxes(groups: readonly ItemGroup[], read: ReadSide): FeeField[] {
  const net = (rows: readonly MagentoItem[], side: Side) =>
    add(...rows.map(row => read(row, 'weee_tax_applied_row_amount', side, `item ${row.item_id}: `) ?? ZERO))
  const rows = groups.flatMap(({ parent, children }) => (isZero(net(children, 'order')) ? [parent] : children))
  const amount = bothSides(side => net(rows, side))
  const label = rows.flatMap(row => row.weee_tax_applied).find(applied => typeof applied.title === 'string')?.title
  return [{ code: 'weee', label: typeof label === 'string' ? label : 'Fixed product tax', amount, tax: undefined }]
}

/**
 * The ways to count each fee, most usual first. Tax that neither lines nor shipping nor other fees account for
 * (`leftoverTax`) belongs to the fees that do not state theirs.
 */
export function feeVariants(fees: readonly FeeField[], leftoverTax: Sides<Amount>): FeeVariant[][] {
  const taxable = (fee: FeeField) => fee.tax === undefined && !isNegative(fee.amount.order)
  const shares = bothSides(side => {
    const weights = fees.map(fee => (taxable(fee) ? absolute(fee.amount[side]) : ZERO))
    const most = multiply(add(...weights), HIGHEST_TAX)
    const belongs = isPositive(leftoverTax[side]) && compare(leftoverTax[side], most) <= 0
    return belongs ? apportion(leftoverTax[side], weights, 4) : weights.map(() => ZERO)
  })
  return fees.map((fee, index) => {
    const tax = fee.tax ?? bothSides(side => (taxable(fee) ? (shares[side][index] ?? ZERO) : ZERO))
    const noTax = { order: ZERO, base: ZERO }
    const onTop = { gross: bothSides(side => add(fee.amount[side], tax[side])), tax, counted: true }
    const notCounted = { gross: noTax, tax: noTax, counted: false }
    if (isZero(tax.order)) return [onTop, notCounted]
    const inside = { gross: fee.amount, tax, counted: true }
    const untaxed = { gross: fee.amount, tax: noTax, counted: true }
    const insideIsPossible = compare(absolute(tax.order), absolute(fee.amount.order)) < 0
    return insideIsPossible ? [onTop, inside, untaxed, notCounted] : [onTop, untaxed, notCounted]
  })
}

/** All fees in their usual way, then with one, then with two of them counted in another way. Last fees vary first. */
export function* feeChoices(variants: readonly FeeVariant[][]): Generator<readonly FeeVariant[]> {
  const usual = variants.flatMap(ways => ways.slice(0, 1))
  yield usual
  const others = variants.flatMap((ways, index) => ways.slice(1).map(way => ({ index, way }))).reverse()
  for (const { index, way } of others) yield usual.with(index, way)
  for (const [at, first] of others.entries()) {
    for (const second of others.slice(at + 1)) {
      if (second.index !== first.index) yield usual.with(first.index, first.way).with(second.index, second.way)
    }
  }
}
