import type { Amount } from '../../domain/amount.ts'
import { documentItems, type LineQuantity } from '../../domain/document-items.ts'
import type { FollowUpKind } from '../../domain/fulfilment.ts'
import type { CanonicalOrder, LineProgress } from '../../domain/order.ts'
import { hasCounterpart } from './marked-documents.ts'
import { type ErpSide, planLines, type Sides } from './sides.ts'

export const inMagento: Readonly<Record<FollowUpKind, (progress: LineProgress) => Amount>> = {
  invoice: progress => progress.invoiced,
  shipment: progress => progress.shipped,
  credit_note: progress => progress.refunded,
}

/** What the ERP did of each of our order lines, through the plan of its sales document. */
export function erpQuantities(sides: Sides, kind: FollowUpKind): LineQuantity[] {
  return sides.erp.flatMap(side => {
    const plan = new Map(planLines.parse(side.known?.lines ?? []).map(({ itemId, erpLine }) => [erpLine, itemId]))
    return side.followUps
      .filter(followUp => countsAs(sides, side, followUp, kind))
      .flatMap(followUp => followUp.lines)
      .filter(line => line.salesDocumentId === side.remembered?.erpId)
      .flatMap(line => {
        const itemId = plan.get(line.erpLine)
        return itemId === undefined ? [] : [{ itemId, quantity: line.quantity }]
      })
  })
}

/** An invoice that was cancelled after Magento had followed it stands there as invoice and as credit memo. */
function countsAs(sides: Sides, side: ErpSide, followUp: ErpSide['followUps'][number], kind: FollowUpKind): boolean {
  if (followUp.kind === kind && !followUp.canceled) return true
  if (followUp.kind !== 'invoice' || !followUp.canceled) return false
  return (kind === 'invoice' || kind === 'credit_note') && hasCounterpart(sides, side, followUp)
}

/** The same in whole Magento order items: half a bundle cannot be documented there, nor can services be shipped. */
export function wholeItems(sides: Sides, order: CanonicalOrder, kind: FollowUpKind): Map<number, Amount> {
  const virtual = new Set(order.lines.filter(line => line.virtual).map(line => line.id))
  const quantities = erpQuantities(sides, kind).filter(({ itemId }) => kind !== 'shipment' || !virtual.has(itemId))
  return new Map(documentItems(order.lines, [], quantities).map(item => [item.orderItemId, item.quantity]))
}
