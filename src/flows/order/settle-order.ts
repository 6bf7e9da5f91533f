import { and, eq, notInArray, sql } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { orders, salesDocuments } from '../../db/schema/orders.ts'
import type { FlowContext } from '../context.ts'
import { resumeReplacement } from './await-replaced.ts'
import { tellStory } from './tell-story.ts'

const FINAL_STATES = new Set(['complete', 'closed', 'canceled'])

/** Marks an order as done when Magento says that it is and nothing is owed any more; opens it again when something is. */
export async function settleOrder(ctx: FlowContext, orderId: number): Promise<void> {
  const [order] = await ctx.db.select().from(orders).where(eq(orders.id, orderId)).for('no key update')
  if (!order || !['open', 'done', 'canceled'].includes(order.phase)) return
  const [owed] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(outbox)
    .where(and(eq(outbox.orderId, orderId), notInArray(outbox.state, ['delivered', 'superseded'])))
  const documents = await ctx.db
    .select({ state: salesDocuments.state })
    .from(salesDocuments)
    .where(eq(salesDocuments.orderId, orderId))
  // One that is planned is owed as a message, or was given up.
  const liveDocument = documents.some(document => document.state === 'draft')
  const settled = FINAL_STATES.has(order.state) && (owed?.count ?? 0) === 0 && !liveDocument
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
