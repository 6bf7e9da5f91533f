import { and, eq, inArray } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { publishEvent } from '../event/publish-event.ts'
import { releaseFromProblems } from '../problem/open-problem.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'
import type { OrderRow } from './hear-orders.ts'
import { isHeldByPerson, keptBackBy } from './held-by-person.ts'
import { lockOrder } from './retry-order.ts'
import { tellStory } from './tell-story.ts'

/** Keeps an order that is not in the ERP yet back until a person releases it. */
export async function holdOrder(
  ctx: FlowContext,
  input: { readonly store: string; readonly orderId: number; readonly reason: string },
): Promise<{ readonly message: string }> {
  requireRole(ctx, 'operate', input.store)
  const reason = maskText(input.reason.trim().slice(0, 500))
  if (!reason) throw new UserError('A reason is needed: it is what others will read later.')
  return await inTransaction(ctx, async tx => {
    const order = await lockOrder(tx, input.orderId)
    if (order?.store !== input.store) throw new UserError(`There is no order ${input.orderId} in store ${input.store}.`)
    if (isHeldByPerson(order)) return { message: `Order ${order.number} is held already.` }
    if (order.phase === 'open')
      throw new UserError(
        `Order ${order.number} is in the ERP already and cannot be held. Cancel it in Magento: the sales document is cancelled with it, if that is still possible.`,
      )
    if (!['waiting', 'preparing', 'pushing', 'held'].includes(order.phase) || order.acknowledgedAt !== null)
      throw new UserError(`Order ${order.number} is not on its way to the ERP: there is nothing to hold.`)
    await withdraw(tx, order, reason)
    await keepBack(tx, order, reason)
    return { message: `Order ${order.number} is held until somebody releases it.` }
  })
}

/** What was to be sent is not sent; released, the order is planned anew. */
async function withdraw(ctx: FlowContext, order: OrderRow, reason: string): Promise<void> {
  await ctx.db
    .update(outbox)
    .set({ state: 'superseded', reason: `held: ${reason}`, finishedAt: ctx.clock.now() })
    .where(and(eq(outbox.orderId, order.id), inArray(outbox.state, ['pending', 'retrying', 'held', 'dead'])))
  // Looked at afterwards: one that a worker took in this moment was not withdrawn.
  const [busy] = await ctx.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.orderId, order.id), inArray(outbox.state, ['sending', 'verifying'])))
  if (busy)
    throw new UserError(`Order ${order.number}: a message is on its way and its outcome open. It cannot be held now.`)
}

async function keepBack(ctx: FlowContext, order: OrderRow, reason: string): Promise<void> {
  const who = nameOf(ctx.actor)
  await ctx.db
    .update(orders)
    .set({
      phase: 'held',
      phaseReason: keptBackBy(who, reason),
      dueAt: null,
      leaseUntil: null,
      waitingFor: null,
      updatedAt: ctx.clock.now(),
    })
    .where(eq(orders.id, order.id))
  await releaseFromProblems(ctx, order.id)
  await tellStory(ctx, {
    store: order.store,
    orderId: order.id,
    stage: 'person',
    text: `${who} held the order: ${reason}`,
  })
  await publishEvent(ctx, { type: 'order.held', order, which: ctx.clock.now().toISOString() })
  await writeAudit(ctx, {
    store: order.store,
    action: 'order.hold',
    subject: `order:${order.number}`,
    before: { phase: order.phase },
    after: { phase: 'held' },
    reason,
  })
}
