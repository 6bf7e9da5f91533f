import { eq } from 'drizzle-orm'
import { outbox, outboxEdits } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { compareSettings } from '../config/compare-settings.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { tellStory } from '../order/tell-story.ts'
import { requireRole } from '../require-role.ts'
import { maskBody, maskText } from '../view/mask.ts'
import { checkEdit, expectWhole, type MessageEdit } from './check-edit.ts'
import { EditRefused } from './edit-refused.ts'
import { editableKinds, type MessageRow } from './editable-kinds.ts'

/**
 * Changes what a message that was given up will send. It is sent as edited until its order is planned anew on purpose;
 * what it was before is kept. Nothing is sent yet: retryMessage does that.
 * @throws UserError when the new part does not fit, or would come to another total and nobody accepts that.
 */
export async function editMessage(ctx: FlowContext, edit: MessageEdit): Promise<{ readonly message: string }> {
  requireRole(ctx, 'operate', edit.store)
  const reason = maskText(edit.reason.trim().slice(0, 500))
  if (!reason) throw new EditRefused('reason', 'A reason is needed: it is what others will read later.')
  return await inTransaction(ctx, async tx => {
    const { message, noun, before, edited } = await checkEdit(tx, edit)
    if (!edited) return { message: `Message ${message.id} says that already.` }
    const { payload, difference, write } = edited
    await write?.(tx)
    const now = tx.clock.now()
    await tx.db.update(outbox).set({ payload, editedAt: now }).where(eq(outbox.id, message.id))
    const after = await editableKinds.get(message.kind)?.read(tx, { ...message, payload })
    expectWhole(after, edit.part)
    await tx.db.insert(outboxEdits).values({
      store: message.store,
      outboxId: message.id,
      at: now,
      actor: maskText(nameOf(ctx.actor)),
      reason,
      before,
      after,
      acceptedDifference: difference ?? null,
    })
    const accepted = difference === undefined ? '' : ` Accepted: ${difference}.`
    for (const orderId of await ordersOf(tx, message))
      await tellStory(tx, {
        store: message.store,
        orderId,
        stage: 'person',
        text: `${nameOf(ctx.actor)} edited ${noun}: ${reason}.${accepted}`,
        outboxId: message.id,
      })
    await writeAudit(tx, {
      store: message.store,
      action: 'message.edit',
      ...whatChanged(message, before, after),
      reason,
    })
    return { message: `Message ${message.id} is edited and waits to be sent.` }
  })
}

/** A customer is created for all orders that wait for it. */
async function ordersOf(tx: FlowContext, message: MessageRow): Promise<readonly number[]> {
  if (message.orderId !== null) return [message.orderId]
  const rows = await tx.db.select({ id: orders.id }).from(orders).where(eq(orders.waitingFor, message.queue))
  return rows.map(({ id }) => id)
}

/** Which values, by path, with what is personal masked as on the page. */
function whatChanged(message: MessageRow, before: unknown, after: unknown) {
  const nothing = { secret: undefined }
  const changed = compareSettings({ shown: before, ...nothing }, { shown: after, ...nothing })
  const masked = (values: Readonly<Record<string, unknown>> = {}) =>
    Object.fromEntries(Object.entries(values).map(([path, value]) => [path, maskAt(path, value)]))
  return {
    subject: `message ${message.id} (${message.kind})`,
    before: masked(changed?.before),
    after: masked(changed?.after),
  }
}

/** Masking goes by the name of a field. */
function maskAt(path: string, value: unknown): unknown {
  const name = path.split('.').at(-1) ?? path
  const [masked] = Object.values(JSON.parse(maskBody(JSON.stringify({ [name]: value }))))
  return masked
}
