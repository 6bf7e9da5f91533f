import { and, eq, inArray } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { releaseFromProblems } from '../problem/open-problem.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'
import { settleOrder } from './settle-order.ts'
import { tellStory } from './tell-story.ts'

/**
 * Leaves an order out on purpose, with the reason. One that is in the ERP already stays there: only what is stuck of it
 * is skipped. Never while a message is out and its outcome open.
 */
export async function skipOrder(
  ctx: FlowContext,
  input: { readonly store: string; readonly orderId: number; readonly reason: string },
): Promise<{ readonly message: string }> {
  requireRole(ctx, 'operate', input.store)
  const reason = maskText(input.reason.trim().slice(0, 500))
  if (!reason) throw new UserError('A reason is needed: it is what others will read later.')
  return await inTransaction(ctx, async tx => {
    const [order] = await tx.db
      .select()
      .from(orders)
      .where(and(eq(orders.store, input.store), eq(orders.id, input.orderId)))
      .for('no key update')
    if (!order) throw new UserError(`There is no order ${input.orderId} in store ${input.store}.`)
    const [busy] = await tx.db
      .select({ id: outbox.id })
      .from(outbox)
      .where(and(eq(outbox.orderId, order.id), inArray(outbox.state, ['sending', 'verifying'])))
    if (busy)
      throw new UserError(
        `Order ${order.number}: a message is on its way and its outcome open. Wait a moment, then skip.`,
      )
    const now = tx.clock.now()
    await tx.db
      .update(outbox)
      .set({ state: 'superseded', reason: `skipped: ${reason}`, finishedAt: now })
      .where(and(eq(outbox.orderId, order.id), inArray(outbox.state, ['pending', 'retrying', 'held', 'dead'])))
    const inErp = order.acknowledgedAt !== null
    await tx.db
      .update(orders)
      .set({
        phase: inErp ? 'open' : 'skipped',
        phaseReason: `skipped by ${nameOf(ctx.actor)}: ${reason}`,
        dueAt: null,
        waitingFor: null,
        settledAt: inErp ? null : now,
        updatedAt: now,
      })
      .where(eq(orders.id, order.id))
    await releaseFromProblems(tx, order.id)
    await settleOrder(tx, order.id)
    await tellStory(tx, {
      store: order.store,
      orderId: order.id,
      stage: 'person',
      text: `${nameOf(ctx.actor)} skipped ${inErp ? 'what was stuck' : 'the order'}: ${reason}`,
    })
    await writeAudit(tx, {
      store: order.store,
      action: 'order.skip',
      subject: `order:${order.number}`,
      before: { phase: order.phase },
      after: { phase: inErp ? 'open' : 'skipped' },
      reason,
    })
    return {
      message: inErp ? `What was stuck of order ${order.number} is skipped.` : `Order ${order.number} is skipped.`,
    }
  })
}
