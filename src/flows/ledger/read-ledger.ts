import type { FlowContext } from '../context.ts'
import { type LedgerDay, sumDay } from './ledger-day.ts'
import { readLedgerDays } from './read-ledger-days.ts'
import { readSeals, type SealRow } from './read-seals.ts'
import { type Change, changesSince } from './seal-content.ts'
import { shiftDay, storeZone } from './store-zone.ts'

/** A day with how it was closed: not yet, or once, or again after it changed. */
export interface BookDay extends LedgerDay {
  /** All versions, oldest first. */
  readonly seals: readonly SealRow[]
  /** What is different since the newest one. */
  readonly changes: readonly Change[]
}

/** The days from one to the other, both included, per currency, oldest first. Closed days that are empty now are among them. */
export async function readLedger(
  ctx: Pick<FlowContext, 'db' | 'remotes'>,
  input: { readonly store: string; readonly fromDay: string; readonly toDay: string },
): Promise<BookDay[]> {
  const { store, fromDay, toDay } = input
  const timezone = await storeZone(ctx, store)
  const [days, seals] = await Promise.all([
    readLedgerDays(ctx, { store, timezone, fromDay, toDay }),
    readSeals(ctx, store, fromDay, toDay),
  ])
  const sealsOf = Map.groupBy(seals, seal => `${seal.day} ${seal.currency}`)
  const found = days.map(day => bookDay(day, sealsOf.get(`${day.day} ${day.currency}`) ?? []))
  const vanished = [...sealsOf.values()].flatMap(versions => {
    const [first] = versions
    const isThere = days.some(({ day, currency }) => day === first?.day && currency === first.currency)
    return first && !isThere ? [bookDay(emptyDay(store, first), versions)] : []
  })
  return [...found, ...vanished].sort((a, b) => (a.day + a.currency < b.day + b.currency ? -1 : 1))
}

export function dayState({ seals, changes }: Pick<BookDay, 'seals' | 'changes'>): 'open' | 'closed' | 'changed' {
  if (changes.length > 0) return 'changed'
  return seals.length > 0 ? 'closed' : 'open'
}

/** For files and terminals. */
export const STATE_WORDS = { open: 'open', closed: 'closed', changed: 'changed after sealing' } as const

function bookDay(day: LedgerDay, seals: readonly SealRow[]): BookDay {
  const newest = seals.at(-1)
  return { ...day, seals, changes: newest ? changesSince(newest.content, day) : [] }
}

function emptyDay(store: string, { day, currency }: SealRow): LedgerDay {
  const none = { orders: [], documents: [] }
  return { store, day, currency, ...none, sums: sumDay([], []) }
}

/** The first and the last day of a month ("2026-03"). */
export function daysOfMonth(month: string): { readonly fromDay: string; readonly toDay: string } {
  const fromDay = `${month}-01`
  const next = `${shiftDay(fromDay, 31).slice(0, 7)}-01`
  return { fromDay, toDay: shiftDay(next, -1) }
}
