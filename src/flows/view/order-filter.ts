import { type SQL, sql } from 'drizzle-orm'
import { ORDER_PHASES, type OrderPhase } from '../../db/schema/orders.ts'
import { anyOf, readSearch, type SearchScope, searchedOrders } from './order-search.ts'
import { beyond, inOrder, type Paging } from './paging.ts'

export const ORDER_PHASE_NAMES: readonly OrderPhase[] = ORDER_PHASES

/** Which orders a list shows. Everything absent: all of them. */
export interface OrderFilter {
  /** "held" are all that need a person: orders of other phases that wait for an open problem too. */
  readonly phases?: readonly OrderPhase[]
  /** Placed at least so many minutes ago. */
  readonly olderThanMinutes?: number
  /** Placed within this hour. */
  readonly placedFrom?: Date
  readonly placedTo?: Date
  /** A mail of theirs was made within this time, whatever became of it. */
  readonly mailedFrom?: Date
  readonly mailedTo?: Date
  /** Waiting for this problem. */
  readonly problemId?: number
  /** Held, or waiting for any problem that is open. */
  readonly needsPerson?: boolean
  /** An order number, a number of the ERP, an e-mail address, the start of a name, or a SKU. */
  readonly search?: string
}

/**
 * The ids of the orders that match, newest first (oldest first with `paging.before`), with `placed_at`. Each store and
 * phase is read from its own end of the index, so that a page costs the same however many orders there are.
 * @param limit null: all of them.
 * @param lookAt see SearchScope: who reads everything page after page looks further before an index gives all it has again.
 */
export function matchingOrders(
  stores: readonly string[],
  filter: OrderFilter,
  now: Date,
  paging: Paging,
  limit: number | null,
  lookAt?: number,
): SQL {
  const conditions = conditionsOf(filter, now, paging)
  const order = inOrder(paging, sql`o.placed_at`, sql`o.id`)
  const own = (alias: SQL) => sql`${alias}.store = any(${textArray(stores)})`
  const phases = filter.phases && textArray(filter.phases)
  const search = filter.search ? readSearch(filter.search, own) : undefined
  const matches = search && sql`(o.id in (${search.exact}) or ${anyOf(search.words)})`
  const waiting = sql`o.id in (${waitingOrders(stores)})`
  const withHeld = filter.phases?.includes('held') ?? false
  const candidates = candidatesOf(stores, filter)
  if (candidates) {
    const inPhase = phases ? sql`o.phase = any(${phases})` : sql`true`
    return sql`
      with found as materialized (${candidates})
      select o.id, o.placed_at from found join orders o on o.id = found.id
      where ${own(sql`o`)} and ${withHeld ? sql`(${inPhase} or ${waiting})` : inPhase} and ${matches ?? sql`true`} ${conditions}
      ${order} limit ${limit}`
  }
  const scope = { stores: textArray(stores), phases, conditions, order, limit, lookAt }
  const listed = search ? searchedOrders(search, scope) : listedOrders(scope)
  if (!withHeld) return listed
  return sql`
    select o.id, o.placed_at from (
      (${listed}) union
      (select o.id, o.placed_at from orders o
        where ${waiting} and ${own(sql`o`)} and ${matches ?? sql`true`} ${conditions} ${order} limit ${limit})) o
    ${order} limit ${limit}`
}

function listedOrders({ stores, phases, conditions, order, limit }: SearchScope): SQL {
  const ofPhases = phases ? sql`cross join unnest(${phases}) p(phase)` : sql``
  const inPhase = phases ? sql`and c.phase = p.phase` : sql``
  return sql`
    select o.id, o.placed_at from unnest(${stores}) s(code) ${ofPhases}
    cross join lateral (
      select o.id, o.placed_at from (select * from orders c where c.store = s.code ${inPhase}) o
      where true ${conditions} ${order} limit ${limit}) o
    ${order} limit ${limit}`
}

/** For the audit: what was typed may be a name or an address, unless it is a number. */
export function describeFilter({ search, ...filter }: OrderFilter): object {
  if (search === undefined) return filter
  return { ...filter, search: /^[\d-]+$/.test(search) ? search : '•••' }
}

/** Orders that wait for an open problem of these stores. */
export const waitingOrders = (stores: readonly string[]): SQL =>
  sql`select w.order_id as id from problems x join problem_orders w on w.problem_id = x.id
    where x.closed_at is null and x.store = any(${textArray(stores)})`

const textArray = (texts: readonly string[]): SQL => sql`${sql.param([...texts])}::text[]`

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

/** Few orders by their nature; what else is asked for is looked for among them. */
function candidatesOf(stores: readonly string[], filter: OrderFilter): SQL | undefined {
  const sources: SQL[] = []
  if (filter.problemId !== undefined)
    sources.push(sql`select order_id as id from problem_orders where problem_id = ${filter.problemId}`)
  if (filter.needsPerson)
    sources.push(sql`
      (select h.id from orders h where h.store = any(${textArray(stores)}) and h.phase = 'held') union (${waitingOrders(stores)})`)
  if (filter.mailedFrom && filter.mailedTo)
    sources.push(sql`
      select order_id as id from mails where store = any(${textArray(stores)})
        and created_at >= ${filter.mailedFrom.toISOString()}::timestamptz and created_at < ${filter.mailedTo.toISOString()}::timestamptz`)
  if (sources.length === 0) return undefined
  return sql.join(
    sources.map(source => sql`(${source})`),
    sql` intersect `,
  )
}
