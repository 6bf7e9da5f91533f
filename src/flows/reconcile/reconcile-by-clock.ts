import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { schedules } from '../../db/schema/operations.ts'
import { UserError } from '../../domain/errors.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { addUpMarkedDays } from '../ledger/add-up-marked-days.ts'
import { closeCleanDays } from '../ledger/close-clean-days.ts'
import { reportChangedDays } from '../ledger/report-changed-days.ts'
import { moveCursor, readCursor } from '../poll/cursor.ts'
import { requireRole } from '../require-role.ts'
import { reconcile } from './reconcile.ts'

export const RECONCILE_TASK = 'reconcile'
const DAY_MS = 86_400_000
const DAYS = 14
/** More at once is for the command line, which waits. */
const MOST_DAYS_ASKED = 366

const asked = z.object({ from: z.iso.datetime(), to: z.iso.datetime() })

/**
 * The hourly comparison: the last 14 days and everything unfinished, or the window that a person asked for; then the days
 * of the ledger that are clean are closed. @returns counts for the run; `stopped` 1: a person ended it.
 */
export async function reconcileByClock(ctx: FlowContext, store: string): Promise<Record<string, number>> {
  try {
    return await compareByClock(ctx, store)
  } finally {
    await addUpMarkedDays(ctx, store) // also when a far side does not answer: orders come in all the same
  }
}

async function compareByClock(ctx: FlowContext, store: string): Promise<Record<string, number>> {
  const now = ctx.clock.now()
  const request = await readCursor(ctx, store, RECONCILE_TASK, asked)
  const from = request ? new Date(request.from) : new Date(now.getTime() - DAYS * DAY_MS)
  const to = request ? new Date(request.to) : now
  const { unheardDays, stoppedBy, ...counts } = await reconcile(ctx, { store, from, to, unfinishedToo: !request })
  if (request) await moveCursor(ctx, store, RECONCILE_TASK, {})
  if (stoppedBy !== undefined) return { ...counts, stopped: 1 } // no day is closed by half a comparison
  if (request) return counts
  const closed = await closeCleanDays(ctx, { store, reconciledFrom: from, except: unheardDays })
  return { ...counts, closed, changed: await reportChangedDays(ctx, store) }
}

/**
 * Has both sides compared in the background, now. @param input.from, input.to absent: as by the clock.
 * @throws UserError for a window that ends before it begins, or is longer than a year.
 */
export async function askToReconcile(
  ctx: FlowContext,
  input: { readonly store: string; readonly from?: Date | undefined; readonly to?: Date | undefined },
): Promise<{ readonly message: string }> {
  requireRole(ctx, 'operate', input.store)
  const now = ctx.clock.now()
  const { store, from } = input
  const to = input.to ?? now
  if (from && from >= to) throw new UserError('The window ends before it begins. Give an earlier day as its start.')
  if (from && to.getTime() - from.getTime() > MOST_DAYS_ASKED * DAY_MS)
    throw new UserError('That is more than a year. Compare it on the command line: orderbridge reconcile --from DAY')
  await inTransaction(ctx, async tx => {
    await moveCursor(tx, store, RECONCILE_TASK, from ? { from: from.toISOString(), to: to.toISOString() } : {})
    const [row] = await tx.db
      .update(schedules)
      .set({ nextAt: now })
      .where(and(eq(schedules.store, store), eq(schedules.task, RECONCILE_TASK)))
      .returning({ task: schedules.task })
    if (!row)
      throw new UserError('The comparison is not scheduled yet: no worker has run since it was added. Start one.')
  })
  ctx.wake()
  return { message: 'Both sides are being compared in the background; what differs will stand here.' }
}
