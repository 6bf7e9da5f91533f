import {
  type Amount,
  absolute,
  add,
  compare,
  divide,
  isNegative,
  isZero,
  minimum,
  multiply,
  round,
  subtract,
  ZERO,
} from '../../domain/amount.ts'
import type { LineProgress, OrderLine } from '../../domain/order.ts'
import { refuse } from './refusal.ts'
import type { MagentoItem } from './schema.ts'

/** A line of the cart: one row, or a composite (configurable, bundle) with the rows below it. */
export interface ItemGroup {
  readonly parent: MagentoItem
  readonly children: readonly MagentoItem[]
}

/** Which rows of an order are lines. `shells` repeat or explain the row and are no lines of their own. */
export interface PlannedLine {
  readonly row: MagentoItem
  readonly shells: readonly MagentoItem[]
  readonly group: ItemGroup
  readonly quantity: Amount
  readonly documentItem: OrderLine['documentItem']
}

/** Magento nests one level; modules have been seen with two. */
const DEEPEST = 5

/**
 * Where the money of bundles is when both parent and children carry prices: on the children (dynamic price, the usual
 * case), for each bundle on the children only when they add up to it, or on the parent (fixed price).
 */
export const BUNDLE_READINGS = ['children', 'as they add up', 'parent'] as const
export type BundleReading = (typeof BUNDLE_READINGS)[number]

/**
 * Groups the rows below their top-level row.
 * @throws Refused for ids used twice, parents that do not exist and rows that are their own parent.
 */
export function groupItems(items: readonly MagentoItem[]): ItemGroup[] {
  const byId = new Map(items.map(item => [item.item_id, item]))
  if (byId.size !== items.length) refuse('invalid', 'two items have the same item_id')
  const groups = new Map<number, { parent: MagentoItem; children: MagentoItem[] }>()
  const withChildren = new Set(items.map(item => item.parent_item_id))
  for (const item of items)
    if (item.parent_item_id === undefined) groups.set(item.item_id, { parent: item, children: [] })
  for (const item of items) {
    if (item.parent_item_id === undefined || withChildren.has(item.item_id)) continue
    groups.get(topOf(item, byId).item_id)?.children.push(item)
  }
  // Rows of a loop have children all of them, so none of them was looked at above.
  for (const item of items) topOf(item, byId)
  return [...groups.values()]
}

function topOf(item: MagentoItem, byId: ReadonlyMap<number, MagentoItem>): MagentoItem {
  let top = item
  for (let depth = 0; top.parent_item_id !== undefined; depth++) {
    const parent = byId.get(top.parent_item_id)
    if (!parent)
      refuse('invalid', `item ${top.item_id} has the parent ${top.parent_item_id}, which is not in the order`)
    if (depth === DEEPEST) refuse('invalid', `the parents of item ${item.item_id} do not end`)
    top = parent
  }
  return top
}

/**
 * The lines of the order. Configurable: the parent row has the money, the child is a shell. Bundle with dynamic price:
 * the parent row repeats the sum of its children (recording order-get-guest-bundle-dynamic). Bundle with fixed price:
 * the children cost nothing (order-get-guest-bundle-fixed).
 */
export function planLines(groups: readonly ItemGroup[], bundles: BundleReading): PlannedLine[] {
  return groups.flatMap(group => {
    const { parent, children } = group
    const parentQuantity = quantityOf(parent)
    if (!moneyIsOnChildren(group, bundles)) {
      const documentItem = { id: parent.item_id, unitsPer: '1' as Amount } // a literal in canonical form
      return [{ row: parent, shells: children, group, quantity: parentQuantity, documentItem }]
    }
    return children.map(row => {
      const quantity = quantityOf(row)
      // Invoices and shipments name the bundle ("ship together", the default). REST does not say when a bundle is to
      // be shipped separately: then shipments name the children; translateOrder warns where it can be recognised.
      const unitsPer = round(divide(quantity, parentQuantity), 6)
      if (isZero(unitsPer))
        refuse('invalid', `item ${row.item_id} has the quantity ${quantity} in ${parentQuantity} bundles`)
      return { row, shells: [], group, quantity, documentItem: { id: parent.item_id, unitsPer } }
    })
  })
}

/** True when the choice between the two bundle readings makes a difference. */
export const hasPricedBundle = (groups: readonly ItemGroup[]): boolean =>
  groups.some(group => mayBeBundle(group.parent) && group.children.some(hasPrice) && hasPrice(group.parent))

function moneyIsOnChildren({ parent, children }: ItemGroup, bundles: BundleReading): boolean {
  if (children.length === 0) return false
  if (!hasPrice(parent)) {
    // A bundle given away: only a fixed-price parent has a tax rate of its own.
    return children.some(hasPrice) || (parent.product_type === 'bundle' && parent.tax_percent === undefined)
  }
  if (!mayBeBundle(parent) || bundles === 'parent' || !children.some(hasPrice)) return false
  return bundles === 'children' || addUpTo(parent, children)
}

/** The parent's row repeats its children's, whose own may be shown less their discount. */
function addUpTo(parent: MagentoItem, children: readonly MagentoItem[]): boolean {
  const rows = add(...children.map(child => child.row_total ?? ZERO))
  const discounts = add(...children.map(child => absolute(child.discount_amount ?? ZERO)))
  const limit = multiply('0.01' as Amount, String(children.length) as Amount) // both in canonical form
  return [rows, add(rows, discounts)].some(
    sum => compare(absolute(subtract(sum, parent.row_total ?? ZERO)), limit) <= 0,
  )
}

/** Composite types of extensions price their parts as bundles do; a configurable's child never has a price that counts. */
const mayBeBundle = (item: MagentoItem): boolean => item.product_type !== 'configurable'

const hasPrice = (item: MagentoItem): boolean =>
  [item.price, item.row_total, item.row_total_incl_tax].some(value => value !== undefined && !isZero(value))

function quantityOf(item: MagentoItem): Amount {
  const quantity = item.qty_ordered
  if (quantity === undefined) return refuse('invalid', `item ${item.item_id} has no qty_ordered`)
  if (isNegative(quantity) || isZero(quantity)) {
    return refuse('invalid', `item ${item.item_id} has the quantity ${quantity}`)
  }
  return quantity
}

/** The chosen child of a configurable: what is really delivered. */
export function variantOf({ row, shells }: PlannedLine): MagentoItem | undefined {
  const configurable = row.product_type === 'configurable' || (row.product_type === undefined && shells.length === 1)
  return configurable ? shells[0] : undefined
}

/** True when the parts have prices that were not used, because only the parent's agree with the order's totals. */
export const isPricedAsWhole = ({ row, shells }: PlannedLine): boolean => mayBeBundle(row) && shells.some(hasPrice)

/** True for a bundle whose parts are shipped one by one; REST shows it by the quantities of the children only. */
export function isShippedSeparately({ parent, children }: ItemGroup): boolean {
  if (parent.product_type !== 'bundle') return false
  if (parent.product_options?.shipment_type === '1') return true
  const shipped = (item: MagentoItem) => !isZero(item.qty_shipped ?? ZERO)
  return !shipped(parent) && children.some(shipped)
}

/** What documents exist for the Magento order item that they name. */
export function progressOf(lines: readonly PlannedLine[]): Record<string, LineProgress> {
  const byDocumentItem = Map.groupBy(lines, line => line.documentItem.id)
  return Object.fromEntries([...byDocumentItem].map(([id, parts]) => [String(id), progress(parts)]))
}

function progress(parts: readonly PlannedLine[]): LineProgress {
  const parent = parts[0]?.group.parent
  const done = (field: 'qty_invoiced' | 'qty_shipped' | 'qty_refunded' | 'qty_canceled'): Amount => {
    const own = parent?.[field] ?? ZERO
    if (!isZero(own) || parts.every(part => part.row === parent)) return own
    // A bundle shipped separately is shipped as often as all of its parts are.
    return parts
      .map(part => round(divide(part.row[field] ?? ZERO, part.documentItem.unitsPer), 4))
      .reduce((least, value) => minimum(least, value))
  }
  return {
    ordered: parent?.qty_ordered ?? ZERO,
    invoiced: done('qty_invoiced'),
    shipped: done('qty_shipped'),
    refunded: done('qty_refunded'),
    canceled: done('qty_canceled'),
  }
}
