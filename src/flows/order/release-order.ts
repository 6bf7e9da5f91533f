import { eq } from 'drizzle-orm'
import { orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { publishEvent } from '../event/publish-event.ts'
import { requireRole } from '../require-role.ts'
import { canonicalOf } from './canonical-of.ts'
import { type Decision, decideOrder } from './decide-order.ts'
import type { OrderRow } from './hear-orders.ts'
import { isHeldByPerson } from './held-by-person.ts'
import { readBack } from './read-back.ts'
import { refuseErased } from './refuse-erased.ts'
import { lockOrder } from './retry-order.ts'
import { isSkippedByPerson } from './skipped-by-person.ts'
import { tellStory } from './tell-story.ts'

/** Takes up an order again that a person held or skipped: it goes on as the store's rules say now. */
export async function releaseOrder(
  ctx: FlowContext,
  input: { readonly store: string; readonly orderId: number },
): Promise<{ readonly message: string; readonly was?: 'held' | 'skipped' }> {
  requireRole(ctx, 'operate', input.store)
  return await inTransaction(ctx, async tx => {
    const order = await lockOrder(tx, input.orderId)
    if (order?.store !== input.store) throw new UserError(`There is no order ${input.orderId} in store ${input.store}.`)
    const was = isHeldByPerson(order) ? 'held' : isSkippedByPerson(order) ? 'skipped' : undefined
    if (!was) return { message: `Order ${order.number} is neither held nor skipped by a person.` }
    refuseErased(order)
    const decision = await decide(tx, order)
    await goOn(tx, order, decision)
    const text = `${nameOf(ctx.actor)} ${was === 'held' ? 'released the order' : 'took the order up again'}.`
    await tellStory(tx, { store: order.store, orderId: order.id, stage: 'person', text })
    await writeAudit(tx, {
      store: order.store,
      action: 'order.release',
      subject: `order:${order.number}`,
      before: { phase: order.phase },
      after: { phase: decision.phase },
    })
    if (was === 'held') await publishEvent(tx, { type: 'order.released', order, which: tx.clock.now().toISOString() })
    tx.wake()
    const goes = decision.phase === 'skipped' || decision.phase === 'canceled' ? 'is not sent' : 'goes on'
    return { message: `Order ${order.number} ${goes}: ${decision.reason}.`, was }
  })
}

async function decide(ctx: FlowContext, row: OrderRow): Promise<Decision | { phase: 'held'; reason: string }> {
  const order = canonicalOf(row)
  if (order) return decideOrder(order, await ctx.remotes.store(row.store), ctx.clock.now(), row.forced === 1)
  await readBack(ctx, row.store, row.magentoId, ctx.clock.now().toISOString())
  return { phase: 'held', reason: 'it is read from Magento again' }
}

async function goOn(ctx: FlowContext, row: OrderRow, decision: Awaited<ReturnType<typeof decide>>): Promise<void> {
  const now = ctx.clock.now()
  const until = decision.phase === 'waiting' ? (decision.until ?? null) : null
  await ctx.db
    .update(orders)
    .set({
      phase: decision.phase,
      phaseReason: decision.reason,
      dueAt: decision.phase === 'preparing' ? now : until,
      attempts: 0,
      settledAt: decision.phase === 'skipped' || decision.phase === 'canceled' ? now : null,
      updatedAt: now,
    })
    .where(eq(orders.id, row.id))
}
