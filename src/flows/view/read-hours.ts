import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { matchingOrders, waitingOrders } from './order-filter.ts'
import { id, moment, readRows } from './rows.ts'

const hour = z
  .object({
    start: moment,
    orders: id,
    seconds: z.array(z.number().nullable()).nullable(),
    on_the_way: id,
    need_person: id,
    sent: id,
    unsent: id,
    failed: id,
  })
  .transform(r => ({
    start: r.start,
    /** Placed within this hour, as everything but the mails. */
    orders: r.orders,
    /** Half of those in the ERP were there this soon after we heard of them, and 95 of 100. */
    halfSeconds: r.seconds?.[0] ?? null,
    mostSeconds: r.seconds?.[1] ?? null,
    /** Not in the ERP yet and nothing is wrong. */
    onTheWay: r.on_the_way,
    /** As the list of orders counts them: held, or waiting for an open problem. */
    needPerson: r.need_person,
    /** Mails that were made within this hour, by how they stand. */
    mails: { sent: r.sent, unsent: r.unsent, failed: r.failed },
  }))
export type Hour = z.infer<typeof hour>

export const HOURS = 24

const HOUR_MS = 3_600_000

/** When the first of these hours began. */
const firstHour = (now: Date): Date => new Date((Math.floor(now.getTime() / HOUR_MS) - HOURS + 1) * HOUR_MS)

/** Phases of orders that are not in the ERP and are to get there; "held" are all that need a person. */
const WAITING = ['waiting', 'preparing', 'pushing', 'held'] as const

/** Nobody reads a larger number on the home page, and counting it would read the index of years. */
export const MOST_COUNTED = 10_000

/** How many orders still wait that were placed before these hours, up to 10,000. */
export async function countWaitingBefore(
  ctx: Pick<FlowContext, 'db' | 'clock'>,
  stores: readonly string[],
): Promise<number> {
  const now = ctx.clock.now()
  const matching = matchingOrders(stores, { phases: WAITING, placedTo: firstHour(now) }, now, {}, MOST_COUNTED)
  const [found] = await readRows(ctx.db, z.object({ orders: id }), sql`select count(*) as orders from (${matching}) m`)
  return found?.orders ?? 0
}

/** The last 24 hours of these stores, oldest first; whole hours of UTC, the last one is under way. */
export function readHours(ctx: Pick<FlowContext, 'db' | 'clock'>, stores: readonly string[]): Promise<Hour[]> {
  const codes = sql`${sql.param([...stores])}::text[]`
  const begin = firstHour(ctx.clock.now())
  const first = sql`${begin.toISOString()}::timestamptz`
  const end = sql`${new Date(begin.getTime() + HOURS * HOUR_MS).toISOString()}::timestamptz`
  const hourOf = (column: ReturnType<typeof sql>) => sql`date_bin('1 hour', ${column}, ${first})`
  return readRows(
    ctx.db,
    hour,
    sql`with stuck as materialized (${waitingOrders(stores)}),
      placed as (
        select ${hourOf(sql`o.placed_at`)} as start, count(*) as orders,
          percentile_cont(array[0.5, 0.95]) within group (order by extract(epoch from o.acknowledged_at - o.heard_at)) as seconds,
          count(*) filter (where o.phase in ('waiting', 'preparing', 'pushing') and s.id is null) as on_the_way,
          count(*) filter (where o.phase = 'held' or s.id is not null) as need_person
        from orders o left join (select distinct id from stuck) s on s.id = o.id
        where o.store = any(${codes}) and o.placed_at >= ${first} and o.placed_at < ${end} group by 1),
      mailed as (
        select ${hourOf(sql`m.created_at`)} as start, count(*) filter (where m.state = 'sent') as sent,
          count(*) filter (where m.state = 'waiting') as unsent, count(*) filter (where m.state = 'failed') as failed
        from mails m where m.store = any(${codes}) and m.created_at >= ${first} and m.created_at < ${end} group by 1)
      select h.start, coalesce(p.orders, 0) as orders, p.seconds, coalesce(p.on_the_way, 0) as on_the_way,
        coalesce(p.need_person, 0) as need_person, coalesce(m.sent, 0) as sent, coalesce(m.unsent, 0) as unsent, coalesce(m.failed, 0) as failed
      from generate_series(${first}, ${end} - interval '1 hour', interval '1 hour') h(start)
      left join placed p on p.start = h.start left join mailed m on m.start = h.start order by h.start`,
  )
}
