import type { Command } from 'commander'
import { UserError } from '../domain/errors.ts'
import type { FlowContext } from '../flows/context.ts'
import { cancelInMagento } from '../flows/order/cancel-in-magento.ts'
import { describeRaw } from '../flows/order/describe-raw.ts'
import { findInMagento } from '../flows/order/find-in-magento.ts'
import { hearOrders } from '../flows/order/hear-orders.ts'
import { holdOrder } from '../flows/order/hold-order.ts'
import { noteOrder } from '../flows/order/note-order.ts'
import { parseOrderKey } from '../flows/order/order-key.ts'
import { pushOrderNow } from '../flows/order/push-order-now.ts'
import { releaseOrder } from '../flows/order/release-order.ts'
import { retryOrder } from '../flows/order/retry-order.ts'
import { skipOrder } from '../flows/order/skip-order.ts'
import { findOrders, type NamedOrder } from '../flows/view/find-orders.ts'
import { findOrder, pickOrder, storesFor } from './find-order.ts'
import { print } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'

export interface ActionOptions {
  readonly store?: string
  readonly reason?: string
  readonly text?: string
}
export type OrderAction = 'push' | 'retry' | 'hold' | 'release' | 'note' | 'skip' | 'cancel'
type Options = ActionOptions & { readonly number: string }

/** `orderbridge order push|retry|hold|release|note|skip|cancel`. @throws UserError with what keeps it. */
export const actOnOrder = (open: OpenSession, action: OrderAction, options: Options, command: Command): Promise<void> =>
  runInSession(open, async ({ ctx }) => {
    const { message } = await act(ctx, action, options)
    print(command, [message])
  })

async function act(ctx: FlowContext, action: OrderAction, { number, store, reason = '', text = '' }: Options) {
  if (action === 'push') {
    const order = await findOrFetch(ctx, number, store)
    return await pushOrderNow(ctx, { store: order.store, orderId: order.id })
  }
  const order = await findOrder(ctx, number, store)
  const input = { store: order.store, orderId: order.id }
  if (action === 'retry') return await retryOrder(ctx, input)
  if (action === 'release') return await releaseOrder(ctx, input)
  if (action === 'note') return await noteOrder(ctx, { ...input, text })
  const withReason = { hold: holdOrder, skip: skipOrder, cancel: cancelInMagento }[action]
  return await withReason(ctx, { ...input, reason })
}

/** An order that nobody told us of yet is read from Magento first. */
async function findOrFetch(ctx: FlowContext, number: string, store: string | undefined): Promise<NamedOrder> {
  const stores = await storesFor(ctx, store)
  const key = parseOrderKey(number)
  const known = pickOrder(number, await findOrders(ctx, stores, key))
  if (known) return known
  for (const code of stores) {
    const raws = await findInMagento(await ctx.remotes.magento(code), key)
    const ids = raws.flatMap(raw => describeRaw(raw)?.magentoId ?? [])
    if (ids.length > 0) await hearOrders(ctx, code, ids)
  }
  const fetched = pickOrder(number, await findOrders(ctx, stores, key))
  if (fetched) return fetched
  throw new UserError(`Neither the bridge nor Magento (${stores.join(', ')}) has an order ${number}.`)
}
