import { z } from 'zod'
import type { OrderHint } from './contract.ts'
import { chunks, PAGE_SIZE, readPage } from './lists.ts'
import type { Rest } from './rest.ts'
import { type Filter, magentoTime } from './search-criteria.ts'

const ORDERS = '/V1/orders'

/** Raw orders by entity_id, one call per 100. Ids that do not exist are left out. */
export async function readOrders(rest: Rest, ids: readonly number[]): Promise<readonly unknown[]> {
  const orders: unknown[] = []
  for (const chunk of chunks([...new Set(ids)], PAGE_SIZE)) {
    const group: Filter[] = [{ field: 'entity_id', condition: 'in', value: chunk }]
    orders.push(...(await readPage(rest, ORDERS, { groups: [group], pageSize: PAGE_SIZE }, z.unknown())))
  }
  return orders
}

/** Raw orders with this increment_id: one per store view at most. */
export function findOrdersByNumber(rest: Rest, number: string): Promise<readonly unknown[]> {
  const group: Filter[] = [{ field: 'increment_id', condition: 'eq', value: number }]
  return readPage(rest, ORDERS, { groups: [group], pageSize: PAGE_SIZE }, z.unknown())
}

/**
 * Hints of orders changed since then, by (updated_at, entity_id), at most `limit`; fewer means that there are no more.
 * Times are Magento's own UTC text. What does not move updated_at is listed in recording
 * _facts-what-changes-order-updated_at: comments, tracks and second shipments do not.
 */
export async function listChangedOrders(
  rest: Rest,
  since: Date,
  after: { updatedAt: string; id: number } | undefined,
  limit: number,
): Promise<readonly OrderHint[]> {
  return readHints(rest, limit, ['updated_at', 'entity_id'], last => {
    const place = last ?? after
    if (!place) return [[{ field: 'updated_at', condition: 'gteq', value: since }]]
    // (t ≥ T) and (t > T or id > I) is "after (T, I)" in groups of alternatives.
    const time = parseMagentoTime(place.updatedAt)
    return [
      [{ field: 'updated_at', condition: 'gteq', value: time }],
      [
        { field: 'updated_at', condition: 'gt', value: time },
        { field: 'entity_id', condition: 'gt', value: place.id },
      ],
    ]
  })
}

/** Hints of orders whose id is above the given one, by id, at most `limit`. */
export async function listOrdersAbove(rest: Rest, entityId: number, limit: number): Promise<readonly OrderHint[]> {
  return readHints(rest, limit, ['entity_id'], last => [
    [{ field: 'entity_id', condition: 'gt', value: last?.id ?? entityId }],
  ])
}

/** The latest orders, the newest first, as REST gives them. */
export const readNewestOrders = (rest: Rest, limit: number): Promise<readonly unknown[]> =>
  readPage(rest, ORDERS, { groups: [], sort: ['entity_id'], descending: true, pageSize: limit }, z.unknown())

const hintSchema = z
  .object({
    entity_id: z.int(),
    increment_id: z.string(),
    store_id: z.int().nullish(), // null when the store view was deleted
    state: z.string().nullish(),
    status: z.string().nullish(), // a comment without a status could empty it before 2.4.7 (magento2 #34180)
    created_at: z.string(),
    updated_at: z.string(),
  })
  .transform(
    (row): OrderHint => ({
      id: row.entity_id,
      number: row.increment_id,
      storeViewId: row.store_id ?? 0,
      state: row.state ?? '',
      status: row.status ?? '',
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }),
  )

async function readHints(
  rest: Rest,
  limit: number,
  sort: readonly string[],
  groupsAfter: (last: OrderHint | undefined) => Filter[][],
): Promise<OrderHint[]> {
  const fields = 'items[entity_id,increment_id,store_id,state,status,created_at,updated_at]'
  const hints: OrderHint[] = []
  while (hints.length < limit) {
    const pageSize = Math.min(limit - hints.length, PAGE_SIZE)
    const page = await readPage(rest, ORDERS, { groups: groupsAfter(hints.at(-1)), sort, pageSize, fields }, hintSchema)
    hints.push(...page)
    if (page.length < pageSize) break
  }
  return hints
}

/** Magento's "2026-01-31 10:22:31" or the same in ISO form. @throws RangeError, since garbage would match everything. */
function parseMagentoTime(text: string): Date {
  const time = new Date(/[zZ]$/.test(text) ? text : `${text.replace(' ', 'T')}Z`)
  magentoTime(time)
  return time
}
