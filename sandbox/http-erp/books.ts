import type { Amount } from '../../src/domain/amount.ts'
import type { Journal } from '../journal.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { wallClock } from '../wall-clock.ts'
import type { Faults } from './faults.ts'

/** The books of a made-up ERP that nobody wrote a connector for: what is in them, and one transaction at a time. */
export interface Books {
  readonly journal: Journal
  readonly clock: { now(): Date }
  readonly random: () => number
  readonly user: string
  readonly password: string
  /** IANA name: times in answers and filters are the server's own wall clock, without a zone. */
  readonly zone: string
  /** Refuses a second order with the same externalId; off, as in many an ERP, it makes two. */
  readonly uniqueExternalId: boolean
  readonly faults: Faults
  /** What its papers look like; absent: laid out for people. @param title unique per document */
  readonly print?: (title: string) => Uint8Array
}

export interface Item {
  readonly code: string
  readonly name: string
  readonly active: boolean
  /** Gross, in euro. */
  readonly price: Amount
  readonly taxRate: Amount
  readonly onHand: Amount
  readonly reserved: Amount
  readonly updatedAt: string
  readonly stockUpdatedAt: string
}

export interface Party {
  readonly name: string
  readonly company?: string | undefined
  readonly vatId?: string | undefined
  readonly street?: string | undefined
  readonly postcode?: string | undefined
  readonly city?: string | undefined
  readonly country?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
}

export interface OrderLine {
  /** From 1, as they came. */
  readonly line: number
  readonly item: string
  readonly text: string
  readonly quantity: Amount
  /** Of the whole line. */
  readonly gross: Amount
  readonly taxRate: Amount
  readonly shipped: Amount
  readonly invoiced: Amount
}

export interface Charge {
  readonly code: string
  readonly text: string
  readonly gross: Amount
  readonly taxRate: Amount
}

export type OrderStatus = 'NEW' | 'CONFIRMED' | 'DONE' | 'CANCELLED'

export interface Order {
  readonly id: number
  readonly number: string
  readonly externalId: string
  readonly reference: string
  readonly date: string
  readonly currency: string
  readonly status: OrderStatus
  readonly customer: Party
  readonly shipTo?: Party | undefined
  readonly paymentMethod?: string | undefined
  readonly note?: string | undefined
  readonly lines: readonly OrderLine[]
  readonly charges: readonly Charge[]
  readonly total: Amount
  readonly updatedAt: string
}

export const documentKinds = ['shipments', 'invoices', 'credit-notes'] as const
export type DocumentKind = (typeof documentKinds)[number]

export interface DocumentLine {
  readonly orderId: number
  readonly orderLine: number
  readonly item: string
  readonly quantity: Amount
  readonly gross: Amount
}

/** A delivery, an invoice or a credit note. */
export interface ErpDocument {
  readonly id: number
  readonly number: string
  readonly orderId: number
  readonly date: string
  readonly currency: string
  readonly cancelled: boolean
  readonly lines: readonly DocumentLine[]
  readonly charges: readonly Charge[]
  readonly total: Amount
  readonly parcels: readonly { readonly number: string; readonly carrier: string }[]
  readonly updatedAt: string
}

/** Says no to what was asked; `status` and `code` go into the answer. */
export class BooksError extends Error {
  override readonly name = 'BooksError'
  readonly status: 400 | 404 | 409 | 422
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
  constructor(
    status: 400 | 404 | 409 | 422,
    code: string,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
  }
}

export interface Work extends Transaction {
  readonly books: Books
  /** "2026-01-31 18:38:00" on the server's wall clock. */
  readonly now: string
}

/** All of it or nothing. */
export const transact = <T>(books: Books, act: (work: Work) => T): T =>
  inTransaction(books.journal, transaction => act({ ...transaction, books, now: wallClock(books) }))
