import type { FlowContext } from '../context.ts'
import { dayIn } from '../order/plan-sales-document.ts'
import { closeProblems, openProblem } from '../problem/open-problem.ts'
import { readLedgerDays } from './read-ledger-days.ts'
import { newestByDay, readSeals } from './read-seals.ts'
import { changesSince } from './seal-content.ts'
import { shiftDay, storeZone } from './store-zone.ts'

/** How far back closed days are looked at by the clock; older ones are compared when somebody opens or verifies them. */
const LOOK_BACK_DAYS = 35

/** What the cause of the problem begins with. */
export const CHANGED = 'ledger_changed'

export const changedCause = ({ day, currency }: { readonly day: string; readonly currency: string }): string =>
  `${CHANGED}:${day}:${currency}`

/** A closed day that changed becomes a problem; one that is as it was again closes it. @returns how many changed. */
export async function reportChangedDays(ctx: FlowContext, store: string): Promise<number> {
  const timezone = await storeZone(ctx, store)
  const toDay = dayIn(timezone, ctx.clock.now().toISOString())
  const fromDay = shiftDay(toDay, -LOOK_BACK_DAYS)
  const days = await readLedgerDays(ctx, { store, timezone, fromDay, toDay })
  let changed = 0
  for (const seal of newestByDay(await readSeals(ctx, store, fromDay, toDay)).values()) {
    const now = days.find(({ day, currency }) => day === seal.day && currency === seal.currency)
    const changes = changesSince(seal.content, now ?? { orders: [], documents: [] })
    if (changes.length === 0) {
      await closeProblems(ctx, store, [changedCause(seal)], 'the day is as it was closed')
      continue
    }
    changed += 1
    await openProblem(ctx, {
      store,
      cause: changedCause(seal),
      title: `The ledger of ${seal.day} in ${seal.currency} changed after it was closed.`,
      remedy: 'Open the day in the ledger: both versions stand there. Close it again with a note when that is right.',
      detail: changes.map(({ what, sealed, now }) => `${what}: ${sealed} → ${now}`).join('\n'),
    })
  }
  return changed
}
