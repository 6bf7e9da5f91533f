import { type SQL, sql } from 'drizzle-orm'
import { ORDER_PHASES, type OrderPhase } from '../../db/schema/orders.ts'
import { beyond, inOrder, type Paging } from './paging.ts'

export const ORDER_PHASE_NAMES: readonly OrderPhase[] = ORDER_PHASES

/** Which orders a list shows. Everything absent: all of them. */
export interface OrderFilter {
  readonly phases?: readonly OrderPhase[]
  /** Placed at least so many minutes ago. */
  readonly olderThanMinutes?: number
  /** Placed within this hour. */
  readonly placedFrom?: Date
  readonly placedTo?: Date
  /** Waiting for this problem. */
  readonly problemId?: number
  /** An order number, a number of the ERP, an e-mail address, the start of a name, or a SKU. */
  readonly search?: string
}

/**
 * The ids of the orders that match, newest first (oldest first with `paging.before`), with `placed_at`. Each store and
 * phase is read from its own end of the index, so that a page costs the same however many orders there are.
 */
export function matchingOrders(
  stores: readonly string[],
  filter: OrderFilter,
  now: Date,
  paging: Paging,
  limit: number,
): SQL {
  const conditions = conditionsOf(filter, now, paging)
  const sorted = sql`${inOrder(paging, sql`o.placed_at`, sql`o.id`)} limit ${limit}`
  const candidates = candidatesOf(stores, filter)
  if (candidates) {
    const phases = filter.phases ? sql`and o.phase = any(${sql.param([...filter.phases])}::text[])` : sql``
    return sql`
      with found as materialized (${candidates})
      select o.id, o.placed_at from found join orders o on o.id = found.id
      where o.store = any(${sql.param([...stores])}::text[]) ${phases} ${conditions} ${sorted}`
  }
  const phases = filter.phases ? sql`cross join unnest(${sql.param([...filter.phases])}::text[]) p(phase)` : sql``
  const inPhase = filter.phases ? sql`and c.phase = p.phase` : sql``
  return sql`
    select o.id, o.placed_at from unnest(${sql.param([...stores])}::text[]) s(code) ${phases}
    cross join lateral (
      select o.id, o.placed_at from (select * from orders c where c.store = s.code ${inPhase}) o
      where true ${conditions} ${sorted}) o
    ${sorted}`
}

function conditionsOf(filter: OrderFilter, now: Date, paging: Paging): SQL {
  const parts: SQL[] = []
  if (filter.olderThanMinutes !== undefined) {
    const latest = new Date(now.getTime() - filter.olderThanMinutes * 60_000)
    parts.push(sql`and o.placed_at <= ${latest.toISOString()}::timestamptz`)
  }
  if (filter.placedFrom) parts.push(sql`and o.placed_at >= ${filter.placedFrom.toISOString()}::timestamptz`)
  if (filter.placedTo) parts.push(sql`and o.placed_at < ${filter.placedTo.toISOString()}::timestamptz`)
  parts.push(beyond(paging, sql`o.placed_at`, sql`o.id`))
  return sql.join(parts, sql` `)
}

function candidatesOf(stores: readonly string[], filter: OrderFilter): SQL | undefined {
  const waiting =
    filter.problemId === undefined
      ? undefined
      : sql`select order_id as id from problem_orders where problem_id = ${filter.problemId}`
  const found = filter.search ? searchOrders(stores, filter.search) : undefined
  if (waiting && found) return sql`(${waiting}) intersect (${found})`
  return waiting ?? found
}

/** More matches than a person reads; keeps a popular SKU from costing seconds. */
const MOST_MATCHES = 1_000

function searchOrders(stores: readonly string[], search: string): SQL {
  const words = search.trim().slice(0, 100)
  const own = (alias: SQL) => sql`${alias}.store = any(${sql.param([...stores])}::text[])`
  const branches = [
    sql`select o.id from orders o where o.number in (${words}, ${words.padStart(9, '0')}) and ${own(sql`o`)}`,
    sql`select d.order_id from sales_documents d where d.erp_number = ${words} and ${own(sql`d`)}`,
    sql`select f.order_id from follow_ups f where f.erp_number = ${words} and ${own(sql`f`)}`,
    sql`select o.id from orders o
      where (o.canonical -> 'lines' @> ${lineWithSku(words)}::jsonb or o.canonical -> 'lines' @> ${lineWithSku(words.toUpperCase())}::jsonb)
        and ${own(sql`o`)} order by o.placed_at desc limit ${MOST_MATCHES}`,
  ]
  if (words.includes('@'))
    branches.push(
      sql`select o.id from orders o where lower(o.customer_email) = ${words.toLowerCase()} and ${own(sql`o`)}`,
    )
  const name = startsOfWords(words)
  if (name)
    branches.push(
      sql`select o.id from orders o where to_tsvector('simple', o.customer_name) @@ to_tsquery('simple', ${name}) and ${own(sql`o`)} order by o.placed_at desc limit ${MOST_MATCHES}`,
    )
  return sql.join(
    branches.map(branch => sql`(${branch})`),
    sql` union `,
  )
}

/** As text: a `::jsonb` parameter that is an object would be written as JSON twice. */
const lineWithSku = (sku: string): string => JSON.stringify([{ sku }])

/** "Ana Nov" → "ana:* & nov:*"; undefined when nothing looks like a name. */
function startsOfWords(text: string): string | undefined {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  if (text.includes('@') || words.length === 0 || words.length > 5 || !/\p{L}/u.test(text)) return undefined
  return words.map(word => `${word.toLowerCase()}:*`).join(' & ')
}
