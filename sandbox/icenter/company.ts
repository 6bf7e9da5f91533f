import type { Amount } from '../../src/domain/amount.ts'
import type { Journal } from '../journal.ts'
import type { Faults } from './faults.ts'
import type { Variants } from './variants.ts'

/** Everything a simulated iCenter company is made of: its memory, its clock and its switches. */
export interface Company {
  readonly journal: Journal
  readonly clock: { now(): Date }
  readonly random: () => number
  readonly user: string
  readonly password: string
  /** Number of the company, sent as OrganisationId with every call. */
  readonly organisation: number
  /** Comes with the API licence; opens the document archive. */
  readonly apiClientId: string
  /** IANA name: iCenter reads and writes the server's wall clock, without a zone. */
  readonly timeZone: string
  readonly variants: Variants
  readonly faults: Faults
  /** What its papers look like; absent: laid out for people. @param title unique per document */
  readonly print?: (title: string) => Uint8Array
}

/** Euro, as ISO 4217 numeric: the currency that the company books in. */
export const EURO = '978'

/** A value of an element. Decimals are Amounts, moments are the server's wall clock. */
export type Scalar = string | number | boolean
/** A record under iCenter's own element names; what is absent is NULL in the database. */
export interface Row {
  [element: string]: Scalar | undefined
}

/** Year, book and number: the key of every document. */
export interface DocumentKey {
  readonly year: number
  readonly book: string
  readonly number: number
}

export interface OrderLine extends Row {
  OrderLineNo: number
  ItemID: string
  Qty: Amount
}

export interface Order {
  readonly key: DocumentKey
  /** Elements of OrderHeader as they were stored, defaults filled in. */
  readonly header: Row
  readonly lines: readonly OrderLine[]
  readonly payments: readonly Row[]
  readonly status: OrderStatus
  readonly canceledAt?: string
  readonly inserted: string
  readonly modified: string
}

/** Entered, confirmed, partly dispatched, closed, cancelled. */
export type OrderStatus = 'O' | 'P' | 'D' | 'Z' | 'X'

/** A line of a dispatch advice or of an invoice, and the line of the order that it was made from. */
export interface FollowLine {
  readonly line: number
  readonly orderLine: number
  readonly quantity: Amount
}

export interface Dispatch {
  readonly key: DocumentKey
  readonly order: DocumentKey
  readonly lines: readonly FollowLine[]
  /** O: goods are still on the shelf. Z: posted, goods have left. X: reversed. */
  readonly status: 'O' | 'Z' | 'X'
  readonly date: string
  readonly tracking?: string
  readonly attachment?: string
  readonly inserted: string
  readonly modified: string
}

export interface Invoice {
  readonly key: DocumentKey
  /** Absent on what AddInvoice made. */
  readonly order?: DocumentKey
  /** The invoice that a credit takes back. */
  readonly credits?: DocumentKey
  readonly header: Row
  readonly lines: readonly InvoiceLine[]
  readonly payments: readonly Row[]
  /** Z: issued. S: reversed by a counter document. */
  readonly status: 'Z' | 'S'
  readonly attachment?: string
  readonly inserted: string
  readonly modified: string
}

export interface InvoiceLine {
  readonly line: number
  readonly orderLine?: number
  /** Elements of the line with its price, as they are on the order. */
  readonly priced: OrderLine
}

/** A file of the archive: printed by the ERP on demand, or stored by a client. */
export interface ArchivedDocument {
  readonly id: string
  readonly name: string
  readonly added: string
  readonly invoice?: DocumentKey
  readonly dispatch?: DocumentKey
  /** Base64. */
  readonly data?: string
  readonly entityType?: string
  readonly entityCode?: string
}

/** The collections of the journal and what is in them. */
export interface Collections {
  customers: Row
  contacts: Row
  items: Row
  prices: Row
  stock: StockRow
  orders: Order
  dispatches: Dispatch
  invoices: Invoice
  documents: ArchivedDocument
  lookups: { readonly rows: readonly Row[] }
  counters: { readonly value: number }
  clerk: { readonly plan: string; readonly nextAt: number; readonly done: boolean; readonly trouble?: string }
}
export type Collection = keyof Collections

interface StockRow {
  readonly item: string
  readonly warehouse: string
  readonly quantity: Amount
}

export const idOf = (key: DocumentKey): string => `${key.year}/${key.book}/${key.number}`
export const stockKey = (item: string, warehouse: string): string => `${warehouse}:${item}`

/** One transaction: reads see its own writes, nothing is stored before `commit`. */
export interface Work {
  readonly company: Company
  /** The server's wall clock: "2026-01-31T10:22:26.733". */
  readonly now: string
  readonly today: string
  get<C extends Collection>(collection: C, key: string): Collections[C] | undefined
  /** The same array until something is put into the collection. */
  list<C extends Collection>(collection: C): readonly Collections[C][]
  put<C extends Collection>(collection: C, key: string, value: Collections[C]): void
  /** Next number of a counter that begins with `first`. */
  next(counter: string, first: number): number
  commit(): void
}

export function beginWork(company: Company): Work {
  const pending = new Map<string, Map<string, unknown>>()
  const read = new Map<string, readonly unknown[]>()
  const now = wallClock(company.clock.now(), company.timeZone)
  const work: Work = {
    company,
    now,
    today: `${now.slice(0, 10)}T00:00:00`,
    get: (collection, key) => {
      const changed = pending.get(collection)?.get(key)
      return (changed ?? company.journal.get(collection, key)) as never // put wrote it under this collection's type
    },
    list: collection => {
      const rows = read.get(collection) ?? withChanges(company.journal, collection, pending.get(collection))
      read.set(collection, rows)
      return rows as never // as above
    },
    put(collection, key, value) {
      const changed = pending.get(collection) ?? new Map<string, unknown>()
      pending.set(collection, changed)
      changed.set(key, { ...value, $key: key })
      read.delete(collection)
    },
    next(counter, first) {
      const value = work.get('counters', counter)?.value ?? first
      work.put('counters', counter, { value: value + 1 })
      return value
    },
    commit() {
      const changes = [...pending].flatMap(([collection, values]) =>
        [...values].map(([key, value]) => ({ collection, key, value })),
      )
      pending.clear()
      if (changes.length > 0) company.journal.commit(changes)
    },
  }
  return work
}

function withChanges(journal: Journal, collection: string, changed: ReadonlyMap<string, unknown> | undefined) {
  const rows = journal.list<{ readonly $key: string }>(collection)
  if (!changed) return rows
  const kept = new Map<string, unknown>(rows.map(row => [row.$key, row]))
  for (const [key, value] of changed) kept.set(key, value)
  return [...kept.values()]
}

/** Everything or nothing. */
export function transact<T>(company: Company, act: (work: Work) => T): T {
  const work = beginWork(company)
  const result = act(work)
  work.commit()
  return result
}

const zones = new Map<string, Intl.DateTimeFormat>()

/** @returns what a clock on the wall of that zone shows, with milliseconds and without a zone. */
export function wallClock(moment: Date, timeZone: string): string {
  let format = zones.get(timeZone)
  if (!format) {
    // "sv-SE" writes ISO order: 2026-01-31 18:38:00.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    zones.set(timeZone, format)
  }
  const milliseconds = String(moment.getMilliseconds()).padStart(3, '0')
  return `${format.format(moment).replace(' ', 'T')}.${milliseconds}`
}
