import { and, asc, eq } from 'drizzle-orm'
import { ledgerSeals } from '../../db/schema/ledger.ts'
import { UserError } from '../../domain/errors.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { dayIn } from '../order/plan-sales-document.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'
import { appendSeal, lockLedger } from './append-seal.ts'
import { listContentDays } from './content-days.ts'
import type { LedgerDay } from './ledger-day.ts'
import { moveOpenFrom, readOpenFrom } from './open-from.ts'
import { readLedgerDays } from './read-ledger-days.ts'
import { newestByDay, readSeals, type SealRow } from './read-seals.ts'
import { changesSince } from './seal-content.ts'
import { isDay, shiftDay, storeZone } from './store-zone.ts'

/**
 * Closes a day in all its currencies, or closes it again when it changed after it was closed; differences and all, so a
 * note is needed. Days are closed one after the other: the first one may be any.
 * @throws UserError when the day is not over, empty, closed already, or an earlier one is open.
 */
export async function closeDay(
  ctx: FlowContext,
  input: { readonly store: string; readonly day: string; readonly note: string },
): Promise<{ readonly message: string }> {
  requireRole(ctx, 'operate', input.store)
  const note = maskText(input.note.trim().slice(0, 500))
  if (!note) throw new UserError('A note is needed: it is what others will read later.')
  const { store, day } = input
  if (!isDay(day)) throw new UserError(`"${day.slice(0, 40)}" is not a day. Write it as 2026-03-10.`)
  const timezone = await storeZone(ctx, store)
  if (dayIn(timezone, ctx.clock.now().toISOString()) <= day)
    throw new UserError(`${day} is not over in the time zone of store ${store} (${timezone}). Close it when it is.`)
  return await inTransaction(ctx, async tx => {
    await lockLedger(tx, store)
    const days = await readLedgerDays(tx, { store, timezone, fromDay: day, toDay: day })
    if (days.length === 0) throw new UserError(`Nothing was placed or invoiced in store ${store} on ${day}.`)
    const newest = newestByDay(await readSeals(tx, store, day, day))
    const hashes: string[] = []
    for (const one of days) {
      const seal = newest.get(`${day} ${one.currency}`)
      if (seal && changesSince(seal.content, one).length === 0) continue
      if (!seal) await requireEarlierClosed(tx, one, timezone)
      hashes.push(`${one.currency} ${(await appendSeal(tx, one, note)).slice(0, 16)}`)
    }
    const openFrom = await readOpenFrom(tx, store)
    // Closing an earlier day than any before: the clock goes on from there.
    if (openFrom === undefined || day < openFrom) await moveOpenFrom(tx, store, day)
    if (hashes.length === 0) throw new UserError(`${day} is closed already, and nothing changed since.`)
    return { message: `${day} is closed: ${hashes.join(', ')}.` }
  })
}

/** @throws UserError naming the day that has to be closed before. */
async function requireEarlierClosed(ctx: FlowContext, { store, currency, day }: LedgerDay, timezone: string) {
  const closed = await sealsOf(ctx, store, currency)
  const [first] = closed
  if (!first) return
  if (day < first.day)
    throw new UserError(`The ledger of store ${store} in ${currency} begins with ${first.day}: ${day} is before it.`)
  const earlier = await listContentDays(ctx, { store, timezone, fromDay: first.day, toDay: shiftDay(day, -1) })
  const open = earlier.find(one => one.currency === currency && !closed.some(seal => seal.day === one.day))
  if (open) throw new UserError(`Days are closed one after the other: close ${open.day} (${currency}) before ${day}.`)
}

/** The days of a chain that are closed, oldest first. */
export const sealsOf = (
  ctx: Pick<FlowContext, 'db'>,
  store: string,
  currency: string,
): Promise<Pick<SealRow, 'day'>[]> =>
  ctx.db
    .selectDistinct({ day: ledgerSeals.day })
    .from(ledgerSeals)
    .where(and(eq(ledgerSeals.store, store), eq(ledgerSeals.currency, currency)))
    .orderBy(asc(ledgerSeals.day))
