import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { problemOrders, problems } from '../../db/schema/operations.ts'
import type { FlowContext } from '../context.ts'

export interface ProblemText {
  readonly store: string
  readonly connection?: string | undefined
  /** Groups what has the same cause: "item_missing:b1:SKU-4711". */
  readonly cause: string
  /** "The ERP does not know item SKU-4711." */
  readonly title: string
  readonly remedy: string
  /** The remote system's words, verbatim. */
  readonly detail?: string
}

/** Opens the problem, or adds the order to the one that is open for this cause. */
export async function openProblem(ctx: FlowContext, problem: ProblemText, orderId?: number): Promise<number> {
  const now = ctx.clock.now()
  const texts = {
    title: problem.title,
    remedy: problem.remedy,
    detail: (problem.detail ?? '').slice(0, 2_000),
    lastSeenAt: now,
  }
  const [row] = await ctx.db
    .insert(problems)
    .values({
      store: problem.store,
      connection: problem.connection ?? null,
      cause: problem.cause,
      openedAt: now,
      ...texts,
    })
    .onConflictDoUpdate({ target: [problems.store, problems.cause], targetWhere: sql`closed_at is null`, set: texts })
    .returning({ id: problems.id })
  if (!row) throw new Error('insert returned no row')
  if (orderId !== undefined)
    await ctx.db.insert(problemOrders).values({ problemId: row.id, orderId, since: now }).onConflictDoNothing()
  return row.id
}

/** Closes the open problems of causes that are gone. */
export async function closeProblems(
  ctx: FlowContext,
  store: string,
  causes: readonly string[],
  reason: string,
): Promise<void> {
  if (causes.length === 0) return
  await ctx.db
    .update(problems)
    .set({ closedAt: ctx.clock.now(), closedReason: reason })
    .where(and(eq(problems.store, store), inArray(problems.cause, [...causes]), isNull(problems.closedAt)))
}

/** Some of the problems that an order waits for. */
export interface SomeCauses {
  readonly exactly: readonly string[]
  readonly startingWith?: readonly string[]
}

/** The order waits for nothing any more, or not for these causes; problems that nobody waits for close themselves. */
export async function releaseFromProblems(ctx: FlowContext, orderId: number, only?: SomeCauses): Promise<void> {
  const cause = only && or(inArray(problems.cause, [...only.exactly]), ...(only.startingWith ?? []).map(startsWith))
  const some = inArray(problemOrders.problemId, ctx.db.select({ id: problems.id }).from(problems).where(cause))
  const gone = ctx.db
    .delete(problemOrders)
    .where(and(eq(problemOrders.orderId, orderId), only && some))
    .returning({ id: problemOrders.problemId })
  // Locked before it is looked who still waits: two orders that leave at once would each see the other.
  const rows = await ctx.db.execute(
    sql`with gone as ${gone} select p.id from problems p where p.id in (select problem_id from gone) order by p.id for update`,
  )
  if (rows.length === 0) return
  await ctx.db
    .update(problems)
    .set({ closedAt: ctx.clock.now(), closedReason: 'nothing waits for it any more' })
    .where(
      and(
        inArray(
          problems.id,
          rows.map(row => releasedRow.parse(row).id),
        ),
        isNull(problems.closedAt),
        sql`not exists (select 1 from problem_orders w where w.problem_id = ${problems.id})`,
      ),
    )
}

const releasedRow = z.object({ id: z.coerce.number() })

const startsWith = (text: string) => sql`starts_with(${problems.cause}, ${text})`
