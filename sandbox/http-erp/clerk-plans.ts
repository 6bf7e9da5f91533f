import { amount, compare, minimum, ZERO } from '../../src/domain/amount.ts'
import type { ErpPlan } from '../erp.ts'
import { openPieces } from '../pieces.ts'
import type { Order, Work } from './books.ts'
import { credit, documentsOf, invoice, ship } from './documents.ts'
import { cancelOrder, confirmOrder } from './orders.ts'

type Step = (work: Work, order: Order) => string | undefined

/** Does the next step of a plan. @returns what was done, or undefined when nothing is left to do. */
export function nextStep(work: Work, order: Order, plan: ErpPlan): string | undefined {
  if (order.status === 'CANCELLED') return undefined
  if (order.status === 'NEW') {
    confirmOrder(work, order.id)
    return 'confirmed'
  }
  return steps[plan](work, order)
}

const steps: Readonly<Record<ErpPlan, Step>> = {
  'deliver-then-invoice': (work, order) => deliver(work, order, 1) ?? bill(work, order, 1),
  'invoice-then-deliver': (work, order) => bill(work, order, 1) ?? deliver(work, order, 1),
  'two-deliveries': (work, order) => deliver(work, order, 2) ?? bill(work, order, 1),
  'two-invoices': (work, order) => bill(work, order, 2) ?? deliver(work, order, 1),
  'invoice-only': (work, order) => bill(work, order, 1),
  'credit-after': (work, order) => deliver(work, order, 1) ?? bill(work, order, 1) ?? creditOne(work, order),
  cancel: (work, order) => {
    const isTouched = order.lines.some(line => compare(line.shipped, ZERO) > 0 || compare(line.invoiced, ZERO) > 0)
    if (isTouched) return undefined
    cancelOrder(work, order.id)
    return 'cancelled'
  },
}

function deliver(work: Work, order: Order, parts: 1 | 2): string | undefined {
  const pieces = openPieces(order.lines, line => line.shipped, parts)
  if (pieces.length === 0) return undefined
  ship(work, order.id, pieces, parcelNumber(work))
  return 'delivered'
}

function bill(work: Work, order: Order, parts: 1 | 2): string | undefined {
  const pieces = openPieces(order.lines, line => line.invoiced, parts)
  if (pieces.length === 0) return undefined
  invoice(work, order.id, pieces)
  return 'invoiced'
}

/** One piece of the first line that costs something comes back. */
function creditOne(work: Work, order: Order): string | undefined {
  if (documentsOf(work, 'credit-notes', order.id).length > 0) return undefined
  const line = order.lines.find(({ gross }) => compare(gross, ZERO) > 0)
  if (!line) return undefined
  credit(work, order.id, [{ line: line.line, quantity: minimum(amount(1), line.quantity) }])
  return 'credited'
}

/** Eleven digits of a parcel label. */
const parcelNumber = (work: Work): string =>
  `GLS${Array.from({ length: 11 }, () => Math.floor(work.books.random() * 10)).join('')}`
