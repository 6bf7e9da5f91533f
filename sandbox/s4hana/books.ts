import type { Amount } from '../../src/domain/amount.ts'
import type { Journal } from '../journal.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { wallClock } from '../wall-clock.ts'
import type { Faults } from './faults.ts'

/** The books of a simulated S/4: what is in them, and one transaction at a time. */
export interface Books {
  readonly journal: Journal
  readonly clock: { now(): Date }
  readonly random: () => number
  /** The communication user. */
  readonly user: string
  readonly password: string
  /** IANA name: the days of the company. */
  readonly zone: string
  readonly faults: Faults
  /** What its papers look like; absent: laid out for people. @param title unique per document */
  readonly print?: (title: string) => Uint8Array
}

/** An entity as it was sent: its own fields, and the entities below it ("to_Item"). */
export interface Sent {
  readonly fields: Fields
  readonly parts: Readonly<Record<string, readonly Sent[]>>
}
export type Fields = Readonly<Record<string, string>>

export interface Material {
  readonly code: string
  readonly name: string
  /** Its tax class: the lower rate of the country. */
  readonly isReduced: boolean
  /** Nothing is delivered. */
  readonly isService: boolean
}

export interface OrderItem {
  /** 10, 20, 30. */
  readonly line: number
  readonly fields: Fields
  readonly conditions: readonly Fields[]
  readonly quantity: Amount
  /** With its part of the conditions of the whole order. */
  readonly gross: Amount
  readonly taxRate: Amount
  readonly isService: boolean
  /** Reason; empty: it is not rejected. */
  readonly rejection: string
  /** On deliveries, packed ones too. */
  readonly delivered: Amount
  /** The goods have left. */
  readonly issued: Amount
  readonly billed: Amount
}

export interface SalesOrder {
  readonly number: string
  readonly fields: Fields
  readonly partners: readonly Sent[]
  readonly texts: readonly Fields[]
  readonly conditions: readonly Fields[]
  readonly items: readonly OrderItem[]
  readonly day: string
  /** Milliseconds. Deliveries and invoices do not touch it. */
  readonly changedAt: number
}

export interface DeliveryLine {
  /** Of the order. */
  readonly line: number
  readonly material: string
  readonly quantity: Amount
}

export interface Delivery {
  readonly number: string
  readonly order: string
  readonly soldTo: string
  readonly lines: readonly DeliveryLine[]
  /** Bill of lading. */
  readonly parcel: string
  /** Day of the goods issue; absent: it is packed only. */
  readonly issuedOn?: string
  readonly changedOn: string
}

export interface BillingLine extends DeliveryLine {
  readonly net: Amount
  readonly tax: Amount
}

/** An invoice, or the counter document that cancels one. */
export interface BillingDocument {
  readonly number: string
  readonly order: string
  readonly soldTo: string
  readonly currency: string
  readonly category: 'M' | 'N'
  readonly isCancelled: boolean
  /** The invoice that a counter document cancels. */
  readonly cancels?: string
  /** Its output is issued: there is a PDF. */
  readonly isIssued: boolean
  readonly lines: readonly BillingLine[]
  readonly day: string
  readonly changedAt: number
}

/** A refusal as S/4 words it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  /** Message class and number: "V1/382". */
  readonly code: string
  readonly status: 400 | 404 | 405
  constructor(code: string, message: string, status: 400 | 404 | 405 = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

export interface Work extends Transaction {
  readonly books: Books
  readonly now: number
  /** "2026-01-31" in the company. */
  readonly today: string
}

/** All of it or nothing. */
export const transact = <T>(books: Books, act: (work: Work) => T): T =>
  inTransaction(books.journal, transaction =>
    act({ ...transaction, books, now: books.clock.now().getTime(), today: wallClock(books).slice(0, 10) }),
  )
