import type { Magento } from '../../magento/contract.ts'
import { translateOrder } from '../../magento/translate/order.ts'
import { describeRaw } from '../order/describe-raw.ts'
import type { MagentoSide } from './sides.ts'

/**
 * These orders and their documents, as Magento has them: four calls for 100 of them. SKUs are not looked up: what is
 * compared does not need them.
 */
export async function readMagento(magento: Magento, magentoIds: readonly number[]): Promise<Map<number, MagentoSide>> {
  const sides = new Map<number, MagentoSide>(magentoIds.map(id => [id, { kind: 'missing' }]))
  const [raws, documents] = await Promise.all([magento.readOrders(magentoIds), magento.readDocuments(magentoIds)])
  const byOrder = Map.groupBy(documents, document => document.orderId)
  for (const raw of raws) {
    const translated = translateOrder(raw)
    if (translated.ok) {
      const { order } = translated
      sides.set(order.magentoId, { kind: 'found', order, documents: byOrder.get(order.magentoId) ?? [] })
      continue
    }
    const described = describeRaw(raw)
    if (described) sides.set(described.magentoId, { kind: 'unreadable', reason: translated.refusal.message })
  }
  return sides
}
