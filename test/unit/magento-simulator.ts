import { type RunningMagento, startMagento } from '../../sandbox/magento/server.ts'
import { amount } from '../../src/domain/amount.ts'
import { createMagento } from '../../src/magento/client.ts'
import type { Magento } from '../../src/magento/contract.ts'
import { createSend } from '../../src/outbound/send.ts'

export const clock = { now: () => new Date() }

/** A simulated Magento and our client for it, over real HTTP. */
export async function startStore(options: { module: boolean; resources?: readonly string[] }): Promise<{
  shop: RunningMagento
  magento: Magento
  calls: string[]
}> {
  const shop = await startMagento({ clock, random: Math.random, ...options })
  const { magento, calls } = clientOf(shop)
  return { shop, magento, calls }
}

/** Another client of the same store: it knows nothing of what the first one did. */
export function clientOf(shop: RunningMagento, credentials = shop.credentials): { magento: Magento; calls: string[] } {
  const calls: string[] = []
  const send = createSend({
    allow: url => url.origin === shop.url,
    allowPrivateNetwork: true,
    clock,
    onExchange: exchange => calls.push(`${exchange.method} ${new URL(exchange.url).pathname.replace('/rest/V1', '')}`),
  })
  const magento = createMagento({
    store: 'test',
    baseUrl: shop.url,
    auth: { kind: 'oauth1', ...credentials },
    send,
    clock,
    random: Math.random,
  })
  return { magento, calls }
}

/** The order's rows that documents name, with all that was ordered of them. */
export function allItems(
  shop: RunningMagento,
  orderId: number,
): { orderItemId: number; quantity: ReturnType<typeof amount> }[] {
  const order = shop.order(orderId)
  if (!order) throw new Error(`no order ${orderId}`)
  return order.items
    .filter(item => item.parent_item_id === undefined)
    .map(item => ({ orderItemId: item.item_id, quantity: amount(item.qty_ordered) }))
}
