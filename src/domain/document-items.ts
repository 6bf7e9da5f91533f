import { type Amount, add, compare, divide, floor, subtract, ZERO } from './amount.ts'
import type { OrderLine } from './order.ts'

/** A quantity of one of our order lines (OrderLine.id) in an ERP document. */
export interface LineQuantity {
  readonly itemId: number
  readonly quantity: Amount
}

/** What a Magento document has to name: one of its order items, and how many. */
export interface ItemQuantity {
  readonly orderItemId: number
  readonly quantity: Amount
}

/**
 * Turns the lines of one ERP document into the order items of one Magento document. Magento documents a bundle as a
 * whole: two ERP documents that hold half of it each make it countable with the second. So the whole bundles in
 * everything up to and including this document are counted, less those counted before.
 * @param before lines of the ERP documents that were turned into Magento documents earlier, this one not included
 */
export function documentItems(
  lines: readonly OrderLine[],
  before: readonly LineQuantity[],
  now: readonly LineQuantity[],
): ItemQuantity[] {
  const counted = wholeItems(lines, before)
  return [...wholeItems(lines, [...before, ...now])].flatMap(([orderItemId, total]) => {
    const quantity = subtract(total, counted.get(orderItemId) ?? ZERO)
    return compare(quantity, ZERO) > 0 ? [{ orderItemId, quantity }] : []
  })
}

function wholeItems(lines: readonly OrderLine[], quantities: readonly LineQuantity[]): Map<number, Amount> {
  const perLine = new Map<number, Amount>()
  for (const { itemId, quantity } of quantities) perLine.set(itemId, add(perLine.get(itemId) ?? ZERO, quantity))
  const items = new Map<number, Amount>()
  for (const [itemId, group] of Map.groupBy(lines, line => line.documentItem.id)) {
    const wholes = group.map(line => divide(perLine.get(line.id) ?? ZERO, line.documentItem.unitsPer))
    const least = wholes.reduce((a, b) => (compare(a, b) <= 0 ? a : b))
    // Of a line that is its own item any quantity counts (1.5 kg); of a bundle only whole ones.
    const ownItem = group.length === 1 && group[0]?.id === itemId
    items.set(itemId, ownItem ? least : floor(least))
  }
  return items
}
