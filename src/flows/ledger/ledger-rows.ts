import { type SQL, sql } from 'drizzle-orm'

/**
 * Orders placed on these days of the store, each with its class; the ERP's total is what was seen there last. The bounds of the days are moments, so that the index by
 * (store, placed_at) is read from one to the other.
 */
export const orderRows = (store: string, timezone: string, fromDay: string, toDay: string): SQL => sql`
  select o.id, o.magento_id, o.number, o.currency, o.placed_at, o.phase_reason, o.grand_total as placed,
    (o.placed_at at time zone ${timezone})::date::text as day,
    case
      when d.live > 0 then 'in_erp'
      when d.canceled > 0 or o.phase = 'canceled' then 'canceled'
      when o.phase in ('held', 'skipped') then o.phase
      when o.phase in ('waiting', 'preparing', 'pushing') then 'waiting'
      else 'unexplained'
    end as class,
    case
      when d.live > 0 and m.at > d.updated_at then m.erp_total
      when d.live > 0 and d.currencies = array[o.currency] then d.total
    end as erp_total,
    d.numbers as erp_numbers, d.tolerance, r.text as drift, a.note as accepted
  from orders o
  cross join lateral (
    select count(*) filter (where s.is_live) as live, count(*) filter (where s.state = 'canceled') as canceled,
      sum(s.total) filter (where s.is_live) as total, max(s.updated_at) as updated_at,
      array_agg(distinct s.currency) filter (where s.is_live) as currencies,
      coalesce(array_agg(s.erp_number order by s.id) filter (where s.is_live and s.erp_number is not null), '{}') as numbers,
      coalesce(min((c.policies ->> 'tolerance')::numeric), 0) as tolerance
    from (select x.*, x.erp_id is not null and x.state <> 'canceled' as is_live from sales_documents x where x.order_id = o.id) s
    join connections c on c.code = s.connection) d
  left join comparisons m on m.order_id = o.id
  left join lateral (
    select x.text from drifts x
    where x.order_id = o.id and x.closed_at is null and x.accepted_at is null and x.class <> 'explained'
    order by x.id limit 1) r on true
  left join lateral (
    select x.accepted_note as note from drifts x
    where x.order_id = o.id and x.closed_at is null and x.accepted_at is not null and x.what like 'order_total:%'
    order by x.id limit 1) a on true
  where o.store = ${store} and o.placed_at >= ${startOf(fromDay, timezone)} and o.placed_at < ${endOf(toDay, timezone)}`

/** Only when and in which currency they were placed. */
export const orderPlaces = (store: string, timezone: string, fromDay: string, toDay: string): SQL => sql`
  select (o.placed_at at time zone ${timezone})::date::text as day, o.currency from orders o
  where o.store = ${store} and o.placed_at >= ${startOf(fromDay, timezone)} and o.placed_at < ${endOf(toDay, timezone)}`

/** Orders of this day that were not compared since it was over. */
export const notCompared = (store: string, timezone: string, day: string): SQL => sql`
  select o.number from orders o left join comparisons c on c.order_id = o.id
  where o.store = ${store} and o.placed_at >= ${startOf(day, timezone)} and o.placed_at < ${endOf(day, timezone)}
    and (c.at is null or c.at < ${endOf(day, timezone)})`

/** Invoices and credits that are in the books on these days. */
export const documentRows = (store: string, fromDay: string, toDay: string): SQL => sql`
  select p.order_id, o.number as order_number, p.kind, p.key, p.day, p.currency, p.erp_number, p.erp_total,
    p.magento_number, p.magento_total, p.state, p.reason, a.note as accepted
  from document_pairs p join orders o on o.id = p.order_id
  left join lateral (
    select x.accepted_note as note from drifts x
    where x.order_id = p.order_id and x.closed_at is null and x.accepted_at is not null
      and x.what in ('total:' || p.key, 'refund:' || p.key)
    limit 1) a on true
  where p.store = ${store} and p.day >= ${fromDay} and p.day <= ${toDay}`

const startOf = (day: string, timezone: string): SQL => sql`(${day}::timestamp at time zone ${timezone})`
const endOf = (day: string, timezone: string): SQL => sql`((${day}::date + 1)::timestamp at time zone ${timezone})`
