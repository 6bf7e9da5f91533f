import type { z } from 'zod'
import { type Amount, add, compare, fixed, isZero, subtract, ZERO } from '../../domain/amount.ts'
import type { CanonicalOrder, Price } from '../../domain/order.ts'
import { canonicalSchema } from '../order/canonical-of.ts'

/** What a mapping has made of an order, as the order that everything else works with. */
export type SourceOrder =
  | { readonly ok: true; readonly order: CanonicalOrder }
  | { readonly ok: false; readonly reason: string }

export interface Identity {
  /** Of the transfer. */
  readonly id: number
  readonly number: string
}

type Json = Readonly<Record<string, unknown>>

/**
 * Fills in what only the shop knows, and checks the whole: its form, net + tax = gross everywhere, and that lines,
 * shipping and fees come to the total. The reason names places, never values: they may be personal.
 */
export function orderFromSource(json: unknown, identity: Identity): SourceOrder {
  if (!isRecord(json)) return { ok: false, reason: 'the mapping gave no order' }
  const parsed = parse(completed(withoutNull(json), identity))
  if (typeof parsed === 'string') return { ok: false, reason: parsed }
  const wrong = contradictionIn(parsed)
  return wrong === undefined ? { ok: true, order: parsed } : { ok: false, reason: wrong }
}

function parse(json: Json): CanonicalOrder | string {
  try {
    const parsed = canonicalSchema.safeParse(json)
    // JSON has no undefined: an optional key is there with a value, or it is not there.
    return parsed.success ? (parsed.data as CanonicalOrder) : placesOf(parsed.error)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    return `an amount is ${cause.message}`
  }
}

const placesOf = ({ issues }: z.ZodError): string =>
  issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ')

/**
 * Its number is the source's. Its id is none of the shop's, and neither is the customer's: customer 45 there is somebody
 * else than customer 45 of the shop.
 */
function completed(json: Json, { id, number }: Identity): Json {
  const { currency, grandTotal, placedAt } = json
  const { id: _theirs, ...customer } = recordOf(json.customer)
  return {
    storeViewId: 0,
    state: 'processing',
    status: 'processing',
    updatedAt: placedAt,
    baseCurrency: currency,
    baseGrandTotal: grandTotal,
    progress: {},
    ...json,
    magentoId: -id,
    number,
    customer: { groupId: 0, ...customer },
    lines: rowsOf(json.lines).map((line, index) => ({
      ...withBase(line),
      id: index + 1,
      documentItem: { id: index + 1, unitsPer: '1' },
    })),
    shipping: withBase({ net: '0', tax: '0', gross: '0', ...recordOf(json.shipping) }),
    fees: rowsOf(json.fees).map(withBase),
    payment: { paid: '0', authorized: '0', ...recordOf(json.payment) },
  }
}

/** Amounts in one currency are those of the other, where the mapping gives no others. */
const withBase = (row: Json): Json => ({
  base: { net: row.net, tax: row.tax, gross: row.gross },
  taxRate: '0',
  discount: '0',
  virtual: false,
  options: [],
  ...row,
})

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const recordOf = (value: unknown): Json => (isRecord(value) ? value : {})
/** A mapping gives a list of one as the one alone. */
const rowsOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value : [value]).filter(isRecord)

/** Mappings write null for what is not there. */
function withoutNull(json: Json): Json {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip)
    return isRecord(value) ? withoutNull(value) : value
  }
  return Object.fromEntries(
    Object.entries(json).flatMap(([key, value]) => (value === null ? [] : [[key, strip(value)] as const])),
  )
}

function contradictionIn(order: CanonicalOrder): string | undefined {
  if (order.lines.length === 0) return 'it has no lines'
  if (!/^[A-Z]{3}$/.test(order.currency)) return 'currency: has to be three capital letters'
  if (Number.isNaN(Date.parse(order.placedAt))) return 'placedAt: is no moment'
  const parts = [
    ...order.lines.map((line, index) => ({ place: `lines.${index}`, price: line })),
    { place: 'shipping', price: order.shipping },
    ...order.fees.map((fee, index) => ({ place: `fees.${index}`, price: fee })),
  ]
  const uneven = parts.find(({ price }) => !isEven(price) || !isEven(price.base))
  if (uneven) return `${uneven.place}: net and tax do not come to gross`
  const none = order.lines.findIndex(line => compare(line.quantity, ZERO) <= 0)
  if (none >= 0) return `lines.${none}.quantity: has to be more than 0`
  return (
    differenceOf(
      parts.map(({ price }) => price.gross),
      order.grandTotal,
      order.currency,
    ) ??
    differenceOf(
      parts.map(({ price }) => price.base.gross),
      order.baseGrandTotal,
      order.baseCurrency,
    )
  )
}

const isEven = ({ net, tax, gross }: Price): boolean => isZero(subtract(add(net, tax), gross))

function differenceOf(parts: readonly Amount[], total: Amount, currency: string): string | undefined {
  const sum = add(ZERO, ...parts)
  if (isZero(subtract(sum, total))) return undefined
  return `lines, shipping and fees come to ${fixed(sum, 2)}, its total is ${fixed(total, 2)} ${currency}`
}
