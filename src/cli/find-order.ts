import { fixed } from '../domain/amount.ts'
import { UserError } from '../domain/errors.ts'
import type { FlowContext } from '../flows/context.ts'
import { parseOrderKey } from '../flows/order/order-key.ts'
import { findOrders, type NamedOrder } from '../flows/view/find-orders.ts'
import { listStores } from '../flows/view/list-stores.ts'

/** The store that --store names, or all of them. @throws UserError when there is no such store, or none at all. */
export async function storesFor(ctx: FlowContext, code: string | undefined): Promise<readonly string[]> {
  if (code !== undefined) return [(await ctx.remotes.store(code)).code]
  const stores = await listStores(ctx)
  if (stores.length > 0) return stores.map(store => store.code)
  throw new UserError('No store is configured yet. Describe one in a file and run: orderbridge apply FILE')
}

/** The one order that a person means. @throws UserError when there is none, or several: numbers are unique only per store view. */
export async function findOrder(ctx: FlowContext, text: string, store: string | undefined): Promise<NamedOrder> {
  const stores = await storesFor(ctx, store)
  const order = pickOrder(text, await findOrders(ctx, stores, parseOrderKey(text)))
  if (order) return order
  const where = stores.length === 1 ? `store ${stores[0]}` : `the stores ${stores.join(', ')}`
  throw new UserError(
    `There is no order ${text} in ${where}. "orderbridge sync magento-orders" asks Magento for orders that were not heard of yet.`,
  )
}

/** @throws UserError when there are several. */
export function pickOrder(text: string, found: readonly NamedOrder[]): NamedOrder | undefined {
  const [order, ...others] = found
  if (others.length === 0) return order
  const lines = found.map(
    each =>
      `  id:${each.id}  store ${each.store}, store view ${each.storeViewId}, placed ${each.placedAt.toISOString().slice(0, 10)}, ${fixed(each.grandTotal, 2)} ${each.currency}`,
  )
  throw new UserError(
    `${found.length} orders have the number ${text}:\n${lines.join('\n')}\nGive the id (id:${found[0]?.id}) or --store.`,
  )
}
