import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ErpChange } from '../../domain/fulfilment.ts'
import type { IcenterClient } from './client.ts'
import { readDispatch } from './dispatch.ts'
import { type DocumentKey, followUpId, idOf } from './document-id.ts'
import type { OrderFinder } from './find-orders.ts'
import { inTurns } from './in-turns.ts'
import { isCredit, readInvoice } from './invoice.ts'
import { type IcenterOrder, ourKeyOf, readOrder, readOrders } from './order.ts'
import { listStatuses, type OrderStatus } from './order-status.ts'
import { type Made, readOverview } from './overview.ts'
import { parseJson } from './parse-json.ts'
import { readFrom, wallClock } from './server-time.ts'
import { yearsOf } from './walk-orders.ts'

/**
 * What changed, by polling GetOrderStatus with a time in the server's wall clock (contract §2, §9). Whether a new dispatch
 * or invoice counts there as a change of its order is not known: so the whole book is looked at now and then, and rows
 * whose documents are younger than the look before count as changed.
 */

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Moments of our clock: of this read's start, and of the last look at the whole book. */
const cursorSchema = z.object({ at: z.iso.datetime(), full: z.iso.datetime() })
type Cursor = z.infer<typeof cursorSchema>

/**
 * @param cursor as an earlier call gave it; undefined or unreadable: from `since`
 * @param until leaves out what certainly changed after it; rows do not always say when their order changed last
 * @returns orders that carry a key of ours, and what was made of them
 */
export async function readChanges(
  client: IcenterClient,
  finder: OrderFinder,
  cursor: string | undefined,
  since: Date,
  until?: Date,
): Promise<{ readonly changes: ErpChange[]; readonly cursor: string }> {
  const now = client.clock.now()
  const before = cursorSchema.safeParse(parseJson(cursor ?? '')).data
  const from = before ? new Date(before.at) : new Date(since.getTime() - DAY_MS)
  const isFull = !before || isDue(client, before, now)
  const at = now.toISOString()
  const next: Cursor = { at, full: isFull ? at : before.full }
  const span = spanOf(client, from, now, until)
  const changes =
    (await finder.evidence()) === 'silent'
      ? await readByWalking(client, finder, span)
      : await readByStatus(client, span, isFull && before ? spanOf(client, new Date(before.full), now) : undefined)
  return { changes, cursor: JSON.stringify(next) }
}

/** Times of the server's wall clock. */
interface Span {
  readonly from: string
  /** What carries this time or a later one changed afterwards. */
  readonly until: string | undefined
}

const HOUR_MS = 60 * MINUTE_MS

function spanOf({ settings }: IcenterClient, from: Date, now: Date, until?: Date): Span {
  const { timezone, overlapMinutes } = settings
  return {
    from: readFrom(from, now, timezone, overlapMinutes),
    // An hour more for the night when one comes twice.
    until: until && wallClock(new Date(until.getTime() + HOUR_MS), timezone),
  }
}

const isAfter = ({ until }: Span, times: readonly (string | undefined)[]): boolean =>
  until !== undefined && times.some(time => time !== undefined && time >= until)

const isDue = ({ settings }: IcenterClient, { full }: Cursor, now: Date): boolean =>
  settings.fullLookMinutes > 0 && now.getTime() - Date.parse(full) >= settings.fullLookMinutes * MINUTE_MS

/** @param young where the whole book is to be looked at: from when on its documents count as changed */
async function readByStatus(client: IcenterClient, span: Span, young: Span | undefined): Promise<ErpChange[]> {
  const changed = await listStatuses(client, { recordDtModifiedFrom: span.from })
  const missed = young ? await listYoung(client, young) : []
  const ours = [...changed, ...missed].filter(row => mayBeOurs(client, row))
  // One row per order or one per dispatch, as the site has it.
  const orders = [...Map.groupBy(ours, ({ key }) => idOf(key)).values()]
  const wanted = orders.filter(rows => !isAfter(span, rows.flatMap(timesOf)))
  return await inTurns(wanted, rows => changesOf(client, unique(rows)))
}

const timesOf = (row: OrderStatus) => [row.DispatchInsUpdTimestamp, row.InvoiceInsUpdTimestamp, row.CancelledDate]

/** A row that both looks have answered is one row. */
const unique = (rows: readonly OrderStatus[]): OrderStatus[] => [
  ...new Map(rows.map(row => [JSON.stringify(row), row])).values(),
]

/** Rows of this year and the last whose dispatch or invoice is younger than that. */
async function listYoung(client: IcenterClient, { from }: Span): Promise<OrderStatus[]> {
  const rows = await inTurns(yearsOf(client), orderYear => listStatuses(client, { orderYear }))
  return rows.filter(row => timesOf(row).some(time => time !== undefined && time >= from))
}

/** What cannot be a key of ours is an order that people entered. */
const isKey = (text: string | undefined): boolean => /^[A-Za-z0-9-]{1,50}$/.test(text ?? '')

/** Rows do not tell QuotationNumber. */
const mayBeOurs = ({ settings }: IcenterClient, { OrderReference }: OrderStatus): boolean =>
  settings.keyField === 'quotation_number' || isKey(OrderReference)

/** The order is read: its row does not say that somebody has changed its lines. */
async function changesOf(client: IcenterClient, rows: readonly OrderStatus[]): Promise<ErpChange[]> {
  const [first] = rows
  const found = first && (await readOrder(client, first.key))
  if (!first || !found || !isKey(ourKeyOf(found, client.settings))) return []
  const id = idOf(first.key)
  const version = `${id}~${fingerprint([rows, seenOf(found)])}`
  const order: ErpChange = { entity: 'sales_document', erpId: id, version }
  const hasMore = rows.some(row => row.Ref2Dispatch ?? row.Ref2Invoice ?? row.DispatchStatus ?? row.InvoiceStatus)
  return hasMore ? [order, ...(await followUpChanges(client, first.key, rows))] : [order]
}

/**
 * @param seen what is known of the order: a new version of it is a new look at what was made of it
 * @param span only what changed in it; absent: all
 */
async function followUpChanges(
  client: IcenterClient,
  order: DocumentKey,
  seen: unknown,
  span?: Span,
): Promise<ErpChange[]> {
  const { dispatches, invoices } = await readOverview(client, order)
  const change = (entity: ErpChange['entity'], made: Made, modified: string | undefined): ErpChange[] => {
    if (span && !isIn(span, modified)) return []
    const erpId = followUpId({ document: made.key, order })
    return [{ entity, erpId, version: `${erpId}~${fingerprint([made, seen, span && modified])}` }]
  }
  const shipments = await inTurns(dispatches, async made => {
    const modified = span && (await readDispatch(client, made.key))?.ModifiedTime
    return change('shipment', made, modified)
  })
  const bills = await inTurns(invoices, async made => {
    const invoice = await readInvoice(client, made.key)
    return invoice ? change(isCredit(invoice) ? 'credit_note' : 'invoice', made, invoice.ModifiedTime) : []
  })
  return [...shipments, ...bills]
}

/** What does not say when it changed may have changed just now. */
const isIn = (span: Span, modified: string | undefined): boolean =>
  modified === undefined || (modified >= span.from && !isAfter(span, [modified]))

/** Where GetOrderStatus answers nothing, the latest orders are read one by one, with what was made of them. */
async function readByWalking(client: IcenterClient, finder: OrderFinder, span: Span): Promise<ErpChange[]> {
  const orders = await readOrders(client, await finder.latest())
  const ours = orders.filter(order => isKey(ourKeyOf(order, client.settings)))
  return await inTurns(ours, async order => {
    const id = idOf(order.key)
    const seen = seenOf(order)
    const isNew = isIn(span, order.ModifiedTime)
    const hasMore = isNew || order.ReferenceDeliveryNote !== undefined || order.ReferenceInvoice !== undefined
    const made = hasMore ? await followUpChanges(client, order.key, undefined, span) : []
    const change: ErpChange = { entity: 'sales_document', erpId: id, version: `${id}~${fingerprint(seen)}` }
    return isNew ? [change, ...made] : made
  })
}

/** What makes a new version of an order. */
const seenOf = (order: IcenterOrder): unknown => [
  order.OrderStatus,
  order.ConfirmationDate,
  order.CancelledDate,
  order.NetAmount,
  order.VATAmount,
  order.ReferenceDeliveryNote,
  order.ReferenceInvoice,
  order.ModifiedTime,
  order.OrderLines.map(({ OrderLineNo, Qty, ShippedQTY }) => [OrderLineNo, Qty, ShippedQTY]),
]

const fingerprint = (seen: unknown): string =>
  createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, 12)
