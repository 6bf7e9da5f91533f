import { documentItems, type ItemQuantity, type LineQuantity } from '../../domain/document-items.ts'
import type { OrderLine } from '../../domain/order.ts'

/** A line of a delivery, with the warehouse of the ERP that it left from. */
export interface LeftLine extends LineQuantity {
  readonly warehouse?: string
}

/** What one shipment of Magento takes of a delivery: it has one source. */
export interface SourcePart {
  readonly items: readonly ItemQuantity[]
  readonly warehouse?: string
  /** Absent where the warehouse has none: Magento takes its default. */
  readonly sourceCode?: string
}

/**
 * A delivery by the sources of Magento that its goods left from, as the catalogue's stock knows them. A bundle whose parts
 * left from several goes with the last of them.
 * @param sources source of Magento by warehouse of the ERP
 */
export function partsBySource(
  lines: readonly OrderLine[],
  earlier: readonly LineQuantity[],
  now: readonly LeftLine[],
  sources: Readonly<Record<string, string>>,
): SourcePart[] {
  const sourceOf = new Map(Object.entries(sources))
  const before = [...earlier]
  return [...Map.groupBy(now, ({ warehouse }) => sourceOf.get(warehouse ?? ''))].flatMap(([sourceCode, left]) => {
    const items = documentItems(lines, before, left)
    before.push(...left)
    const warehouse = left[0]?.warehouse
    if (items.length === 0) return []
    return [{ items, ...(warehouse !== undefined && { warehouse }), ...(sourceCode !== undefined && { sourceCode }) }]
  })
}
