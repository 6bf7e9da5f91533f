import { asc, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { ORDER_PHASES } from '../../db/schema/orders.ts'
import { connections, stores as storesTable } from '../../db/schema/stores.ts'
import { storeSettings } from '../../domain/settings.ts'
import type { FlowContext } from '../context.ts'
import type { DaySums } from '../ledger/day-sums.ts'
import { readDaySums } from '../ledger/read-day-sums.ts'
import { knownZone } from '../ledger/store-zone.ts'
import { dayIn } from '../order/plan-sales-document.ts'
import { listTasks, type TaskRow } from './list-tasks.ts'
import { countWaitingBefore, type Hour, MOST_COUNTED, readHours } from './read-hours.ts'
import { id, moment, readRows } from './rows.ts'

const day = z
  .object({
    store: z.string(),
    midnight: moment,
    placed: id,
    in_erp: id,
    left_out: id,
    seconds: z.coerce.number().nullable(),
    late: id,
    need_person: id,
    phases: z.record(z.string(), z.number()),
    last_number: z.string().nullable(),
    last_placed_at: moment.nullable(),
  })
  .transform(r => ({
    store: r.store,
    /** When today began in the store's time zone. */
    midnight: r.midnight,
    /** Of today. */
    placed: r.placed,
    inErp: r.in_erp,
    /** Skipped or cancelled before they were sent. */
    leftOut: r.left_out,
    /** Half of the orders of the last 24 hours were in the ERP this soon after we heard of them. */
    medianSeconds: r.seconds,
    /** On their way for more than 15 minutes. */
    late: r.late,
    needPerson: r.need_person,
    /**
     * Orders by phase, up to MOST_COUNTED; of the phases that are over, those placed in the last 7 days. "held" are all
     * that need a person, as in the list.
     */
    phases: Object.fromEntries(
      ORDER_PHASES.map(phase => [phase, Math.min(r.phases[phase] ?? 0, MOST_COUNTED)]),
    ) as Record<(typeof ORDER_PHASES)[number], number>, // every phase has its key
    lastOrder:
      r.last_number !== null && r.last_placed_at !== null
        ? { number: r.last_number, placedAt: r.last_placed_at }
        : undefined,
  }))
export type StoreDay = z.infer<typeof day>

export interface FarSide {
  /** Absent: the store's Magento. */
  readonly connection: string | undefined
  readonly name: string
  readonly paused: string | undefined
  readonly tasks: readonly TaskRow[]
}

export interface HomeStore extends StoreDay {
  readonly name: string
  /** ISO date in the store's time zone. */
  readonly today: string
  /** Today's line of the ledger, per currency; the one with the most orders first. */
  readonly books: readonly DaySums[]
  readonly farSides: readonly FarSide[]
}

export interface Home {
  readonly stores: readonly HomeStore[]
  readonly hours: readonly Hour[]
  /** Orders from before these hours that are still not in the ERP. */
  readonly waitingBefore: number
}

/** What somebody wants to know in five seconds. */
export async function readHome(ctx: Pick<FlowContext, 'db' | 'clock'>, stores: readonly string[]): Promise<Home> {
  const rows = await ctx.db
    .select()
    .from(storesTable)
    .where(inArray(storesTable.code, [...stores]))
    .orderBy(asc(storesTable.code))
  const known = rows.map(row => {
    const settings = storeSettings.parse(row.settings)
    const zone = knownZone(settings.timezone)
    return { ...row, settings, zone, today: dayIn(zone, ctx.clock.now().toISOString()) }
  })
  const [days, hours, waitingBefore, books, tasks, links] = await Promise.all([
    readDays(ctx, known),
    readHours(
      ctx,
      known.map(row => row.code),
    ),
    countWaitingBefore(ctx, stores),
    Promise.all(known.map(({ code, zone, today }) => readBooks(ctx, code, zone, today))),
    listTasks(ctx, stores),
    ctx.db
      .select()
      .from(connections)
      .where(inArray(connections.store, [...stores]))
      .orderBy(asc(connections.code)),
  ])
  return {
    hours,
    waitingBefore,
    stores: days.flatMap(one => {
      const index = known.findIndex(candidate => candidate.code === one.store)
      const row = known[index]
      if (!row) return []
      const mine = tasks.filter(task => task.store === row.code)
      const magento: FarSide = {
        connection: undefined,
        name: 'Magento',
        paused: pauseOf(row),
        tasks: mine.filter(task => task.connection === null),
      }
      const erps = links
        .filter(link => link.store === row.code)
        .map(
          (link): FarSide => ({
            connection: link.code,
            name: link.name,
            paused: pauseOf(link),
            tasks: mine.filter(task => task.connection === link.code),
          }),
        )
      return [
        {
          ...one,
          name: row.settings.name,
          today: row.today,
          books: books[index] ?? [],
          farSides: [magento, ...erps],
        },
      ]
    }),
  }
}

async function readBooks(ctx: Pick<FlowContext, 'db'>, store: string, timezone: string, today: string) {
  const sums = await readDaySums(ctx, { store, timezone, days: [today] })
  const placed = sums.filter(({ sums: { placed } }) => placed.count > 0) // others have invoices alone
  return placed.sort((a, b) => b.sums.placed.count - a.sums.placed.count)
}

const pauseOf = (row: { readonly pausedAt: Date | null; readonly pausedReason: string | null }): string | undefined =>
  row.pausedAt === null ? undefined : (row.pausedReason ?? 'no reason was given')

const readDays = (
  ctx: Pick<FlowContext, 'db' | 'clock'>,
  stores: readonly { readonly code: string; readonly zone: string }[],
): Promise<StoreDay[]> => {
  const now = sql`${ctx.clock.now().toISOString()}::timestamptz`
  return readRows(
    ctx.db,
    day,
    sql`select s.code as store, d.midnight, t.placed, t.in_erp, t.left_out, a.seconds, l.late, n.need_person, p.phases,
        o.number as last_number, o.placed_at as last_placed_at
      from unnest(${sql.param(stores.map(s => s.code))}::text[], ${sql.param(stores.map(s => s.zone))}::text[]) with ordinality s(code, zone, position)
      cross join lateral (select date_trunc('day', ${now} at time zone s.zone) at time zone s.zone as midnight) d
      cross join lateral (
        select count(*) as placed, count(*) filter (where acknowledged_at is not null) as in_erp,
          count(*) filter (where acknowledged_at is null and phase in ('skipped', 'canceled')) as left_out
        from orders where store = s.code and placed_at >= d.midnight
          and placed_at >= ${now} - interval '26 hours') t -- says to the planner how little a day is
      cross join lateral (
        select percentile_cont(0.5) within group (order by extract(epoch from acknowledged_at - heard_at)) as seconds
        from orders where store = s.code and placed_at >= ${now} - interval '24 hours' and acknowledged_at is not null) a
      cross join lateral (
        select count(*) as late from (
          select 1 from orders
          where store = s.code and phase in ('preparing', 'pushing') and heard_at < ${now} - interval '15 minutes'
          limit ${MOST_COUNTED}) x) l
      cross join lateral (
        select count(distinct y.order_id) as need_person from (
          select w.order_id from problems x join problem_orders w on w.problem_id = x.id
          where x.store = s.code and x.closed_at is null limit ${MOST_COUNTED}) y) n
      cross join lateral (
        select jsonb_object_agg(g.phase, g.amount) as phases from (
          select w.phase, c.amount
          from (values ('waiting', null), ('preparing', null), ('pushing', null), ('open', null),
            ('done', ${now} - interval '7 days'), ('canceled', ${now} - interval '7 days'), ('skipped', ${now} - interval '7 days')
          ) w(phase, since)
          cross join lateral (
            select count(*) as amount from (
              select 1 from orders
              where store = s.code and phase = w.phase and placed_at >= coalesce(w.since, '-infinity'::timestamptz)
              limit ${MOST_COUNTED}) x) c
          union all
          select 'held', count(*) from (
            (select id from orders where store = s.code and phase = 'held' limit ${MOST_COUNTED})
            union
            (select w.order_id from problems x join problem_orders w on w.problem_id = x.id
              where x.store = s.code and x.closed_at is null limit ${MOST_COUNTED})) h) g) p
      left join lateral (
        select number, placed_at from orders where store = s.code order by placed_at desc, id desc limit 1) o on true
      order by s.position`,
  )
}
