import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import { inbox } from '../../db/schema/messages.ts'
import { runs, spentTokens } from '../../db/schema/operations.ts'
import type { FlowContext } from '../context.ts'

const DAY_MS = 86_400_000
/** Longer than any sender repeats a delivery: 7 days for the module, 24 hours for B1, 4 days for Adobe. */
const KEEP_HINTS_DAYS = 30
const KEEP_RUNS_DAYS = 30

export async function forgetOldHints(ctx: FlowContext, store: string): Promise<Record<string, number>> {
  const before = (days: number) => new Date(ctx.clock.now().getTime() - days * DAY_MS)
  const hints = await ctx.db
    .delete(inbox)
    .where(and(eq(inbox.store, store), isNull(inbox.dueAt), lt(inbox.processedAt, before(KEEP_HINTS_DAYS))))
    .returning({ one: sql`1` })
  const old = await ctx.db
    .delete(runs)
    .where(and(eq(runs.store, store), lt(runs.finishedAt, before(KEEP_RUNS_DAYS))))
    .returning({ one: sql`1` })
  await ctx.db.delete(spentTokens).where(lt(spentTokens.expiresAt, ctx.clock.now()))
  return { hints: hints.length, runs: old.length }
}
