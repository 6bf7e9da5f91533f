import type { Magento } from '../../magento/contract.ts'
import { numbersMeant, type OrderKey } from './order-key.ts'

/** @returns the raw orders of the store that the key may mean: one per store view at most. Our own ids mean nothing there. */
export async function findInMagento(
  magento: Pick<Magento, 'readOrders' | 'findOrdersByNumber'>,
  key: OrderKey,
): Promise<readonly unknown[]> {
  if (key.kind === 'id') return []
  if (key.kind === 'entity') return await magento.readOrders([key.id])
  for (const number of numbersMeant(key.number)) {
    const found = await magento.findOrdersByNumber(number)
    if (found.length > 0) return found
  }
  return []
}
