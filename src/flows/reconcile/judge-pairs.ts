import { type Amount, absolute, add, compare, fixed, isZero, multiply, subtract, ZERO } from '../../domain/amount.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import { inMagento, wholeItems } from './erp-quantities.ts'
import { type Late, latenessOf } from './lateness.ts'
import type { Counterparts, Pair } from './pair-documents.ts'
import type { ErpSide, Sides } from './sides.ts'

const CENT = '0.01' as Amount // a literal in canonical form
type Verdict = Pick<Pair, 'state' | 'reason'>

/** Says of each pair why its totals differ, when they do. Looks at all documents of the order together. */
export function judgePairs(sides: Sides, order: CanonicalOrder, pairs: readonly Counterparts[]): Pair[] {
  const late = latenessOf(sides)
  return pairs.map(pair => {
    const family = pairs.filter(({ kind }) => kind === pair.kind)
    const { erp, magento } = pair
    if (erp && erp.total === undefined)
      return { ...pair, state: 'open', reason: "the ERP's document is in another currency" }
    if (erp?.total !== undefined && magento) {
      const difference = subtract(erp.total, magento.total)
      return { ...pair, ...judgeTotals(order, pair.kind, difference, family) }
    }
    return {
      ...pair,
      ...(erp ? judgeErpOnly(sides, order, family, late) : judgeMagentoOnly(sides, pair, family, late)),
    }
  })
}

/** Each line and the shipping may be rounded by a cent. */
export function isRounding(order: CanonicalOrder, difference: Amount): boolean {
  const most = multiply(CENT, String(order.lines.length + 1) as Amount) // an integer is in canonical form
  return compare(absolute(difference), most) <= 0
}

function judgeTotals(
  order: CanonicalOrder,
  kind: Pair['kind'],
  difference: Amount,
  family: readonly Counterparts[],
): Verdict {
  if (isZero(difference)) return { state: 'equal', reason: '' }
  if (isRounding(order, difference)) return { state: 'explained', reason: 'each side rounds its lines by its own rule' }
  const { gross } = order.shipping
  // Magento puts the whole shipping on the first of several invoices (magento2 #26286).
  const isShipping = (value: Amount) => !isZero(gross) && isRounding(order, subtract(absolute(value), gross))
  if (kind === 'invoice' && isShipping(difference))
    return { state: 'explained', reason: 'the shipping is on another one of its invoices' }
  const together = sumOf(family)
  if (family.length > 1 && (isRounding(order, together) || (kind === 'invoice' && isShipping(together))))
    return { state: 'explained', reason: 'its parts are on other documents of the order; together they agree' }
  return { state: 'open', reason: `they differ by ${fixed(absolute(difference), 2)}, which rounding does not explain` }
}

/** The ERP's totals less Magento's. */
export const sumOf = (pairs: readonly Counterparts[]): Amount =>
  subtract(
    add(...pairs.flatMap(({ erp }) => erp?.total ?? [])),
    add(...pairs.flatMap(({ magento }) => magento?.total ?? [])),
  )

const numbersOf = (family: readonly Counterparts[], side: 'erp' | 'magento'): string =>
  family
    .filter(pair => pair[side === 'erp' ? 'magento' : 'erp'] === undefined)
    .flatMap(pair => pair[side]?.number ?? [])
    .join(', ')

function judgeErpOnly(
  sides: Sides,
  order: CanonicalOrder,
  family: readonly Counterparts[],
  late: Late | undefined,
): Verdict {
  const isInvoice = family[0]?.kind === 'invoice'
  const kind = isInvoice ? 'invoice' : 'credit_note'
  const isCovered = [...wholeItems(sides, order, kind)].every(([id, quantity]) => {
    const progress = order.progress[String(id)]
    return compare(progress ? inMagento[kind](progress) : ZERO, quantity) >= 0
  })
  if (isInvoice && isCovered) {
    const before = numbersOf(family, 'magento')
    const reason = before ? `Magento invoiced it before (${before})` : 'Magento invoices bundles when they are whole'
    return { state: 'explained', reason }
  }
  if (late) return lateVerdict('not in Magento yet', late)
  return { state: 'open', reason: `Magento has no ${isInvoice ? 'invoice' : 'credit memo'} for it` }
}

const isOpen = ({ remembered }: ErpSide): boolean =>
  remembered !== undefined && remembered.state !== 'closed' && remembered.state !== 'canceled'

function judgeMagentoOnly(
  sides: Sides,
  pair: Counterparts,
  family: readonly Counterparts[],
  late: Late | undefined,
): Verdict {
  const { known, erp } = sides
  const isInvoice = family[0]?.kind === 'invoice'
  if (!erp.some(side => side.known?.erpId))
    return { state: 'explained', reason: `the order is not in the ERP: ${known.row.phaseReason}` }
  if (isUndone(sides))
    return {
      state: 'explained',
      reason: 'the sales document was cancelled, and Magento refunded all that it had invoiced',
    }
  if (isTakenOff(sides, pair))
    return { state: 'explained', reason: 'it was taken off the sales document before that was invoiced' }
  const later = numbersOf(family, 'erp')
  if (isInvoice && later) return { state: 'explained', reason: `the ERP invoiced it as ${later}` }
  if (isInvoice && erp.some(isOpen))
    return { state: 'explained', reason: 'Magento invoiced it first, the ERP has not invoiced it yet' }
  if (late) return lateVerdict('not in the ERP', late)
  return { state: 'open', reason: `the ERP has no ${isInvoice ? 'invoice' : 'credit note'} for it` }
}

/** Cancelled before the ERP invoiced anything: Magento's invoices and credit memos stand against each other. */
function isUndone({ erp, magento }: Sides): boolean {
  if (magento.kind !== 'found' || !erp.every(({ remembered }) => remembered?.state === 'canceled')) return false
  const sum = (kind: 'invoice' | 'creditmemo') =>
    add(ZERO, ...magento.documents.filter(one => one.kind === kind).flatMap(({ grandTotal }) => grandTotal ?? []))
  return isZero(subtract(sum('invoice'), sum('creditmemo')))
}

/** Refunded before the ERP had invoiced it. */
export const isTakenOff = ({ known }: Sides, { key }: Pick<Counterparts, 'key'>): boolean =>
  known.refunds.some(
    ({ magentoId, state, erpId }) =>
      state === 'answered' && erpId === null && key === `magento:creditmemo:${magentoId}`,
  )

const lateVerdict = (what: string, late: Late): Verdict => ({
  state: late.class === 'theirs_late' ? 'late' : 'open',
  reason: `${what}. ${late.why}`,
})
