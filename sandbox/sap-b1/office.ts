import { add, amount } from '../../src/domain/amount.ts'
import type { FollowUpKind, FollowUpLine, SalesDocument } from '../../src/domain/fulfilment.ts'
import { type Folder, progressOf, stepNow } from '../clerk.ts'
import { type BookedFollowUp, type BookedPayment, type ErpOffice, erpPlans } from '../erp.ts'
import { B1Error } from './b1-error.ts'
import { type ClerkOffice, stepOrder, workOrder } from './clerk.ts'
import { type Entity, LOCAL_CURRENCY } from './company.ts'
import type { B1Controls } from './controls.ts'
import { type B1Document, type DocumentLine, type DocumentSet, kindByObject } from './documents.ts'

/** The company in the words of the bridge. Reads what is stored, so it may differ from what a connector reads of it. */
export function officeOf(b1: ClerkOffice & B1Controls): ErpOffice {
  const { journal } = b1.company
  return {
    salesDocuments: () => [
      ...b1.list<B1Document>('Orders').map(document => toSalesDocument(document, '')),
      ...b1
        .list<B1Document>('Drafts')
        .filter(draft => draft.DocumentStatus === 'bost_Open')
        .map(draft => toSalesDocument(draft, DRAFT)),
    ],
    followUps: () =>
      FOLLOW_UPS.flatMap(([kind, set]) =>
        b1
          .list<B1Document>(set)
          .filter(document => document.CancelStatus !== 'csCancellation')
          .map(document => toFollowUp(b1, kind, document)),
      ),
    payments: () => b1.list('IncomingPayments').map(toPayment),
    subjects: () => b1.list('BusinessPartners').map(partner => String(partner.CardCode)),
    plans: erpPlans,
    enterItem(code, name, gross) {
      if (!journal.get('Items', code)) b1.createItem(code, name, gross)
    },
    plan: (erpId, plan) => workOrder(b1, Number(erpId), plan),
    progress: erpId => progressOf(journal.get<Folder>('clerk', erpId)),
    step: (erpId, plan) => stepNow(() => stepOrder(b1, Number(erpId), plan), isRefusal),
    approve: erpId => void b1.approveDraft(Number(erpId.slice(DRAFT.length))),
  }
}

/** As the connector writes the id of a document that waits for an approval. */
const DRAFT = 'draft:'
const FOLLOW_UPS: readonly (readonly [FollowUpKind, DocumentSet])[] = [
  ['shipment', 'DeliveryNotes'],
  ['invoice', 'Invoices'],
  ['credit_note', 'CreditNotes'],
]

const isRefusal = (error: unknown): error is B1Error => error instanceof B1Error

/** DocCurrency is empty on documents in the company's own currency. */
const currencyOf = ({ DocCurrency }: B1Document): string => DocCurrency || LOCAL_CURRENCY
/** In the document's own currency: DocTotal is in the company's. */
const totalOf = (document: B1Document) => document.$total ?? amount(document.DocTotal)

function keyOf({ U_OrderbridgeId: key }: Entity): { readonly orderbridgeId?: string } {
  return typeof key === 'string' && key !== '' ? { orderbridgeId: key } : {}
}

function toSalesDocument(document: B1Document, prefix: string): SalesDocument {
  return {
    erpId: `${prefix}${document.DocEntry}`,
    erpNumber: String(document.DocNum),
    ...keyOf(document),
    state: prefix === DRAFT ? 'draft' : stateOf(document),
    currency: currencyOf(document),
    total: totalOf(document),
    lines: document.DocumentLines.map(line => ({
      erpLine: line.LineNum,
      itemCode: line.ItemCode ?? '',
      quantity: amount(line.Quantity),
      openQuantity: amount(line.RemainingOpenQuantity),
    })),
  }
}

function stateOf({ Cancelled, DocumentStatus, Confirmed }: B1Document): SalesDocument['state'] {
  if (Cancelled === 'tYES') return 'canceled'
  if (DocumentStatus === 'bost_Close') return 'closed'
  return Confirmed === 'tYES' ? 'confirmed' : 'open'
}

function toFollowUp(b1: ClerkOffice, kind: FollowUpKind, document: B1Document): BookedFollowUp {
  const { TrackingNumber: tracking } = document
  return {
    kind,
    erpId: String(document.DocEntry),
    erpNumber: String(document.DocNum),
    ...keyOf(document),
    canceled: document.Cancelled === 'tYES' || document.CancelStatus !== 'csNo',
    currency: currencyOf(document),
    total: totalOf(document),
    lines: document.DocumentLines.flatMap(line => toLine(b1, line)),
    tracking: typeof tracking === 'string' && tracking !== '' ? [{ number: tracking }] : [],
  }
}

function toLine(b1: ClerkOffice, line: DocumentLine): FollowUpLine[] {
  const origin = originOf(b1, line)
  if (!origin) return []
  const gross = add(line.$net, line.$tax)
  return [{ ...origin, itemCode: line.ItemCode ?? '', quantity: amount(line.Quantity), gross }]
}

/** Follows the base documents back to the line of the sales order. */
function originOf(b1: ClerkOffice, line: DocumentLine): Pick<FollowUpLine, 'salesDocumentId' | 'erpLine'> | undefined {
  const { BaseType, BaseEntry, BaseLine } = line
  if (BaseEntry === null || BaseLine === null) return undefined
  const set = kindByObject(BaseType)?.set
  if (set === 'Orders') return { salesDocumentId: String(BaseEntry), erpLine: BaseLine }
  const base = set && b1.company.journal.get<B1Document>(set, BaseEntry)
  const origin = base?.DocumentLines.find(candidate => candidate.LineNum === BaseLine)
  return origin && originOf(b1, origin)
}

function toPayment(payment: Entity): BookedPayment {
  const { DocEntry, Cancelled, CounterReference, Remarks, JournalRemarks } = payment
  return {
    erpId: String(DocEntry),
    canceled: Cancelled === 'tYES',
    references: [CounterReference, Remarks, JournalRemarks].flatMap(text => (typeof text === 'string' ? [text] : [])),
  }
}
