import { and, eq, inArray, sql } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import type { FlowContext } from '../context.ts'

export interface Effect {
  readonly store: string
  readonly connection?: string
  readonly orderId?: number
  /** FIFO within this. */
  readonly queue: string
  readonly kind: string
  /** The effect happens once for this key, for ever. */
  readonly idempotencyKey: string
  readonly payload: unknown
  /** What the settings were when it was planned; absent: they are those of this moment. */
  readonly plannedWith?: { readonly storeRevision: number; readonly connectionRevision: number }
}

export const orderQueue = (orderId: number): string => `order:${orderId}`

/**
 * Owes an effect to the outside, in the transaction of ctx that decided it.
 * @returns its id, or undefined when it was decided before.
 */
export async function enqueue(ctx: FlowContext, effect: Effect): Promise<number | undefined> {
  const now = ctx.clock.now()
  const { plannedWith, ...message } = effect
  const [row] = await ctx.db
    .insert(outbox)
    .values({
      ...message,
      ...(plannedWith ?? revisionsOf(effect.store, effect.connection)),
      connection: effect.connection ?? null,
      orderId: effect.orderId ?? null,
      state: 'pending',
      dueAt: now,
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: outbox.id })
  ctx.wake()
  return row?.id
}

/** The revisions of the settings as they are now, read by the statement that writes them. */
export const revisionsOf = (store: string, connection: string | undefined) => ({
  storeRevision: sql`(select revision from stores where code = ${store})`,
  connectionRevision:
    connection === undefined ? null : sql`(select revision from connections where code = ${connection})`,
})

/** A newer message of this kind says all that the waiting ones would have said: they are not sent any more. */
export async function supersede(ctx: FlowContext, queue: string, kind: string, reason: string): Promise<void> {
  await ctx.db
    .update(outbox)
    .set({ state: 'superseded', reason, finishedAt: ctx.clock.now() })
    .where(and(eq(outbox.queue, queue), eq(outbox.kind, kind), inArray(outbox.state, ['pending', 'retrying'])))
}
