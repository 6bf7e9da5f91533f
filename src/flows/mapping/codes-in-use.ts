import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { MAGENTO_CODES, type MagentoCode } from '../../domain/mapping-hints.ts'
import type { FlowContext } from '../context.ts'
import { id, readRows } from '../view/rows.ts'

const DAYS = 90
const DAY_MS = 86_400_000

/** Each order is taken out of its JSON: with so many it is a second. More of them would tell nothing else. */
const MOST_ORDERS = 20_000

export interface CodesInUse {
  /** How many orders have the code, by what it is a code of. */
  readonly counts: Readonly<Record<MagentoCode, ReadonlyMap<string, number>>>
  readonly orders: number
  readonly days: number
}

const row = z.object({ of: z.enum([...MAGENTO_CODES, 'orders']), code: z.string(), orders: id })

/** Which of Magento's codes the store's orders of the last 90 days carry, at most those of the last 20,000. */
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

/** One reading of the orders; the rest is counted from what came out of their JSON. */
const counted = (store: string, since: Date) => sql`
  with recent as materialized (
    select store_view_id::text as view, currency,
      canonical #>> '{payment,method}' as payment,
      canonical #>> '{shipping,method}' as shipping,
      coalesce(canonical #>> '{shippingAddress,country}', canonical #>> '{billing,country}') as country,
      jsonb_path_query_array(canonical, '$.lines[*].taxRate') || jsonb_path_query_array(canonical, '$.fees[*].taxRate')
        || case when (canonical #>> '{shipping,gross}')::numeric <> 0 then jsonb_build_array(canonical #> '{shipping,taxRate}')
          else '[]' end as rates,
      jsonb_path_query_array(canonical, '$.fees[*].code') as fees
    from orders
    where store = ${store} and placed_at > ${since.toISOString()}::timestamptz and canonical is not null
    order by placed_at desc, id desc limit ${MOST_ORDERS})
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
