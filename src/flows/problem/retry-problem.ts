import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { problemOrders, problems } from '../../db/schema/operations.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { takeUp } from '../order/retry-order.ts'
import { tellStory } from '../order/tell-story.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'

/** Tries again for every order that waits for the problem. It opens again by itself when the cause is still there. */
export async function retryProblem(
  ctx: FlowContext,
  input: { readonly store: string; readonly problemId: number },
): Promise<{ readonly orders: number; readonly wasOpen: boolean }> {
  requireRole(ctx, 'operate', input.store)
  const why = `${nameOf(ctx.actor)} asked to try again`
  const open = await inTransaction(ctx, async tx => {
    const [problem] = await tx.db
      .select()
      .from(problems)
      .where(and(eq(problems.store, input.store), eq(problems.id, input.problemId)))
      .for('update')
    if (!problem) throw new UserError(`There is no problem ${input.problemId} in store ${input.store}.`)
    if (problem.closedAt) return false
    await close(tx, problem.id, why)
    await writeAudit(tx, {
      store: problem.store,
      action: 'problem.retry',
      subject: `problem:${problem.id}`,
      before: { cause: maskText(problem.cause) },
    })
    return true
  })
  return { orders: open ? await letGo(ctx, input.problemId, why) : 0, wasOpen: open }
}

/** Closes a problem whose cause is gone and lets its orders go on. @returns how many went on. */
export async function release(ctx: FlowContext, problemId: number, why: string): Promise<number> {
  // Closed first: an order that finds the cause again from now on opens another one.
  await close(ctx, problemId, why)
  return await letGo(ctx, problemId, why)
}

const close = (ctx: FlowContext, problemId: number, why: string) =>
  ctx.db
    .update(problems)
    .set({ closedAt: ctx.clock.now(), closedReason: why })
    .where(and(eq(problems.id, problemId), isNull(problems.closedAt)))

const PAGE = 200

/**
 * Each order in a transaction of its own, page by page. What a crash leaves behind is found by recheckProblems: the
 * problem is closed, and they still wait for it.
 */
async function letGo(ctx: FlowContext, problemId: number, why: string): Promise<number> {
  let count = 0
  let last = 0
  for (;;) {
    const waiting = await ctx.db
      .select({ id: problemOrders.orderId })
      .from(problemOrders)
      .where(and(eq(problemOrders.problemId, problemId), gt(problemOrders.orderId, last)))
      .orderBy(asc(problemOrders.orderId))
      .limit(PAGE)
    for (const { id } of waiting) await inTransaction(ctx, tx => tellAndTakeUp(tx, id, why))
    count += waiting.length
    last = waiting.at(-1)?.id ?? last
    ctx.wake()
    if (waiting.length < PAGE) return count
  }
}

/** @returns whether there was something to do. */
export async function tellAndTakeUp(ctx: FlowContext, orderId: number, why: string): Promise<boolean> {
  const order = await takeUp(ctx, orderId)
  if (!order) return false
  const stage = ctx.actor.kind === 'job' ? 'decided' : 'person'
  await tellStory(ctx, { store: order.store, orderId, stage, text: `${why}.` })
  return true
}
