import {
  type Amount,
  absolute,
  add,
  compare,
  fixed,
  isZero,
  minimum,
  multiply,
  negate,
  round,
  subtract,
  ZERO,
} from '../../domain/amount.ts'
import type { TotalsCheck } from '../../domain/order.ts'
import { bothSides, type ReadSide, type Side, type Sides } from './currency.ts'
import { collectFees, type FeeField, type FeeVariant, feeChoices, feeVariants } from './fees.ts'
import { BUNDLE_READINGS, hasPricedBundle, type ItemGroup, type PlannedLine, planLines } from './items.ts'
import { refuse } from './refusal.ts'
import {
  ROW_READINGS,
  type RowAmounts,
  realRowTotal,
  rowAmounts,
  SHIPPING_READINGS,
  type ShippingAmounts,
  shippingAmounts,
} from './rows.ts'
import { type MagentoOrder, readAmount } from './schema.ts'

const CENT = '0.01' as Amount // a literal in canonical form
/** A larger difference is never rounding, however many lines there are. */
const LARGEST_ROUNDING = '0.05' as Amount // a literal in canonical form

/** The order's amounts understood in a way that adds up to its grand total, but for `rounding`, in both currencies. */
export interface Reading {
  readonly lines: readonly PlannedLine[]
  readonly rows: Sides<readonly RowAmounts[]>
  readonly grosses: Sides<readonly Amount[]>
  readonly shipping: Sides<ShippingAmounts>
  readonly shippingGross: Sides<Amount>
  readonly fees: readonly { readonly field: FeeField; readonly counted: FeeVariant }[]
  readonly grandTotal: Sides<Amount>
  readonly rounding: Sides<Amount>
  /** How far from the usual: 0 is an order as Magento itself makes it. */
  readonly oddity: number
  /** tax_amount of the order minus the taxes found. Zero when the order has no tax_amount. */
  readonly taxDifference: Sides<Amount>
}

/** Lines and shipping understood in one way; fees are still open. */
interface Frame extends Pick<Reading, 'lines' | 'rows' | 'grosses' | 'shipping' | 'shippingGross'> {
  readonly goods: Sides<Amount>
  readonly fitsSubtotal: boolean
}

/**
 * Finds the reading of rows, bundles, shipping and fees whose parts add up to grand_total and base_grand_total.
 * Readings that also agree with subtotal and tax_amount, and need the fewest assumptions, win; only if none adds up
 * exactly may a few cents of rounding remain: one for each line and for shipping, never more than five.
 * @throws Refused `totals_differ` with the numbers when nothing adds up.
 */
export function findReading(order: MagentoOrder, groups: readonly ItemGroup[], read: ReadSide): Reading {
  const grandTotal = bothSides(side => read(order, 'grand_total', side, '') ?? refuse('invalid', missing(side)))
  let best: Reading | undefined
  let rounded: Reading | undefined
  let closest: Reading | undefined
  const frames = [...framesOf(order, groups, read)]
  const fitting = frames.filter(frame => frame.fitsSubtotal)
  const mayRound = fitting.length > 0 || order.subtotal === undefined
  for (const frame of fitting.length > 0 ? fitting : frames) {
    for (const reading of readingsOf(frame, order, groups, grandTotal, read)) {
      closest ??= reading
      if (!isExact(reading.rounding)) {
        const small = mayRound && isRounding(reading.rounding, frame.lines.length)
        if (small && (!rounded || compare(distance(reading), distance(rounded)) < 0)) rounded = reading
        continue
      }
      if (reading.oddity === 0) return reading
      if (!best || reading.oddity < best.oddity) best = reading
    }
  }
  const found = best ?? rounded
  if (found) return withSoundTaxes(found)
  if (!closest) return refuse('invalid', 'its items have neither row_total nor price')
  return refuse('totals_differ', describe(closest, order), totalsOf(closest))
}

const totalsOf = ({ grandTotal, rounding }: Reading): TotalsCheck => ({
  magento: grandTotal.order,
  sum: subtract(grandTotal.order, rounding.order),
  difference: rounding.order,
})

/**
 * Net and tax of the parts have to be those of the order, but for rounding. Extensions often forget the tax of their
 * own fee in tax_amount; more tax than that, or less, means that a part states the wrong one.
 * @throws Refused `totals_differ`.
 */
function withSoundTaxes(reading: Reading): Reading {
  const limit = roundingLimit(reading.lines.length)
  for (const side of ['order', 'base'] as const) {
    const forgotten = add(...reading.fees.map(fee => absolute(fee.counted.tax[side])))
    const difference = reading.taxDifference[side]
    if (compare(difference, limit) <= 0 && compare(difference, subtract(negate(forgotten), limit)) >= 0) continue
    const field = side === 'base' ? 'base_tax_amount' : 'tax_amount'
    refuse('totals_differ', `the taxes of its parts and its ${field} differ by ${fixed(difference, 2)}`)
  }
  return reading
}

const missing = (side: Side): string => (side === 'base' ? 'base_grand_total is missing' : 'grand_total is missing')
const isExact = (difference: Sides<Amount>): boolean => isZero(difference.order) && isZero(difference.base)

const distance = ({ rounding }: Reading): Amount => add(absolute(rounding.order), absolute(rounding.base))

function isRounding(difference: Sides<Amount>, lines: number): boolean {
  return [difference.order, difference.base].every(value => compare(absolute(value), roundingLimit(lines)) <= 0)
}

/** A cent for each line and for shipping, five at most. */
const roundingLimit = (lines: number): Amount => minimum(multiply(CENT, String(lines + 1) as Amount), LARGEST_ROUNDING) // an integer is in canonical form

function* framesOf(order: MagentoOrder, groups: readonly ItemGroup[], read: ReadSide): Generator<Frame> {
  const shipping = bothSides(side => shippingAmounts(order, read, side))
  const bundles = hasPricedBundle(groups) ? BUNDLE_READINGS : BUNDLE_READINGS.slice(0, 1)
  for (const bundle of bundles) {
    const lines = planLines(groups, bundle)
    const rows = bothSides(side => lines.map(line => rowAmounts(line, read, side)))
    const tried = new Set<string>()
    for (const grossOf of ROW_READINGS) {
      const grosses = bothSides(side => defined(rows[side].map(grossOf)))
      if (!grosses.order || !grosses.base) continue
      for (const shippingOf of SHIPPING_READINGS) {
        const shippingGross = bothSides(side => shippingOf(shipping[side]))
        if (shippingGross.order === undefined || shippingGross.base === undefined) continue
        const sums = bothSides(side => add(...(grosses[side] ?? []), shippingGross[side] ?? ZERO))
        // Readings with the same sum differ in nothing that the totals could tell apart: the more usual one stands.
        const key = `${sums.order} ${sums.base}`
        if (tried.has(key)) continue
        tried.add(key)
        const known = { order: grosses.order, base: grosses.base }
        const shipped = { order: shippingGross.order, base: shippingGross.base }
        const fitsSubtotal = agreesWithSubtotal(order, rows.order, grosses.order)
        yield { lines, rows, grosses: known, shipping, shippingGross: shipped, goods: sums, fitsSubtotal }
      }
    }
  }
}

const defined = (values: readonly (Amount | undefined)[]): Amount[] | undefined => {
  const known = values.filter(value => value !== undefined)
  return known.length === values.length ? known : undefined
}

/** subtotal is before discount and never changed on output. Fixed product tax may be in it (a setting of the store). */
function agreesWithSubtotal(order: MagentoOrder, rows: readonly RowAmounts[], grosses: readonly Amount[]): boolean {
  if (order.subtotal === undefined) return false
  const sum = add(...rows.map((row, index) => realRowTotal(row, grosses[index] ?? ZERO)))
  const weee = add(...order.items.map(item => item.weee_tax_applied_row_amount ?? ZERO))
  const limit = minimum(multiply(CENT, String(rows.length) as Amount), LARGEST_ROUNDING) // an integer is canonical
  return [sum, add(sum, weee)].some(total => compare(absolute(subtract(total, order.subtotal ?? ZERO)), limit) <= 0)
}

function* readingsOf(
  frame: Frame,
  order: MagentoOrder,
  groups: readonly ItemGroup[],
  grandTotal: Sides<Amount>,
  read: ReadSide,
): Generator<Reading> {
  const discounts = bothSides(side => add(...frame.rows[side].map(row => row.discount), frame.shipping[side].discount))
  const fields = collectFees(order, groups, discounts, read)
  const knownTax = bothSides(side => {
    const feeTax = fields.map(fee => fee.tax?.[side] ?? ZERO)
    return add(...frame.rows[side].map(row => row.tax), frame.shipping[side].tax, ...feeTax)
  })
  const leftoverTax = bothSides(side => {
    const total = read(order, 'tax_amount', side, '')
    return total === undefined ? ZERO : subtract(total, knownTax[side])
  })
  for (const choice of feeChoices(feeVariants(fields, leftoverTax))) {
    const fees = fields.flatMap((field, index) => {
      const counted = choice[index]
      return counted ? [{ field, counted }] : []
    })
    const rounding = bothSides(side =>
      subtract(grandTotal[side], add(frame.goods[side], ...choice.map(fee => fee.gross[side]))),
    )
    // knownTax holds what fees state of themselves; the choice says what is really counted.
    const taxDifference = bothSides(side => {
      const stated = add(...fields.map(fee => fee.tax?.[side] ?? ZERO))
      return subtract(add(leftoverTax[side], stated), add(...choice.map(fee => fee.tax[side])))
    })
    const { lines, rows, grosses, shipping, shippingGross } = frame
    const oddity = (isExact(taxDifference) ? 0 : 1) + fees.filter(isOdd).length
    yield { lines, rows, grosses, shipping, shippingGross, fees, grandTotal, rounding, oddity, taxDifference }
  }
}

/** Left out, or a discount that Magento should have spread over the lines. */
const isOdd = ({ field, counted }: Reading['fees'][number]): boolean =>
  counted.counted ? field.code === 'discount' : field.code !== 'discount'

/** The numbers, and the field that holds the missing amount if there is one, so that a person finds the cause. */
function describe(reading: Reading, order: MagentoOrder): string {
  const side: Side = isZero(reading.rounding.order) ? 'base' : 'order'
  const currency = side === 'base' ? order.base_currency_code : order.order_currency_code
  const fees = add(...reading.fees.map(fee => fee.counted.gross[side]))
  const lines = add(...reading.grosses[side])
  const two = (value: Amount) => fixed(round(value, 4), compare(value, round(value, 2)) === 0 ? 2 : 4)
  const difference = reading.rounding[side]
  const suspects = Object.entries({ ...order.extension_attributes, ...order })
    .filter(([, value]) => absolute(readAmount(value) ?? ZERO) === absolute(difference))
    .map(([name]) => name.slice(0, 60))
  const hint = suspects.length > 0 ? ` (the amount of ${suspects.slice(0, 3).join(', ')})` : ''
  return (
    `its parts do not add up: lines ${two(lines)} + shipping ${two(reading.shippingGross[side])} + fees ${two(fees)}` +
    ` = ${two(subtract(reading.grandTotal[side], difference))} ${currency}, but` +
    ` ${side === 'base' ? 'base_grand_total' : 'grand_total'} is ${two(reading.grandTotal[side])}.` +
    ` The difference is ${two(difference)}${hint}`
  )
}
