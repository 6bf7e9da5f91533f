import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { ORDER_PHASES } from '../../db/schema/orders.ts'
import type { FlowContext } from '../context.ts'
import { matchingOrders, type OrderFilter } from './order-filter.ts'
import { cutPage, inOrder, type Page, type Paging, type Place } from './paging.ts'
import { id, moment, money, readRows } from './rows.ts'
import { shownAddress } from './shown-address.ts'

const row = z
  .object({
    id,
    store: z.string(),
    number: z.string(),
    placed_at: moment,
    acknowledged_at: moment.nullable(),
    status: z.string(),
    customer_name: z.string(),
    customer_email: z.string(),
    currency: z.string(),
    grand_total: money,
    phase: z.enum(ORDER_PHASES),
    phase_reason: z.string(),
    erp_numbers: z.array(z.string()),
    invoices: z.array(z.string()),
    shipments: z.array(z.string()),
    credits: z.array(z.string()),
    problem: z.string().nullable(),
    last_step: z.string().nullable(),
    last_step_at: moment.nullable(),
  })
  .transform(r => ({
    id: r.id,
    store: r.store,
    number: r.number,
    placedAt: r.placed_at,
    /** Since when it is in the ERP. */
    acknowledgedAt: r.acknowledged_at,
    /** Magento's. */
    status: r.status,
    customerName: r.customer_name,
    customerEmail: r.customer_email,
    currency: r.currency,
    grandTotal: r.grand_total,
    phase: r.phase,
    phaseReason: r.phase_reason,
    /** Of the sales documents that are not cancelled. */
    erpNumbers: r.erp_numbers,
    /** Numbers of the ERP's documents that are not cancelled. */
    invoices: r.invoices,
    shipments: r.shipments,
    credits: r.credits,
    /** Title of the first problem that it waits for. */
    problem: r.problem,
    lastStep: r.last_step,
    lastStepAt: r.last_step_at,
  }))
export type OrderRow = z.infer<typeof row>

type Reader = Pick<FlowContext, 'db' | 'actor'>

export const placeOfOrder = (order: { readonly placedAt: Date; readonly id: number }): Place => ({
  at: order.placedAt,
  id: order.id,
})

export const ORDERS_PER_PAGE = 50

/** One page of orders of these stores, newest first. */
export async function listOrders(
  ctx: Reader & Pick<FlowContext, 'clock'>,
  input: { readonly stores: readonly string[]; readonly filter: OrderFilter; readonly paging: Paging },
): Promise<Page<OrderRow>> {
  const { stores, filter, paging } = input
  if (stores.length === 0) return { rows: [], newer: undefined, older: undefined }
  const matching = matchingOrders(stores, filter, ctx.clock.now(), paging, ORDERS_PER_PAGE + 1)
  return cutPage(await readOrders(ctx, matching, paging), ORDERS_PER_PAGE, paging, placeOfOrder)
}

/** The rows of these orders. @param matching a query for their ids, in the order of the paging. */
export const readOrders = (ctx: Reader, matching: SQL, paging: Paging): Promise<OrderRow[]> =>
  read(ctx, orderRows(matching, inOrder(paging, sql`o.placed_at`, sql`o.id`)))

async function read(ctx: Reader, query: SQL): Promise<OrderRow[]> {
  const rows = await readRows(ctx.db, row, query)
  return rows.map(order => ({ ...order, customerEmail: shownAddress(ctx, order.store, order.customerEmail) }))
}

/** What changed on a first page that somebody is looking at. */
export async function listChangedOrders(
  ctx: Reader & Pick<FlowContext, 'clock'>,
  input: {
    readonly stores: readonly string[]
    readonly filter: OrderFilter
    readonly top: Place
    readonly bottom: Place
    readonly since: Date
  },
): Promise<{ readonly changed: readonly OrderRow[]; readonly newer: number }> {
  const { stores, filter, top, bottom, since } = input
  const shown = sql`
    select o.id, o.placed_at from orders o
    where o.store = any(${sql.param([...stores])}::text[])
      and (o.placed_at, o.id) >= (${bottom.at.toISOString()}::timestamptz, ${bottom.id}::bigint)
      and (o.placed_at, o.id) <= (${top.at.toISOString()}::timestamptz, ${top.id}::bigint)`
  const moved = sql`where greatest(o.updated_at, e.at) > ${since.toISOString()}::timestamptz order by o.id limit ${ORDERS_PER_PAGE}`
  const newest = matchingOrders(stores, filter, ctx.clock.now(), { before: top }, 100)
  const [changed, [count]] = await Promise.all([
    read(ctx, orderRows(shown, moved)),
    readRows(ctx.db, z.object({ newer: id }), sql`select count(*) as newer from (${newest}) n`),
  ])
  return { changed, newer: count?.newer ?? 0 }
}

const numbersOf = (kind: string): SQL =>
  sql`coalesce(array_agg(x.erp_number order by x.id) filter (where x.kind = ${kind}), '{}')`

const orderRows = (matching: SQL, rest: SQL): SQL => sql`
  select o.id, o.store, o.number, o.placed_at, o.acknowledged_at, o.status, o.customer_name, o.customer_email, o.currency,
    o.grand_total, o.phase, o.phase_reason, d.erp_numbers, f.invoices, f.shipments, f.credits, p.title as problem, e.text as last_step, e.at as last_step_at
  from (${matching}) m join orders o on o.id = m.id
  left join lateral (
    select coalesce(array_agg(x.erp_number order by x.id) filter (where x.erp_number is not null), '{}') as erp_numbers
    from sales_documents x where x.order_id = o.id and x.state <> 'canceled') d on true
  left join lateral (
    select ${numbersOf('invoice')} as invoices, ${numbersOf('shipment')} as shipments, ${numbersOf('credit_note')} as credits
    from follow_ups x where x.order_id = o.id and x.canceled = 0) f on true
  left join lateral (
    select x.title from problem_orders w join problems x on x.id = w.problem_id and x.closed_at is null
    where w.order_id = o.id order by w.since limit 1) p on true
  left join lateral (
    select x.text, x.at from order_events x where x.order_id = o.id order by x.id desc limit 1) e on true
  ${rest}`
