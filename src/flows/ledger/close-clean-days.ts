import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type FlowContext, inTransaction } from '../context.ts'
import { dayIn } from '../order/plan-sales-document.ts'
import { readRows } from '../view/rows.ts'
import { appendSeal, lockLedger } from './append-seal.ts'
import { sealsOf } from './close-day.ts'
import { type ContentDay, listContentDays } from './content-days.ts'
import { obstaclesOf } from './ledger-day.ts'
import { notCompared, notRead } from './ledger-rows.ts'
import { moveOpenFrom, readOpenFrom } from './open-from.ts'
import { readLedgerDays } from './read-ledger-days.ts'
import { shiftDay, storeZone } from './store-zone.ts'

/** A ledger that stood open for long is caught up in several runs. */
const MOST_DAYS = 62

interface Closing {
  readonly store: string
  readonly timezone: string
  /** Days on which orders were placed that are still on their way in. */
  readonly except: ReadonlySet<string>
}

/**
 * Closes the days that are over, were compared since, and leave nothing open, one after the other in each currency; the
 * first that is not clean stops its currency until it is, or until a person closes it. The ledger begins with the first
 * whole day of the first comparison.
 * @param input.reconciledFrom the first moment of the comparison that has just ended.
 * @returns how many were closed.
 */
export async function closeCleanDays(
  ctx: FlowContext,
  input: { readonly store: string; readonly reconciledFrom: Date; readonly except: ReadonlySet<string> },
): Promise<number> {
  const { store } = input
  const closing = { store, timezone: await storeZone(ctx, store), except: input.except }
  const day = (moment: Date) => dayIn(closing.timezone, moment.toISOString())
  const today = day(ctx.clock.now())
  return await inTransaction(ctx, async tx => {
    await lockLedger(tx, store)
    const fromDay = (await readOpenFrom(tx, store)) ?? shiftDay(day(input.reconciledFrom), 1)
    const days = await listContentDays(tx, { ...closing, fromDay, toDay: shiftDay(today, -1) })
    let closed = 0
    const stillOpen = [today]
    for (const [currency, all] of Map.groupBy(days, one => one.currency)) {
      const result = await closeInOrder(tx, closing, currency, all)
      closed += result.closed
      if (result.stoppedAt) stillOpen.push(result.stoppedAt)
    }
    await moveOpenFrom(tx, store, stillOpen.sort()[0] ?? today)
    return closed
  })
}

async function closeInOrder(
  ctx: FlowContext,
  closing: Closing,
  currency: string,
  days: readonly ContentDay[],
): Promise<{ readonly closed: number; readonly stoppedAt: string | undefined }> {
  const sealed = new Set((await sealsOf(ctx, closing.store, currency)).map(seal => seal.day))
  let closed = 0
  for (const { day } of days.filter(one => !sealed.has(one.day))) {
    if (closed === MOST_DAYS || !(await closeIfClean(ctx, closing, currency, day))) return { closed, stoppedAt: day }
    closed += 1
  }
  return { closed, stoppedAt: undefined }
}

async function closeIfClean(
  ctx: FlowContext,
  { store, timezone, except }: Closing,
  currency: string,
  day: string,
): Promise<boolean> {
  if (except.has(day)) return false
  const days = await readLedgerDays(ctx, { store, timezone, fromDay: day, toDay: day })
  const one = days.find(found => found.currency === currency)
  if (!one || obstaclesOf(one).length > 0) return false
  const pending = sql`${notCompared(store, timezone, day)} union all ${notRead(store, timezone, day)} limit 1`
  if ((await readRows(ctx.db, z.object({ number: z.string() }), pending)).length > 0) return false
  await appendSeal(ctx, one, null)
  return true
}
