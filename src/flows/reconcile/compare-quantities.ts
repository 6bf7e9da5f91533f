import { add, compare, subtract, ZERO } from '../../domain/amount.ts'
import type { LineQuantity } from '../../domain/document-items.ts'
import type { FollowUpKind } from '../../domain/fulfilment.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { Difference } from './difference.ts'
import { erpQuantities, inMagento, wholeItems } from './erp-quantities.ts'
import type { Late } from './lateness.ts'
import type { ErpSide, Sides } from './sides.ts'

const DONE = [
  ['invoice', 'invoiced'],
  ['shipment', 'shipped'],
  ['credit_note', 'refunded'],
] as const satisfies readonly (readonly [FollowUpKind, string])[]

/** What was invoiced, shipped and refunded of each Magento order item on both sides, and never more than was ordered. */
export function compareQuantities(
  sides: Sides,
  order: CanonicalOrder,
  late: Late | undefined,
  unheard: ReadonlySet<string>,
): Difference[] {
  if (!sides.erp.some(side => side.known?.erpId)) return []
  return [
    ...DONE.filter(([kind]) => !unheard.has(kind)).flatMap(([kind, done]) =>
      compareKind(sides, order, late, kind, done),
    ),
    ...tooMuch(sides, order),
  ]
}

function compareKind(
  sides: Sides,
  order: CanonicalOrder,
  late: Late | undefined,
  kind: FollowUpKind,
  done: string,
): Difference[] {
  const inErp = wholeItems(sides, order, kind)
  const items = Map.groupBy(order.lines, line => line.documentItem.id)
  return [...items].flatMap(([id, lines]): Difference[] => {
    const progress = order.progress[String(id)]
    const magento = progress ? inMagento[kind](progress) : ZERO
    const erp = inErp.get(id) ?? ZERO
    const ahead = compare(magento, erp)
    if (ahead === 0 || (ahead > 0 && magentoMayBeAhead(sides, kind))) return []
    // Refunded before the ERP had invoiced it: the ERP invoices what was left.
    const kept = subtract(magento, progress?.refunded ?? ZERO)
    if (kind === 'invoice' && compare(kept, erp) === 0) return []
    const what = lines.map(line => line.sku).join(' + ')
    const remedy = late?.why ?? 'Nothing is under way: make the missing document by hand where it is missing.'
    return [
      {
        what: `${done}:${id}`,
        class: late?.class ?? 'human_changed',
        text: `${what}: ${magento} ${done} in Magento, ${erp} in the ERP. ${remedy}`,
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
