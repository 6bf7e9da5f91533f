import { type Amount, add, compare, multiply, ZERO } from '../../domain/amount.ts'
import type { CanonicalOrder } from '../../domain/order.ts'

/** The same quantity as both sides have it. */
export interface BothSides {
  readonly erp: Amount
  readonly magento: Amount
  readonly differs: boolean
}

export interface ComparedLine {
  readonly id: number
  readonly sku: string
  readonly name: string
  readonly gross: Amount
  readonly ordered: Amount
  readonly canceled: Amount
  readonly inErp: Amount
  readonly invoiced: BothSides
  readonly shipped: BothSides
  readonly refunded: BothSides
}

interface FollowUpLines {
  readonly kind: 'shipment' | 'invoice' | 'credit_note'
  readonly canceled: boolean
  /** Its Magento document exists. */
  readonly inMagento: boolean
  readonly lines: readonly { readonly itemId?: number | null | undefined; readonly quantity: Amount }[]
}

/**
 * Each line of the order as both sides see it. Magento's quantity is what Magento said last, or what we made there since
 * then, whichever is more: its answer may be older than our last document.
 */
export function compareLines(
  order: Pick<CanonicalOrder, 'lines' | 'progress'>,
  salesDocuments: readonly { readonly lines: readonly { readonly itemId: number }[] }[],
  followUps: readonly FollowUpLines[],
): ComparedLine[] {
  const live = followUps.filter(followUp => !followUp.canceled)
  return order.lines.map(line => {
    const progress = order.progress[String(line.documentItem.id)]
    const units = (count: Amount | undefined) => multiply(count ?? ZERO, line.documentItem.unitsPer)
    const sides = (kind: FollowUpLines['kind'], said: Amount | undefined): BothSides => {
      const erp = quantityOf(live, kind, line.id)
      const made = quantityOf(
        live.filter(followUp => followUp.inMagento),
        kind,
        line.id,
      )
      const magento = compare(units(said), made) > 0 ? units(said) : made
      return { erp, magento, differs: compare(erp, magento) !== 0 }
    }
    const sent = salesDocuments.some(document => document.lines.some(({ itemId }) => itemId === line.id))
    return {
      id: line.id,
      sku: line.sku,
      name: line.name,
      gross: line.gross,
      ordered: line.quantity,
      canceled: units(progress?.canceled),
      inErp: sent ? line.quantity : ZERO,
      invoiced: sides('invoice', progress?.invoiced),
      shipped: sides('shipment', progress?.shipped),
      refunded: sides('credit_note', progress?.refunded),
    }
  })
}

const quantityOf = (followUps: readonly FollowUpLines[], kind: FollowUpLines['kind'], itemId: number): Amount =>
  add(
    ...followUps
      .filter(followUp => followUp.kind === kind)
      .flatMap(followUp => followUp.lines)
      .filter(line => line.itemId === itemId)
      .map(line => line.quantity),
  )
