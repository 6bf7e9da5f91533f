import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { MAGENTO_CODES, type MagentoCode } from '../../domain/mapping-hints.ts'
import type { FlowContext } from '../context.ts'
import { id, readRows } from '../view/rows.ts'

const DAYS = 90
const DAY_MS = 86_400_000

/** Unpacking the JSON of an order is what it costs; more of them would hardly tell another code. */
const MOST_ORDERS = 10_000

export interface CodesInUse {
  /** How many orders have the code, by what it is a code of. */
  readonly counts: Readonly<Record<MagentoCode, ReadonlyMap<string, number>>>
  readonly orders: number
  readonly days: number
}

const row = z.object({ of: z.enum([...MAGENTO_CODES, 'orders']), code: z.string(), orders: id })

/** Which of Magento's codes the store's orders of the last 90 days carry, at most those of the last 10,000. */
export async function codesInUse(ctx: Pick<FlowContext, 'db' | 'clock'>, store: string): Promise<CodesInUse> {
  const since = new Date(ctx.clock.now().getTime() - DAYS * DAY_MS)
  const rows = await readRows(ctx.db, row, counted(store, since))
  const of = (kind: MagentoCode) =>
    new Map(rows.filter(one => one.of === kind).map(({ code, orders }) => [code, orders] as const))
  return {
    counts: {
      payment: of('payment'),
      shipping: of('shipping'),
      vat: of('vat'),
      fee: of('fee'),
      view: of('view'),
      sku: new Map(),
      country: of('country'),
      currency: of('currency'),
    },
    orders: rows.find(one => one.of === 'orders')?.orders ?? 0,
    days: DAYS,
  }
}

/** The JSON of each order is unpacked once; the rest is counted from what came out of it. */
const counted = (store: string, since: Date) => sql`
  with newest as materialized (
    select id from orders where store = ${store} and placed_at > ${since.toISOString()}::timestamptz
    order by placed_at desc, id desc limit ${MOST_ORDERS}),
  recent as materialized (
    select o.store_view_id::text as view, o.currency,
      c.payment ->> 'method' as payment,
      c.shipping ->> 'method' as shipping,
      coalesce(c."shippingAddress" ->> 'country', c.billing ->> 'country') as country,
      jsonb_path_query_array(c.lines, '$[*].taxRate') || jsonb_path_query_array(c.fees, '$[*].taxRate')
        || case when (c.shipping ->> 'gross')::numeric <> 0 then jsonb_build_array(c.shipping -> 'taxRate') else '[]' end as rates,
      jsonb_path_query_array(c.fees, '$[*].code') as fees
    from newest join orders o using (id), lateral jsonb_to_record(o.canonical)
      as c(payment jsonb, shipping jsonb, "shippingAddress" jsonb, billing jsonb, lines jsonb, fees jsonb)
    where o.canonical is not null)
  select 'orders' as of, '' as code, count(*) as orders from recent
  union all select 'payment', payment, count(*) from recent where payment is not null group by payment
  union all select 'shipping', shipping, count(*) from recent where shipping is not null group by shipping
  union all select 'view', view, count(*) from recent group by view
  union all select 'currency', currency, count(*) from recent group by currency
  union all select 'country', country, count(*) from recent where country is not null group by country
  union all select 'fee', code, count(*) from recent,
    lateral (select distinct f.value as code from jsonb_array_elements_text(fees) f) f group by code
  union all select 'vat', country || ':' || rate, count(*) from recent,
    lateral (select distinct r.value as rate from jsonb_array_elements_text(rates) r) r
    where country is not null group by country, rate`
