import { and, eq, exists, notInArray, sql } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { orders, salesDocuments } from '../../db/schema/orders.ts'
import type { FlowContext } from '../context.ts'
import { resumeReplacement } from './await-replaced.ts'
import { tellStory } from './tell-story.ts'

const FINAL_STATES = new Set(['complete', 'closed', 'canceled'])

/**
 * Marks an order as done when Magento says that it is and nothing is owed any more; opens it again when something is.
 * The transaction of ctx has locked the order in an earlier statement: what is owed is counted after that.
 */
export async function settleOrder(ctx: FlowContext, orderId: number): Promise<void> {
  const owed = ctx.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.orderId, orderId), notInArray(outbox.state, ['delivered', 'superseded'])))
  // One that is planned is owed as a message, or was given up.
  const drafts = ctx.db
    .select({ id: salesDocuments.id })
    .from(salesDocuments)
    .where(and(eq(salesDocuments.orderId, orderId), eq(salesDocuments.state, 'draft')))
  const [order] = await ctx.db
    .select({
      store: orders.store,
      phase: orders.phase,
      state: orders.state,
      isOpen: sql<boolean>`${exists(owed)} or ${exists(drafts)}`,
    })
    .from(orders)
    .where(eq(orders.id, orderId))
  if (!order || !['open', 'done', 'canceled'].includes(order.phase)) return
  const settled = FINAL_STATES.has(order.state) && !order.isOpen
  const phase = !settled ? 'open' : order.state === 'canceled' ? 'canceled' : 'done'
  if (phase === order.phase) return
  const reason = settled
    ? `${order.state} in Magento, nothing is owed to either side`
    : 'followed until both sides are through'
  const now = ctx.clock.now()
  await ctx.db
    .update(orders)
    .set({ phase, phaseReason: reason, settledAt: settled ? now : null, updatedAt: now })
    .where(eq(orders.id, orderId))
  await resumeReplacement(ctx, orderId)
  if (settled) await tellStory(ctx, { store: order.store, orderId, stage: 'done', text: `Settled: ${reason}.` })
}
