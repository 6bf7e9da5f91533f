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

/** Why it is looked up, as the database writes it when a lease has run out (drizzle/0026_claim_in_one_call.sql). */
export const DIED = 'the worker died while sending'

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
 * Takes the heads of queues that are due and marks them as `sending` (or keeps them `verifying`) in one committed
 * statement, before anything goes out. A message behind an unfinished one of its queue is never taken. Each far side is
 * looked at by itself, so that a flood to one of them is not walked over to find the others' work; nothing is taken for
 * what is paused, and one message as a probe for what does not answer (pressure/breaker.ts). What a dead worker left in
 * `sending` is put back to be verified first. A function of the database does it, and says why it looks as it does:
 * drizzle/0026_claim_in_one_call.sql.
 * @param limit of all far sides together, handed out in turns
 */
export async function claimOutbox(
  ctx: FlowContext,
  worker: string,
  limit: number,
  { known, others }: Rooms = { known: new Map(), others: limit },
): Promise<OutboxMessage[]> {
  const now = ctx.clock.now()
  const rows = await ctx.db.execute(sql`
    select * from claim_outbox(${now.toISOString()}::timestamptz, ${worker}::text, make_interval(secs => ${LEASE_SECONDS}),
      make_interval(secs => ${PROBE_LEASE_SECONDS}), ${limit}::integer, ${array([...known.keys()])}::text[],
      ${array([...known.values()])}::integer[], ${others}::integer)`)
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
