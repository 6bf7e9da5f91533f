import { createHash } from 'node:crypto'
import type { Journal } from '../journal.ts'
import { randomHex } from '../random-hex.ts'
import type { Faults } from './faults.ts'

/** Everything a simulated B1 company is made of: its memory, its clock and its switches. */
export interface Company {
  readonly journal: Journal
  readonly clock: { now(): Date }
  readonly random: () => number
  readonly companyDb: string
  readonly user: string
  readonly password: string
  /** IANA name: B1 writes dates and times of the server's own zone, not UTC. */
  readonly timeZone: string
  /** How long a new user field stays invisible: the workers keep their metadata until they reload it. */
  readonly udfDelayMs: number
  readonly faults: Faults
  /** What its papers look like; absent: laid out for people. @param title unique per document */
  readonly print?: (title: string) => Uint8Array
}

/** The company books in euro; everything else is a foreign currency and needs a rate. */
export const LOCAL_CURRENCY = 'EUR'

/** An entity as it is stored: B1's own property names. Names that begin with "$" are ours and never leave the system. */
export interface Entity {
  [property: string]: unknown
}

/** Rows of a collection, [] when there is none; readEntity has checked that they are objects. */
export const rowsOf = (value: unknown): Entity[] => (Array.isArray(value) ? (value as Entity[]) : []) // see above

export interface BusinessEvent {
  readonly object: string
  readonly transaction: 'Created' | 'Updated' | 'Cancelled' | 'Closed'
  readonly key: Readonly<Record<string, string>>
}

/** One transaction: reads see its own writes, nothing is stored before `commit`. */
export interface Work {
  readonly company: Company
  /** In the company's time zone: "2026-01-31". */
  readonly today: string
  /** "18:38:00". */
  readonly time: string
  get<T = Entity>(set: string, key: string | number): T | undefined
  list<T = Entity>(set: string): T[]
  put(set: string, key: string | number, value: unknown): void
  /** Next number of a counter that begins with `first`. */
  next(counter: string, first: number): number
  tell(event: BusinessEvent): void
  readonly events: readonly BusinessEvent[]
  commit(): void
}

/** Set by the webhook room; turns events into stored notifications in the same commit. */
export type Notifier = (work: Work, events: readonly BusinessEvent[]) => void

export function beginWork(company: Company, notify?: Notifier): Work {
  const pending = new Map<string, Map<string, unknown>>()
  const events: BusinessEvent[] = []
  const { date, time } = companyTime(company)
  const work: Work = {
    company,
    today: date,
    time,
    get: <T>(set: string, key: string | number) => {
      const changed = pending.get(set)
      if (changed?.has(String(key))) return changed.get(String(key)) as T | undefined // the caller wrote it
      return company.journal.get<T>(set, key)
    },
    list: <T>(set: string) => {
      const changed = pending.get(set)
      if (!changed) return company.journal.list<T>(set)
      const keyed = company.journal.list<{ readonly $key: string }>(set)
      const rows = new Map<string, unknown>(keyed.map(row => [row.$key, row]))
      for (const [key, value] of changed) value === undefined ? rows.delete(key) : rows.set(key, value)
      return [...rows.values()] as T[] // the caller wrote them
    },
    put(set, key, value) {
      const changed = pending.get(set) ?? new Map<string, unknown>()
      pending.set(set, changed)
      changed.set(String(key), value === undefined ? undefined : { ...(value as object), $key: String(key) }) // entities are objects
    },
    next(counter, first) {
      const value = work.get<{ readonly value: number }>('counters', counter)?.value ?? first
      work.put('counters', counter, { value: value + 1 })
      return value
    },
    tell: event => void events.push(event),
    events,
    commit() {
      if (notify && events.length > 0) notify(work, events.splice(0))
      const changes = [...pending].flatMap(([collection, values]) =>
        [...values].map(([key, value]) => ({ collection, key, value })),
      )
      pending.clear()
      if (changes.length > 0) company.journal.commit(changes)
    },
  }
  return work
}

const zones = new Map<string, Intl.DateTimeFormat>()

/** The wall clock of the B1 server. */
export function companyTime(company: Company): { readonly date: string; readonly time: string } {
  let format = zones.get(company.timeZone)
  if (!format) {
    // "sv-SE" writes ISO order: 2026-01-31 18:38:00.
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: company.timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    zones.set(company.timeZone, format)
  }
  const [date = '', time = ''] = format.format(company.clock.now()).split(' ')
  return { date, time }
}

/** The form of a B1 session id. */
export function randomGuid(random: () => number): string {
  const hex = randomHex(random, 32)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export const etagOf = (entity: Entity): string =>
  `W/"${createHash('sha1').update(JSON.stringify(entity)).digest('hex').toUpperCase()}"`
