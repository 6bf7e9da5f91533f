import { and, eq, inArray } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { releaseFromProblems } from '../problem/open-problem.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'
import { leaveRefunds } from './answer-refunds.ts'
import type { OrderRow } from './hear-orders.ts'
import { lockOrder } from './retry-order.ts'
import { settleOrder } from './settle-order.ts'
import { skippedBy } from './skipped-by-person.ts'
import { tellStory } from './tell-story.ts'

/**
 * Leaves an order out on purpose, with the reason. One that is in the ERP already stays there: only what is stuck of it
 * is skipped. Never while a message is out and its outcome open.
 */
export async function skipOrder(
  ctx: FlowContext,
  input: { readonly store: string; readonly orderId: number; readonly reason: string },
): Promise<{ readonly message: string; readonly phase: 'open' | 'skipped' }> {
  requireRole(ctx, 'operate', input.store)
  const reason = maskText(input.reason.trim().slice(0, 500))
  if (!reason) throw new UserError('A reason is needed: it is what others will read later.')
  return await inTransaction(ctx, async tx => {
    const order = await lockOrder(tx, input.orderId)
    if (order?.store !== input.store) throw new UserError(`There is no order ${input.orderId} in store ${input.store}.`)
    const left = await leaveOut(tx, order, reason)
    if (left === 'busy')
      throw new UserError(
        `Order ${order.number}: a message is on its way and its outcome open. Wait a moment, then skip.`,
      )
    await writeAudit(tx, {
      store: order.store,
      action: 'order.skip',
      subject: `order:${order.number}`,
      before: { phase: order.phase },
      after: { phase: left },
      reason,
    })
    const what = left === 'open' ? `What was stuck of order ${order.number}` : `Order ${order.number}`
    return { message: `${what} is skipped.`, phase: left }
  })
}

/** The transaction's part, without the audit. @returns the order's phase now, or that a message of it is on its way. */
export async function leaveOut(
  ctx: FlowContext,
  order: OrderRow,
  reason: string,
): Promise<'open' | 'skipped' | 'busy'> {
  const isOpen = and(eq(outbox.orderId, order.id), inArray(outbox.state, ['pending', 'retrying', 'held', 'dead']))
  // Locked before it is looked what is on its way: no worker takes one of them in between.
  await ctx.db.select({ id: outbox.id }).from(outbox).where(isOpen).orderBy(outbox.id).for('update')
  const [busy] = await ctx.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.orderId, order.id), inArray(outbox.state, ['sending', 'verifying'])))
  if (busy) return 'busy'
  const now = ctx.clock.now()
  await ctx.db
    .update(outbox)
    .set({ state: 'superseded', reason: `skipped: ${reason}`, finishedAt: now })
    .where(isOpen)
  const phase = order.acknowledgedAt === null ? 'skipped' : 'open'
  await ctx.db
    .update(orders)
    .set({
      phase,
      phaseReason: skippedBy(nameOf(ctx.actor), reason),
      dueAt: null,
      waitingFor: null,
      settledAt: phase === 'open' ? null : now,
      updatedAt: now,
    })
    .where(eq(orders.id, order.id))
  await releaseFromProblems(ctx, order.id)
  await leaveRefunds(ctx, order.id)
  await settleOrder(ctx, order.id)
  await tellStory(ctx, {
    store: order.store,
    orderId: order.id,
    stage: 'person',
    text: `${nameOf(ctx.actor)} skipped ${phase === 'open' ? 'what was stuck' : 'the order'}: ${reason}`,
  })
  return phase
}
