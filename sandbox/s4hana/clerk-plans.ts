import type { ErpPlan } from '../erp.ts'
import { openPieces } from '../pieces.ts'
import { bill, invoicesOf, issueOutput } from './billing.ts'
import { Refusal, type SalesOrder, type Work } from './books.ts'
import { deliveriesOf, issueGoods, packDelivery } from './deliveries.ts'
import { isRejected, isTouched, rejectItems } from './orders.ts'

/** Plans that its people follow: no credits, because their lines name the request and not the order. */
export const plans = [
  'deliver-then-invoice',
  'invoice-then-deliver',
  'two-deliveries',
  'two-invoices',
  'invoice-only',
  'cancel',
] as const satisfies readonly ErpPlan[]
type Plan = (typeof plans)[number]

const isKnown = (plan: ErpPlan): plan is Plan => plans.some(known => known === plan)

/**
 * Does the next step of a plan. Goods are packed before they leave, and the output of an invoice is issued some time after it
 * was made.
 * @returns what was done, or undefined when nothing is left to do
 */
export function nextStep(work: Work, order: SalesOrder, plan: ErpPlan): string | undefined {
  if (!isKnown(plan)) throw new Refusal('V1/001', `People in this S/4 do not know "${plan}": ${plans.join(', ')}`)
  return isRejected(order) ? undefined : steps[plan](work, order)
}

type Step = (work: Work, order: SalesOrder) => string | undefined

const steps: Readonly<Record<Plan, Step>> = {
  'deliver-then-invoice': (work, order) => deliver(work, order, 1) ?? invoice(work, order, 1),
  'invoice-then-deliver': (work, order) => invoice(work, order, 1) ?? deliver(work, order, 1),
  'two-deliveries': (work, order) => deliver(work, order, 2) ?? invoice(work, order, 1),
  'two-invoices': (work, order) => invoice(work, order, 2) ?? deliver(work, order, 1),
  'invoice-only': (work, order) => invoice(work, order, 1),
  cancel(work, order) {
    if (isTouched(order)) return undefined
    rejectItems(work, order.number)
    return 'rejected'
  },
}

function deliver(work: Work, { number, items }: SalesOrder, parts: 1 | 2): string | undefined {
  const packed = deliveriesOf(work, number).find(({ issuedOn }) => issuedOn === undefined)
  if (packed) {
    issueGoods(work, packed.number, parcelNumber(work))
    return 'delivered'
  }
  const goods = items.filter(({ isService }) => !isService)
  const pieces = openPieces(goods, ({ delivered }) => delivered, parts)
  if (pieces.length === 0) return undefined
  packDelivery(work, number, pieces)
  return 'packed'
}

function invoice(work: Work, { number, items }: SalesOrder, parts: 1 | 2): string | undefined {
  const silent = invoicesOf(work, number).find(({ isIssued }) => !isIssued)
  if (silent) {
    issueOutput(work, silent.number)
    return 'issued'
  }
  const pieces = openPieces(items, ({ billed }) => billed, parts)
  if (pieces.length === 0) return undefined
  bill(work, number, pieces)
  return 'invoiced'
}

/** Nine digits between the letters of a parcel label. */
const parcelNumber = (work: Work): string =>
  `LP${Array.from({ length: 9 }, () => Math.floor(work.books.random() * 10)).join('')}SI`
