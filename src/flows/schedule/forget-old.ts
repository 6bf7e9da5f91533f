import { and, eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { KEEP_BY_DEFAULT } from '../../config.ts'
import { alertMails, alerts } from '../../db/schema/alerts.ts'
import { inboxKeys } from '../../db/schema/messages.ts'
import { runs, spentTokens } from '../../db/schema/operations.ts'
import { unlessLocked } from '../../db/unless-locked.ts'
import { forgetAudit } from '../audit/forget-audit.ts'
import type { FlowContext } from '../context.ts'

const DAY_MS = 86_400_000
/** Twice as long as senders repeat a delivery: 7 days for the module, 24 hours for B1, 4 days for Adobe. */
const KEEP_KEYS_DAYS = 14
/** Of what people were told by mail as well. */
const KEEP_RUNS_DAYS = 30

const countRow = z.object({ count: z.number() })

/**
 * Makes the months that come and drops those that are old enough, with their tables; keys and runs go by row.
 * Months are the same for all stores: whichever store's task comes first does it.
 * @returns counts for the run. What waits for a lock or for the owner of the tables is left to the next time.
 */
export async function forgetOld(ctx: FlowContext, store: string): Promise<Record<string, number>> {
  const now = ctx.clock.now()
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
  const keep = ctx.keep ?? KEEP_BY_DEFAULT
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
  return { keys: keys.length, runs: old.length, 'months made': made, 'months dropped': attempts + inbox + audit }
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

/** The first moment that is kept, when so many whole months are besides the one that runs. UTC. */
export const monthsBefore = (now: Date, months: number): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months))
