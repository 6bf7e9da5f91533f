import { and, eq, inArray } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import type { FlowContext } from '../context.ts'
import { type Effect, enqueue, revisionsOf } from '../outbox/enqueue.ts'
import { closeFailures, type TransferRow } from './hold-transfer.ts'

export const WRITE = 'transfer.write'
export const ACKNOWLEDGE = 'transfer.acknowledge'
export type TransferKind = typeof WRITE | typeof ACKNOWLEDGE

/** One message for each order and kind. */
export const messageKey = (kind: TransferKind, id: number): string => `${kind}:${id}`

/**
 * Owes the effect to the outside, in the transaction of ctx that decided it: one message for each order and kind. One
 * that was given up, or is done and has to be done again, goes again with this payload.
 * @returns false when it is on its way already, or a person has to find out what became of it
 */
export async function owe(
  ctx: FlowContext,
  kind: TransferKind,
  { id, store, connection }: Pick<TransferRow, 'id' | 'store' | 'connection'>,
  payload: unknown,
): Promise<boolean> {
  const effect: Effect = {
    store,
    connection,
    queue: `transfer:${id}`,
    kind,
    idempotencyKey: messageKey(kind, id),
    payload,
  }
  if ((await enqueue(ctx, effect)) !== undefined) return true
  const again = await ctx.db
    .update(outbox)
    .set({
      ...revisionsOf(store, connection),
      payload,
      state: 'pending',
      dueAt: ctx.clock.now(),
      attempts: 0,
      verifications: 0,
      reason: 'tried again',
      finishedAt: null,
    })
    // A write is repeated after a refusal only; saying once more that it is done does no harm.
    .where(
      and(
        eq(outbox.idempotencyKey, effect.idempotencyKey),
        inArray(outbox.state, kind === WRITE ? ['dead', 'superseded'] : ['dead', 'superseded', 'held', 'delivered']),
      ),
    )
    .returning({ id: outbox.id })
  ctx.wake()
  return again.length > 0
}

/** Whether a write was refused or dropped, or there is none: then the order may be planned anew. */
export async function mayPlan(ctx: FlowContext, transferId: number): Promise<boolean> {
  const [message] = await ctx.db
    .select({ state: outbox.state })
    .from(outbox)
    .where(eq(outbox.idempotencyKey, messageKey(WRITE, transferId)))
  return message === undefined || message.state === 'dead' || message.state === 'superseded'
}

/** Nobody will send what was refused: the order is over. What was open about it closes. In the transaction of ctx. */
export async function dropRefused(
  ctx: FlowContext,
  { id, store, connection }: TransferRow,
  why: string,
): Promise<void> {
  const dropped = await ctx.db
    .update(outbox)
    .set({ state: 'superseded', reason: why, finishedAt: ctx.clock.now() })
    .where(
      and(
        inArray(outbox.idempotencyKey, [messageKey(WRITE, id), messageKey(ACKNOWLEDGE, id)]),
        eq(outbox.state, 'dead'),
      ),
    )
    .returning({ id: outbox.id, kind: outbox.kind })
  for (const message of dropped) await closeFailures(ctx, { ...message, store, connection })
}
