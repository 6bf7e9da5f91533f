import { and, eq, inArray } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { hurryOrder } from '../outbox/hurry-order.ts'
import { releaseFromProblems } from '../problem/open-problem.ts'
import { requireRole } from '../require-role.ts'
import { reconsiderRefunds } from './answer-refunds.ts'
import { canonicalOf } from './canonical-of.ts'
import type { OrderRow } from './hear-orders.ts'
import { isHeldByPerson } from './held-by-person.ts'
import { sendLostAgain } from './lost-document.ts'
import { planAnew } from './plan-anew.ts'
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
    const order = await lockOrder(tx, input.orderId)
    if (order?.store !== input.store) throw new UserError(`There is no order ${input.orderId} in store ${input.store}.`)
    const again = await takeUp(tx, order.id)
    const resent = await sendLostAgain(tx, order)
    tx.wake()
    if (isHeldByPerson(order)) return { message: `Order ${order.number} is held by a person: release it first.` }
    if (!again && !resent) return { message: `Order ${order.number} is not stuck: nothing to try again.` }
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
    return { message: `Order ${order.number} is tried again.` }
  })
}

export async function lockOrder(ctx: FlowContext, orderId: number): Promise<OrderRow | undefined> {
  const [order] = await ctx.db.select().from(orders).where(eq(orders.id, orderId)).for('no key update')
  return order
}

/**
 * The transaction's part, for one order or for all that wait for a problem; the order is locked before it is judged.
 * A sales document that was refused is planned with what the mapping says now; the same message carries it. One that a
 * person has edited is sent as it is.
 * @returns the order as it was, when there was something to do.
 */
export async function takeUp(ctx: FlowContext, orderId: number): Promise<OrderRow | undefined> {
  const order = await lockOrder(ctx, orderId)
  // Who holds it does not want it to go on, whatever else it may have waited for.
  if (!order || isHeldByPerson(order)) return undefined
  const revived = await ctx.db
    .update(outbox)
    .set({ state: 'retrying', dueAt: ctx.clock.now(), attempts: 0, verifications: 0, reason: 'tried again' })
    .where(and(eq(outbox.orderId, order.id), inArray(outbox.state, ['dead', 'held'])))
    .returning()
  // Also what is still tried: a person who asks has perhaps mended the policies for it.
  const open = await ctx.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.orderId, order.id), eq(outbox.state, 'retrying')))
    .for('update')
  for (const message of open) if (message.editedAt === null) await planAnew(ctx, message, order)
  await hurryOrder(ctx, order.id)
  await releaseFromProblems(ctx, order.id)
  const canonical = canonicalOf(order)
  const reconsidered = canonical !== undefined && (await reconsiderRefunds(ctx, order, canonical))
  if (order.phase !== 'held') return revived.length > 0 || reconsidered ? order : undefined
  const push = revived.find(({ kind }) => kind === 'sales_document.create')
  if (push?.editedAt) await goOn(ctx, order.id, 'pushing', 'sent as a person has edited it')
  else if (order.canonical === null) await readBack(ctx, order.store, order.magentoId, ctx.clock.now().toISOString())
  else {
    if (push)
      await ctx.db.update(outbox).set({ state: 'held', reason: 'planned anew first' }).where(eq(outbox.id, push.id))
    await goOn(ctx, order.id, 'preparing', 'tried again')
  }
  return order
}

async function goOn(
  ctx: FlowContext,
  orderId: number,
  phase: 'preparing' | 'pushing',
  phaseReason: string,
): Promise<void> {
  const now = ctx.clock.now()
  await ctx.db
    .update(orders)
    .set({
      phase,
      phaseReason,
      dueAt: phase === 'preparing' ? now : null,
      leaseUntil: null,
      waitingFor: null,
      attempts: 0,
      updatedAt: now,
    })
    .where(eq(orders.id, orderId))
}
