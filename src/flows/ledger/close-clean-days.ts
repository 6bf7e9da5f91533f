import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type FlowContext, inTransaction } from '../context.ts'
import { dayIn } from '../order/plan-sales-document.ts'
import { readRows } from '../view/rows.ts'
import { appendSeal, lockLedger } from './append-seal.ts'
import { sealsOf } from './close-day.ts'
import { type ContentDay, listContentDays } from './content-days.ts'
import { obstaclesOf } from './ledger-day.ts'
import { notCompared } from './ledger-rows.ts'
import { readLedgerDays } from './read-ledger-days.ts'
import { shiftDay, storeZone } from './store-zone.ts'

/** A chain that stood open for long is caught up in several runs. */
const MOST_DAYS = 62

/**
 * Closes the days that are over, were compared since, and leave nothing open, one after the other; the first that is not
 * clean stops its chain until it is, or until a person closes it.
 * @param input.reconciledFrom the first moment of the comparison that has just ended: a chain begins in it.
 * @param input.except days on which orders were placed that are still on their way in.
 * @returns how many were closed.
 */
export async function closeCleanDays(
  ctx: FlowContext,
  input: { readonly store: string; readonly reconciledFrom: Date; readonly except: ReadonlySet<string> },
): Promise<number> {
  const { store } = input
  const timezone = await storeZone(ctx, store)
  const today = dayIn(timezone, ctx.clock.now().toISOString())
  const firstDay = shiftDay(dayIn(timezone, input.reconciledFrom.toISOString()), 1)
  return await inTransaction(ctx, async tx => {
    await lockLedger(tx, store)
    const days = await listContentDays(tx, { store, timezone, fromDay: '0001-01-01', toDay: shiftDay(today, -1) })
    let closed = 0
    for (const [currency, all] of Map.groupBy(days, one => one.currency)) {
      for (const { day } of await openDays(tx, store, currency, all, firstDay)) {
        const [one] = (await readLedgerDays(tx, { store, timezone, fromDay: day, toDay: day })).filter(
          found => found.currency === currency,
        )
        if (!one || input.except.has(day) || obstaclesOf(one).length > 0) break
        if (await hasNotCompared(tx, store, timezone, day)) break
        await appendSeal(tx, one, null)
        closed += 1
      }
    }
    return closed
  })
}

/** What follows the last closed day. A new chain begins by itself only when nothing lies before what was compared. */
async function openDays(
  ctx: FlowContext,
  store: string,
  currency: string,
  days: readonly ContentDay[],
  firstDay: string,
): Promise<readonly ContentDay[]> {
  const last = (await sealsOf(ctx, store, currency)).at(-1)
  if (!last) return days.some(({ day }) => day < firstDay) ? [] : days.slice(0, MOST_DAYS)
  return days.filter(({ day }) => day > last.day).slice(0, MOST_DAYS)
}

const hasNotCompared = async (ctx: FlowContext, store: string, timezone: string, day: string): Promise<boolean> =>
  (await readRows(ctx.db, z.object({ number: z.string() }), sql`${notCompared(store, timezone, day)} limit 1`)).length >
  0
