import type { Amount } from '../domain/amount.ts'
import type { Finding } from '../domain/finding.ts'
import type { ErpChange, FollowUp, FollowUpKind, SalesDocument } from '../domain/fulfilment.ts'
import type { CanonicalOrder } from '../domain/order.ts'
import type { FoundItem, FoundSubject, Subject } from '../domain/subject.ts'
import type { ErpCatalog } from './erp-catalog.ts'

/**
 * What every ERP can do for us, each in its own way. All look-ups take batches and answer for the whole batch in as
 * few calls as the ERP allows. Every failure is a RemoteError with its class (domain/errors.ts). A connector holds no
 * state that matters: a new one made from the same settings goes on where the old one stopped.
 * What only some ERPs can do is a part that is there or is not: `payments`, `refunds`, `callbacks`, `catalog`, `codes`.
 */
export interface ErpConnector {
  readonly kind: string
  /** How long a write is waited for, and what the ERP then needs until look-ups show it, where the settings say so. Milliseconds. */
  readonly longestWriteMs: number

  /** @returns for each subject key, what the ERP has under our key, VAT id or e-mail; a missing key was not found. */
  findSubjects(subjects: readonly Subject[]): Promise<ReadonlyMap<string, FoundSubject>>
  /** Pure: whether findSubjects knows it once it is made. Absent: each. Else nobody but people can tell whether it was made. */
  recognises?(subject: Subject): boolean
  /** Pure: the request that createSubject would send. */
  describeSubject(subject: Subject): ErpRequest
  /** @returns the ERP's key. A subject that exists already under the same key is returned, not made twice. */
  createSubject(subject: Subject): Promise<string>

  /** @returns for each item code that exists. */
  findItems(codes: readonly string[]): Promise<ReadonlyMap<string, FoundItem>>

  /**
   * Order and mapping → what will be sent, and the totals that the ERP will come to. Pure: no call, the same input gives
   * the same plan. A promise where scripts of the connection take part, which run apart from us.
   */
  planSalesDocument(input: SalesDocumentInput): SalesDocumentPlan | Promise<SalesDocumentPlan>
  /** Pure: a request of a plan that a person has edited; whether it can be sent, and what the ERP would come to. */
  reviewRequest(edited: ErpRequest, planned: ErpRequest): RequestReview
  /**
   * @param planned by our key, the request that makes the document, where there is one: some ERPs can be asked for the
   * order's number only, and the request's context knows it
   * @returns by our key, every live (not cancelled) document or draft that carries it.
   */
  findSalesDocuments(
    orderbridgeIds: readonly string[],
    planned?: ReadonlyMap<string, ErpRequest>,
  ): Promise<ReadonlyMap<string, SalesDocument>>
  /**
   * Live sales documents that people entered under a reference, on that day or later, without a key of ours. Absent where
   * the ERP cannot be asked.
   * @returns the number that people see, by reference
   */
  findByHand?(
    wanted: readonly { readonly reference: string; readonly since: string }[],
  ): Promise<ReadonlyMap<string, string>>
  /** Writes. Look up first: the ERP has no idempotency key. */
  createSalesDocument(request: ErpRequest): Promise<SalesDocument>
  /**
   * Ids that do not exist are left out. A draft that has become a document in the meantime is answered by that
   * document: same orderbridgeId, another erpId, which is the one to remember from then on.
   */
  readSalesDocuments(erpIds: readonly string[]): Promise<readonly SalesDocument[]>
  /** Cancels when nothing was delivered, closes the rest otherwise. @returns what was possible, with the ERP's reason. */
  cancelSalesDocument(erpId: string): Promise<CancelOutcome>

  /**
   * @param until only what changed last before it, and at least that: for reading a long time in pieces
   * @returns what changed since the cursor (undefined: since the cut-over), and where to go on; overlaps on purpose.
   * No cursor: this ERP cannot be asked what changed, so nothing was asked.
   */
  readChanges(
    cursor: string | undefined,
    since: Date,
    until?: Date,
  ): Promise<{ readonly changes: readonly ErpChange[]; readonly cursor: string | undefined }>
  /** The documents with their lines traced back to sales documents. Missing ids are left out. */
  readFollowUps(kind: FollowUpKind, erpIds: readonly string[]): Promise<readonly FollowUp[]>
  /** All follow-ups of these sales documents, for reconciliation and after a late link. */
  findFollowUps(salesDocumentIds: readonly string[]): Promise<readonly FollowUp[]>
  /** @returns the PDF's bytes, unchecked; undefined when the ERP has none (yet). */
  fetchDocument(kind: FollowUpKind, erpId: string): Promise<Uint8Array | undefined>

  readonly payments?: ErpPayments
  readonly refunds?: ErpRefunds
  readonly callbacks?: ErpCallbacks
  readonly catalog?: ErpCatalog
  readonly source?: ErpSource
  readonly codes?: ErpCodes

  /** Log-in, company, fields that we need, codes of the mapping; one finding each. `fix` creates what may be created. */
  diagnose(options: { readonly fix: boolean }): Promise<readonly Finding[]>
  /** Logs out. */
  close(): Promise<void>
}

/** Books money that was captured in the shop. */
export interface ErpPayments {
  /** Against the sales document, or its invoice. `key` is found again by find. */
  create(input: PaymentInput): Promise<{ readonly erpId: string }>
  find(key: string): Promise<{ readonly erpId: string } | undefined>
}

/** Takes back what people refunded in the shop. */
export interface ErpRefunds {
  /**
   * A credit note for what is invoiced, fewer pieces or a cancellation for what is not. One write; what was done before
   * under the key is answered and not done twice.
   */
  create(input: RefundInput): Promise<RefundOutcome>
  /** @returns what create came to; undefined when it has done nothing. */
  find(input: RefundInput): Promise<RefundOutcome | undefined>
}

/** The ERP calls us when something moves. */
export interface ErpCallbacks {
  /** Verifies and parses a callback on its raw bytes. */
  parse(request: CallbackRequest): CallbackAnswer
  /** Asks the ERP to call us. @returns false when these settings, or this version of the ERP, do not have it. */
  subscribe(callbackUrl: string): Promise<boolean>
}

/** The ERP can be asked which codes it has, so that people choose where they would have to type. */
export interface ErpCodes {
  /** As the hints of the settings name them (domain/mapping-hints.ts). */
  readonly lists: readonly string[]
  /**
   * Reads only.
   * @param list one of `lists`
   * @returns what may be chosen: each code once, without those that are out of use; as the settings write them, as text
   */
  list(list: string): Promise<readonly ErpCode[]>
}

export interface ErpCode {
  readonly code: string
  /** As people in the ERP call it; "" where it has none. */
  readonly name: string
}

/** Orders that wait in another system than the shop, for this ERP. Its errors are RemoteErrors like the ERP's own. */
export interface ErpSource {
  /** @param next where the page before ended. The list moves while it is read; what is missed comes with the next look. */
  waiting(next?: string): Promise<{ readonly rows: readonly SourceRow[]; readonly next?: string }>
  /** @returns the order as JSON, not checked yet. @throws RemoteError permanent when it cannot be made of what is there. */
  read(row: SourceRow): Promise<unknown>
  /** Tells that the ERP has the order. Safe to repeat. @returns gone: cancelled there, or not there any more. */
  acknowledge(
    order: Pick<SourceRow, 'key' | 'number'>,
    erp: { readonly id: string; readonly number: string },
  ): Promise<{ readonly outcome: 'acknowledged' } | { readonly outcome: 'gone'; readonly reason: string }>
  stateOf(order: Pick<SourceRow, 'key' | 'number'>): Promise<SourceState>
}

export interface SourceRow {
  /** By what the source is asked for it. */
  readonly key: string
  /** As people call it. */
  readonly number: string
  /** As the list has it. */
  readonly row: unknown
}

export type SourceState = 'waiting' | 'acknowledged' | 'gone'

/** An HTTP request to an ERP as data: shown in previews, stored in the outbox, sent as it is. */
export interface ErpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  /** Below the service root: "/b1s/v2/Orders". */
  readonly path: string
  /** JSON. An ERP that speaks another language gets it translated by its connector, element by element. */
  readonly body?: unknown
  /** What the connector needs to understand the answer, as it needed it when the request was planned. JSON. */
  readonly context?: unknown
}

export interface SalesDocumentInput {
  readonly order: CanonicalOrder
  /** Our key for this document, at most 50 characters of [A-Za-z0-9-]. */
  readonly orderbridgeId: string
  /** "WEB-000000123": the reference that people search for. */
  readonly reference: string
  /** The ERP's key of the subject; "" is the collective customer that the connector's own settings name. */
  readonly subjectId: string
  /** ERP item code by Magento SKU. */
  readonly items: ReadonlyMap<string, string>
  /** The day of the order in the store's time zone, ISO date. */
  readonly documentDate: string
}

export interface SalesDocumentPlan {
  readonly request: ErpRequest
  /** Magento order line id → ERP line number of the request. Fees and shipping sent as lines are not in it. */
  readonly lines: readonly { readonly itemId: number; readonly erpLine: number }[]
  /** What the ERP will compute, by its own rounding rules, in the document's currency. */
  readonly expectedTotal: Amount
  readonly warnings: readonly string[]
  /** Set when the order cannot be sent with this mapping; code "mapping_missing:payment:paypal" groups the orders. */
  readonly hold?: { readonly code: string; readonly message: string; readonly remedy: string }
}

/** Why it cannot be sent, for people; or the total that the ERP would come to, absent when that cannot be told. */
export type RequestReview = { readonly refusal: string } | { readonly total?: Amount }

export interface PaymentInput {
  readonly key: string
  /** As in SalesDocumentInput. */
  readonly subjectId: string
  readonly salesDocumentId: string
  readonly invoiceId?: string
  readonly amount: Amount
  readonly currency: string
  readonly date: string
  /** Magento's payment method: decides the account. */
  readonly method?: string
  /** The gateway's reference. */
  readonly reference?: string
}

export type CancelOutcome =
  | { readonly outcome: 'canceled' | 'closed' | 'already' }
  | { readonly outcome: 'too_late'; readonly reason: string }

/** A credit memo of the shop, in the words of the sales document. */
export interface RefundInput {
  /** Our key for the credit note, as for a sales document. */
  readonly key: string
  readonly salesDocumentId: string
  /** One for each line of the order: its lines in the ERP, what this refund takes, and what stays after all refunds. */
  readonly lines: readonly { readonly erpLines: readonly number[]; readonly quantity: Amount; readonly keep: Amount }[]
  /** All money of the order is given back, with this refund and those before it. */
  readonly everything: boolean
  readonly shipping: { readonly gross: Amount; readonly taxRate: Amount; readonly method?: string }
  /** Given back on top less kept back; without tax. */
  readonly adjustment: Amount
  readonly total: Amount
  readonly currency: string
  /** ISO 3166-1 alpha-2, for the tax. */
  readonly country: string
  /** ISO date. */
  readonly date: string
  readonly comment: string
}

export type RefundOutcome =
  | {
      readonly outcome: 'credit_note'
      readonly erpId: string
      readonly erpNumber: string
      readonly total: Amount
      readonly currency: string
    }
  /** The credit note waits for an approval inside the ERP. */
  | { readonly outcome: 'draft'; readonly erpNumber: string }
  | { readonly outcome: 'canceled' | 'reduced' }
  | { readonly outcome: 'by_hand'; readonly reason: string }

export interface CallbackRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
}

export type CallbackAnswer =
  /** Answer with this JSON and store nothing (handshakes). */
  | { readonly kind: 'reply'; readonly json: unknown }
  /** `answer` is told to the caller once the changes are stored; absent: how many there were. */
  | { readonly kind: 'changes'; readonly changes: readonly ErpChange[]; readonly answer?: unknown }
  | { readonly kind: 'refused'; readonly status: 400 | 401; readonly reason: string }
