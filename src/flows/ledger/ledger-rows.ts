import { type SQL, sql } from 'drizzle-orm'

/** What stands in the ERP for the order "o", as "d": its sales documents taken together. */
const IN_ERP = sql`
  select count(*) filter (where s.is_live) as live, count(*) filter (where s.state = 'canceled') as canceled,
    sum(s.total) filter (where s.is_live) as total, max(s.updated_at) as updated_at,
    string_agg(s.erp_number, ' ' order by s.id) filter (where s.is_live) as erp_numbers,
    min(s.currency) filter (where s.is_live) as first_currency, max(s.currency) filter (where s.is_live) as last_currency
  from (
    select x.id, x.erp_number, x.state, x.updated_at, x.total, x.currency, x.erp_id is not null and x.state <> 'canceled' as is_live
    from sales_documents x where x.order_id = o.id) s`

/** The class of the order "o" (ledger-day.ts). */
const CLASS = sql`
  case
    when d.live > 0 then 'in_erp'
    when d.canceled > 0 or o.phase = 'canceled' then 'canceled'
    when o.phase in ('held', 'skipped') then o.phase
    when o.phase in ('waiting', 'preparing', 'pushing') then 'waiting'
    else 'unexplained'
  end`

/** What the ERP has of the order "o", as it was seen there last; null when it has it in another currency. */
const ERP_TOTAL = sql`
  case
    when d.live > 0 and m.at > d.updated_at then m.erp_total
    when d.live > 0 and d.first_currency = o.currency and d.last_currency = o.currency then d.total
  end`

/** The class of the order "t" of another system. What is gone there stays in the ERP until it is cancelled there as well. */
const TRANSFER_CLASS = sql`
  case
    when t.state = 'gone' and (t.erp_id is null or t.undone_at is not null) then 'canceled'
    when t.erp_id is not null then 'in_erp'
    when t.state = 'held' then 'held'
    else 'waiting'
  end`

/** Within which a difference of the order "t" is rounding. */
const TRANSFER_TOLERANCE = sql`
  select coalesce(min((c.policies ->> 'tolerance')::numeric), 0) from connections c where c.code = t.connection`

/** Orders "t" of other systems that were placed there on these days; those that could not be read yet have no day. */
const transfersPlaced = (store: string, timezone: string, fromDay: string, toDay: string): SQL =>
  sql`t.store = ${store} and t.placed_at >= ${startOf(fromDay, timezone)} and t.placed_at < ${endOf(toDay, timezone)}`

/** Within which a difference of the order "o" is rounding. */
const TOLERANCE = sql`
  select coalesce(min((c.policies ->> 'tolerance')::numeric), 0)
  from sales_documents x join connections c on c.code = x.connection where x.order_id = o.id`

/** Why a person accepted the total of the order "o". */
const ACCEPTED = sql`
  select x.accepted_note from drifts x
  where x.order_id = o.id and x.closed_at is null and x.accepted_at is not null and x.what like 'order_total:%'
  order by x.id limit 1`

/** Why a person accepted the difference of the pair "p". */
const ACCEPTED_PAIR = sql`
  select x.accepted_note from drifts x
  where x.order_id = p.order_id and x.closed_at is null and x.accepted_at is not null
    and x.what in ('total:' || p.key, 'refund:' || p.key)
  order by x.id limit 1`

/**
 * Orders placed on these days of the store, each with its class; the ERP's total is what was seen there last. The bounds
 * of the days are moments, so that the index by (store, placed_at) is read from one to the other.
 */
export const orderRows = (store: string, timezone: string, fromDay: string, toDay: string): SQL => sql`
  select o.id, o.magento_id, null as source, o.number, o.currency, o.placed_at, o.phase_reason, o.grand_total as placed,
    (o.placed_at at time zone ${timezone})::date::text as day, ${CLASS} as class, ${ERP_TOTAL} as erp_total,
    array(select x.erp_number from sales_documents x
      where x.order_id = o.id and x.erp_id is not null and x.state <> 'canceled' and x.erp_number is not null
      order by x.id) as erp_numbers,
    (${TOLERANCE}) as tolerance, r.text as drift, (${ACCEPTED}) as accepted
  from orders o
  cross join lateral (${IN_ERP}) d
  left join comparisons m on m.order_id = o.id
  left join lateral (
    select x.text from drifts x
    where x.order_id = o.id and x.closed_at is null and x.accepted_at is null and x.class <> 'explained'
    order by x.id limit 1) r on true
  where o.store = ${store} and o.placed_at >= ${startOf(fromDay, timezone)} and o.placed_at < ${endOf(toDay, timezone)}
  union all
  select t.id, -t.id, t.connection, t.number, t.currency, t.placed_at, t.reason, t.total,
    (t.placed_at at time zone ${timezone})::date::text, ${TRANSFER_CLASS}, t.erp_total,
    array_remove(array[t.erp_number], null), (${TRANSFER_TOLERANCE}),
    case when t.state = 'gone' and t.erp_id is not null and t.due_at is not null then t.reason end, null
  from transfers t where ${transfersPlaced(store, timezone, fromDay, toDay)}`

/**
 * The days added up where the rows are, for each currency and each class, or kind of document: count and money of what was
 * placed and of what the ERP has (for documents: of the ERP and of Magento), and how many do not add up. "elsewhere" is how
 * much of it all was placed in other systems than Magento. The fingerprint is another one when something of the rows is.
 */
export const sumRows = (store: string, timezone: string, fromDay: string, toDay: string): SQL => sql`
  select day, currency, class as name, count(*) as count, sum(placed) as money, count(erp_total) as other_count,
    coalesce(sum(erp_total), 0) as other_money,
    count(*) filter (where class = 'unexplained' or class = 'in_erp' and not is_explained) as gaps,
    bit_xor(hashtextextended(concat_ws('|', id, placed, 'erp', erp_total, erp_numbers), 0)) as fingerprint
  from (
    select o.id, (o.placed_at at time zone ${timezone})::date::text as day, o.currency, o.grand_total as placed, k.class,
      k.erp_total, d.erp_numbers,
      case
        when k.class <> 'in_erp' or k.erp_total = o.grand_total then true
        when k.erp_total is null then false
        when abs(o.grand_total - k.erp_total) <= (${TOLERANCE}) then true
        else (${ACCEPTED}) is not null
      end as is_explained
    from orders o
    cross join lateral (${IN_ERP}) d
    left join comparisons m on m.order_id = o.id
    cross join lateral (select ${CLASS} as class, ${ERP_TOTAL} as erp_total) k
    where o.store = ${store} and o.placed_at >= ${startOf(fromDay, timezone)} and o.placed_at < ${endOf(toDay, timezone)}
    union all
    select -t.id, (t.placed_at at time zone ${timezone})::date::text, t.currency, t.total, k.class,
      case when k.class = 'in_erp' then t.erp_total end, t.erp_number,
      k.class <> 'in_erp' or t.erp_total is not null and abs(t.total - t.erp_total) <= (${TRANSFER_TOLERANCE})
    from transfers t cross join lateral (select ${TRANSFER_CLASS} as class) k
    where ${transfersPlaced(store, timezone, fromDay, toDay)}) classed
  group by day, currency, class
  union all
  select (t.placed_at at time zone ${timezone})::date::text, t.currency, 'elsewhere', count(*), sum(t.total), 0, 0, 0, 0
  from transfers t where ${transfersPlaced(store, timezone, fromDay, toDay)} group by 1, 2
  union all
  select p.day, p.currency, p.kind, count(p.erp_total), coalesce(sum(p.erp_total), 0), count(p.magento_total),
    coalesce(sum(p.magento_total), 0), count(*) filter (where p.state = 'open' and (${ACCEPTED_PAIR}) is null),
    bit_xor(hashtextextended(concat_ws('|', p.id, 'erp', p.erp_number, p.erp_total, 'magento', p.magento_number, p.magento_total), 0))
  from document_pairs p where p.store = ${store} and p.day >= ${fromDay} and p.day <= ${toDay}
  group by p.day, p.currency, p.kind`

/** Only when and in which currency they were placed. */
export const orderPlaces = (store: string, timezone: string, fromDay: string, toDay: string): SQL => sql`
  select (o.placed_at at time zone ${timezone})::date::text as day, o.currency from orders o
  where o.store = ${store} and o.placed_at >= ${startOf(fromDay, timezone)} and o.placed_at < ${endOf(toDay, timezone)}
  union all
  select (t.placed_at at time zone ${timezone})::date::text, t.currency
  from transfers t where ${transfersPlaced(store, timezone, fromDay, toDay)}`

/** Orders of this day that were not compared since it was over. */
export const notCompared = (store: string, timezone: string, day: string): SQL => sql`
  select o.number from orders o left join comparisons c on c.order_id = o.id
  where o.store = ${store} and o.placed_at >= ${startOf(day, timezone)} and o.placed_at < ${endOf(day, timezone)}
    and (c.at is null or c.at < ${endOf(day, timezone)})`

/** Orders of other systems that were heard of on this day and could not be read yet: nobody knows when they were placed. */
export const notRead = (store: string, timezone: string, day: string): SQL => sql`
  select t.number from transfers t
  where t.store = ${store} and t.placed_at is null and t.state in ('heard', 'held')
    and t.heard_at >= ${startOf(day, timezone)} and t.heard_at < ${endOf(day, timezone)}`

/** Invoices and credits that are in the books on these days. */
export const documentRows = (store: string, fromDay: string, toDay: string): SQL => sql`
  select p.order_id, o.number as order_number, p.kind, p.key, p.day, p.currency, p.erp_number, p.erp_total,
    p.magento_number, p.magento_total, p.state, p.reason, (${ACCEPTED_PAIR}) as accepted
  from document_pairs p join orders o on o.id = p.order_id
  where p.store = ${store} and p.day >= ${fromDay} and p.day <= ${toDay}`

/** These days with the first moment of each, and that of the day after. */
export const boundsOf = (days: SQL, timezone: string): SQL => sql`
  select x.day, x.day::timestamp at time zone ${timezone} as starts,
    (x.day::date + 1)::timestamp at time zone ${timezone} as ends
  from (${days}) x(day)`

const startOf = (day: string, timezone: string): SQL => sql`(${day}::timestamp at time zone ${timezone})`
const endOf = (day: string, timezone: string): SQL => sql`((${day}::date + 1)::timestamp at time zone ${timezone})`
