import type { FlowContext } from '../context.ts'
import { type OrderRow, placeOfOrder, readOrders } from './list-orders.ts'
import { matchingOrders, type OrderFilter } from './order-filter.ts'
import type { Paging } from './paging.ts'

/** Rows in memory at a time. */
const PER_PAGE = 1_000
/**
 * A word that fits one order in twenty or more is found by looking; of a rarer one the index gives all there are with
 * each page, which are then few.
 */
const LOOK_AT = 20 * PER_PAGE

/**
 * Every order that matches, newest first, one page after the other, each read when it is asked for. Orders that come
 * meanwhile lie above the first page and are not among them; none comes twice.
 */
export async function* walkOrders(
  ctx: Pick<FlowContext, 'db' | 'clock' | 'actor'>,
  input: { readonly stores: readonly string[]; readonly filter: OrderFilter },
): AsyncGenerator<readonly OrderRow[], void, void> {
  const { stores, filter } = input
  if (stores.length === 0) return
  const now = ctx.clock.now()
  let paging: Paging = {}
  while (true) {
    const rows = await readOrders(ctx, matchingOrders(stores, filter, now, paging, PER_PAGE, LOOK_AT), paging)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < PER_PAGE) return
    paging = { after: placeOfOrder(last) }
  }
}
