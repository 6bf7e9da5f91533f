import { add, subtract, ZERO } from '../../domain/amount.ts'
import type { FollowUp, FollowUpKind, SalesDocument } from '../../domain/fulfilment.ts'
import { rowsAt } from '../paths.ts'
import type { FlowClient } from './client.ts'
import { rowsWhen } from './conditions.ts'
import { needAmount, needText, readAmount, readDate, readFlag, readText, Unfit } from './fields.ts'
import { type Raw, whichCount, withDetails } from './follow-up-details.ts'
import { linesOf } from './follow-up-lines.ts'
import type { FollowUpFlow } from './follow-ups-schema.ts'
import { readAll } from './paging.ts'
import { readRow, readRows } from './read-rows.ts'
import { readSalesDocuments } from './sales-documents.ts'
import { formatMoment } from './times.ts'

/**
 * Deliveries, invoices and credit notes. Where the ERP gives them no address of their own, their key here is that of the
 * sales document and theirs: "1042:7".
 */

export const kinds = ['shipment', 'invoice', 'credit_note'] as const satisfies readonly FollowUpKind[]

export interface FollowUpKey {
  /** Of the sales document; absent where the follow-up has a key of its own. */
  readonly order?: string
  readonly id: string
}

/** @param order key of the sales document that the row belongs to */
export function erpIdOf(flow: FollowUpFlow, id: string, order: string | undefined): string {
  if (flow.read) return id
  if (order === undefined) throw new Unfit('the key of the sales document is missing')
  return `${encodeURIComponent(order)}:${id}`
}

export function keyOf(flow: FollowUpFlow, erpId: string): FollowUpKey {
  const at = erpId.indexOf(':')
  if (flow.read || at < 0) return { id: erpId }
  return { order: decodeURIComponent(erpId.slice(0, at)), id: erpId.slice(at + 1) }
}

/** Missing ids are left out. */
export async function readFollowUps(
  client: FlowClient,
  kind: FollowUpKind,
  erpIds: readonly string[],
): Promise<FollowUp[]> {
  const flow = client.settings.followUps[kind]
  if (!flow) return []
  const wanted = new Set(erpIds)
  const { read } = flow
  const keys = [...wanted].map(id => keyOf(flow, id))
  const raw = read
    ? (await Promise.all(keys.map(({ id }) => readOwn(client, kind, read, id)))).flat()
    : await readOfOrders(
        client,
        kind,
        flow,
        keys.flatMap(({ order }) => order ?? []),
      )
  return (await toFollowUps(client, kind, flow, raw)).filter(({ erpId }) => wanted.has(erpId))
}

/** All follow-ups of these sales documents. */
export async function findFollowUps(client: FlowClient, salesDocumentIds: readonly string[]): Promise<FollowUp[]> {
  const wanted = new Set(salesDocumentIds)
  const found = await Promise.all(
    kinds.map(async kind => {
      const flow = client.settings.followUps[kind]
      if (!flow || wanted.size === 0) return []
      return await toFollowUps(client, kind, flow, await readOfOrders(client, kind, flow, [...wanted]))
    }),
  )
  return found.flat().filter(({ lines }) => lines.some(({ salesDocumentId }) => wanted.has(salesDocumentId)))
}

const whatOf = (kind: FollowUpKind): string => `the ${kind.replace('_', ' ')}s`

const readOwn = async (
  client: FlowClient,
  kind: FollowUpKind,
  step: NonNullable<FollowUpFlow['read']>,
  id: string,
): Promise<Raw[]> => (await readAll(client, step, { id }, whatOf(kind))).map(row => ({ row, order: undefined }))

async function readOfOrders(
  client: FlowClient,
  kind: FollowUpKind,
  flow: FollowUpFlow,
  orders: readonly string[],
): Promise<Raw[]> {
  const { ofOrder, read } = flow
  const what = whatOf(kind)
  const found = await Promise.all(
    [...new Set(orders)].map(async order =>
      (await readAll(client, ofOrder, { id: order }, what)).map(row => ({ row, order })),
    ),
  )
  const { key } = ofOrder
  if (key === undefined || !read) return found.flat()
  const keys = readRows(
    found.flat().map(({ row }) => row),
    what,
    row => needText(row, key, 'the key'),
  )
  return (await Promise.all([...new Set(keys)].map(id => readOwn(client, kind, read, id)))).flat()
}

/** What the ERP made of one sales document, as its rows, with the key of each. */
export async function rowsOfOrder(
  client: FlowClient,
  kind: FollowUpKind,
  order: string,
): Promise<{ readonly erpId: string; readonly row: unknown }[]> {
  const flow = client.settings.followUps[kind]
  if (!flow) return []
  const raw = await readOfOrders(client, kind, flow, [order])
  // Where details say whether it counts, the hint stands: they are read before anything is decided.
  const rows = (Object.keys(flow.details).length > 0 ? raw : whichCount(flow, raw)).map(({ row }) => row)
  return readRows(rows, whatOf(kind), row => ({
    erpId: erpIdOf(flow, needText(row, flow.fields.id, 'the key'), order),
    row,
  }))
}

async function toFollowUps(
  client: FlowClient,
  kind: FollowUpKind,
  flow: FollowUpFlow,
  bare: readonly Raw[],
): Promise<FollowUp[]> {
  const raw = whichCount(
    flow,
    (await Promise.all(bare.map(one => withDetails(client, flow, one, whatOf(kind))))).flat(),
  )
  const needed = needsDocuments(flow)
    ? await readSalesDocuments(
        client,
        raw.flatMap(one => ordersIn(one, flow)),
      )
    : []
  const documents = new Map(needed.map(document => [document.erpId, document]))
  const made = raw.map(one => readRow(one.row, whatOf(kind), () => toFollowUp(client, kind, flow, one, documents)))
  // The same document asked for through two of its orders.
  return [...new Map(made.map(followUp => [followUp.erpId, followUp])).values()]
}

/** Whole documents, and lines that name an item only, are matched with the lines of the order itself. */
const needsDocuments = ({ lines }: FollowUpFlow): boolean => lines?.line === undefined

function ordersIn({ row, order }: Raw, { fields, lines }: FollowUpFlow): string[] {
  const own = readText(row, fields.order) ?? order
  const ofLines = lines
    ? rowsWhen(rowsAt(row, lines.rows), lines.when).flatMap(line => readText(line, lines.order) ?? [])
    : []
  return [...(own === undefined ? [] : [own]), ...ofLines]
}

function toFollowUp(
  client: FlowClient,
  kind: FollowUpKind,
  flow: FollowUpFlow,
  { row, order: asked }: Raw,
  documents: ReadonlyMap<string, SalesDocument>,
): FollowUp {
  const { settings, clock } = client
  const { fields } = flow
  const comma = settings.decimalComma
  const id = needText(row, fields.id, 'the key')
  const order = readText(row, fields.order) ?? asked
  const freight = freightOf(row, flow, comma)
  const told = readAmount(row, fields.total, comma)
  const rest = told === undefined ? undefined : subtract(told, freight?.gross ?? ZERO)
  const lines = linesOf(row, flow, { order, documents, comma, total: rest })
  const key = readText(row, fields.orderbridgeId)
  return {
    kind,
    erpId: erpIdOf(flow, id, order),
    erpNumber: readText(row, fields.number) ?? id,
    ...(key !== undefined && { orderbridgeId: key }),
    canceled: readFlag(row, fields.canceled) ?? false,
    currency: (readText(row, fields.currency) ?? settings.currency).toUpperCase(),
    total: told ?? add(ZERO, ...lines.map(({ gross }) => gross), freight?.gross ?? ZERO),
    ...(freight && { freight }),
    date: readDate(row, fields.date, settings.zone) ?? formatMoment(clock.now(), 'yyyy-MM-dd', settings.zone),
    lines,
    tracking: trackingOf(row, flow),
  }
}

function freightOf(row: unknown, { freight: flow }: FollowUpFlow, comma: boolean): FollowUp['freight'] {
  if (!flow) return undefined
  const rows = rowsWhen(rowsAt(row, flow.rows), flow.when)
  if (rows.length === 0) return undefined
  const grosses = rows.map(one => needAmount(one, flow.gross, comma, 'the freight'))
  const nets = rows.map((one, index) => readAmount(one, flow.net, comma) ?? grosses[index] ?? ZERO)
  const [net, gross] = [add(...nets), add(...grosses)]
  return { net, tax: subtract(gross, net), gross }
}

function trackingOf(row: unknown, { tracking }: FollowUpFlow): FollowUp['tracking'] {
  if (!tracking) return []
  const found = rowsAt(row, tracking.rows).flatMap(one => {
    const carrier = readText(one, tracking.carrier)
    const numbers = (readText(one, tracking.number) ?? '').split(/[\s,;]+/).filter(number => number !== '')
    return numbers.map(number => ({ number, ...(carrier !== undefined && { carrier }) }))
  })
  return [...new Map(found.map(track => [track.number, track])).values()]
}
