import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { outbox } from '../../db/schema/messages.ts'
import type { FlowContext } from '../context.ts'

const rowSchema = z.object({
  id: z.coerce.number(),
  store: z.string(),
  connection: z.string().nullable(),
  order_id: z.coerce.number().nullable(),
  queue: z.string(),
  kind: z.string(),
  idempotency_key: z.string(),
  payload: z.unknown(),
  state: z.enum(['sending', 'verifying']),
  reason: z.string(),
  worker: z.string(),
  attempts: z.number(),
  verifications: z.number(),
  created_at: z.coerce.date(),
})

export interface OutboxMessage {
  readonly id: number
  readonly store: string
  readonly connection: string | null
  readonly orderId: number | null
  readonly queue: string
  readonly kind: string
  readonly idempotencyKey: string
  readonly payload: unknown
  /** sending: to be sent now. verifying: the outcome of an earlier try is to be found out. */
  readonly state: 'sending' | 'verifying'
  /** What was said when it was put back the last time; empty at the first try. */
  readonly reason: string
  /** Who has claimed it. */
  readonly worker: string
  readonly attempts: number
  readonly verifications: number
  readonly createdAt: Date
}

export const LEASE_SECONDS = 30

/**
 * The planner cannot know that a head of a queue is soon found, and would look at everything that is due for each batch
 * (20,000 messages: 0.1 s), or, while its statistics are older than a sudden backlog, compare each with each (minutes).
 * It is told to go along the index of what is due and to stop at the limit, and the conditions are such that no join
 * can be made of them (docs/benchmarks.md).
 */
const walkDueIndex = sql`select set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)`

/**
 * Takes the heads of queues that are due and marks them as `sending` (or keeps them `verifying`) in one committed
 * statement, before anything goes out. A message behind an unfinished one of its queue is never taken.
 */
export async function claimOutbox(ctx: FlowContext, worker: string, limit: number): Promise<OutboxMessage[]> {
  const now = ctx.clock.now().toISOString()
  const rows = await ctx.db.transaction(async tx => {
    await tx.execute(walkDueIndex)
    return await tx.execute(sql`
      update outbox set
        state = case state when 'verifying' then 'verifying' else 'sending' end,
        attempts = attempts + case state when 'verifying' then 0 else 1 end,
        verifications = verifications + case state when 'verifying' then 1 else 0 end,
        worker = ${worker}, lease_until = ${now}::timestamptz + make_interval(secs => ${LEASE_SECONDS})
      where id in (
        select o.id from outbox o
        where o.state in ('pending', 'retrying', 'verifying') and o.due_at <= ${now}::timestamptz
          and (o.lease_until is null or o.lease_until < ${now}::timestamptz)
          and o.id = (select min(e.id) from outbox e where e.queue = o.queue and e.state not in ('delivered', 'superseded'))
          and (select s.paused_at is null from stores s where s.code = o.store) is not false
          and (select c.paused_at is null from connections c where c.code = o.connection) is not false
        order by o.due_at, o.id limit ${limit} for update of o skip locked)
      returning id, store, connection, order_id, queue, kind, idempotency_key, payload, state,
        reason, worker, attempts, verifications, created_at`)
  })
  return rows
    .map(row => rowSchema.parse(row))
    .map(({ order_id, idempotency_key, created_at, ...row }) => ({
      ...row,
      orderId: order_id,
      idempotencyKey: idempotency_key,
      createdAt: created_at,
    }))
}

/** A worker says that it is alive and still at these messages. */
export async function extendLeases(ctx: FlowContext, worker: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  const until = new Date(ctx.clock.now().getTime() + LEASE_SECONDS * 1_000)
  await ctx.db
    .update(outbox)
    .set({ leaseUntil: until })
    .where(
      and(
        inArray(outbox.id, [...ids]),
        eq(outbox.worker, worker),
        inArray(outbox.state, ['sending', 'verifying']),
        isNotNull(outbox.leaseUntil),
      ),
    )
}

/** What a dead worker left in `sending` may have happened: it is verified before it is sent again. */
export async function recoverLost(ctx: FlowContext): Promise<number> {
  const now = ctx.clock.now().toISOString()
  const rows = await ctx.db.execute(sql`
    update outbox set state = 'verifying', worker = null, lease_until = null, due_at = ${now}::timestamptz,
      reason = 'the worker died while sending'
    where state = 'sending' and lease_until < ${now}::timestamptz returning id`)
  return rows.length
}
