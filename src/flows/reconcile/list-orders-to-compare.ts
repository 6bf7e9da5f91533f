import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { inOrder } from '../view/paging.ts'
import { id, moment, readRows } from '../view/rows.ts'

export const ORDERS_PER_PAGE = 100

/** Phases in which something is still to come. */
const UNFINISHED = ['waiting', 'preparing', 'pushing', 'open', 'held'] as const

export interface Wanted {
  readonly store: string
  readonly from: Date
  readonly to: Date
  /** Also what is unfinished, however old, and what has an open drift. */
  readonly unfinishedToo: boolean
  /** Our ids of orders that are compared in any case. */
  readonly extra: readonly number[]
}

/** Our ids of the orders to compare, page by page, each from its own end of an index. One may come twice. */
export async function* listOrdersToCompare(ctx: Pick<FlowContext, 'db'>, wanted: Wanted): AsyncGenerator<number[]> {
  const from = sql`${wanted.from.toISOString()}::timestamptz`
  const to = sql`${wanted.to.toISOString()}::timestamptz`
  yield* byPlacedAt(ctx, wanted.store, sql`placed_at >= ${from} and placed_at < ${to}`)
  if (wanted.unfinishedToo) {
    for (const phase of UNFINISHED) yield* byPlacedAt(ctx, wanted.store, sql`phase = ${phase} and placed_at < ${from}`)
    yield* withOpenDrift(ctx, wanted.store, from)
  }
  for (let at = 0; at < wanted.extra.length; at += ORDERS_PER_PAGE) yield wanted.extra.slice(at, at + ORDERS_PER_PAGE)
}

/** How many there are. */
export async function countOrdersToCompare(ctx: Pick<FlowContext, 'db'>, wanted: Wanted): Promise<number> {
  const from = sql`${wanted.from.toISOString()}::timestamptz`
  const to = sql`${wanted.to.toISOString()}::timestamptz`
  const unfinished = sql`
    + (select count(*) from orders
      where store = ${wanted.store} and phase = any(${sql.param([...UNFINISHED])}::text[]) and placed_at < ${from})
    + (select count(distinct o.id) from drifts d join orders o on o.id = d.order_id
      where d.store = ${wanted.store} and d.closed_at is null and o.placed_at < ${from}
        and o.phase in ('done', 'canceled', 'skipped'))`
  const [row] = await readRows(
    ctx.db,
    z.object({ count: id }),
    sql`select (select count(*) from orders where store = ${wanted.store} and placed_at >= ${from} and placed_at < ${to})
      ${wanted.unfinishedToo ? unfinished : sql``} as count`,
  )
  return (row?.count ?? 0) + wanted.extra.length
}

const placed = z.object({ id, placed_at: moment })

async function* byPlacedAt(ctx: Pick<FlowContext, 'db'>, store: string, condition: SQL): AsyncGenerator<number[]> {
  let after: z.infer<typeof placed> | undefined
  for (;;) {
    const beyond = after
      ? sql`and (placed_at, id) < (${after.placed_at.toISOString()}::timestamptz, ${after.id}::bigint)`
      : sql``
    const rows: z.infer<typeof placed>[] = await readRows(
      ctx.db,
      placed,
      sql`select id, placed_at from orders where store = ${store} and ${condition} ${beyond}
        ${inOrder({}, sql`placed_at`, sql`id`)} limit ${ORDERS_PER_PAGE}`,
    )
    if (rows.length > 0) yield rows.map(row => row.id)
    after = rows.at(-1)
    if (!after || rows.length < ORDERS_PER_PAGE) return
  }
}

async function* withOpenDrift(ctx: Pick<FlowContext, 'db'>, store: string, from: SQL): AsyncGenerator<number[]> {
  for (let after = 0; ; ) {
    const rows = await readRows(
      ctx.db,
      z.object({ id }),
      sql`select distinct o.id from drifts d join orders o on o.id = d.order_id
        where d.store = ${store} and d.closed_at is null and o.id > ${after}
          and o.placed_at < ${from} and o.phase in ('done', 'canceled', 'skipped')
        order by o.id limit ${ORDERS_PER_PAGE}`,
    )
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(row => row.id)
    after = last.id
  }
}
