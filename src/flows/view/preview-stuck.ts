import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { effectKinds } from '../outbox/effect-kinds.ts'
import { matchingOrders, type OrderFilter } from './order-filter.ts'
import { id, money, readRows } from './rows.ts'

type Reader = Pick<FlowContext, 'db' | 'clock'>
interface Asked {
  readonly stores: readonly string[]
  readonly filter: OrderFilter
}

const FIRST = 20
const MOST_CAUSES = 10

const preview = z.object({
  orders: id,
  amounts: z.array(z.object({ currency: z.string(), total: money })),
  causes: z.array(z.object({ title: z.string(), orders: id })),
  messages: z.array(z.object({ kind: z.string(), orders: id })),
  first: z.array(z.string()),
})

export interface StuckPreview extends Omit<z.infer<typeof preview>, 'messages'> {
  /** What was given up of them, called as in their stories. */
  readonly messages: readonly { readonly noun: string; readonly orders: number }[]
}

/**
 * What trying again for all that match would touch: how many orders, what for, how much money, and the newest of them.
 * An order that waits for two problems counts at both; the heaviest causes are named.
 */
export async function previewStuck(ctx: Reader, asked: Asked): Promise<StuckPreview> {
  const [found] = await readRows(
    ctx.db,
    preview,
    sql`
    with m as materialized (${stuck(ctx, asked)})
    select (select count(*) from m) as orders,
      (select coalesce(jsonb_agg(jsonb_build_object('currency', s.currency, 'total', s.total::text) order by s.total desc), '[]')
        from (select o.currency, sum(o.grand_total) as total from m join orders o on o.id = m.id group by o.currency) s) as amounts,
      (select coalesce(jsonb_agg(jsonb_build_object('title', s.title, 'orders', s.orders) order by s.orders desc, s.title), '[]')
        from (select p.title, count(*) as orders from m join problem_orders w on w.order_id = m.id
          join problems p on p.id = w.problem_id and p.closed_at is null
          group by p.id order by count(*) desc, p.title limit ${MOST_CAUSES}) s) as causes,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'orders', s.orders) order by s.orders desc, s.kind), '[]')
        from (select x.kind, count(distinct x.order_id) as orders from m join outbox x on x.order_id = m.id
          where x.state in ('dead', 'held') group by x.kind) s) as messages,
      (select coalesce(jsonb_agg(s.number order by s.placed_at desc, s.id desc), '[]')
        from (select o.number, o.placed_at, o.id from m join orders o on o.id = m.id
          order by o.placed_at desc, o.id desc limit ${FIRST}) s) as first`,
  )
  if (!found) throw new Error('a query of one row returned none')
  const { messages, ...rest } = found
  return {
    ...rest,
    messages: messages.map(({ kind, orders }) => ({ noun: effectKinds.get(kind)?.noun ?? kind, orders })),
  }
}

/** How many match and need a person. */
export async function countStuck(ctx: Reader, asked: Asked): Promise<number> {
  const [found] = await readRows(
    ctx.db,
    z.object({ orders: id }),
    sql`select count(*) as orders from (${stuck(ctx, asked)}) m`,
  )
  return found?.orders ?? 0
}

const stuck = (ctx: Reader, { stores, filter }: Asked) =>
  matchingOrders(stores, { ...filter, needsPerson: true }, ctx.clock.now(), {}, null)
