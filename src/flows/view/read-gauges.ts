import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { type FarSideRow, listFarSides, MOST_COUNTED } from './list-far-sides.ts'
import { listStores } from './list-stores.ts'
import { type HomeStore, readHome } from './read-home.ts'
import { MOST_COUNTED as MOST_ORDERS } from './read-hours.ts'
import { id, readRows } from './rows.ts'

type Reader = Pick<FlowContext, 'db' | 'clock'>

/** What stores and far sides are told about as numbers; docs/metrics.md lists the same. */
export const GAUGES = {
  orderbridge_orders: `Orders by phase, counted up to ${MOST_ORDERS}; of the phases that are over, those of the last 7 days.`,
  orderbridge_orders_late: 'Orders on their way for more than 15 minutes.',
  orderbridge_orders_today:
    'Orders placed since midnight in the zone of the store: all, in the ERP, left out on purpose.',
  orderbridge_acknowledge_seconds:
    'Half of the orders of the last 24 hours were in the ERP so soon after they were heard of.',
  orderbridge_ledger_gaps: 'Orders and documents of today that do not add up.',
  orderbridge_problems: 'Open problems, by what they are about.',
  orderbridge_problem_orders: 'Orders that wait for open problems, by what these are about.',
  orderbridge_outbox_waiting: `Messages that are not delivered yet, counted up to ${MOST_COUNTED}.`,
  orderbridge_outbox_lag_seconds: 'For how long the message that could go and is due longest has been due.',
  orderbridge_far_side_state: '1 for the state that the far side is in: running, paused or not answering.',
  orderbridge_far_side_window: 'Calls at once that the far side gets now.',
  orderbridge_inbox_waiting: `Events that were stored and are due to be read, counted up to ${MOST_COUNTED}.`,
  orderbridge_inbox_lag_seconds: 'For how long the event that is due longest has been due.',
  orderbridge_task_finished_seconds: 'When the last run of a task ended, in seconds since 1970.',
  orderbridge_task_failed: '1 when the last run of a task failed.',
} as const

export interface Gauge {
  readonly name: keyof typeof GAUGES
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/**
 * How all stores are now, for whoever watches from outside: mostly what the page reads as well, so that both say the
 * same. The cost does not grow with what is done: counts have an end, and a lag is the beginning of an index.
 */
export async function readGauges(ctx: Reader): Promise<Gauge[]> {
  const stores = (await listStores(ctx)).map(({ code }) => code)
  const [home, { sides }] = await Promise.all([readHome(ctx, stores), listFarSides(ctx, stores)])
  const [problems, outbox, inbox] = await Promise.all([
    countProblems(ctx, stores),
    readOutboxLags(ctx, sides),
    readInbox(ctx, stores),
  ])
  return [
    ...home.stores.flatMap(ofStore),
    ...home.stores.flatMap(ofTasks),
    ...sides.flatMap(side => ofSide(side, outbox.get(side.key) ?? 0)),
    ...problems.flatMap(({ store, about, open, orders }): Gauge[] => [
      { name: 'orderbridge_problems', labels: { store, about }, value: open },
      { name: 'orderbridge_problem_orders', labels: { store, about }, value: orders },
    ]),
    ...inbox.flatMap(({ store, waiting, seconds }): Gauge[] => [
      { name: 'orderbridge_inbox_waiting', labels: { store }, value: waiting },
      { name: 'orderbridge_inbox_lag_seconds', labels: { store }, value: seconds },
    ]),
  ]
}

function ofStore({ store, phases, late, placed, inErp, leftOut, medianSeconds, books }: HomeStore): Gauge[] {
  const today = { placed, in_erp: inErp, left_out: leftOut }
  return [
    ...Object.entries(phases).map(
      ([phase, value]): Gauge => ({ name: 'orderbridge_orders', labels: { store, phase }, value }),
    ),
    ...Object.entries(today).map(
      ([what, value]): Gauge => ({ name: 'orderbridge_orders_today', labels: { store, what }, value }),
    ),
    { name: 'orderbridge_orders_late', labels: { store }, value: late },
    // Without an order in a day there is nothing to tell.
    ...(medianSeconds === null
      ? []
      : [{ name: 'orderbridge_acknowledge_seconds' as const, labels: { store }, value: medianSeconds }]),
    ...books.map(
      ({ currency, gaps }): Gauge => ({ name: 'orderbridge_ledger_gaps', labels: { store, currency }, value: gaps }),
    ),
  ]
}

function ofTasks({ store, farSides }: HomeStore): Gauge[] {
  return farSides.flatMap(({ connection = '', tasks }) =>
    tasks.flatMap(({ task, last }): Gauge[] => {
      if (!last?.finishedAt) return []
      const labels = { store, connection, task: task.replace(`:${connection}`, '') }
      return [
        { name: 'orderbridge_task_finished_seconds', labels, value: last.finishedAt.getTime() / 1_000 },
        { name: 'orderbridge_task_failed', labels, value: last.outcome === 'failed' ? 1 : 0 },
      ]
    }),
  )
}

const STATES = ['running', 'paused', 'not answering'] as const

function ofSide({ key, store, state, waiting, window }: FarSideRow, lagSeconds: number): Gauge[] {
  const labels = { store, far_side: key }
  return [
    ...STATES.map(
      (one): Gauge => ({
        name: 'orderbridge_far_side_state',
        labels: { ...labels, state: one.replace(' ', '_') },
        value: one === state ? 1 : 0,
      }),
    ),
    { name: 'orderbridge_far_side_window', labels, value: window },
    { name: 'orderbridge_outbox_waiting', labels, value: waiting },
    { name: 'orderbridge_outbox_lag_seconds', labels, value: lagSeconds },
  ]
}

const countedProblems = z.object({ store: z.string(), about: z.string(), open: id, orders: id })

/** By the first word of their causes ("item_missing"): what comes behind it is a number series for each SKU. */
const countProblems = (ctx: Reader, stores: readonly string[]) =>
  readRows(
    ctx.db,
    countedProblems,
    sql`select p.store, split_part(p.cause, ':', 1) as about, count(distinct p.id) as open, count(w.order_id) as orders
      from problems p left join problem_orders w on w.problem_id = p.id
      where p.closed_at is null and p.store = any(${sql.param([...stores])}::text[])
      group by 1, 2 order by 1, 2`,
  )

const lag = z.object({ key: z.string(), seconds: z.coerce.number() })

/** What waits behind a message of the same queue is not late, that one is. */
async function readOutboxLags(ctx: Reader, sides: readonly FarSideRow[]): Promise<Map<string, number>> {
  const now = sql`${ctx.clock.now().toISOString()}::timestamptz`
  const rows = await readRows(
    ctx.db,
    lag,
    sql`select k.key, extract(epoch from ${now} - f.due_at) as seconds
      from unnest(${sql.param(sides.map(({ key }) => key))}::text[]) k(key)
      cross join lateral (
        select min(o.due_at) as due_at from (
          select o.id, o.queue, o.due_at from outbox o
          where o.far_side = k.key and o.state in ('pending', 'retrying', 'verifying') and o.due_at <= ${now}
          order by o.due_at, o.id limit ${MOST_COUNTED}) o
        where o.id = (select min(e.id) from outbox e where e.queue = o.queue and e.state not in ('delivered', 'superseded'))) f
      where f.due_at is not null`,
  )
  return new Map(rows.map(({ key, seconds }) => [key, seconds]))
}

const inboxRow = z.object({ store: z.string(), waiting: id, seconds: z.coerce.number() })

const readInbox = (ctx: Reader, stores: readonly string[]) => {
  const now = sql`${ctx.clock.now().toISOString()}::timestamptz`
  return readRows(
    ctx.db,
    inboxRow,
    sql`select s.code as store, count(i.due_at) as waiting, coalesce(extract(epoch from ${now} - min(i.due_at)), 0) as seconds
      from unnest(${sql.param([...stores])}::text[]) s(code)
      left join (select store, due_at from inbox where due_at <= ${now} order by due_at, id limit ${MOST_COUNTED}) i
        on i.store = s.code
      group by s.code order by s.code`,
  )
}
