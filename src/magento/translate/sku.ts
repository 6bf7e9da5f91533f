import type { OrderLine } from '../../domain/order.ts'
import { type PlannedLine, variantOf } from './items.ts'
import type { MagentoItem } from './schema.ts'
import { line, note } from './text.ts'

/** SKUs of products by product id, where the caller has looked them up. */
export type ProductSkus = ReadonlyMap<number, string>

/**
 * Product ids whose SKU cannot be told from the order: Magento appends the SKUs of custom options to the product's
 * ("S-OPCIJE-GRAV-DARILO", recording order-get-guest-custom-options), and the order has no other trace of them.
 */
export function productsWithComposedSku(lines: readonly PlannedLine[]): number[] {
  const ids = lines.filter(isComposed).map(({ row }) => row.product_id)
  return [...new Set(ids.filter(id => id !== undefined))]
}

/**
 * The SKU of the product that is delivered. Configurable: the chosen child's. Bundle with a fixed price: the bundle's own, the
 * SKUs of its parts taken off the end ("B-PAKET-S-001-S-005" → "B-PAKET"). Custom options: the product's own when it
 * is known from the caller or from another row of the order, else the composed one with a warning.
 */
export function skuOf(
  planned: PlannedLine,
  lookedUp: ProductSkus | undefined,
  items: ProductSkus,
): { sku: string; warning?: string } {
  const { row, shells } = planned
  const own = cleanSku(row)
  const variant = variantOf(planned)
  if (variant) return { sku: cleanSku(variant) || own }
  if (shells.length === 0 && !isComposed(planned)) return { sku: own }
  const known = row.product_id === undefined ? undefined : (lookedUp?.get(row.product_id) ?? items.get(row.product_id))
  // Modules give many things one product id: only a SKU that the composed one begins with can be the product's.
  if (known && (own === known || own.startsWith(`${known}-`))) return { sku: known }
  if (!isComposed(planned)) return { sku: withoutParts(own, shells.map(cleanSku)) }
  return { sku: own, warning: `The SKU "${own}" of item ${row.item_id} may end with the SKUs of its custom options.` }
}

/** SKUs of products that stand in this order without custom options. */
export function skusInOrder(items: readonly MagentoItem[]): ProductSkus {
  const plain = items.filter(item => item.product_type !== 'bundle' && customOptions(item).length === 0)
  return new Map(
    plain.flatMap(item => (item.product_id === undefined ? [] : [[item.product_id, cleanSku(item)] as const])),
  )
}

const isComposed = (planned: PlannedLine): boolean => customOptions(planned.row).length > 0 && !variantOf(planned)

const cleanSku = (item: MagentoItem): string => line(item.sku) ?? ''

/** Takes each part's SKU off the end once, longest first; the composed SKU as it is when not all of them are there. */
function withoutParts(composed: string, parts: readonly string[]): string {
  const left = parts.filter(part => part !== '').sort((a, b) => b.length - a.length)
  let rest = composed
  while (left.length > 0) {
    const at = left.findIndex(part => rest.endsWith(`-${part}`) && rest.length > part.length + 1)
    if (at < 0) return composed
    rest = rest.slice(0, -(left[at]?.length ?? 0) - 1)
    left.splice(at, 1)
  }
  return rest
}

const customOptions = (item: MagentoItem) => [
  ...(item.product_options?.options ?? []),
  ...(item.product_option?.extension_attributes?.custom_options ?? []),
]

/**
 * Chosen custom options. REST has only ids ("Option 1") and what the shopper wrote; webhook payloads have the labels,
 * which come first in `customOptions` and win.
 */
export function optionsOf(item: MagentoItem): OrderLine['options'] {
  const found = new Map<string, { label: string; value: string }>()
  for (const option of customOptions(item)) {
    const key = option.option_id ?? option.label ?? ''
    const value = note(option.print_value ?? option.value ?? option.option_value)
    if (value === undefined || found.has(key)) continue
    found.set(key, { label: line(option.label) ?? `Option ${line(option.option_id) ?? ''}`.trim(), value })
  }
  return [...found.values()]
}
