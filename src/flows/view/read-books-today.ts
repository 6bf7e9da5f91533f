import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { LEDGER_CLASSES } from '../ledger/ledger-day.ts'
import { id, money, readRows } from './rows.ts'

const books = z
  .object({
    currency: z.string(),
    placed: money,
    orders: id,
    classes: z.partialRecord(z.enum(LEDGER_CLASSES), z.number()),
    in_erp: money,
    difference: money,
  })
  .transform(r => ({
    currency: r.currency,
    placed: r.placed,
    orders: r.orders,
    /** How many orders are in each class; none where it is absent. */
    classes: r.classes,
    /** What the ERP has of them. */
    inErp: r.in_erp,
    /** Of the orders in the ERP: placed less what it has. */
    difference: r.difference,
  }))
export type BooksToday = z.infer<typeof books>

/**
 * Today's line of a store's ledger for each currency, added up where the orders are. The classes and the ERP's totals
 * are those of flows/ledger/ledger-rows.ts, which gives the orders one by one with all their reasons: too much for a page
 * that looks every few seconds. The currency with the most orders comes first.
 * @param day ISO date in the store's time zone
 */
export function readBooksToday(
  ctx: Pick<FlowContext, 'db'>,
  { store, zone, day }: { readonly store: string; readonly zone: string; readonly day: string },
): Promise<BooksToday[]> {
  return readRows(
    ctx.db,
    books,
    sql`with classed as (
        select o.currency, o.placed,
          case
            when d.live > 0 then 'in_erp'
            when d.canceled > 0 or o.phase = 'canceled' then 'canceled'
            when o.phase in ('held', 'skipped') then o.phase
            when o.phase in ('waiting', 'preparing', 'pushing') then 'waiting'
            else 'unexplained'
          end as class,
          case
            when d.live > 0 and m.at > d.updated_at then m.erp_total
            when d.live > 0 and d.first_currency = o.currency and d.last_currency = o.currency then d.total
          end as erp_total
        from (
          select id, currency, phase, grand_total as placed from orders
          where store = ${store} and placed_at >= (${day}::timestamp at time zone ${zone})
            and placed_at < ((${day}::date + 1)::timestamp at time zone ${zone})) o
        cross join lateral (
          select count(*) filter (where s.is_live) as live, max(s.updated_at) as updated_at,
            count(*) filter (where s.state = 'canceled') as canceled, sum(s.total) filter (where s.is_live) as total,
            min(s.currency) filter (where s.is_live) as first_currency, max(s.currency) filter (where s.is_live) as last_currency
          from (
            select x.state, x.updated_at, x.total, x.currency, x.erp_id is not null and x.state <> 'canceled' as is_live
            from sales_documents x where x.order_id = o.id) s) d
        left join comparisons m on m.order_id = o.id),
      counted as (
        select currency, class, count(*) as orders, sum(placed) as placed, coalesce(sum(erp_total), 0) as erp_total
        from classed group by currency, class)
      select currency, sum(placed) as placed, sum(orders) as orders, jsonb_object_agg(class, orders) as classes,
        coalesce(sum(erp_total) filter (where class = 'in_erp'), 0) as in_erp,
        coalesce(sum(placed - erp_total) filter (where class = 'in_erp'), 0) as difference
      from counted group by currency order by sum(orders) desc, currency`,
  )
}
