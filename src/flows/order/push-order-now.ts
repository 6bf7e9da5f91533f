import { and, eq } from 'drizzle-orm'
import { orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { refuseErased } from './refuse-erased.ts'
import { tellStory } from './tell-story.ts'

/** Sends an order that waits or was skipped now: filter, cut-over date and hold time are left aside for it. */
export async function pushOrderNow(
  ctx: FlowContext,
  input: { readonly store: string; readonly orderId: number },
): Promise<{ readonly message: string }> {
  requireRole(ctx, 'operate', input.store)
  return await inTransaction(ctx, async tx => {
    const [order] = await tx.db
      .select()
      .from(orders)
      .where(and(eq(orders.store, input.store), eq(orders.id, input.orderId)))
      .for('no key update')
    if (!order) throw new UserError(`There is no order ${input.orderId} in store ${input.store}.`)
    if (!['waiting', 'skipped', 'held'].includes(order.phase))
      return { message: `Order ${order.number} needs no push: it is ${order.phaseReason}.` }
    if (order.state === 'canceled' || order.state === 'closed')
      throw new UserError(`Order ${order.number} is ${order.state} in Magento; it is not sent.`)
    refuseErased(order)
    if (order.canonical === null) throw new UserError(`Order ${order.number} cannot be read: ${order.phaseReason}`)
    const now = tx.clock.now()
    await tx.db
      .update(orders)
      .set({
        forced: 1,
        phase: 'preparing',
        phaseReason: 'sent by hand',
        dueAt: now,
        leaseUntil: null,
        attempts: 0,
        settledAt: null,
        updatedAt: now,
      })
      .where(eq(orders.id, order.id))
    await tellStory(tx, {
      store: order.store,
      orderId: order.id,
      stage: 'person',
      text: `${nameOf(ctx.actor)} sent the order by hand.`,
    })
    await writeAudit(tx, {
      store: order.store,
      action: 'order.push',
      subject: `order:${order.number}`,
      before: { phase: order.phase },
      after: { phase: 'preparing' },
    })
    tx.wake()
    return { message: `Order ${order.number} is on its way.` }
  })
}
