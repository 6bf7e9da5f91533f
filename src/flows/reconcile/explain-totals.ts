import { type Amount, absolute, compare, fixed, isZero, multiply, subtract } from '../../domain/amount.ts'
import type { CanonicalOrder } from '../../domain/order.ts'

const CENT = '0.01' as Amount // a literal in canonical form

/**
 * Why the same document has two totals.
 * @param difference the ERP's total less Magento's, in order currency.
 * @param lines how many lines were rounded; the shipping is one more.
 */
export function explainTotals(
  order: Pick<CanonicalOrder, 'shipping'>,
  kind: 'invoice' | 'credit',
  difference: Amount,
  lines: number,
): { readonly state: 'equal' | 'explained' | 'open'; readonly reason: string } {
  if (isZero(difference)) return { state: 'equal', reason: '' }
  const rounding = multiply(CENT, String(lines + 1) as Amount) // an integer is in canonical form
  const isRounding = (value: Amount) => compare(absolute(value), rounding) <= 0
  if (isRounding(difference)) return { state: 'explained', reason: 'each side rounds its lines by its own rule' }
  const { gross } = order.shipping
  // Magento puts the whole shipping on the first of several invoices (magento2 #26286).
  if (kind === 'invoice' && !isZero(gross) && isRounding(subtract(absolute(difference), gross)))
    return { state: 'explained', reason: 'the shipping is on another one of its invoices' }
  return { state: 'open', reason: `they differ by ${fixed(absolute(difference), 2)}, which rounding does not explain` }
}
