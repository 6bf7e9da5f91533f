import type { Amount } from '../../src/domain/amount.ts'
import type { Journal, JournalChange } from '../journal.ts'
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

/** Reads see its own writes; nothing is stored before the end. */
export interface Work {
  readonly books: Books
  /** "2026-01-31 18:38:00" on the server's wall clock. */
  readonly now: string
  get<T>(collection: string, key: string | number): T | undefined
  list<T>(collection: string): T[]
  put(collection: string, key: string | number, value: unknown): void
  next(counter: string, first: number): number
}

/** All of it or nothing. */
export function transact<T>(books: Books, act: (work: Work) => T): T {
  const pending = new Map<string, JournalChange>()
  const keyed = (collection: string, key: string | number) => `${collection} ${key}`
  const work: Work = {
    books,
    now: wallClock(books),
    get: <V>(collection: string, key: string | number) => {
      const changed = pending.get(keyed(collection, key))
      return changed ? (changed.value as V | undefined) : books.journal.get<V>(collection, key) // the caller wrote it
    },
    // Lists are read before anything of theirs is written in the same transaction.
    list: <V>(collection: string) => books.journal.list<V>(collection),
    put: (collection, key, value) => void pending.set(keyed(collection, key), { collection, key, value }),
    next(counter, first) {
      const value = work.get<{ readonly value: number }>('counters', counter)?.value ?? first
      work.put('counters', counter, { value: value + 1 })
      return value
    },
  }
  const result = act(work)
  if (pending.size > 0) books.journal.commit([...pending.values()])
  return result
}

const formats = new Map<string, Intl.DateTimeFormat>()

export function wallClock({ zone, clock }: Pick<Books, 'zone' | 'clock'>): string {
  let format = formats.get(zone)
  if (!format) {
    // "sv-SE" writes ISO order.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(zone, format)
  }
  return format.format(clock.now())
}

/** Random text for tokens and passwords; repeatable when `random` is seeded. */
export const randomHex = (random: () => number, length: number): string =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('')
