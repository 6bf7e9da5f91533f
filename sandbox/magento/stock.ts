import type { JournalChange } from '../journal.ts'
import { plus } from './money.ts'
import type { Shop } from './shop.ts'

export interface SourceItem {
  sku: string
  source_code: string
  quantity: number
  status: number
}

export interface StockMove {
  readonly sku: string
  readonly quantity: number
}

/**
 * Stock as multi-source inventory keeps it: an order only reserves (salable falls), the shipment takes the quantity and
 * gives the reservation back, a return to stock adds the quantity (recording _facts-stock-through-an-order).
 */
export const quantityOf = (shop: Shop, sku: string): number =>
  sourcesOf(shop).reduce(
    (sum, source) => plus(sum, shop.journal.get<SourceItem>('source_items', sourceItemKey(sku, source))?.quantity ?? 0),
    0,
  )

/** Codes of the sources, all of them of the one stock; "default" is always there. */
export const sourcesOf = (shop: Shop): string[] => [DEFAULT_SOURCE, ...shop.journal.list<string>('sources')]
/** Rows of the default source, from which shipments that name none are taken, go by the SKU alone. */
export const sourceItemKey = (sku: string, source: string): string =>
  source === DEFAULT_SOURCE ? sku : `${sku} @ ${source}`
export const DEFAULT_SOURCE = 'default'

export const salableOf = (shop: Shop, sku: string): number =>
  plus(quantityOf(shop, sku), shop.journal.get<number>('reservations', sku) ?? 0)

const merged = (moves: readonly StockMove[]): [string, number][] => {
  const sums = new Map<string, number>()
  for (const { sku, quantity } of moves) if (quantity !== 0) sums.set(sku, plus(sums.get(sku) ?? 0, quantity))
  return [...sums]
}

/** @returns changes: quantity < 0 sells, > 0 gives back. */
export const reserve = (shop: Shop, moves: readonly StockMove[]): JournalChange[] =>
  merged(moves).map(([sku, quantity]) => ({
    collection: 'reservations',
    key: sku,
    value: plus(shop.journal.get<number>('reservations', sku) ?? 0, quantity),
  }))

export const addToStock = (shop: Shop, moves: readonly StockMove[], source = DEFAULT_SOURCE): JournalChange[] =>
  merged(moves).map(([sku, quantity]) => {
    const key = sourceItemKey(sku, source)
    const item = shop.journal.get<SourceItem>('source_items', key) ?? {
      sku,
      source_code: source,
      quantity: 0,
      status: 1,
    }
    return { collection: 'source_items', key, value: { ...item, quantity: plus(item.quantity, quantity) } }
  })

export const takeFromStock = (shop: Shop, moves: readonly StockMove[], source: string): JournalChange[] => [
  ...addToStock(
    shop,
    moves.map(({ sku, quantity }) => ({ sku, quantity: -quantity })),
    source,
  ),
  ...reserve(shop, moves),
]
