import { and, eq, inArray } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { hurryOrder } from '../outbox/hurry-order.ts'
import { releaseFromProblems } from '../problem/open-problem.ts'
import { requireRole } from '../require-role.ts'
import { readBack } from './read-back.ts'
import { tellStory } from './tell-story.ts'

/**
 * Takes an order up again where it stopped: look-ups are made anew, given-up messages are sent again. Pressing twice is
 * pressing once: what is under way stays as it is.
 */
export async function retryOrder(
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
    const again = await takeUp(tx, order)
    const message = again
      ? `Order ${order.number} is tried again.`
      : `Order ${order.number} is not stuck: nothing to try again.`
    if (again) {
      await tellStory(tx, {
        store: order.store,
        orderId: order.id,
        stage: 'person',
        text: `${nameOf(ctx.actor)} asked to try again.`,
      })
      await writeAudit(tx, {
        store: order.store,
        action: 'order.retry',
        subject: `order:${order.number}`,
        before: { phase: order.phase },
      })
    }
    tx.wake()
    return { message }
  })
}

/** The transaction's part, for one order or for all that wait for a problem. @returns whether there was something to do. */
export async function takeUp(ctx: FlowContext, order: typeof orders.$inferSelect): Promise<boolean> {
  const now = ctx.clock.now()
  const revived = await ctx.db
    .update(outbox)
    .set({ state: 'retrying', dueAt: now, attempts: 0, verifications: 0, reason: 'tried again' })
    .where(and(eq(outbox.orderId, order.id), inArray(outbox.state, ['dead', 'held'])))
    .returning({ kind: outbox.kind })
  await hurryOrder(ctx, order.id)
  await releaseFromProblems(ctx, order.id)
  if (order.phase !== 'held') return revived.length > 0
  // A sales document that was refused is planned anew, with what the mapping says now; the same message carries it.
  const unreadable = order.canonical === null
  if (unreadable) await readBack(ctx, order.store, order.magentoId, now.toISOString())
  else
    await ctx.db
      .update(orders)
      .set({
        phase: 'preparing',
        phaseReason: 'tried again',
        dueAt: now,
        leaseUntil: null,
        waitingFor: null,
        attempts: 0,
        updatedAt: now,
      })
      .where(eq(orders.id, order.id))
  const pushed = revived.some(({ kind }) => kind === 'sales_document.create')
  if (pushed)
    await ctx.db
      .update(outbox)
      .set({ state: 'held', reason: 'planned anew first' })
      .where(and(eq(outbox.orderId, order.id), eq(outbox.kind, 'sales_document.create'), eq(outbox.state, 'retrying')))
  return true
}
