import { isDeepStrictEqual } from 'node:util'
import { and, eq } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { UserError } from '../../domain/errors.ts'
import type { FlowContext } from '../context.ts'
import { lockOrder } from '../order/retry-order.ts'
import { EditRefused } from './edit-refused.ts'
import { type Edited, editableKinds, type MessageRow } from './editable-kinds.ts'
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

export interface CheckedEdit {
  readonly message: MessageRow
  readonly noun: string
  readonly before: unknown
  /** undefined: the message says that already. */
  readonly edited: Edited | undefined
}

/** Locks the message and finds out what the edit would make of it. @throws EditRefused, UserError when it cannot be edited. */
export async function checkEdit(tx: FlowContext, edit: Omit<MessageEdit, 'reason'>): Promise<CheckedEdit> {
  const message = await lockStopped(tx, edit)
  const editable = editableKinds.get(message.kind)
  const effect = effectKinds.get(message.kind)
  if (!editable || !effect)
    throw new UserError(`${effect?.noun ?? message.kind} cannot be edited: it follows from the document in the ERP.`)
  if (!effect.payload.safeParse(message.payload).success)
    throw new UserError(`This version of Orderbridge cannot read message ${message.id}. Have it planned anew.`)
  const before = await editable.read(tx, message)
  const { noun } = effect
  if (isDeepStrictEqual(before, edit.part)) return { message, noun, before, edited: undefined }
  const edited = await editable.change(tx, message, edit.part)
  if (!edited.write) expectWhole(await editable.read(tx, { ...message, payload: edited.payload }), edit.part)
  if (edited.difference !== undefined && !edit.acceptDifference)
    throw new EditRefused(
      'accept',
      `The edited document does not fit the order: ${edited.difference}. Correct it, or accept the difference.`,
    )
  return { message, noun, before, edited }
}

/** @throws EditRefused for what would be lost silently. */
export function expectWhole(after: unknown, part: unknown): void {
  if (!isDeepStrictEqual(after, part))
    throw new EditRefused('part', 'There are fields in it that this message does not have. Take them out.')
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
