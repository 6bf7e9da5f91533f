import { and, eq, isNull } from 'drizzle-orm'
import { problemOrders, problems } from '../../db/schema/operations.ts'
import { orders } from '../../db/schema/orders.ts'
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
): Promise<{ readonly orders: number }> {
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
  return { orders: open ? await letGo(ctx, input.problemId, why) : 0 }
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

async function letGo(ctx: FlowContext, problemId: number, why: string): Promise<number> {
  const waiting = await ctx.db
    .select({ order: orders })
    .from(problemOrders)
    .innerJoin(orders, eq(orders.id, problemOrders.orderId))
    .where(eq(problemOrders.problemId, problemId))
  for (const { order } of waiting)
    await inTransaction(ctx, async tx => {
      if (await takeUp(tx, order))
        await tellStory(tx, {
          store: order.store,
          orderId: order.id,
          stage: ctx.actor.kind === 'job' ? 'decided' : 'person',
          text: `${why}.`,
        })
    })
  ctx.wake()
  return waiting.length
}
