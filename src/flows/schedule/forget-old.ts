import { and, eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { alertMails, alerts } from '../../db/schema/alerts.ts'
import { inboxKeys } from '../../db/schema/messages.ts'
import { runs, schedules, spentTokens } from '../../db/schema/operations.ts'
import { unlessLocked } from '../../db/unless-locked.ts'
import { forgetAudit } from '../audit/forget-audit.ts'
import type { FlowContext } from '../context.ts'
import { forgetStoreRows } from '../retention/forget-store-rows.ts'
import { keptByInstallation, monthsBefore } from '../retention/kept-months.ts'

const DAY_MS = 86_400_000
/** Twice as long as senders repeat a delivery: 7 days for the module, 24 hours for B1, 4 days for Adobe. */
const KEEP_KEYS_DAYS = 14
/** Of what people were told by mail as well. */
const KEEP_RUNS_DAYS = 30

export const RETENTION_TASK = 'retention'
const SOON_MS = 60_000

const countRow = z.object({ count: z.number() })

/**
 * Makes the months that come and drops those that are old enough, with their tables; keys and runs go by row.
 * Months are the same for all stores: whichever store's task comes first does it. What a store keeps for a shorter time goes
 * by row as well.
 * @returns counts for the run. What waits for a lock or for the owner of the tables is left to the next time.
 */
export async function forgetOld(ctx: FlowContext, store: string): Promise<Record<string, number>> {
  const now = ctx.clock.now()
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
  const keep = keptByInstallation(ctx)
  const keys = await ctx.db
    .delete(inboxKeys)
    .where(lt(inboxKeys.receivedAt, before(KEEP_KEYS_DAYS)))
    .returning({ one: sql`1` })
  const old = await ctx.db
    .delete(runs)
    .where(and(eq(runs.store, store), lt(runs.finishedAt, before(KEEP_RUNS_DAYS))))
    .returning({ one: sql`1` })
  await ctx.db
    .delete(alertMails)
    .where(and(eq(alertMails.store, store), lt(alertMails.createdAt, before(KEEP_RUNS_DAYS))))
  await ctx.db.delete(alerts).where(and(eq(alerts.store, store), lt(alerts.overAt, before(KEEP_RUNS_DAYS))))
  await ctx.db.delete(spentTokens).where(lt(spentTokens.expiresAt, now))
  const made = await counted(ctx, sql`select ensure_months(${now.toISOString()}) as count`)
  const attempts = await dropMonths(ctx, 'attempts', monthsBefore(now, keep.attemptsMonths))
  const inbox = await dropMonths(ctx, 'inbox', monthsBefore(now, keep.inboxMonths))
  const audit = keep.auditMonths === undefined ? 0 : await forgetAudit(ctx, monthsBefore(now, keep.auditMonths))
  return {
    keys: keys.length,
    runs: old.length,
    'months made': made,
    'months dropped': attempts + inbox + audit,
    ...(await forgetOwn(ctx, store)),
  }
}

/** In runs that follow each other soon, while there is more than one run takes. */
async function forgetOwn(ctx: FlowContext, store: string): Promise<Record<string, number>> {
  const own = await forgetStoreRows(ctx, store)
  if (!own) return {}
  if (own.isMore)
    await ctx.db
      .update(schedules)
      .set({ nextAt: new Date(ctx.clock.now().getTime() + SOON_MS) })
      .where(and(eq(schedules.store, store), eq(schedules.task, RETENTION_TASK)))
  return { 'old requests': own.attempts, 'old messages heard': own.inbox }
}

const dropMonths = (ctx: FlowContext, table: 'attempts' | 'inbox', before: Date): Promise<number> =>
  counted(ctx, sql`select drop_months(${table}, ${before.toISOString()}) as count`)

async function counted(ctx: FlowContext, statement: ReturnType<typeof sql>): Promise<number> {
  const rows = await ctx.db.execute(statement).catch((error: unknown) => {
    unlessLocked(error)
    ctx.log.warn({}, 'months are in use: made or dropped the next time')
    return [{ count: 0 }]
  })
  return countRow.parse(rows[0]).count
}
