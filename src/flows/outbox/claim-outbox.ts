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
  far_side: z.string(),
  probe: z.boolean(),
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
  /** By the clock of the process that has claimed it, before the claim went out. */
  readonly claimedAt: Date
  /** Whom it goes to: "erp:b1". */
  readonly farSide: string
  /** The far side did not answer lately: this message is sent to see whether it does again. */
  readonly probe: boolean
}

export const LEASE_SECONDS = 30

/** What may be taken for each far side. */
export interface Rooms {
  /** By far side; what a process has under way there counts against it. */
  readonly known: ReadonlyMap<string, number>
  /** For far sides that this process has not called yet. */
  readonly others: number
}

/** A probe that ended with its worker is repeated after so long. */
const PROBE_LEASE_SECONDS = 60

/**
 * The planner cannot know that a head of a queue is soon found, and would look at everything that is due for each batch
 * (20,000 messages: 0.1 s), or, while its statistics are older than a sudden backlog, compare each with each (minutes).
 * It is told to go along the index of what is due and to stop at the limit, and the conditions are such that no join
 * can be made of them (docs/benchmarks.md).
 */
const walkDueIndex = sql`select set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)`

const isOpen = sql`state in ('pending', 'retrying', 'verifying')`

/**
 * Takes the heads of queues that are due and marks them as `sending` (or keeps them `verifying`) in one committed
 * statement, before anything goes out. A message behind an unfinished one of its queue is never taken. Each far side is
 * looked at by itself, so that a flood to one of them is not walked over to find the others' work; nothing is taken for
 * what is paused, and one message as a probe for what does not answer (pressure/breaker.ts).
 * @param limit of all far sides together, handed out in turns
 */
export async function claimOutbox(
  ctx: FlowContext,
  worker: string,
  limit: number,
  rooms: Rooms = { known: new Map(), others: limit },
): Promise<OutboxMessage[]> {
  const now = ctx.clock.now()
  const rows = await ctx.db.transaction(async tx => {
    await tx.execute(walkDueIndex)
    return await tx.execute(claimStatement(now.toISOString(), worker, limit, rooms))
  })
  return rows
    .map(row => rowSchema.parse(row))
    .map(({ order_id, idempotency_key, created_at, far_side, ...row }) => ({
      ...row,
      farSide: far_side,
      orderId: order_id,
      idempotencyKey: idempotency_key,
      createdAt: created_at,
      claimedAt: now,
    }))
}

/** These mails tell the people of the shop of problems (flows/alert): pausing the mails to customers does not silence them. */
const isAlert = sql`starts_with(o.queue, 'alert:')`

const claimStatement = (now: string, worker: string, limit: number, { known, others }: Rooms) => sql`
  with recursive keys as (
    (select far_side as key from outbox where ${isOpen} order by far_side limit 1)
    union all
    select (select far_side from outbox where ${isOpen} and far_side > keys.key order by far_side limit 1)
    from keys where keys.key is not null),
  probes as (
    update far_sides f set probe_at = ${now}::timestamptz + make_interval(secs => ${PROBE_LEASE_SECONDS})
    where f.opened_at is not null and f.probe_at <= ${now}::timestamptz
      and exists (select 1 from outbox where far_side = f.key and ${isOpen} and due_at <= ${now}::timestamptz)
    returning f.key),
  sides as materialized (
    select k.key, p.key is not null as probe,
      case when f.opened_at is null then coalesce(r.room, ${others}::int) when p.key is not null then 1 else 0 end as room
    from keys k
      left join far_sides f on f.key = k.key
      left join probes p on p.key = k.key
      left join unnest(${array([...known.keys()])}::text[], ${array([...known.values()])}::int[]) as r(key, room) on r.key = k.key
      left join connections c on 'erp:' || c.code = k.key
      left join stores s on s.code = coalesce(c.store, split_part(k.key, ':', 2))
    where k.key is not null and c.paused_at is null and s.paused_at is null),
  taken as (
    select id, key, probe from (
      select head.id, side.key, side.probe, row_number() over (partition by side.key order by head.due_at, head.id) as turn
      from sides side cross join lateral (
        select o.id, o.due_at from outbox o
        where o.far_side = side.key and o.state in ('pending', 'retrying', 'verifying') and o.due_at <= ${now}::timestamptz
          and (o.lease_until is null or o.lease_until < ${now}::timestamptz)
          and o.id = (select min(e.id) from outbox e where e.queue = o.queue and e.state not in ('delivered', 'superseded'))
          and (${isAlert} or (select true from paused_kinds k where k.store = o.store and k.kind = o.kind) is null)
        order by o.due_at, o.id limit side.room for update of o skip locked) head) heads
    order by turn limit ${limit}::int)
  update outbox set
    state = case state when 'verifying' then 'verifying' else 'sending' end,
    attempts = attempts + case state when 'verifying' then 0 else 1 end,
    verifications = verifications + case state when 'verifying' then 1 else 0 end,
    worker = ${worker}, lease_until = ${now}::timestamptz + make_interval(secs => ${LEASE_SECONDS})
  from taken where outbox.id = taken.id
  returning outbox.id, store, connection, order_id, queue, kind, idempotency_key, payload, state,
    reason, worker, attempts, verifications, created_at, far_side, taken.probe`

/** As PostgreSQL writes arrays; far sides are made of codes, which have no quotes in them (domain/settings.ts). */
const array = (values: readonly (string | number)[]): string =>
  `{${values.map(value => JSON.stringify(value)).join(',')}}`

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
