import type { Amount } from '../../domain/amount.ts'
import type { FollowUpKind } from '../../domain/fulfilment.ts'
import type { HttpSend } from '../../domain/http.ts'
import type { CallbackRequest, ErpConnector } from '../connector.ts'
import type { ConnectorKind } from '../connector-kind.ts'
import type { Network } from './network.ts'

/**
 * What a simulated ERP has to offer so that the cases of this folder can be run against a connector for it. The cases
 * speak the words of the contract only; everything that is particular to an ERP is behind this interface.
 */
export interface Bench {
  readonly kind: ConnectorKind
  readonly facts: Facts
  /** The clock of the ERP and of its connectors: it stands still until a case moves it. */
  readonly clock: BenchClock
  /** All that connectors of this bench send goes through it. */
  readonly network: Network
  readonly people: People
  /** A connector with settings that cover everything in `facts`. */
  readonly erp: ErpConnector
  connect(as?: ConnectAs): ErpConnector
  /** The ERP forgets every log-in. */
  loseSessions(): void
  close(): Promise<void>
}

export interface BenchClock {
  now(): Date
  /** Only forward. */
  set(moment: string): void
  pass(minutes: number): void
}

/** What is true of the simulated company and of the settings that `connect` uses. */
export interface Facts {
  readonly currency: string
  readonly foreignCurrency?: string
  /** ISO 3166-1 alpha-2 of the shoppers. */
  readonly country: string
  /** Percent, all mapped by the settings; the usual one first. */
  readonly taxRates: readonly Amount[]
  /** At least six codes of items that can be sold, at any price. */
  readonly items: readonly string[]
  /** A customer that is in the ERP. */
  readonly subjectId: string
  readonly paymentMethod: string
  readonly shippingMethod: string
  /** Codes of fees that the settings map, with tax. */
  readonly fees: readonly string[]
  /** Code of a fee that takes something off without tax, where the settings map one. */
  readonly deduction?: string
  /** Pieces of 0.5 or 1.25 can be sold. */
  readonly fractions: boolean
  /** How far a sent document may be from the order's grand total: "0" where the ERP has a line for what rounding leaves. */
  readonly tolerance: Amount
  /** Ways to be set up in which amounts come about differently; '' is that of `erp`. */
  readonly variants: readonly string[]
  /** Reads at most that look-ups of 100 keys take in this ERP. */
  readonly readsPerHundred: { readonly salesDocuments: number; readonly subjects: number; readonly items: number }
  /** The code that `connect({ mapping: 'broken' })` names and that the ERP does not have. */
  readonly missingCode: string
  /** Passwords and keys: they must not turn up in any message or address. */
  readonly secrets: readonly string[]
}

export interface ConnectAs {
  readonly password?: 'wrong'
  /** broken: one code of the mapping does not exist in the ERP. */
  readonly mapping?: 'broken'
  /** Rows per page of lists. */
  readonly pageSize?: number
  /** One of facts.variants. */
  readonly variant?: string
  /** none: follow-ups have no PDF, and nothing makes one. */
  readonly pdfs?: 'none'
  /** In place of the network's. */
  readonly send?: HttpSend
}

export interface Pieces {
  readonly erpLine: number
  readonly quantity: number
}

/** What people do inside the ERP. Each act happens at once and is stored when the promise resolves. */
export interface People {
  /** Sells for 12.20 with the usual tax, and there is enough of it. */
  createItem(code: string, name: string): Promise<void>
  blockItem(code: string): Promise<void>
  createCustomer(customer: { name: string; vatId?: string; email?: string }): Promise<string>
  confirm(salesDocumentId: string): Promise<void>
  cancel(salesDocumentId: string): Promise<void>
  /** Saves the document again with another remark: the ERP counts that as a change. */
  touch(salesDocumentId: string): Promise<void>
  /** @param pieces absent: all that is open @returns the delivery */
  ship(salesDocumentId: string, pieces?: readonly Pieces[], tracking?: string): Promise<string>
  /** All that is not invoiced yet, from the deliveries where there are some. @returns the invoice */
  invoice(salesDocumentId: string): Promise<string>
  /** Makes the PDF, where people do that and not the ERP. */
  print?(invoiceId: string): Promise<void>
  /** Strings that the ERP has stored with a sales document or a customer. */
  textsOf(entity: 'sales_document' | 'subject', erpId: string): Promise<readonly string[]>
  /** ISO date of the sales document. */
  dateOf(salesDocumentId: string): Promise<string>
  /** How many customers there are, whoever made them. */
  countCustomers(): Promise<number>
  /** How many live documents carry the key. */
  countDocuments(orderbridgeId: string): Promise<number>
  /** One piece of the invoice's first line. @returns the credit note */
  credit?(invoiceId: string): Promise<string>
  undo?(kind: FollowUpKind, erpId: string): Promise<void>
  /** One invoice for all that is open of several sales documents of one customer. */
  invoiceTogether?(salesDocumentIds: readonly string[]): Promise<string>
  /** Copies a sales document, our key with it. @returns the copy */
  duplicate?(salesDocumentId: string): Promise<string>
  /** From now on the ERP refuses a second document with the same reference. */
  refuseDoubles?(): void
  readonly approval?: {
    /** The next sales document waits for an approver. */
    holdNext(): void
    approve(draftId: string): Promise<string>
    reject(draftId: string): Promise<void>
  }
  /** What the ERP would send to our callback address about a sales document, signed. */
  callback?(salesDocumentId: string): CallbackRequest
  setStock?(code: string, quantity: number): Promise<void>
}

/** What not every ERP has. A case names what it needs; a harness names what it lacks, and why. */
export type Need =
  | 'payments'
  | 'refunds'
  | 'callbacks'
  | 'catalog'
  | 'codes'
  /** Our key can be searched for; without, a look-up needs the request that was planned. */
  | 'look-up by key alone'
  /** Customers are looked up and made by themselves, and do not only travel with the order. */
  | 'subjects'
  | 'item look-up'
  /** Log-ins end; without, each call carries user and password. */
  | 'sessions'
  | 'password'
  /** The mapping names codes that the ERP can be asked for. */
  | 'codes to check'
  | 'foreign currency'
  | 'credit notes'
  | 'partial deliveries'
  /** What is left of a document that was delivered in part can be given up. */
  | 'closing'
  | 'collective invoices'
  /** People can cancel deliveries and invoices. */
  | 'undo'
  | 'news of cancelled follow-ups'
  /** The ERP can be asked for what changed since a moment, and not only for all of it. */
  | 'changes by time'
  /** The ERP can be set to refuse a second document with the same reference. */
  | 'refusal of doubles'
  /** People can copy a document, our key with it. */
  | 'duplicates'
  | 'approvals'

export interface Case {
  /** A sentence about the connector: "finds many documents in few calls". */
  readonly name: string
  readonly needs?: readonly Need[]
  run(bench: Bench): Promise<void>
}

/** Cases of one obligation. */
export interface Suite {
  readonly obligation: string
  readonly cases: readonly Case[]
}

export interface Harness {
  /** A new company with nothing in it that a case did not put there, besides what `facts` tells. */
  open(): Promise<Bench>
  /** With the reason, for the report. What is not in it is tested. */
  readonly lacks: Partial<Readonly<Record<Need, string>>>
}
