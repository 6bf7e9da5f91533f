import { type Amount, add, compare, ZERO } from '../../domain/amount.ts'
import { documentItems, type LineQuantity } from '../../domain/document-items.ts'
import type { FollowUpKind } from '../../domain/fulfilment.ts'
import type { CanonicalOrder, LineProgress } from '../../domain/order.ts'
import { planLines } from './compare-sales-document.ts'
import type { Difference } from './difference.ts'
import type { Late } from './lateness.ts'
import { hasCounterpart } from './pair-documents.ts'
import type { ErpSide, Sides } from './sides.ts'

interface Rule {
  readonly kind: FollowUpKind
  readonly done: string
  readonly inMagento: (progress: LineProgress) => Amount
}

const RULES: readonly Rule[] = [
  { kind: 'invoice', done: 'invoiced', inMagento: progress => progress.invoiced },
  { kind: 'shipment', done: 'shipped', inMagento: progress => progress.shipped },
  { kind: 'credit_note', done: 'refunded', inMagento: progress => progress.refunded },
]

/** What was invoiced, shipped and refunded of each Magento order item on both sides, and never more than was ordered. */
export function compareQuantities(
  sides: Sides,
  order: CanonicalOrder,
  late: Late | undefined,
  unheard: ReadonlySet<string>,
): Difference[] {
  if (!sides.erp.some(side => side.known?.erpId)) return []
  return [
    ...RULES.filter(({ kind }) => !unheard.has(kind)).flatMap(rule => compareKind(sides, order, late, rule)),
    ...tooMuch(sides, order),
  ]
}

function compareKind(sides: Sides, order: CanonicalOrder, late: Late | undefined, rule: Rule): Difference[] {
  const virtual = new Set(order.lines.filter(line => line.virtual).map(line => line.id))
  const quantities = erpQuantities(sides, rule.kind).filter(
    ({ itemId }) => rule.kind !== 'shipment' || !virtual.has(itemId),
  )
  // Whole Magento items: half a bundle cannot be documented there.
  const inErp = new Map(documentItems(order.lines, [], quantities).map(item => [item.orderItemId, item.quantity]))
  const items = Map.groupBy(order.lines, line => line.documentItem.id)
  return [...items].flatMap(([id, lines]): Difference[] => {
    const progress = order.progress[String(id)]
    const magento = progress ? rule.inMagento(progress) : ZERO
    const erp = inErp.get(id) ?? ZERO
    const ahead = compare(magento, erp)
    if (ahead === 0 || (ahead > 0 && magentoMayBeAhead(sides, rule.kind))) return []
    const what = lines.map(line => line.sku).join(' + ')
    const remedy = late?.why ?? 'Nothing is under way: make the missing document by hand where it is missing.'
    return [
      {
        what: `${rule.done}:${id}`,
        class: late?.class ?? 'human_changed',
        text: `${what}: ${magento} ${rule.done} in Magento, ${erp} in the ERP. ${remedy}`,
        magento,
        erp,
      },
    ]
  })
}

/**
 * Magento invoices at checkout (cards) or when the money comes (bank transfer), and the ERP invoices later: no
 * difference while its sales document is open. Refunds that only Magento knows are told by their document.
 */
function magentoMayBeAhead({ erp }: Sides, kind: FollowUpKind): boolean {
  if (kind === 'credit_note') return true
  const isOpen = ({ remembered }: ErpSide) => remembered && !['closed', 'canceled'].includes(remembered.state)
  return kind === 'invoice' && erp.some(isOpen)
}

/** Quantities by our order line, through the plan of each sales document. */
function erpQuantities(sides: Sides, kind: FollowUpKind): LineQuantity[] {
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

function tooMuch(sides: Sides, order: CanonicalOrder): Difference[] {
  const invoiced = erpQuantities(sides, 'invoice')
  const credited = erpQuantities(sides, 'credit_note')
  const of = (quantities: readonly LineQuantity[], id: number) =>
    add(...quantities.filter(({ itemId }) => itemId === id).map(({ quantity }) => quantity))
  return order.lines.flatMap((line): Difference[] => {
    const [bought, returned] = [of(invoiced, line.id), of(credited, line.id)]
    const base = { class: 'impossible', magento: line.quantity } as const
    if (compare(bought, add(line.quantity, returned)) > 0)
      return [
        {
          ...base,
          what: `over_invoiced:${line.id}`,
          text: `${line.sku}: ${line.quantity} ordered, ${bought} invoiced in the ERP${returned === ZERO ? '' : ` and ${returned} credited`}. Credit there what is too many.`,
          erp: bought,
        },
      ]
    if (compare(returned, bought) > 0)
      return [
        {
          ...base,
          what: `over_credited:${line.id}`,
          text: `${line.sku}: ${bought} invoiced in the ERP, ${returned} credited. Cancel there the credit note that is too many.`,
          erp: returned,
        },
      ]
    return []
  })
}
