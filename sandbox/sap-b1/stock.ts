import { add, amount, compare, negate, ZERO } from '../../src/domain/amount.ts'
import { refuse } from './b1-error.ts'
import type { Entity, Work } from './company.ts'
import { type B1Document, type DocumentKind, type DocumentLine, kindByObject, readDocument } from './documents.ts'
import { numberOf, out } from './pricing.ts'

/** Goods in warehouses. Movements do not touch an item's UpdateDate (contract §4.2). */

export interface WarehouseInfo extends Entity {
  WarehouseCode: string
  InStock: number
  Committed: number
  Ordered: number
}
export interface Item extends Entity {
  ItemCode: string
  ItemName: string
  InventoryItem: 'tYES' | 'tNO'
  QuantityOnStock: number
  ItemWarehouseInfoCollection: WarehouseInfo[]
}

/** Adds to the stock and the commitment of one warehouse; both may be negative numbers. */
export function moveStock(work: Work, itemCode: string, warehouse: string, inStock: number, committed: number): void {
  const item = work.get<Item>('Items', itemCode)
  if (item?.InventoryItem !== 'tYES') return
  const rows = item.ItemWarehouseInfoCollection.some(row => row.WarehouseCode === warehouse)
    ? item.ItemWarehouseInfoCollection
    : [...item.ItemWarehouseInfoCollection, { WarehouseCode: warehouse, InStock: 0, Committed: 0, Ordered: 0 }]
  const moved = rows.map(row =>
    row.WarehouseCode === warehouse
      ? { ...row, InStock: plus(row.InStock, inStock), Committed: plus(row.Committed, committed) }
      : row,
  )
  work.put('Items', itemCode, {
    ...item,
    ItemWarehouseInfoCollection: moved,
    QuantityOnStock: out(add(...moved.map(row => numberOf(row.InStock)))),
    QuantityOrderedByCustomers: out(add(...moved.map(row => numberOf(row.Committed)))),
  })
}

const plus = (a: number, b: number): number => out(add(amount(a), amount(b)))

interface Movement {
  readonly inStock: -1 | 0 | 1
  readonly committed: -1 | 0 | 1
}

/** What posting a line does to the warehouse. */
function movementOf(work: Work, kind: DocumentKind, document: B1Document, line: DocumentLine): Movement {
  const fromOrder = line.BaseType === 17
  switch (kind.set) {
    case 'Orders':
      return { inStock: 0, committed: 1 }
    case 'DeliveryNotes': // from an order or a reserve invoice: both hold a commitment
      return { inStock: -1, committed: line.BaseEntry === null ? 0 : -1 }
    case 'Invoices':
      if (line.BaseType === 15) return { inStock: 0, committed: 0 }
      if (document.ReserveInvoice === 'tYES') return { inStock: 0, committed: fromOrder ? 0 : 1 }
      return { inStock: -1, committed: fromOrder ? -1 : 0 }
    case 'Returns':
      return { inStock: 1, committed: 0 }
    case 'CreditNotes':
      return { inStock: creditedGoodsComeBack(work, line) ? 1 : 0, committed: 0 }
    case 'DownPayments':
      return { inStock: 0, committed: 0 }
  }
}

function creditedGoodsComeBack(work: Work, line: DocumentLine): boolean {
  const base = kindByObject(line.BaseType)
  if (base?.set === 'Returns') return false
  if (base?.set !== 'Invoices') return true
  return readDocument(work, 'Invoices', line.BaseEntry).ReserveInvoice !== 'tYES'
}

/** Books the goods of a document; `direction` -1 takes the booking back. @throws -10 when stock would become negative. */
export function moveGoods(work: Work, kind: DocumentKind, document: B1Document, direction: 1 | -1): void {
  document.DocumentLines.forEach((line, index) => {
    const { ItemCode: itemCode, WarehouseCode: warehouse } = line
    if (itemCode === null || warehouse === null) return
    const movement = movementOf(work, kind, document, line)
    const quantity = direction * line.Quantity
    if (movement.inStock * direction < 0) checkStock(work, kind, itemCode, warehouse, line.Quantity, index)
    moveStock(work, itemCode, warehouse, movement.inStock * quantity, movement.committed * quantity)
  })
}

function checkStock(work: Work, kind: DocumentKind, code: string, warehouse: string, quantity: number, index: number) {
  const item = work.get<Item>('Items', code)
  if (item?.InventoryItem !== 'tYES') return
  const there = item.ItemWarehouseInfoCollection.find(row => row.WarehouseCode === warehouse)?.InStock ?? 0
  if (compare(add(amount(there), negate(amount(quantity))), ZERO) < 0) {
    refuse(-10, `Quantity falls into negative inventory [${kind.lineTable}.ItemCode][line: ${index + 1}]`)
  }
}

/** Frees the commitment of what is still open of an order, when it is cancelled or closed; `direction` 1 takes it again. */
export function commitOpenGoods(work: Work, order: B1Document, direction: 1 | -1): void {
  for (const line of order.DocumentLines) {
    if (line.ItemCode === null || line.WarehouseCode === null) continue
    moveStock(work, line.ItemCode, line.WarehouseCode, 0, direction * line.RemainingOpenQuantity)
  }
}
