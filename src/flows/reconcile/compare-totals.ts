import { add, fixed, isZero } from '../../domain/amount.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { Difference } from './difference.ts'
import { isRounding, isTakenOff, sumOf } from './judge-pairs.ts'
import type { Late } from './lateness.ts'
import type { Pair } from './pair-documents.ts'
import type { Sides } from './sides.ts'

/** What the pairs say about money: totals to the cent, and refunds that only Magento knows. */
export function compareTotals(
  sides: Sides,
  order: CanonicalOrder,
  late: Late | undefined,
  pairs: readonly Pair[],
): Difference[] {
  const both = pairs.flatMap((pair): Difference[] => {
    if (!pair.erp || !pair.magento || pair.state === 'equal') return []
    const noun = pair.kind === 'invoice' ? 'Invoice' : 'Credit'
    const erpText = pair.erp.total === undefined ? 'another currency' : `${fixed(pair.erp.total, 2)} ${pair.currency}`
    const magentoText = `${fixed(pair.magento.total, 2)} ${pair.currency}`
    return [
      {
        what: `total:${pair.key}`,
        ...(pair.connection !== undefined && { connection: pair.connection }),
        class: pair.state === 'explained' ? 'explained' : 'human_changed',
        text: `${noun} ${pair.erp.number} is ${erpText} in the ERP and ${magentoText} in Magento (${pair.magento.number}): ${pair.reason}.`,
        magento: magentoText,
        erp: erpText,
      },
    ]
  })
  const refunds = pairs.flatMap((pair): Difference[] =>
    pair.kind === 'credit' && !pair.erp && pair.magento && pair.state !== 'explained'
      ? [
          {
            what: `refund:${pair.key}`,
            class: late?.class ?? 'human_changed',
            text: `Credit memo ${pair.magento.number} over ${fixed(pair.magento.total, 2)} ${pair.currency} is in Magento only. ${late?.why ?? 'Make the credit note in the ERP.'}`,
            magento: `${fixed(pair.magento.total, 2)} ${pair.currency}`,
            erp: 'none',
          },
        ]
      : [],
  )
  return [...both, ...refunds, ...compareSums(sides, order, pairs)]
}

/** Magento invoiced at checkout, the ERP later and in its own parts: when both are through, the sums must agree. */
function compareSums(sides: Sides, order: CanonicalOrder, pairs: readonly Pair[]): Difference[] {
  const alone = pairs.filter(pair => pair.kind === 'invoice' && (!pair.erp || !pair.magento))
  const isThrough = sides.erp.every(({ remembered }) => remembered?.state === 'closed')
  if (!isThrough || !alone.some(pair => pair.erp) || !alone.some(pair => pair.magento)) return []
  const takenOff = pairs.filter(pair => isTakenOff(sides, pair)).flatMap(({ magento }) => magento?.total ?? [])
  const difference = add(sumOf(alone), ...takenOff)
  if (isZero(difference)) return []
  const isSmall = isRounding(order, difference)
  const [erp, magento] = (['erp', 'magento'] as const).map(
    side => `${fixed(add(...alone.flatMap(pair => pair[side]?.total ?? [])), 2)} ${order.currency}`,
  )
  const why = isSmall ? 'each side rounds its lines by its own rule' : 'rounding does not explain that'
  return [
    {
      what: 'invoices_total',
      class: isSmall ? 'explained' : 'human_changed',
      text: `The invoices come to ${erp} in the ERP and to ${magento} in Magento: ${why}.`,
      magento: magento ?? '',
      erp: erp ?? '',
    },
  ]
}
