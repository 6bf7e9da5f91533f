import { isDeepStrictEqual } from 'node:util'
import { and, eq } from 'drizzle-orm'
import { outbox, outboxEdits } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { compareSettings } from '../config/compare-settings.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { lockOrder } from '../order/retry-order.ts'
import { tellStory } from '../order/tell-story.ts'
import { requireRole } from '../require-role.ts'
import { maskBody, maskText } from '../view/mask.ts'
import { editableKinds, type MessageRow } from './editable-kinds.ts'
import { effectKinds } from './effect-kinds.ts'

export interface MessageEdit {
  readonly store: string
  readonly messageId: number
  /** In place of what editableKinds reads of it. */
  readonly part: unknown
  readonly reason: string
  /** The document may come to another total than the order. */
  readonly acceptDifference: boolean
}

/**
 * Changes what a message that was given up will send. It is sent as edited until its order is planned anew on purpose;
 * what it was before is kept. Nothing is sent yet: retryMessage does that.
 * @throws UserError when the new part does not fit, or would come to another total and nobody accepts that.
 */
export async function editMessage(ctx: FlowContext, edit: MessageEdit): Promise<{ readonly message: string }> {
  requireRole(ctx, 'operate', edit.store)
  const reason = maskText(edit.reason.trim().slice(0, 500))
  if (!reason) throw new UserError('A reason is needed: it is what others will read later.')
  return await inTransaction(ctx, async tx => {
    const message = await lockStopped(tx, edit)
    const editable = editableKinds.get(message.kind)
    const effect = effectKinds.get(message.kind)
    if (!editable || !effect)
      throw new UserError(`${effect?.noun ?? message.kind} cannot be edited: it follows from the document in the ERP.`)
    if (!effect.payload.safeParse(message.payload).success)
      throw new UserError(`This version of Orderbridge cannot read message ${message.id}. Have it planned anew.`)
    const before = await editable.read(tx, message)
    if (isDeepStrictEqual(before, edit.part)) return { message: `Message ${message.id} says that already.` }
    const { payload, difference, write } = await editable.change(tx, message, edit.part)
    if (difference !== undefined && !edit.acceptDifference)
      throw new UserError(
        `The edited document does not fit the order: ${difference}. Correct it, or accept the difference.`,
      )
    await write?.(tx)
    const now = tx.clock.now()
    await tx.db.update(outbox).set({ payload, editedAt: now }).where(eq(outbox.id, message.id))
    const after = await editable.read(tx, { ...message, payload })
    if (!isDeepStrictEqual(after, edit.part))
      throw new UserError('There are fields in it that this message does not have. Take them out.')
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
        text: `${nameOf(ctx.actor)} edited ${effect.noun}: ${reason}.${accepted}`,
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

/** The message and its order, locked in the order in which everybody locks them. @throws UserError when it has not stopped. */
export async function lockStopped(
  tx: FlowContext,
  { store, messageId }: { readonly store: string; readonly messageId: number },
): Promise<MessageRow> {
  const which = and(eq(outbox.store, store), eq(outbox.id, messageId))
  const [found] = await tx.db.select({ orderId: outbox.orderId }).from(outbox).where(which)
  if (!found) throw new UserError(`There is no message ${messageId} in store ${store}.`)
  const order = found.orderId === null ? undefined : await lockOrder(tx, found.orderId)
  const [message] = await tx.db.select().from(outbox).where(which).for('update')
  if (!message) throw new Error('a message has vanished')
  if (message.state !== 'dead' && message.state !== 'held')
    throw new UserError(`Message ${messageId} is ${message.state}: only what was given up or is held can be acted on.`)
  if (order?.phase === 'preparing')
    throw new UserError(`Order ${order.number} is being planned anew. Wait a moment, then look again.`)
  return message
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
