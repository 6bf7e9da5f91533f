import type { z } from 'zod'
import { compare, fixed, isNegative, isZero } from '../../domain/amount.ts'
import {
  type CanonicalOrder,
  MAGENTO_STATES,
  type MagentoState,
  type OrderRefusal,
  type TotalsCheck,
} from '../../domain/order.ts'
import { type Sides, sideReader } from './currency.ts'
import { groupItems, type ItemGroup, isPricedAsWhole, isShippedSeparately, planLines, progressOf } from './items.ts'
import { type FieldPlaces, orderFields } from './order-fields.ts'
import { addressesOf, customerOf, paymentOf, present } from './parties.ts'
import { checkTotals, priceOrder } from './prices.ts'
import { findReading, type Reading } from './reading.ts'
import { Refused, refuse } from './refusal.ts'
import { type MagentoOrder, magentoOrder } from './schema.ts'
import { type ProductSkus, productsWithComposedSku } from './sku.ts'
import { line, note, utc } from './text.ts'

export type Translation =
  | { ok: true; order: CanonicalOrder; check: Sides<TotalsCheck>; warnings: string[] }
  | {
      ok: false
      refusal: OrderRefusal
      /** In order currency, when they are why. */
      totals?: TotalsCheck
    }

/** More rows than any shop sells at once; an order beyond is refused rather than computed for minutes. */
const MOST_ITEMS = 10_000

/**
 * Turns an order as Magento's REST (or a webhook) gives it into the canonical order, in both currencies, adding up to
 * grand_total and base_grand_total exactly. Never throws: what cannot be used is a refusal that names the order and
 * the reason.
 * @param raw the plain order object, without an envelope.
 * @param productSkus SKUs by product id for `productsToLookUp`, if the caller has fetched them.
 * @param places fields that the store wants besides (`orders.fields`)
 */
export function translateOrder(raw: unknown, productSkus?: ProductSkus, places: FieldPlaces = {}): Translation {
  try {
    return translate(parse(raw), productSkus, orderFields(raw, places))
  } catch (error) {
    // What we did not foresee must stop this order and no other one.
    const code = error instanceof Refused ? error.code : 'unsupported'
    const reason = error instanceof Refused ? error.message : `${UNFORESEEN} (${String(error).slice(0, 200)})`
    const totals = error instanceof Refused ? error.totals : undefined
    return {
      ok: false,
      refusal: { code, message: `Order ${numberOf(raw)} was not taken over: ${reason}. ${NEXT[code]}` },
      ...(totals && { totals }),
    }
  }
}

/** Begins the reason of a refusal that is our own mistake. */
export const UNFORESEEN = 'it has a form that the bridge does not know'

const NEXT: Readonly<Record<OrderRefusal['code'], string>> = {
  invalid: 'Correct it in Magento, or in the extension that writes it, then retry the order.',
  unsupported: 'Handle this order by hand, or change it in Magento and retry.',
  totals_differ: 'Find the extension that changes the total; enter this order by hand or retry when its data agree.',
}

/** Product ids whose SKU the order does not tell (custom options): fetch them and hand them to translateOrder. */
export function productsToLookUp(raw: unknown): number[] {
  try {
    const order = parse(raw)
    return productsWithComposedSku(planLines(groupItems(order.items), 'children'))
  } catch (error) {
    if (error instanceof Refused) return []
    throw error
  }
}

function parse(raw: unknown): MagentoOrder {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return refuse('invalid', 'it is not an order object')
  if ('items' in raw && Array.isArray(raw.items) && raw.items.length > MOST_ITEMS) {
    return refuse('unsupported', `it has ${raw.items.length} items, more than ${MOST_ITEMS}`)
  }
  const parsed = magentoOrder.safeParse(raw)
  return parsed.success ? parsed.data : refuse('invalid', describeIssue(parsed.error))
}

function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  const path = issue?.path.map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('') ?? ''
  const message = issue?.message.startsWith('is ') ? issue.message : 'is missing or not usable'
  return `${path.replace(/^\./, '') || 'the order'} ${message}`
}

/** For messages, also of orders that could not be read. */
function numberOf(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null) return 'without a number'
  const number = 'increment_id' in raw ? raw.increment_id : undefined
  if (typeof number === 'string' || typeof number === 'number')
    return line(String(number))?.slice(0, 50) ?? 'without a number'
  const id = 'entity_id' in raw ? raw.entity_id : undefined
  return typeof id === 'number' || typeof id === 'string'
    ? `with the id ${line(String(id))?.slice(0, 20)}`
    : 'without a number'
}

function translate(
  raw: MagentoOrder,
  productSkus: ProductSkus | undefined,
  fields: Readonly<Record<string, string>>,
): Translation {
  const currencies = {
    order: currencyOf(raw.order_currency_code, 'order_currency_code'),
    base: currencyOf(raw.base_currency_code, 'base_currency_code'),
  }
  const state = stateOf(raw)
  const groups = groupItems(raw.items)
  if (groups.length === 0) refuse('invalid', 'it has no items')
  if (raw.grand_total !== undefined && isNegative(raw.grand_total)) refuse('unsupported', 'grand_total is negative')
  const reading = findReading(raw, groups, sideReader(currencies.order, currencies.base))
  const priced = priceOrder(raw, reading, currencies, productSkus)
  const unnamed = priced.lines.find(each => each.sku === '')
  if (unnamed) refuse('invalid', `item ${unnamed.id} has no sku`)
  const { warnings, ...money } = priced
  const addresses = addressesOf(raw)
  const placedAt = utc(raw.created_at ?? refuse('invalid', 'created_at is missing'), 'created_at')
  const order: CanonicalOrder = {
    magentoId: raw.entity_id,
    number: line(raw.increment_id) ?? refuse('invalid', 'increment_id is missing'),
    storeViewId: raw.store_id,
    state,
    status: line(raw.status) ?? state,
    placedAt,
    updatedAt: raw.updated_at ? utc(raw.updated_at, 'updated_at') : placedAt,
    currency: currencies.order,
    baseCurrency: currencies.base,
    ...money,
    customer: customerOf(raw, addresses.billing),
    ...addresses,
    payment: paymentOf(raw),
    progress: progressOf(reading.lines),
    ...present({
      coupon: line(raw.coupon_code),
      customerNote: note(raw.customer_note),
      replaces: line(raw.relation_parent_real_id),
    }),
    ...(Object.keys(fields).length > 0 && { fields }),
  }
  const check = checkTotals(order)
  if (!isZero(check.order.difference) || !isZero(check.base.difference))
    refuse('totals_differ', 'its parts do not add up')
  return { ok: true, order, check, warnings: [...warnings, ...remarks(raw, order, reading, groups)] }
}

function currencyOf(code: string | undefined, field: string): string {
  const known = line(code)?.toUpperCase()
  return known && /^[A-Z]{3}$/.test(known) ? known : refuse('invalid', `${field} is not a currency code`)
}

function stateOf(raw: MagentoOrder): MagentoState {
  const state = line(raw.state) ?? refuse('invalid', 'state is missing')
  return (
    MAGENTO_STATES.find(known => known === state) ??
    refuse('unsupported', `its state "${state.slice(0, 40)}" is unknown`)
  )
}

/** What a person should know about the translation, though it is right in total. */
function remarks(raw: MagentoOrder, order: CanonicalOrder, reading: Reading, groups: readonly ItemGroup[]): string[] {
  const found: string[] = []
  const dropped = reading.fees.filter(fee => !fee.counted.counted)
  for (const { field } of dropped) {
    found.push(
      `${field.code} ${fixed(field.amount.order, 2)} is not in grand_total on top of the rest and was left out.`,
    )
  }
  for (const fee of order.fees.filter(each => each.code === 'discount')) {
    found.push(`A discount of ${fixed(fee.gross, 2)} is not spread over the lines and stands for itself.`)
  }
  const rounding = order.fees.find(fee => fee.code === 'rounding')
  if (rounding)
    found.push(`Parts and grand_total differ by ${rounding.gross} (base ${rounding.base.gross}), taken as rounding.`)
  for (const { row } of reading.lines.filter(isPricedAsWhole)) {
    found.push(
      `Item ${row.item_id} is taken as a whole: only its own price agrees with the totals, not those of its parts.`,
    )
  }
  if (!isZero(reading.taxDifference.order)) {
    found.push(`Taxes of the parts and tax_amount of the order differ by ${fixed(reading.taxDifference.order, 2)}.`)
  }
  if (raw.grand_total !== undefined && compare(raw.grand_total, order.grandTotal) !== 0) {
    found.push(`grand_total ${raw.grand_total} was rounded to ${order.grandTotal}.`)
  }
  if (!raw.is_virtual && !order.shippingAddress) found.push('The order is not virtual and has no shipping address.')
  if (!line(raw.status)) found.push('The order has no status; its state is shown instead.')
  for (const group of groups.filter(isShippedSeparately)) {
    found.push(`Bundle item ${group.parent.item_id} is shipped in parts: shipments have to name its parts.`)
  }
  return found
}
