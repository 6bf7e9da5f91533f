import { type Amount, ZERO } from '../../src/domain/amount.ts'
import { notFound } from './b1-error.ts'
import type { Entity, Work } from './company.ts'
import { numberOf, type PriceBasis } from './pricing.ts'

/** The marketing documents: one shape, told apart by their kind. */

export type DocumentSet = 'Orders' | 'DeliveryNotes' | 'Returns' | 'Invoices' | 'CreditNotes' | 'DownPayments'

export interface DocumentKind {
  readonly set: DocumentSet
  /** B1's object number, as in BaseType. */
  readonly objectCode: number
  readonly table: string
  readonly lineTable: string
  /** DocObjectCode of a draft of this kind. */
  readonly draftCode: string
  readonly firstNumber: number
  /** Object numbers that it may be made from. */
  readonly bases: readonly number[]
}

export const documentKinds: readonly DocumentKind[] = [
  kind('Orders', 17, 'ORDR', 'RDR1', 'oOrders', 10000001, []),
  kind('DeliveryNotes', 15, 'ODLN', 'DLN1', 'oDeliveryNotes', 20000001, [17, 13]),
  kind('Returns', 16, 'ORDN', 'RDN1', 'oReturns', 30000001, [15]),
  kind('Invoices', 13, 'OINV', 'INV1', 'oInvoices', 40000001, [17, 15]),
  kind('CreditNotes', 14, 'ORIN', 'RIN1', 'oCreditNotes', 50000001, [13, 16]),
  kind('DownPayments', 203, 'ODPI', 'DPI1', 'oDownPayments', 60000001, [17]),
]

function kind(
  set: DocumentSet,
  objectCode: number,
  table: string,
  lineTable: string,
  draftCode: string,
  firstNumber: number,
  bases: readonly number[],
): DocumentKind {
  return { set, objectCode, table, lineTable, draftCode, firstNumber, bases }
}

export function kindOf(set: DocumentSet): DocumentKind {
  const found = documentKinds.find(candidate => candidate.set === set)
  if (!found) throw new Error(`no document kind ${set}`) // the table above has all of DocumentSet
  return found
}
export const kindByObject = (objectCode: unknown): DocumentKind | undefined =>
  documentKinds.find(candidate => candidate.objectCode === objectCode)
export const kindByDraftCode = (code: unknown): DocumentKind | undefined =>
  documentKinds.find(candidate => candidate.draftCode === code)

/** What later documents took out of a line, in the document's currency. */
export interface Drawn {
  readonly quantity: Amount
  readonly net: Amount
  readonly tax: Amount
}
export const NOTHING_DRAWN: Drawn = { quantity: ZERO, net: ZERO, tax: ZERO }

/**
 * Deliveries and invoices draw on `follow`; credit notes draw on an invoice's `credit`, because a reserve invoice is
 * delivered and credited independently.
 */
export type Channel = 'follow' | 'credit'

export interface DocumentLine extends Entity {
  LineNum: number
  ItemCode: string | null
  Quantity: number
  WarehouseCode: string | null
  VatGroup: string
  DiscountPercent: number
  LineStatus: 'bost_Open' | 'bost_Close'
  RemainingOpenQuantity: number
  BaseType: number
  BaseEntry: number | null
  BaseLine: number | null
  $basis: PriceBasis
  /** In the document's currency. */
  $net: Amount
  $tax: Amount
  $drawn: Partial<Record<Channel, Drawn>>
}

export interface Expense extends Entity {
  LineNum: number
  ExpenseCode: number
  VatGroup: string
  Status: 'bost_Open' | 'bost_Close'
  BaseDocType: number
  BaseDocEntry: number | null
  BaseDocLine: number | null
  /** In the document's currency. */
  $net: Amount
  $tax: Amount
}

export interface B1Document extends Entity {
  DocEntry: number
  DocNum: number
  DocType: 'dDocument_Items' | 'dDocument_Service'
  CardCode: string
  CardName: string
  NumAtCard: string | null
  DocDate: string
  DocCurrency: string
  DocRate: number
  DocTotal: number
  DiscountPercent: number
  DocumentStatus: 'bost_Open' | 'bost_Close'
  Cancelled: 'tYES' | 'tNO'
  CancelStatus: 'csNo' | 'csYes' | 'csCancellation'
  Confirmed: 'tYES' | 'tNO'
  ReserveInvoice: 'tYES' | 'tNO'
  DocumentLines: DocumentLine[]
  DocumentAdditionalExpenses: Expense[]
  /** In the document's currency, to know when an invoice is settled. */
  $total: Amount
  $settled: Amount
  /** What was made from it. */
  $targets?: readonly DocumentReference[]
}

export interface DocumentReference {
  readonly set: DocumentSet
  readonly entry: number
}

/** @throws -2028 when there is no such document. */
export function readDocument(work: Work, set: DocumentSet | 'Drafts', entry: unknown): B1Document {
  return work.get<B1Document>(set, Number(entry)) ?? notFound()
}

/** @returns the live documents of a set that were made from this one. */
export function targetsOf(work: Work, document: B1Document, set: DocumentSet): B1Document[] {
  return (document.$targets ?? [])
    .filter(target => target.set === set)
    .map(target => readDocument(work, set, target.entry))
    .filter(target => target.CancelStatus === 'csNo')
}

/** Stores a document and tells the webhooks. */
export function putDocument(
  work: Work,
  set: DocumentSet | 'Drafts',
  document: B1Document,
  transaction: 'Created' | 'Updated' | 'Cancelled' | 'Closed',
): B1Document {
  const stamped = { ...document, UpdateDate: work.today, UpdateTime: work.time }
  work.put(set, document.DocEntry, stamped)
  work.tell({ object: set, transaction, key: { DocEntry: String(document.DocEntry) } })
  return stamped
}

export const drawnFrom = (line: DocumentLine, channel: Channel): Drawn => line.$drawn[channel] ?? NOTHING_DRAWN
export const quantityOf = (line: DocumentLine): Amount => numberOf(line.Quantity)
