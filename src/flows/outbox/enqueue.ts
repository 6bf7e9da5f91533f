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
  const [row] = await ctx.db
    .insert(outbox)
    .values(rowOf(ctx, effect))
    .onConflictDoNothing()
    .returning({ id: outbox.id })
  ctx.wake()
  return row?.id
}

/**
 * Owes effects that say all that older ones of the first one's kind would have said: those that wait in its queue are not
 * sent any more. One statement for both.
 */
export async function enqueueNewest(
  ctx: FlowContext,
  effects: readonly [Effect, ...Effect[]],
  reason: string,
): Promise<void> {
  const [{ queue, kind }] = effects
  const outdated = ctx.db
    .update(outbox)
    .set({ state: 'superseded', reason, finishedAt: ctx.clock.now() })
    .where(and(eq(outbox.queue, queue), eq(outbox.kind, kind), inArray(outbox.state, ['pending', 'retrying'])))
  const owed = ctx.db.insert(outbox).values(effects.map(effect => rowOf(ctx, effect)))
  await ctx.db.execute(sql`with outdated as ${outdated}, owed as ${owed.onConflictDoNothing()} select`)
  ctx.wake()
}

function rowOf(ctx: FlowContext, { plannedWith, ...message }: Effect) {
  const now = ctx.clock.now()
  return {
    ...message,
    ...(plannedWith ?? revisionsOf(message.store, message.connection)),
    connection: message.connection ?? null,
    orderId: message.orderId ?? null,
    state: 'pending' as const,
    dueAt: now,
    createdAt: now,
  }
}

/** The revisions of the settings as they are now, read by the statement that writes them. */
export const revisionsOf = (store: string, connection: string | undefined) => ({
  storeRevision: sql`(select revision from stores where code = ${store})`,
  connectionRevision:
    connection === undefined ? null : sql`(select revision from connections where code = ${connection})`,
})
