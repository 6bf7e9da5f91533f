import { and, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { alerts } from '../../db/schema/alerts.ts'
import type { AlertSettings } from '../../domain/settings.ts'
import type { FlowContext } from '../context.ts'
import { causeAlone } from '../problem/cause-alone.ts'
import { maskText } from '../view/mask.ts'
import { id, moment, readRows } from '../view/rows.ts'

/** What people are to be told of now. */
export interface Alert {
  readonly subject: string
  readonly title: string
  readonly orders: number
  /** Of the orders that have waited longest. */
  readonly numbers: readonly string[]
  readonly since: Date
}

type Reader = Pick<FlowContext, 'db' | 'clock'>

const problemRow = z.object({
  id,
  cause: z.string(),
  title: z.string(),
  opened_at: moment,
  orders: id,
  numbers: z.array(z.string()),
})

const MOST_NUMBERS = 3

/** Problems that are old or heavy enough, and that nobody was told of. */
export async function problemsToTell(ctx: Reader, store: string, settings: AlertSettings): Promise<Alert[]> {
  const before = minutesAgo(ctx, settings.afterMinutes)
  const rows = await readRows(
    ctx.db,
    problemRow,
    sql`select p.id, p.cause, p.title, p.opened_at, w.orders,
        array(select o.number from problem_orders x join orders o on o.id = x.order_id
          where x.problem_id = p.id order by x.since, o.id limit ${MOST_NUMBERS}) as numbers from problems p
      cross join lateral (select count(*) as orders from problem_orders x where x.problem_id = p.id) w
      where p.store = ${store} and p.closed_at is null
        and (p.opened_at <= ${before}::timestamptz or w.orders >= ${settings.orders})
        and not exists (select 1 from alerts a where a.store = p.store and a.subject = 'problem:' || p.id)
        and not exists (select 1 from alerts a where a.store = p.store and a.over_at is null
          and p.cause in (${sql.join(
            SHUT.map(word => sql`${word} || ':' || substr(a.subject, 6)`),
            sql`, `,
          )}))
      order by w.orders desc, p.opened_at limit 50`,
  )
  return rows.map(row => ({
    subject: `problem:${row.id}`,
    title: titleOf(row),
    orders: row.orders,
    numbers: row.numbers,
    since: row.opened_at,
  }))
}

/** Problems that say that a side as a whole does not let us in: "no_answer:b1". */
const SHUT = ['no_answer', 'login_refused', 'not_ready', 'read_failed'] as const

/** Their titles are ours. Others repeat what a far side said, and that may name a person. */
const OURS =
  /^(mapping_missing|item_missing|item_blocked|totals_differ|no_connection|login_refused|not_ready|read_failed|no_answer|not_taken|unknown_outcome|not_recorded):/

const UNNAMED = 'A problem needs a person.'

const titleOf = ({ cause, title, orders }: z.infer<typeof problemRow>): string => {
  if (OURS.test(cause)) return maskText(orders > 1 ? causeAlone(title) : title)
  // "The sales document is refused: …": what stands before the words of the far side.
  if (cause.startsWith('refused:')) return `${maskText(title.split(': ')[0] ?? '')}.`
  return UNNAMED
}

const sideRow = z.object({ side: z.string(), since: moment })

/**
 * Sides that do not answer for so long: their messages are stopped, or reading from them has failed ever since. Those
 * for which a problem is open are told of by it.
 */
export async function sidesToTell(ctx: Reader, store: string, settings: AlertSettings): Promise<Alert[]> {
  const before = minutesAgo(ctx, settings.afterMinutes)
  const silent = await silentSides(ctx, store)
  const told = await ctx.db
    .select({ subject: alerts.subject })
    .from(alerts)
    .where(and(eq(alerts.store, store), isNull(alerts.overAt)))
  const problems = await readRows(
    ctx.db,
    z.object({ cause: z.string() }),
    sql`select cause from problems where store = ${store} and closed_at is null
      and split_part(cause, ':', 1) = any(${sql.param([...SHUT])}::text[])`,
  )
  return silent.flatMap(({ side, since }): Alert[] => {
    const subject = `side:${side}`
    const isTold = told.some(one => one.subject === subject) || problems.some(({ cause }) => cause.endsWith(`:${side}`))
    if (isTold || since.toISOString() > before) return []
    const name = side === 'magento' ? `Magento of store ${store}` : `Connection ${side}`
    return [{ subject, title: `${name} does not answer.`, orders: 0, numbers: [], since }]
  })
}

/** "magento" and the codes of connections, with the moment since when. */
async function silentSides(ctx: Reader, store: string): Promise<readonly z.infer<typeof sideRow>[]> {
  const recently = minutesAgo(ctx, 2 * 24 * 60)
  const rows = await readRows(
    ctx.db,
    sideRow,
    sql`
    with good as (
      select task, max(finished_at) as at from runs
      where store = ${store} and started_at > ${recently}::timestamptz and outcome <> 'failed' group by task),
    sides as (
      select case when r.task = 'magento-orders' then 'magento' else split_part(r.task, ':', 2) end as side,
        min(r.started_at) as since
      from runs r left join good g on g.task = r.task
      where r.store = ${store} and r.started_at > ${recently}::timestamptz and r.outcome = 'failed'
        and (r.task = 'magento-orders' or r.task like 'erp-changes:%') and (g.at is null or r.started_at > g.at)
      group by 1
      union all
      select case when f.key like 'magento:%' then 'magento' else substr(f.key, 5) end, f.opened_at from far_sides f
      where f.opened_at is not null and (f.key = ${`magento:${store}`}
        or f.key in (select 'erp:' || code from connections where store = ${store})))
    select side, min(since) as since from sides group by side`,
  )
  return rows
}

export interface Told {
  readonly id: number
  readonly title: string
  readonly subject: string
  readonly since: Date
}

const toldRow = z.object({ id, subject: z.string(), title: z.string(), since: moment })

/** What people were told of and is gone. */
export async function alertsOver(ctx: Reader, store: string): Promise<readonly Told[]> {
  const silent = await silentSides(ctx, store)
  const rows = await readRows(
    ctx.db,
    toldRow,
    sql`select a.id, a.subject, a.title, a.since from alerts a
      left join problems p on a.subject = 'problem:' || p.id and p.store = a.store
      where a.store = ${store} and a.over_at is null and (a.subject like 'side:%' or p.closed_at is not null)
      order by a.since limit 50`,
  )
  return rows.filter(({ subject }) => !silent.some(({ side }) => subject === `side:${side}`))
}

const minutesAgo = ({ clock }: Pick<FlowContext, 'clock'>, minutes: number): string =>
  new Date(clock.now().getTime() - minutes * 60_000).toISOString()
