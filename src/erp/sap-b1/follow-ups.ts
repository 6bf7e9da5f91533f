import { z } from 'zod'
import { RemoteError } from '../../domain/errors.ts'
import type { FollowUp, FollowUpKind, FollowUpLine } from '../../domain/fulfilment.ts'
import { type B1Client, nextLink, nextSkip } from './client.ts'
import {
  type B1Document,
  type B1Line,
  currencyOf,
  type DocumentSet,
  documentFields,
  documentSchema,
  freightOf,
  grossOfLine,
  isComponent,
  ORDER_TYPE,
  setOfBaseType,
  totalOf,
} from './document-schema.ts'
import { unreadable } from './errors.ts'
import { deliveryIdOf, invoicesIn, isStraightFromOrder, tookGoods } from './invoice-deliveries.ts'
import { shippingExpenses } from './mapping.ts'
import { anyOf, groupClauses, quote } from './odata.ts'
import { entriesOf, readByEntry } from './sales-documents.ts'

/** Deliveries, invoices and credit notes, with every line traced to the sales order that it began with. */

export const setOfKind: Readonly<Record<FollowUpKind, DocumentSet>> = {
  shipment: 'DeliveryNotes',
  invoice: 'Invoices',
  credit_note: 'CreditNotes',
}

/** Order → delivery → return → credit note is the longest chain; one more for a document made from a corrected one. */
const MAX_HOPS = 5

/**
 * A document that only cancels another one (CancelStatus csCancellation) is answered by the one that it cancels, so
 * that a hint about either leads to the same, cancelled follow-up.
 */
export async function readFollowUps(
  client: B1Client,
  kind: FollowUpKind,
  erpIds: readonly string[],
): Promise<FollowUp[]> {
  const { documents, originOf } = await readTraced(client, setOfKind[kind], erpIds)
  const read = documents.map(document => toFollowUp(client, kind, document, originOf))
  return kind === 'shipment' ? [...read, ...(await readDeliveriesOf(client, invoicesIn(erpIds)))] : read
}

async function readDeliveriesOf(client: B1Client, invoiceIds: readonly string[]): Promise<FollowUp[]> {
  if (invoiceIds.length === 0) return []
  const { documents, originOf } = await readTraced(client, 'Invoices', invoiceIds)
  return documents.filter(tookGoods).flatMap(document => {
    const delivery = toFollowUp(client, 'shipment', document, row =>
      isStraightFromOrder(row) ? originOf(row) : undefined,
    )
    return delivery.lines.length > 0 ? [{ ...delivery, erpId: deliveryIdOf(delivery.erpId) }] : []
  })
}

async function readTraced(
  client: B1Client,
  set: DocumentSet,
  erpIds: readonly string[],
): Promise<{ readonly documents: readonly B1Document[]; readonly originOf: OriginOf }> {
  const read = await readByEntry(client, set, entriesOf(erpIds))
  const counters = read.filter(isCounter)
  const cancelled = counters.length > 0 ? await readByEntry(client, set, counters.flatMap(baseEntries)) : []
  const documents = [...read.filter(document => !isCounter(document)), ...cancelled]
  const unique = [...new Map(documents.map(document => [document.DocEntry, document])).values()]
  return { documents: unique, originOf: await traceLines(client, unique) }
}

const isCounter = (document: B1Document): boolean => document.CancelStatus === 'csCancellation'
const baseEntries = (document: B1Document): number[] =>
  (document.DocumentLines ?? []).flatMap(({ BaseEntry }) => (BaseEntry == null ? [] : [BaseEntry]))

interface Origin {
  readonly salesDocumentId: string
  readonly erpLine: number
}
type OriginOf = (row: B1Line) => Origin | undefined

/** Reads the documents in between, one call per set and hop. */
export async function traceLines(client: B1Client, documents: readonly B1Document[]): Promise<OriginOf> {
  const between = new Map<string, B1Document>()
  const keyOf = (type: number, entry: number) => `${type}:${entry}`
  let next = documents
  for (let hop = 0; hop < MAX_HOPS && next.length > 0; hop++) {
    const wanted = new Map<number, Set<number>>()
    for (const { BaseType: type, BaseEntry: entry } of next.flatMap(({ DocumentLines }) => DocumentLines ?? [])) {
      if (type == null || entry == null || !setOfBaseType[type] || between.has(keyOf(type, entry))) continue
      wanted.set(type, (wanted.get(type) ?? new Set()).add(entry))
    }
    next = []
    for (const [type, entries] of wanted) {
      const set = setOfBaseType[type]
      if (!set) continue
      const read = await readByEntry(client, set, [...entries])
      for (const document of read) between.set(keyOf(type, document.DocEntry), document)
      next = [...next, ...read]
    }
  }
  const originOf = (row: B1Line, hops: number): Origin | undefined => {
    const { BaseType: type, BaseEntry: entry, BaseLine: line } = row
    if (type == null || entry == null || line == null || hops < 0) return undefined
    if (type === ORDER_TYPE) return { salesDocumentId: String(entry), erpLine: line }
    const base = between.get(keyOf(type, entry))?.DocumentLines?.find(({ LineNum }) => LineNum === line)
    return base ? originOf(base, hops - 1) : undefined
  }
  return row => originOf(row, MAX_HOPS)
}

function toFollowUp(client: B1Client, kind: FollowUpKind, document: B1Document, originOf: OriginOf): FollowUp {
  const { localCurrency } = client.settings
  const freight = freightOf(document, shippingExpenses(client.settings), localCurrency)
  const lines = (document.DocumentLines ?? []).flatMap((row): FollowUpLine[] => {
    const origin = isComponent(row) ? undefined : originOf(row)
    if (!origin) return []
    const gross = grossOfLine(document, row, localCurrency)
    const warehouse = row.WarehouseCode ? { warehouse: row.WarehouseCode } : {}
    return [{ ...origin, itemCode: row.ItemCode ?? '', quantity: row.Quantity, gross, ...warehouse }]
  })
  const key = document[`U_${client.settings.udf}`]
  return {
    kind,
    erpId: String(document.DocEntry),
    erpNumber: String(document.DocNum),
    ...(typeof key === 'string' && key !== '' ? { orderbridgeId: key } : {}),
    canceled: document.CancelStatus === 'csYes' || document.Cancelled === 'tYES',
    currency: currencyOf(document, localCurrency),
    total: totalOf(document, localCurrency),
    ...(freight ? { freight } : {}),
    date: document.DocDate,
    lines,
    tracking: trackingOf(document),
  }
}

/** B1 has one field for all numbers; people write several with blanks, commas or semicolons between them. */
function trackingOf({ TrackingNumber: text, TransportationCode: carrier }: B1Document): FollowUp['tracking'] {
  const numbers = [...new Set((text ?? '').split(/[\s,;]+/).filter(number => number !== ''))]
  const named = carrier == null || carrier < 0 ? {} : { carrier: String(carrier) }
  return numbers.map(number => ({ number, ...named }))
}

/** All follow-ups of these sales orders; drafts have none. */
export async function findFollowUps(client: B1Client, salesDocumentIds: readonly string[]): Promise<FollowUp[]> {
  const orders = entriesOf(salesDocumentIds)
  if (orders.length === 0) return []
  const found = await findTargets(client, orders)
  const deliveries = client.settings.invoicesDeliver ? found.invoice.map(deliveryIdOf) : []
  const ids = { ...found, shipment: [...found.shipment, ...deliveries] }
  const followUps: FollowUp[] = []
  for (const kind of ['shipment', 'invoice', 'credit_note'] as const) {
    followUps.push(...(await readFollowUps(client, kind, ids[kind])))
  }
  const wanted = new Set(orders.map(String))
  return followUps.filter(({ lines }) => lines.some(({ salesDocumentId }) => wanted.has(salesDocumentId)))
}

type TargetIds = Readonly<Record<FollowUpKind, readonly string[]>>

/** Ids of all documents that were made from these orders, through however many in between. */
export async function findTargets(client: B1Client, orders: readonly number[]): Promise<TargetIds> {
  try {
    return await findByBaseLines(client, orders)
  } catch (error) {
    // Older or restricted servers have no QueryService; their documents are told by the reference.
    if (error instanceof RemoteError && error.errorClass === 'permanent') return findByReference(client, orders)
    throw error
  }
}

async function findByBaseLines(client: B1Client, orders: readonly number[]): Promise<TargetIds> {
  const targets = (set: DocumentSet, baseType: number, entries: readonly number[]) =>
    findByBase(client, set, baseType, entries)
  const delivered = await targets('DeliveryNotes', 17, orders)
  const invoiced = [...(await targets('Invoices', 17, orders)), ...(await targets('Invoices', 15, delivered))]
  // A reserve invoice is delivered afterwards.
  const deliveries = [...delivered, ...(await targets('DeliveryNotes', 13, invoiced))]
  const returned = await targets('Returns', 15, deliveries)
  const credited = [...(await targets('CreditNotes', 13, invoiced)), ...(await targets('CreditNotes', 16, returned))]
  return { shipment: deliveries.map(String), invoice: invoiced.map(String), credit_note: credited.map(String) }
}

const MAX_ENTRIES_PER_QUERY = 50

/** {"Invoices": {"DocEntry": 7}, "Invoices/DocumentLines": {…}} */
const joined = nextLink.extend({
  value: z.array(z.record(z.string(), z.object({ DocEntry: z.int().optional() }).optional())),
})

/** Lines cannot be filtered directly: a crossjoin of the document with its own lines can (contract §4.5). */
async function findByBase(
  client: B1Client,
  set: DocumentSet,
  baseType: number,
  entries: readonly number[],
): Promise<number[]> {
  const lines = `${set}/DocumentLines`
  const found = new Set<number>()
  for (let start = 0; start < entries.length; start += MAX_ENTRIES_PER_QUERY) {
    const some = entries.slice(start, start + MAX_ENTRIES_PER_QUERY)
    const filter = [
      `${set}/DocEntry eq ${lines}/DocEntry`,
      `${lines}/BaseType eq ${baseType}`,
      anyOf(some.map(entry => `${lines}/BaseEntry eq ${entry}`)),
    ].join(' and ')
    const option = `$expand=${set}($select=DocEntry),${lines}($select=LineNum)&$filter=${filter}`
    for (let skip: number | undefined = 0; skip !== undefined; ) {
      const body = { QueryPath: `$crossjoin(${set},${lines})`, QueryOption: `${option}&$skip=${skip}` }
      const prefer = `odata.maxpagesize=${client.settings.pageSize}`
      const parsed = joined.safeParse(await client.ask('QueryService_PostQuery', body, { prefer }))
      if (!parsed.success) throw unreadable('QueryService_PostQuery', false)
      for (const row of parsed.data.value) {
        const entry = row[set]?.DocEntry
        if (entry !== undefined) found.add(entry)
      }
      skip = nextSkip(parsed.data, skip)
    }
  }
  return [...found]
}

/** By NumAtCard, which people's follow-up documents inherit; readFollowUps proves the origin by line afterwards. */
async function findByReference(client: B1Client, orders: readonly number[]): Promise<TargetIds> {
  const documents = await readByEntry(client, 'Orders', orders)
  const references = [...new Set(documents.flatMap(({ NumAtCard }) => (NumAtCard ? [NumAtCard] : [])))]
  const clause = (reference: string) => `NumAtCard eq ${quote(reference)}`
  const idsIn = async (set: DocumentSet) => {
    const ids: string[] = []
    for (const group of groupClauses(references, clause)) {
      const query = {
        select: documentFields(client.settings.udf),
        filter: anyOf(group.map(clause)),
        orderBy: 'DocEntry',
      }
      ids.push(...(await client.list(set, query, documentSchema)).map(({ DocEntry }) => String(DocEntry)))
    }
    return ids
  }
  return {
    shipment: await idsIn('DeliveryNotes'),
    invoice: await idsIn('Invoices'),
    credit_note: await idsIn('CreditNotes'),
  }
}
