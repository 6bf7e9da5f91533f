import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { problems } from '../../db/schema/operations.ts'
import { orders } from '../../db/schema/orders.ts'
import { storeViews } from '../../db/schema/stores.ts'
import type { FlowContext } from '../context.ts'
import { codesInUse } from '../mapping/codes-in-use.ts'
import { readRows } from '../view/rows.ts'
import type { SettingsOf } from './editable.ts'
import type { Known } from './field-kinds.ts'

/** What may be offered in a field, with the name that people know it by. */
export interface Offer {
  readonly value: string
  readonly name?: string
}
export type Offers = Partial<Readonly<Record<Known, readonly Offer[]>>>

const DAYS_MS = 90 * 86_400_000
const MOST = 200
/** So many of the newest deliveries are asked for their carriers. */
const MOST_DELIVERIES = 1_000

/** What orders, store views, deliveries and open problems of the store say: a help, never a limit. */
export async function knownValues(
  ctx: Pick<FlowContext, 'db' | 'clock'>,
  { of, code, store }: { readonly of: SettingsOf; readonly code: string; readonly store: string },
): Promise<Offers> {
  const view = await viewsOf(ctx, store)
  if (of === 'store') return { view, status: await statusesOf(ctx, store) }
  const [{ counts }, carrier, sku] = await Promise.all([
    codesInUse(ctx, store),
    carriersOf(ctx, store, code),
    missingSkus(ctx, store, code),
  ])
  const payment = [...counts.payment.keys()].sort().map(value => ({ value }))
  return { view, payment, carrier, sku }
}

async function viewsOf({ db }: Pick<FlowContext, 'db'>, store: string): Promise<Offer[]> {
  const rows = await db.select().from(storeViews).where(eq(storeViews.store, store)).orderBy(asc(storeViews.viewId))
  return rows.map(({ code, name }) => ({ value: code, name }))
}

async function statusesOf({ db, clock }: Pick<FlowContext, 'db' | 'clock'>, store: string): Promise<Offer[]> {
  const rows = await db
    .select({ value: orders.status })
    .from(orders)
    .where(and(eq(orders.store, store), gt(orders.placedAt, new Date(clock.now().getTime() - DAYS_MS))))
    .groupBy(orders.status)
    .orderBy(sql`count(*) desc`)
    .limit(50)
  return rows
}

async function carriersOf({ db }: Pick<FlowContext, 'db'>, store: string, connection: string): Promise<Offer[]> {
  return await readRows(
    db,
    z.object({ value: z.string() }),
    sql`with newest as materialized (select * from follow_ups order by id desc limit ${MOST_DELIVERIES})
      select distinct track ->> 'carrier' as value
      from newest n, lateral jsonb_array_elements(n.tracking) track
      where n.store = ${store} and n.connection = ${connection} and n.kind = 'shipment' and track ->> 'carrier' <> ''
      order by 1 limit ${MOST}`,
  )
}

/** SKUs that orders wait for. */
async function missingSkus({ db }: Pick<FlowContext, 'db'>, store: string, connection: string): Promise<Offer[]> {
  const prefix = `item_missing:${connection}:`
  const rows = await db
    .select({ cause: problems.cause })
    .from(problems)
    .where(and(eq(problems.store, store), sql`closed_at is null and starts_with(cause, ${prefix})`))
    .orderBy(asc(problems.cause))
    .limit(MOST)
  return rows.map(({ cause }) => ({ value: cause.slice(prefix.length) }))
}
