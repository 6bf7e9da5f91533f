import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { money, readRows } from '../view/rows.ts'
import { listContentDays } from './content-days.ts'
import { gapsOf, type LedgerSums } from './ledger-day.ts'
import { daysOfMonth } from './read-ledger.ts'
import { readLedgerDays } from './read-ledger-days.ts'
import { CHANGED } from './report-changed-days.ts'
import { storeZone } from './store-zone.ts'

/** A line of the month: the sums of a day, and how it stands. */
export interface MonthDay {
  readonly store: string
  readonly day: string
  readonly currency: string
  readonly sums: LedgerSums
  readonly state: 'open' | 'closed' | 'changed'
  /** How many orders and documents do not add up, while it is open. */
  readonly gaps: number
}

const sum = z.object({ count: z.number(), money })
const both = z.object({ erp: sum, magento: sum, difference: money })
const sumsSchema = z.object({
  placed: sum,
  classes: z.object({ in_erp: sum, held: sum, waiting: sum, skipped: sum, canceled: sum, unexplained: sum }),
  difference: money,
  invoiced: both,
  credited: both,
})

const sealRow = z.object({ day: z.string(), currency: z.string(), sums: sumsSchema, changed: z.boolean() })

/**
 * The days of a month ("2026-03"), newest first. Closed days are shown as they were closed, open ones as they are now, so
 * that a month of many orders costs what its open days cost. That a closed day changed is found every hour.
 */
export async function listMonth(
  ctx: Pick<FlowContext, 'db' | 'remotes'>,
  input: { readonly store: string; readonly month: string },
): Promise<MonthDay[]> {
  const { store } = input
  const bounds = daysOfMonth(input.month)
  const timezone = await storeZone(ctx, store)
  const [closed, all] = await Promise.all([
    readClosed(ctx, store, bounds),
    listContentDays(ctx, { store, timezone, ...bounds }),
  ])
  const isClosed = ({ day, currency }: { readonly day: string; readonly currency: string }) =>
    closed.some(one => one.day === day && one.currency === currency)
  const openDays = [...new Set(all.filter(one => !isClosed(one)).map(one => one.day))]
  const open: MonthDay[] = []
  for (const day of openDays)
    for (const one of await readLedgerDays(ctx, { store, timezone, fromDay: day, toDay: day }))
      if (!isClosed(one))
        open.push({ store, day, currency: one.currency, sums: one.sums, state: 'open', gaps: gapsOf(one).length })
  return [...closed, ...open].sort((a, b) => b.day.localeCompare(a.day) || a.currency.localeCompare(b.currency))
}

/** By the newest version of each seal; whether it changed is an open problem (report-changed-days.ts). */
async function readClosed(
  ctx: Pick<FlowContext, 'db'>,
  store: string,
  { fromDay, toDay }: { readonly fromDay: string; readonly toDay: string },
): Promise<MonthDay[]> {
  const rows = await readRows(
    ctx.db,
    sealRow,
    sql`select distinct on (s.day, s.currency) s.day, s.currency, s.content::json -> 'sums' as sums,
        exists (
          select 1 from problems p
          where p.store = s.store and p.closed_at is null and p.cause = ${CHANGED} || ':' || s.day || ':' || s.currency
        ) as changed
      from ledger_seals s
      where s.store = ${store} and s.day >= ${fromDay} and s.day <= ${toDay}
      order by s.day, s.currency, s.version desc`,
  )
  return rows.map(({ changed, ...row }) => ({ store, ...row, state: changed ? 'changed' : 'closed', gaps: 0 }))
}
