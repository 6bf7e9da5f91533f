import { and, eq, isNull, like } from 'drizzle-orm'
import { drifts } from '../../db/schema/ledger.ts'
import { outbox } from '../../db/schema/messages.ts'
import { followUps, orders, salesDocuments } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import type { FlowContext } from '../context.ts'
import type { OrderRow } from './hear-orders.ts'
import { refuseErased } from './refuse-erased.ts'

/** The last comparison found nothing in the ERP under the id that we remember, nor under our key (compare-sales-document.ts). */
export async function isDocumentLost(ctx: Pick<FlowContext, 'db'>, orderId: number): Promise<boolean> {
  const [lost] = await ctx.db
    .select({ id: drifts.id })
    .from(drifts)
    .where(and(eq(drifts.orderId, orderId), like(drifts.what, 'gone:%'), isNull(drifts.closedAt)))
    .limit(1)
  return lost !== undefined
}

/**
 * A person asks for it: the order is planned anew and sent under the same key. The push looks for that key first, so one
 * that is there after all is adopted.
 * @returns whether there was something to do.
 */
export async function sendLostAgain(ctx: FlowContext, order: OrderRow): Promise<boolean> {
  if (order.phase !== 'open' || !(await isDocumentLost(ctx, order.id))) return false
  refuseErased(order)
  if (order.state === 'canceled' || order.state === 'closed')
    throw new UserError(`Order ${order.number} is ${order.state} in Magento; it is not sent.`)
  const [followed] = await ctx.db
    .select({ erpNumber: followUps.erpNumber })
    .from(followUps)
    .where(and(eq(followUps.orderId, order.id), eq(followUps.canceled, 0)))
    .limit(1)
  if (followed)
    throw new UserError(
      `Order ${order.number}: ${followed.erpNumber} was made from the sales document that is gone. Sent again, its goods would go out twice: settle it in the ERP.`,
    )
  const now = ctx.clock.now()
  // The same message goes again once the order is planned (place-sales-document.ts).
  const [push] = await ctx.db
    .update(outbox)
    .set({ state: 'superseded', reason: 'what it made is gone from the ERP', finishedAt: now })
    .where(and(eq(outbox.orderId, order.id), eq(outbox.kind, 'sales_document.create'), eq(outbox.state, 'delivered')))
    .returning({ id: outbox.id })
  if (!push) return false
  await ctx.db
    .update(salesDocuments)
    .set({ state: 'planned', erpId: null, erpNumber: null, total: null, updatedAt: now })
    .where(eq(salesDocuments.orderId, order.id))
  await ctx.db
    .update(orders)
    .set({
      phase: 'preparing',
      phaseReason: 'its sales document is gone from the ERP; sent again by a person',
      dueAt: now,
      leaseUntil: null,
      attempts: 0,
      acknowledgedAt: null,
      settledAt: null,
      updatedAt: now,
    })
    .where(eq(orders.id, order.id))
  return true
}
