import { isDeepStrictEqual } from 'node:util'
import { type CanonicalOrder, standing } from '../../domain/order.ts'
import { canonicalOf } from '../order/canonical-of.ts'
import { compareFollowUps } from './compare-follow-ups.ts'
import { compareQuantities } from './compare-quantities.ts'
import { compareSalesDocument } from './compare-sales-document.ts'
import { compareTotals } from './compare-totals.ts'
import type { Difference } from './difference.ts'
import { latenessOf } from './lateness.ts'
import type { Pair } from './pair-documents.ts'
import type { Known, Sides } from './sides.ts'

/** Everything that the sides of one order do not agree about. Pure. */
export function compareOrder(sides: Sides, pairs: readonly Pair[]): Difference[] {
  const { magento, known, erp } = sides
  if (magento.kind === 'missing') return [missing(known)]
  if (magento.kind === 'unreadable') return known.row.canonical === null ? [] : [unreadable(magento.reason)]
  const late = latenessOf(sides)
  const followUps = erp.flatMap(side => compareFollowUps(known, side))
  // What was never heard of says itself why quantities differ.
  const unheard = new Set(followUps.flatMap(difference => difference.heal?.entity ?? []))
  return [
    ...compareFacts(known, magento.order),
    ...erp.flatMap(side => compareSalesDocument(sides, side, magento.order, late)),
    ...followUps,
    ...compareQuantities(sides, magento.order, late, unheard),
    ...compareTotals(sides, magento.order, late, pairs),
  ]
}

const missing = ({ row }: Known): Difference => ({
  what: 'order_gone',
  class: 'human_changed',
  text: `Magento has no order ${row.number} any more: it was deleted there.`,
  magento: 'none',
  erp: row.number,
})

const unreadable = (reason: string): Difference => ({
  what: 'order_unreadable',
  class: 'human_changed',
  text: `The order was changed in Magento and does not add up any more. ${reason}`,
  magento: 'does not add up',
  erp: '',
})

/** Second shipments, tracks and comments do not move updated_at (magento-observed, "Reading orders"): contents decide. */
function compareFacts(known: Known, order: CanonicalOrder): Difference[] {
  const before = canonicalOf(known.row)
  const same =
    before?.state === order.state &&
    before.status === order.status &&
    before.grandTotal === order.grandTotal &&
    before.payment.refunded === order.payment.refunded &&
    isDeepStrictEqual(before.progress, order.progress)
  if (same) return []
  return [
    {
      what: 'order_facts',
      class: 'ours_late',
      text: 'Magento changed the order and the bridge has not heard of it; it is read again.',
      magento: standing(order),
      erp: before ? standing(before) : 'not read',
      heal: { entity: 'order', entityKey: String(order.magentoId) },
    },
  ]
}
