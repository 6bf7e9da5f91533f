import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { dayIn } from '../order/plan-sales-document.ts'
import { moveCursor, readCursor } from '../poll/cursor.ts'
import { closeProblems, openProblem } from '../problem/open-problem.ts'
import { readRows } from '../view/rows.ts'
import { readDaySums } from './read-day-sums.ts'
import { readLedgerDays } from './read-ledger-days.ts'
import { newestByDay, readSeals, type SealRow } from './read-seals.ts'
import { changesSince } from './seal-content.ts'
import { shiftDay, storeZone } from './store-zone.ts'

/** How far back closed days are looked at by the clock; older ones are compared when somebody opens or verifies them. */
const LOOK_BACK_DAYS = 35

/** What the cause of the problem begins with. */
export const CHANGED = 'ledger_changed'

export const changedCause = ({ day, currency }: { readonly day: string; readonly currency: string }): string =>
  `${CHANGED}:${day}:${currency}`

const TASK = 'ledger-seals'
/** For each "day currency" that was as it was closed: its seal, and the fingerprint that its rows had. */
const looked = z.record(z.string(), z.string())

interface Place {
  readonly store: string
  readonly timezone: string
}

/**
 * A closed day that changed becomes a problem; one that is as it was again closes it. Only days whose fingerprint is not
 * the one that they were last found right with are read order by order. @returns how many changed.
 */
export async function reportChangedDays(ctx: FlowContext, store: string): Promise<number> {
  const timezone = await storeZone(ctx, store)
  const place = { store, timezone }
  const toDay = dayIn(timezone, ctx.clock.now().toISOString())
  const seals = await sealedDays(ctx, store, shiftDay(toDay, -LOOK_BACK_DAYS), toDay)
  if (seals.length === 0) return 0
  const days = [...new Set(seals.map(({ day }) => day))]
  const [marks, known] = await Promise.all([marksOf(ctx, place, seals, days), readCursor(ctx, store, TASK, looked)])
  const right: Record<string, string> = {}
  let changed = 0
  for (const day of days) {
    const mine = seals.filter(seal => seal.day === day).map(placeOf)
    const isKnown = mine.every(key => known?.[key] === marks.get(key))
    const wrong = isKnown ? new Set<string>() : await lookAt(ctx, place, day)
    // Only what was the same before and after it was read is known.
    const after = isKnown ? marks : await marksOf(ctx, place, seals, [day])
    changed += wrong.size
    for (const key of mine) {
      const mark = marks.get(key)
      if (mark !== undefined && mark === after.get(key) && !wrong.has(key)) right[key] = mark
    }
  }
  await moveCursor(ctx, store, TASK, right)
  return changed
}

const sealedDay = z.object({ day: z.string(), currency: z.string(), hash: z.string() })
type SealedDay = z.infer<typeof sealedDay>
const placeOf = ({ day, currency }: { readonly day: string; readonly currency: string }) => `${day} ${currency}`

/** Without what is in them: that is as much as all rows of the day. */
const sealedDays = (ctx: FlowContext, store: string, fromDay: string, toDay: string): Promise<SealedDay[]> =>
  readRows(
    ctx.db,
    sealedDay,
    sql`select distinct on (day, currency) day, currency, hash from ledger_seals
      where store = ${store} and day >= ${fromDay} and day <= ${toDay} order by day, currency, version desc`,
  )

async function marksOf(
  ctx: FlowContext,
  place: Place,
  seals: readonly SealedDay[],
  days: readonly string[],
): Promise<Map<string, string>> {
  const sums = new Map((await readDaySums(ctx, { ...place, days })).map(one => [placeOf(one), one.fingerprint]))
  return new Map(seals.map(seal => [placeOf(seal), `${seal.hash} ${sums.get(placeOf(seal)) ?? 'nothing'}`]))
}

/** @returns the "day currency" of those that changed. */
async function lookAt(ctx: FlowContext, { store, timezone }: Place, day: string): Promise<Set<string>> {
  const days = await readLedgerDays(ctx, { store, timezone, fromDay: day, toDay: day })
  const wrong = new Set<string>()
  for (const seal of newestByDay(await readSeals(ctx, store, day, day)).values()) {
    const now = days.find(({ currency }) => currency === seal.currency)
    if (await report(ctx, seal, now ?? { orders: [], documents: [] })) wrong.add(placeOf(seal))
  }
  return wrong
}

async function report(ctx: FlowContext, seal: SealRow, now: Parameters<typeof changesSince>[1]): Promise<boolean> {
  const changes = changesSince(seal.content, now)
  if (changes.length === 0) {
    await closeProblems(ctx, seal.store, [changedCause(seal)], 'the day is as it was closed')
    return false
  }
  await openProblem(ctx, {
    store: seal.store,
    cause: changedCause(seal),
    title: `The ledger of ${seal.day} in ${seal.currency} changed after it was closed.`,
    remedy: 'Open the day in the ledger: both versions stand there. Close it again with a note when that is right.',
    detail: changes.map(({ what, sealed, now }) => `${what}: ${sealed} → ${now}`).join('\n'),
  })
  return true
}
