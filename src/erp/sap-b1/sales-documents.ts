import { compare, ZERO } from '../../domain/amount.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { SalesDocument, SalesDocumentState } from '../../domain/fulfilment.ts'
import type { CancelOutcome, ErpRequest } from '../connector.ts'
import type { B1Client } from './client.ts'
import {
  type B1Document,
  currencyOf,
  type DocumentSet,
  documentFields,
  documentSchema,
  isComponent,
  totalOf,
} from './document-schema.ts'
import { isNotFound, refused, unreadable } from './errors.ts'
import { anyOf, groupClauses, quote } from './odata.ts'

/**
 * Sales orders, and the drafts that an approval procedure makes of them. The erpId of a draft is "draft:9"; when the
 * approver has turned it into an order, readSalesDocuments answers "draft:9" with that order.
 *
 * $batch is not used: "or" filters read many documents in one call, and a created document must have its own answer,
 * because its outcome is known or unknown by itself.
 */

const DRAFT = 'draft:'

/** @returns by our key, the order or the waiting draft that carries it; of several orders the first. */
export async function findSalesDocuments(
  client: B1Client,
  orderbridgeIds: readonly string[],
): Promise<Map<string, SalesDocument>> {
  const found = new Map<string, SalesDocument>()
  const orders = await findByKey(client, 'Orders', orderbridgeIds, "Cancelled eq 'tNO'")
  // Latest first, so that the first document made for a key is the one that stays.
  for (const document of orders.reverse()) remember(found, toSalesDocument(client, 'Orders', document))
  const rest = orderbridgeIds.filter(id => !found.has(id))
  const drafts = await findByKey(client, 'Drafts', rest, "DocObjectCode eq 'oOrders'")
  for (const document of drafts.reverse()) {
    const draft = toSalesDocument(client, 'Drafts', document)
    if (draft.state === 'draft') remember(found, draft)
  }
  return found
}

/** By the customer's reference, which is where people write the number of the shop. @returns the number by reference. */
export async function findByHand(
  client: B1Client,
  wanted: readonly { readonly reference: string; readonly since: string }[],
): Promise<Map<string, string>> {
  const clause = ({ reference, since }: (typeof wanted)[number]) =>
    `(NumAtCard eq ${quote(reference)} and DocDate ge '${since}')`
  const found = new Map<string, string>()
  for (const group of groupClauses(wanted, clause)) {
    const filter = `Cancelled eq 'tNO' and ${anyOf(group.map(clause))}`
    for (const document of await readDocuments(client, 'Orders', filter))
      if (document.NumAtCard && !document[`U_${client.settings.udf}`])
        found.set(document.NumAtCard, String(document.DocNum))
  }
  return found
}

function remember(found: Map<string, SalesDocument>, document: SalesDocument): void {
  if (document.orderbridgeId !== undefined) found.set(document.orderbridgeId, document)
}

async function findByKey(
  client: B1Client,
  set: DocumentSet,
  ids: readonly string[],
  condition?: string,
): Promise<B1Document[]> {
  const { udf } = client.settings
  const clause = (id: string) => `U_${udf} eq ${quote(id)}`
  const documents: B1Document[] = []
  for (const group of groupClauses([...new Set(ids)], clause)) {
    const keys = anyOf(group.map(clause))
    documents.push(...(await readDocuments(client, set, condition ? `${condition} and ${keys}` : keys)))
  }
  return documents
}

const readDocuments = (client: B1Client, set: DocumentSet, filter: string): Promise<B1Document[]> =>
  client.list(set, { select: documentFields(client.settings.udf), filter, orderBy: 'DocEntry' }, documentSchema)

/** @returns the documents of a set by their DocEntry; those that do not exist are left out. */
export async function readByEntry(
  client: B1Client,
  set: DocumentSet,
  entries: readonly number[],
): Promise<B1Document[]> {
  const documents: B1Document[] = []
  const clause = (entry: number) => `DocEntry eq ${entry}`
  for (const group of groupClauses([...new Set(entries)], clause)) {
    documents.push(...(await readDocuments(client, set, anyOf(group.map(clause)))))
  }
  return documents
}

/**
 * Writes. An approval procedure answers 404 -2028 although it has saved a draft (contract §3.1), so that code means
 * "look in Drafts" here.
 * @throws RemoteError unknown when the answer did not come; findSalesDocuments tells what happened.
 */
export async function createSalesDocument(client: B1Client, request: ErpRequest): Promise<SalesDocument> {
  // Either version: a stored request outlives a change of the setting, and the body is the same in both.
  if (request.method !== 'POST' || !/^\/b1s\/v[12]\/Orders$/.test(request.path)) {
    throw refused('request', `This is not a request for a new sales order: ${request.method} ${request.path}`)
  }
  try {
    const answer = await client.write('POST', 'Orders', request.body)
    const parsed = documentSchema.safeParse(answer)
    if (!parsed.success) throw unreadable('the new sales order', true)
    return toSalesDocument(client, 'Orders', parsed.data)
  } catch (error) {
    if (!isNotFound(error)) throw error
    const draft = await findDraft(client, request.body)
    if (draft) return draft
    const text = `${error.message}: a code of the sales order (item, customer, expense …) does not exist there`
    throw new RemoteError({ errorClass: 'permanent', code: error.code, message: text }, { cause: error })
  }
}

async function findDraft(client: B1Client, body: unknown): Promise<SalesDocument | undefined> {
  const key: unknown =
    typeof body === 'object' && body !== null ? Reflect.get(body, `U_${client.settings.udf}`) : undefined
  if (typeof key !== 'string') return undefined
  try {
    return (await findSalesDocuments(client, [key])).get(key)
  } catch (cause) {
    // The draft may be there; only the look failed.
    const text = cause instanceof Error ? cause.message : 'no reason'
    throw new RemoteError({ errorClass: 'unknown', code: 'sap-b1:draft-look', message: text }, { cause })
  }
}

/** Orders and drafts; ids that do not exist are left out. A draft that has become an order is answered by the order. */
export async function readSalesDocuments(client: B1Client, erpIds: readonly string[]): Promise<SalesDocument[]> {
  const draftIds = erpIds.filter(id => id.startsWith(DRAFT)).map(id => id.slice(DRAFT.length))
  const orders = await readByEntry(client, 'Orders', entriesOf(erpIds))
  const found = orders.map(document => toSalesDocument(client, 'Orders', document))
  const drafts = (await readByEntry(client, 'Drafts', entriesOf(draftIds))).map(document =>
    toSalesDocument(client, 'Drafts', document),
  )
  const keys = drafts.flatMap(({ state, orderbridgeId }) =>
    state === 'closed' && orderbridgeId ? [orderbridgeId] : [],
  )
  const made = (await findByKey(client, 'Orders', keys)).map(document => toSalesDocument(client, 'Orders', document))
  const orderOf = (draft: SalesDocument) =>
    made.find(({ orderbridgeId, state }) => orderbridgeId === draft.orderbridgeId && state !== 'canceled') ??
    made.find(({ orderbridgeId }) => orderbridgeId === draft.orderbridgeId)
  return [...found, ...drafts.map(draft => orderOf(draft) ?? draft)]
}

/** Numbers only: anything else cannot be a key of B1. */
export const entriesOf = (erpIds: readonly string[]): number[] => erpIds.filter(id => /^\d{1,10}$/.test(id)).map(Number)

/** Cancels an order of which nothing was delivered, closes what is left of one that was partly delivered. */
export async function cancelSalesDocument(client: B1Client, erpId: string): Promise<CancelOutcome> {
  const [document] = await readSalesDocuments(client, [erpId])
  if (!document) return { outcome: 'too_late', reason: `SAP Business One has no sales order ${erpId}` }
  if (document.state === 'canceled') return { outcome: 'already' }
  if (document.erpId.startsWith(DRAFT)) {
    const reason = `Draft ${document.erpNumber} waits for its approval in SAP Business One; reject or remove it there`
    return { outcome: 'too_late', reason }
  }
  const untouched = document.lines.every(line => compare(line.openQuantity, line.quantity) === 0)
  if (document.state === 'closed') {
    const done = document.lines.every(line => compare(line.openQuantity, ZERO) <= 0)
    // Closed with something left to deliver: somebody, or an earlier try of ours, has closed it by hand.
    if (!done) return { outcome: 'already' }
    return { outcome: 'too_late', reason: `Sales order ${document.erpNumber} is delivered and closed` }
  }
  try {
    await client.write('POST', `Orders(${document.erpId})/${untouched ? 'Cancel' : 'Close'}`)
  } catch (error) {
    if (!(error instanceof RemoteError) || error.errorClass !== 'permanent') throw error
    return { outcome: 'too_late', reason: error.message }
  }
  return { outcome: untouched ? 'canceled' : 'closed' }
}

function toSalesDocument(client: B1Client, set: 'Orders' | 'Drafts', document: B1Document): SalesDocument {
  const { udf, localCurrency } = client.settings
  const key = document[`U_${udf}`]
  return {
    erpId: set === 'Drafts' ? `${DRAFT}${document.DocEntry}` : String(document.DocEntry),
    erpNumber: String(document.DocNum),
    ...(typeof key === 'string' && key !== '' ? { orderbridgeId: key } : {}),
    state: set === 'Drafts' ? draftState(document) : orderState(document),
    currency: currencyOf(document, localCurrency),
    total: totalOf(document, localCurrency),
    lines: (document.DocumentLines ?? [])
      .filter(row => !isComponent(row))
      .map(row => ({
        erpLine: row.LineNum,
        itemCode: row.ItemCode ?? '',
        quantity: row.Quantity,
        openQuantity: row.RemainingOpenQuantity ?? row.Quantity,
      })),
  }
}

function orderState(document: B1Document): SalesDocumentState {
  if (document.Cancelled === 'tYES') return 'canceled'
  if (document.DocumentStatus === 'bost_Close') return 'closed'
  return document.Confirmed === 'tYES' ? 'confirmed' : 'open'
}

/** Rejected and withdrawn drafts will never become an order; closed ones have become it. */
function draftState(document: B1Document): SalesDocumentState {
  if (document.DocumentStatus === 'bost_Close') return 'closed'
  return document.AuthorizationStatus === 'dasRejected' || document.AuthorizationStatus === 'dasCancelled'
    ? 'canceled'
    : 'draft'
}
