import { share } from './money.ts'
import type { Order, OrderItem } from './records.ts'
import { childrenOf, isMoneyShell } from './state-machine.ts'

export interface AskedItem {
  readonly order_item_id: number
  readonly qty: number
}

export interface DocumentLine {
  readonly item: OrderItem
  readonly qty: number
}

/**
 * The rows of an invoice or a credit memo. Nothing asked: everything that is left. A parent that was asked for brings
 * its children along in proportion; the shells of configurables and bundles come with whatever they belong to.
 * Recordings: lc-bundle-invoice-by-parent, lc-bundle-invoice-by-child, order-get-complete-configurable.
 * @param left how much of a row may still be taken; 0 for shells.
 */
export function documentLines(
  order: Order,
  asked: readonly AskedItem[],
  left: (item: OrderItem) => number,
): DocumentLine[] {
  const wanted = askedQuantities(order, asked)
  return order.items.flatMap(item => {
    if (!isMoneyShell(order, item)) {
      const qty = wanted ? (wanted.get(item.item_id) ?? 0) : left(item)
      return left(item) > 0 && qty > 0 ? [{ item, qty }] : []
    }
    const family = item.parent_item_id === undefined ? childrenOf(order, item) : parentRows(order, item)
    const taken = family.some(row => (wanted ? (wanted.get(row.item_id) ?? 0) > 0 : left(row) > 0))
    return taken ? [{ item, qty: wanted?.get(item.item_id) ?? item.qty_ordered }] : []
  })
}

const parentRows = (order: Order, item: OrderItem) => order.items.filter(row => row.item_id === item.parent_item_id)

function askedQuantities(order: Order, asked: readonly AskedItem[]): Map<number, number> | undefined {
  if (asked.length === 0) return undefined
  const wanted = new Map(asked.map(({ order_item_id, qty }) => [order_item_id, qty]))
  for (const item of order.items) {
    const qty = wanted.get(item.item_id)
    if (qty === undefined) continue
    for (const child of childrenOf(order, item)) {
      if (!wanted.has(child.item_id)) wanted.set(child.item_id, share(qty, child.qty_ordered, item.qty_ordered))
    }
  }
  return wanted
}
