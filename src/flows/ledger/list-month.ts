import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { canonicalJson } from '../audit/hash-entry.ts'
import type { FlowContext } from '../context.ts'
import { readRows } from '../view/rows.ts'
import { type DaySums, ledgerSums } from './day-sums.ts'
import { sumDay } from './ledger-day.ts'
import { readDaySums } from './read-day-sums.ts'
import { daysOfMonth } from './read-ledger.ts'
import { CHANGED } from './report-changed-days.ts'
import { shiftDay, storeZone } from './store-zone.ts'

/** A line of the month: the sums of a day as they are now, and how it stands. */
export interface MonthDay extends DaySums {
  readonly store: string
  readonly state: 'open' | 'closed' | 'changed'
}

/**
 * The days of a month ("2026-03"), newest first, with `gaps` while they are open. A closed day has changed when its sums
 * are not those that were sealed; a change that leaves the sums as they were is found every hour (report-changed-days.ts).
 */
export async function listMonth(
  ctx: Pick<FlowContext, 'db' | 'remotes'>,
  input: { readonly store: string; readonly month: string },
): Promise<MonthDay[]> {
  const { store } = input
  const bounds = daysOfMonth(input.month)
  const timezone = await storeZone(ctx, store)
  const [sums, seals] = await Promise.all([
    readDaySums(ctx, { store, timezone, days: daysBetween(bounds) }),
    readSealed(ctx, store, bounds),
  ])
  const place = ({ day, currency }: Pick<DaySums, 'day' | 'currency'>) => `${day} ${currency}`
  const sealOf = new Map(seals.map(seal => [place(seal), seal]))
  const found = new Set(sums.map(place))
  const vanished = seals.filter(seal => !found.has(place(seal)))
  const days = [
    ...sums,
    ...vanished.map(({ day, currency }) => ({ day, currency, sums: sumDay([], []), gaps: 0, fingerprint: '' })),
  ]
  return days
    .map((one): MonthDay => {
      const seal = sealOf.get(place(one))
      if (!seal) return { store, ...one, state: 'open' }
      const isChanged = seal.changed || canonicalJson(seal.sums) !== canonicalJson(one.sums)
      return { store, ...one, gaps: 0, state: isChanged ? 'changed' : 'closed' }
    })
    .sort((a, b) => b.day.localeCompare(a.day) || a.currency.localeCompare(b.currency))
}

function daysBetween({ fromDay, toDay }: ReturnType<typeof daysOfMonth>): string[] {
  const days: string[] = []
  for (let day = fromDay; day <= toDay; day = shiftDay(day, 1)) days.push(day)
  return days
}

const sealed = z.object({ day: z.string(), currency: z.string(), sums: ledgerSums, changed: z.boolean() })

/** The newest version of each; that the hourly look found a change is an open problem. */
const readSealed = (
  ctx: Pick<FlowContext, 'db'>,
  store: string,
  { fromDay, toDay }: { readonly fromDay: string; readonly toDay: string },
): Promise<z.infer<typeof sealed>[]> =>
  readRows(
    ctx.db,
    sealed,
    sql`select distinct on (s.day, s.currency) s.day, s.currency, s.sums,
        exists (
          select 1 from problems p
          where p.store = s.store and p.closed_at is null and p.cause = ${CHANGED} || ':' || s.day || ':' || s.currency
        ) as changed
      from ledger_seals s
      where s.store = ${store} and s.day >= ${fromDay} and s.day <= ${toDay}
      order by s.day, s.currency, s.version desc`,
  )
