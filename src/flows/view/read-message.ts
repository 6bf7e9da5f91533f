import { and, asc, eq, inArray } from 'drizzle-orm'
import { outbox, outboxEdits } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import type { FlowContext } from '../context.ts'
import { editableKinds } from '../outbox/editable-kinds.ts'
import { effectKinds } from '../outbox/effect-kinds.ts'
import { maskBody } from './mask.ts'

export type MessagePage = NonNullable<Awaited<ReturnType<typeof readMessage>>>

/**
 * One message, for people who mend it: what it will send, in full where it can be edited, and what was edited before
 * (masked). @returns undefined when there is no such message in these stores.
 */
export async function readMessage(
  ctx: FlowContext,
  input: { readonly stores: readonly string[]; readonly id: number },
) {
  const [found] = await ctx.db
    .select({ message: outbox, number: orders.number })
    .from(outbox)
    .leftJoin(orders, eq(orders.id, outbox.orderId))
    .where(and(eq(outbox.id, input.id), inArray(outbox.store, [...input.stores])))
  if (!found) return undefined
  const { message, number } = found
  const effect = effectKinds.get(message.kind)
  // Another version may have written it in a form that is not known here.
  const editable = effect?.payload.safeParse(message.payload).success ? editableKinds.get(message.kind) : undefined
  const stopped = message.state === 'dead' || message.state === 'held'
  const { id, store, connection, orderId, kind, state, reason, createdAt, dueAt, editedAt } = message
  const { storeRevision, connectionRevision } = message
  return {
    ...{ id, store, connection, orderId, kind, state, reason, createdAt, dueAt, editedAt },
    ...{ storeRevision, connectionRevision },
    noun: effect?.noun ?? kind,
    orderNumber: number ?? undefined,
    /** It was given up or is held: it can be sent again. */
    stopped,
    /** What may be edited, unmasked: whoever may act has to see it. */
    part: editable && stopped ? { noun: editable.noun, value: await editable.read(ctx, message) } : undefined,
    payload: maskBody(JSON.stringify(message.payload)),
    edits: await readEdits(ctx, id),
  }
}

async function readEdits(ctx: Pick<FlowContext, 'db'>, outboxId: number) {
  const rows = await ctx.db
    .select()
    .from(outboxEdits)
    .where(eq(outboxEdits.outboxId, outboxId))
    .orderBy(asc(outboxEdits.id))
  return rows.map(({ at, actor, reason, before, after, acceptedDifference }) => ({
    at,
    actor,
    reason,
    acceptedDifference,
    before: maskBody(JSON.stringify(before)),
    after: maskBody(JSON.stringify(after)),
  }))
}
