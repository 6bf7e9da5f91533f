import { eq } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { planAnew } from '../order/plan-anew.ts'
import { lockOrder, takeUp } from '../order/retry-order.ts'
import { tellStory } from '../order/tell-story.ts'
import { requireRole } from '../require-role.ts'
import { lockStopped } from './check-edit.ts'
import { effectKinds } from './effect-kinds.ts'
import { releaseFromFailures } from './report-failed-effect.ts'

/**
 * Sends one message again that was given up; what else is stuck of its order stays as it is. Pressing twice is pressing
 * once: what is on its way is no stopped message any more.
 * @param input.anew leave a person's edit aside and plan it with the configuration as it is now.
 */
export async function retryMessage(
  ctx: FlowContext,
  input: { readonly store: string; readonly messageId: number; readonly anew?: boolean },
): Promise<{ readonly message: string }> {
  requireRole(ctx, 'operate', input.store)
  return await inTransaction(ctx, async tx => {
    const message = await lockStopped(tx, input)
    const edited = message.editedAt !== null && !input.anew
    if (message.editedAt !== null && input.anew)
      await tx.db.update(outbox).set({ editedAt: null }).where(eq(outbox.id, message.id))
    const order = message.orderId === null ? undefined : await lockOrder(tx, message.orderId)
    const noun = effectKinds.get(message.kind)?.noun ?? message.kind
    // A sales document is planned again or goes as edited: that is the order's business.
    if (order?.phase === 'held' && message.kind === 'sales_document.create') await takeUp(tx, order.id)
    else if (message.kind === 'subject.create' && !edited) await planCustomerAnew(tx, message.queue)
    else {
      await tx.db
        .update(outbox)
        .set({ state: 'retrying', dueAt: tx.clock.now(), attempts: 0, verifications: 0, reason: 'tried again' })
        .where(eq(outbox.id, message.id))
      if (order && !edited) await planAnew(tx, message, order)
      if (order) await releaseFromFailures(tx, message, order.id)
    }
    if (order)
      await tellStory(tx, {
        store: message.store,
        orderId: order.id,
        stage: 'person',
        text: `${nameOf(ctx.actor)} asked to send ${noun} again${edited ? ' as edited' : ''}.`,
        outboxId: message.id,
      })
    await writeAudit(tx, {
      store: message.store,
      action: 'message.retry',
      subject: `message ${message.id} (${message.kind})`,
      before: { state: message.state },
      after: { edited },
    })
    tx.wake()
    const name = order ? `Order ${order.number}: ${noun}` : `Message ${message.id}`
    return { message: `${name} is sent again${edited ? ' as edited' : ''}.` }
  })
}

/** The customer comes from an order: the first of those that wait for it makes the message anew. */
async function planCustomerAnew(tx: FlowContext, queue: string): Promise<void> {
  const waiting = await tx.db.select({ id: orders.id }).from(orders).where(eq(orders.waitingFor, queue))
  if (waiting.length === 0) throw new UserError('No order waits for this customer any more: there is nothing to send.')
  for (const { id } of waiting) await takeUp(tx, id)
}
