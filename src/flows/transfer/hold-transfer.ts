import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { problemOrders, problems } from '../../db/schema/operations.ts'
import { transfers } from '../../db/schema/transfers.ts'
import type { FlowContext } from '../context.ts'
import type { OutboxMessage } from '../outbox/claim-outbox.ts'
import { farSideOf } from '../pressure/far-side.ts'
import { openProblem, type ProblemText } from '../problem/open-problem.ts'

export type TransferRow = typeof transfers.$inferSelect

/** What is held is looked at again so often, and at once when its problems are closed. */
export const HELD_WAIT_MS = 10 * 60_000

export const later = (ctx: FlowContext, ms: number): Date => new Date(ctx.clock.now().getTime() + ms)

/** The row as it is now, locked to the end of the transaction of ctx. */
export async function lockTransfer(ctx: FlowContext, id: number): Promise<TransferRow> {
  const [row] = await ctx.db.select().from(transfers).where(eq(transfers.id, id)).for('update')
  if (!row) throw new Error(`there is no transfer ${id}`)
  return row
}

export async function changeTransfer(
  ctx: FlowContext,
  id: number,
  change: Partial<typeof transfers.$inferInsert>,
): Promise<void> {
  await ctx.db
    .update(transfers)
    .set({ ...change, updatedAt: ctx.clock.now() })
    .where(eq(transfers.id, id))
}

/** Writes down what keeps the order, in the transaction of ctx. Problems that it waited for and does not now are closed. */
export async function holdTransfer(
  ctx: FlowContext,
  row: TransferRow,
  obstacles: readonly ProblemText[],
  change: Partial<typeof transfers.$inferInsert> = {},
): Promise<void> {
  const causes = obstacles.map(({ cause }) => cause)
  const reason = obstacles.map(({ title }) => title).join(' ')
  await changeTransfer(ctx, row.id, { state: 'held', dueAt: later(ctx, HELD_WAIT_MS), ...change, reason, causes })
  for (const obstacle of obstacles) await openProblem(ctx, obstacle)
  await closeUnawaited(
    ctx,
    row,
    row.causes.filter(cause => !causes.includes(cause)),
  )
}

/** It goes on: problems that nothing else waits for close themselves. In the transaction of ctx. */
export async function releaseTransfer(
  ctx: FlowContext,
  row: TransferRow,
  change: Partial<typeof transfers.$inferInsert>,
): Promise<void> {
  await changeTransfer(ctx, row.id, { ...change, causes: [] })
  await closeUnawaited(ctx, row, row.causes)
}

async function closeUnawaited(ctx: FlowContext, { store }: TransferRow, causes: readonly string[]): Promise<void> {
  if (causes.length === 0) return
  await ctx.db
    .update(problems)
    .set({ closedAt: ctx.clock.now(), closedReason: 'nothing waits for it any more' })
    .where(
      and(
        eq(problems.store, store),
        inArray(problems.cause, [...causes]),
        isNull(problems.closedAt),
        sql`not exists (select 1 from ${problemOrders} w where w.problem_id = ${problems.id})`,
        sql`not exists (select 1 from ${transfers} t where t.store = ${problems.store} and jsonb_exists(t.causes, ${problems.cause}))`,
      ),
    )
}

/** @returns those of them for which a problem is open. */
export async function openCauses(
  ctx: FlowContext,
  store: string,
  causes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (causes.length === 0) return new Set()
  const open = await ctx.db
    .select({ cause: problems.cause })
    .from(problems)
    .where(and(eq(problems.store, store), inArray(problems.cause, [...new Set(causes)]), isNull(problems.closedAt)))
  return new Set(open.map(({ cause }) => cause))
}

/**
 * A message of a transfer got through or is not sent any more: what the outbox had opened for it is over. Refusals are one
 * problem for all with the same words, so they close with the last refused message of the kind.
 */
export async function closeFailures(
  ctx: FlowContext,
  message: Pick<OutboxMessage, 'id' | 'store' | 'kind' | 'connection'>,
): Promise<void> {
  const { id, store, kind, connection } = message
  const refusals = `refused:${farSideOf({ store, kind, connection }).problemKey}:${kind}:`
  const mine = inArray(problems.cause, [`unknown_outcome:${kind}:${id}`, `not_recorded:${kind}:${id}`])
  await ctx.db
    .update(problems)
    .set({ closedAt: ctx.clock.now(), closedReason: 'nothing waits for it any more' })
    .where(
      and(
        eq(problems.store, store),
        isNull(problems.closedAt),
        // In one statement: whoever is refused meanwhile is seen with the problem, or neither is.
        sql`(${mine} or starts_with(${problems.cause}, ${refusals}) and not exists (
          select 1 from ${outbox} o where o.store = ${store} and o.kind = ${kind} and o.state = 'dead'
            and o.connection is not distinct from ${connection}))`,
      ),
    )
}
