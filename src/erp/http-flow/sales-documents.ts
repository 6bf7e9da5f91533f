import { ZERO } from '../../domain/amount.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { SalesDocument, SalesDocumentLine } from '../../domain/fulfilment.ts'
import type { ErpRequest } from '../connector.ts'
import { at, rowsAt, textOf } from '../paths.ts'
import { type FlowClient, readBody, wordsOf } from './client.ts'
import { isPresent, rowsWhen } from './conditions.ts'
import { contextOf, varsOf } from './context.ts'
import { refusal } from './errors.ts'
import { needAmount, needText, readAmount, readOne, readText, Unfit } from './fields.ts'
import { languageOf } from './formats.ts'
import type { DocumentFields, FindOrders } from './orders-schema.ts'
import { readAll } from './paging.ts'
import { groupsOf, readRows, rowsOf } from './read-rows.ts'
import type { FlowSettings } from './settings.ts'
import { needsPlan } from './step-places.ts'

const STATES = ['draft', 'open', 'confirmed', 'closed', 'canceled'] as const

/** @throws Unfit when the row lacks what the flow says is in it. */
function toSalesDocument(row: unknown, fields: DocumentFields, settings: FlowSettings): SalesDocument {
  const erpId = needText(row, fields.id, 'the key')
  const key = readText(row, fields.orderbridgeId)
  return {
    erpId,
    erpNumber: readText(row, fields.number) ?? erpId,
    ...(key !== undefined && { orderbridgeId: key }),
    state: readOne(row, fields.state, STATES) ?? 'open',
    currency: (readText(row, fields.currency) ?? settings.currency).toUpperCase(),
    total: fields.total === undefined ? ZERO : needAmount(row, fields.total, settings.decimalComma, 'the total'),
    lines: linesOf(row, fields, settings),
  }
}

function linesOf(row: unknown, { lines: fields }: DocumentFields, settings: FlowSettings): SalesDocumentLine[] {
  if (!fields) return []
  const { first, step } = settings.orders.lineNumbers
  return rowsWhen(rowsAt(row, fields.rows), fields.when).map((line, index) => {
    const quantity = needAmount(line, fields.quantity, settings.decimalComma, 'the quantity of a line')
    return {
      erpLine: lineNumber(readText(line, fields.line)) ?? first + index * step,
      itemCode: readText(line, fields.item) ?? '',
      quantity,
      openQuantity: readAmount(line, fields.open, settings.decimalComma) ?? quantity,
    }
  })
}

/** @throws Unfit for what is no line number. */
export function lineNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,15}$/.test(text.trim())) throw new Unfit('a line number is not a whole number')
  return Number(text)
}

/** Everything that templates of the existence query may name, for one key. */
function keyVars(orderbridgeId: string, planned: ErpRequest | undefined): Record<string, unknown> {
  const magentoId = /-(\d+)$/.exec(orderbridgeId)?.[1]
  const known = planned?.context === undefined ? { orderbridgeId } : varsOf(contextOf(planned))
  return { magentoId, ...known }
}

/**
 * By the flow's existence query. Without one, an order exists when its script said so, or not at all: such flows promise
 * an idempotent write (contradictions.ts).
 */
export async function findSalesDocuments(
  client: FlowClient,
  orderbridgeIds: readonly string[],
  planned: ReadonlyMap<string, ErpRequest> = new Map(),
): Promise<Map<string, SalesDocument>> {
  const found = new Map<string, SalesDocument>()
  const answers = await lookFor(client, orderbridgeIds, planned)
  const isWhole = client.settings.orders.find?.fields.total !== undefined
  const read = isWhole ? answers : await readFound(client, answers)
  // The first document made for a key is the one that stays.
  for (const [key, document] of read) if (!found.has(key)) found.set(key, document)
  return found
}

type Found = readonly (readonly [string, SalesDocument])[]

/** What the existence query itself tells, by our key. */
export async function lookFor(
  client: FlowClient,
  orderbridgeIds: readonly string[],
  planned: ReadonlyMap<string, ErpRequest>,
): Promise<Found> {
  const { find } = client.settings.orders
  if (!find) return []
  const askable = needsPlan(find) ? orderbridgeIds.filter(id => planned.has(id)) : orderbridgeIds
  const groups = groupsOf(askable, find.perCall)
  return (await Promise.all(groups.map(group => findGroup(client, find, group, planned)))).flat()
}

/** The query told the key only: state and total are read with the order. */
async function readFound(client: FlowClient, found: Found): Promise<Found> {
  const documents = await readSalesDocuments(
    client,
    found.map(([, { erpId }]) => erpId),
  )
  return found.flatMap(([key, { erpId }]) => {
    const document = documents.find(one => one.erpId === erpId)
    if (!document) throw listedOnly(erpId)
    return document.state === 'canceled' ? [] : [[key, { ...document, orderbridgeId: key }] as const]
  })
}

/** Taken for "not there", it would be made again. */
const listedOnly = (erpId: string): RemoteError =>
  new RemoteError({
    errorClass: 'transient',
    code: 'http-flow:listed-only',
    message: `The ERP lists order ${erpId} under our key and does not give it: it is looked for again. If that lasts, let orders.find and orders.read of the flow name it alike`,
  })

async function findGroup(
  client: FlowClient,
  find: FindOrders,
  keys: readonly string[],
  planned: ReadonlyMap<string, ErpRequest>,
): Promise<Found> {
  const [only = ''] = keys
  const vars = { ...keyVars(only, planned.get(only)), keys }
  const what = 'the look for the order'
  const answer = await client.call(find, vars, { what, isWrite: false })
  if (answer.imagined) return []
  if (find.failureStatuses.includes(answer.status)) {
    const { text, code } = wordsOf(answer, client.settings.answers)
    throw refusal('transient', { ...answer, text: `The ERP cannot tell whether the order is there. ${text}`, code })
  }
  if (find.absentStatuses.includes(answer.status)) return []
  const body = readBody(answer, client.settings, what)
  if (!isFound(body, find)) return []
  const rows = rowsOf(body, find, languageOf(find, client.settings), what)
  const documents = readRows(rows, what, row => toFound(row, find, client.settings))
  return documents.flatMap(document => {
    const key =
      document.orderbridgeId ?? (find.fields.orderbridgeId === undefined && keys.length === 1 ? only : undefined)
    const isOurs = key !== undefined && keys.includes(key) && document.state !== 'canceled'
    return isOurs ? [[key, { ...document, orderbridgeId: key }] as const] : []
  })
}

/** A row that was asked for by key and tells none where the flow says it does: nobody knows whose it is. */
function toFound(row: unknown, { fields }: FindOrders, settings: FlowSettings): SalesDocument {
  if (fields.orderbridgeId !== undefined) needText(row, fields.orderbridgeId, 'our key')
  return toSalesDocument(row, fields, settings)
}

function isFound(body: unknown, { foundPath, notFoundValue }: FindOrders): boolean {
  if (foundPath === undefined) return true
  const value = at(body, foundPath)
  return isPresent(value) && (notFoundValue === undefined || textOf(value) !== notFoundValue)
}

/** Ids that do not exist are left out; without a reading step nothing is known. */
export async function readSalesDocuments(client: FlowClient, erpIds: readonly string[]): Promise<SalesDocument[]> {
  const { read } = client.settings.orders
  if (!read) return []
  const groups = await Promise.all(
    groupsOf(erpIds, read.perCall).map(async ids => {
      const [id = ''] = ids
      const rows = await readAll(client, read, { id, ids }, 'the sales orders')
      const documents = readRows(rows, 'the sales orders', row => toSalesDocument(row, read.fields, client.settings))
      return documents.filter(document => ids.includes(document.erpId))
    }),
  )
  return [...new Map(groups.flat().map(document => [document.erpId, document])).values()]
}

/** An order right after it was written, as the ERP has it; undefined when the flow could read it and it is not there (yet). */
export async function documentAfter(
  client: FlowClient,
  request: ErpRequest,
  told: { readonly id?: string; readonly number?: string },
): Promise<SalesDocument | undefined> {
  const context = contextOf(request)
  const { orderbridgeId } = context
  if (told.id === undefined)
    return (await findSalesDocuments(client, [orderbridgeId], new Map([[orderbridgeId, request]]))).get(orderbridgeId)
  const [read] = await readSalesDocuments(client, [told.id])
  if (read || client.settings.orders.read) return read && { ...read, orderbridgeId }
  return {
    erpId: told.id,
    erpNumber: told.number ?? told.id,
    orderbridgeId,
    state: 'open',
    currency: context.currency,
    // Nothing says otherwise: a flow that reads no totals has none to compare.
    total: context.total,
    lines: [],
  }
}

/** The order that a script says is there: under the key that it gives, or the one that the query finds. */
export async function documentBySaying(client: FlowClient, request: ErpRequest): Promise<SalesDocument | undefined> {
  const { attributes } = contextOf(request)
  const { erp_id: id, erp_number: number } = attributes
  return await documentAfter(client, request, { ...(id && { id }), ...(number && { number }) })
}
