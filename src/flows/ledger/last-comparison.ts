import { and, desc, eq, ne } from 'drizzle-orm'
import { runs } from '../../db/schema/operations.ts'
import type { FlowContext } from '../context.ts'
import { RECONCILE_TASK } from '../reconcile/reconcile-by-clock.ts'

/** When the newest comparison that came to its end began to look at both sides: later invoices are not in the ledger yet. */
export async function lastComparison(ctx: Pick<FlowContext, 'db'>, store: string): Promise<Date | undefined> {
  const [run] = await ctx.db
    .select({ at: runs.startedAt })
    .from(runs)
    .where(and(eq(runs.store, store), eq(runs.task, RECONCILE_TASK), ne(runs.outcome, 'failed')))
    .orderBy(desc(runs.startedAt))
    .limit(1)
  return run?.at
}
