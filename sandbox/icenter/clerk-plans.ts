import { type Amount, add, amount, compare, divide, minimum } from '../../src/domain/amount.ts'
import type { ErpPlan } from '../erp.ts'
import type { DocumentKey, Order, Work } from './company.ts'
import { confirmOrder, makeDispatch, openDispatch, postDispatch } from './dispatching.ts'
import { text } from './fields.ts'
import { printInvoice } from './invoices.ts'
import { makeCredit, makeInvoice } from './invoicing.ts'
import { isGoods } from './items.ts'
import {
  dispatchedNotInvoiced,
  invoicedNotDispatched,
  type Pieces,
  readOrder,
  toCredit,
  toDispatch,
  toInvoice,
} from './open-pieces.ts'
import { cancelOrder, closeOrder } from './order-status.ts'
import { creditsOf, dispatchesOf, invoicesOf } from './references.ts'
import { moveStock, onHandIn } from './stock.ts'

/**
 * Does the next step of a plan. Goods are prepared (on a dispatch advice) before they are delivered (posted, with a
 * parcel number), and invoices are printed some time after they were made.
 * @returns what was done, or undefined when nothing is left to do
 */
export function nextStep(work: Work, key: DocumentKey, plan: ErpPlan): string | undefined {
  const order = readOrder(work, key)
  if (order.status === 'X') return undefined
  if (order.status === 'O') return done('confirmed', () => confirmOrder(work, key))
  if (plan === 'cancel') return cancel(work, order)
  const goods = order.lines.some(line => isGoods(work.get('items', line.ItemID)))
  return steps[goods ? plan : 'invoice-only'](work, order) ?? printMissing(work, order)
}

type Step = (work: Work, order: Order) => string | undefined

const steps: Readonly<Record<Exclude<ErpPlan, 'cancel'>, Step>> = {
  'deliver-then-invoice': (work, order) => deliver(work, order, 1) ?? invoiceDelivered(work, order),
  'invoice-then-deliver': (work, order) => invoiceAhead(work, order, 1) ?? deliverInvoiced(work, order),
  'two-deliveries': (work, order) => deliver(work, order, 2) ?? invoiceDelivered(work, order),
  'two-invoices': (work, order) => invoiceAhead(work, order, 2) ?? deliverInvoiced(work, order),
  'invoice-only': (work, order) => invoiceAhead(work, order, 1),
  'credit-after': (work, order) => deliver(work, order, 1) ?? invoiceDelivered(work, order) ?? creditOne(work, order),
}

function done(what: string, act: () => unknown): string {
  act()
  return what
}

function cancel(work: Work, order: Order): string | undefined {
  if (order.status === 'Z') return undefined
  const touched = dispatchesOf(work, order.key).length + invoicesOf(work, order.key).length > 0
  if (touched) return done('closed', () => closeOrder(work, order.key, true))
  return done('cancelled', () => cancelOrder(work, order.key))
}

/**
 * With `share` 2 the first document takes the first half of the goods: of the lines, or of the pieces when there is one
 * line. Services, freight among them, go with it: nobody writes an invoice over freight alone.
 */
function part(work: Work, order: Order, pieces: readonly Pieces[], share: 1 | 2): readonly Pieces[] {
  const itemOf = ({ orderLine }: Pieces) => order.lines.find(one => one.OrderLineNo === orderLine)?.ItemID ?? ''
  const goods = pieces.filter(one => isGoods(work.get('items', itemOf(one))))
  if (share === 1 || goods.length === 0) return pieces
  const services = pieces.filter(one => !goods.includes(one))
  if (goods.length > 1) return [...goods.slice(0, Math.ceil(goods.length / 2)), ...services]
  return [...goods.map(({ orderLine, quantity }) => ({ orderLine, quantity: half(quantity) })), ...services]
}

const half = (quantity: Amount): Amount => amount(Math.ceil(Number(divide(quantity, amount(2)))))

function deliver(work: Work, order: Order, share: 1 | 2): string | undefined {
  const waiting = openDispatch(work, order.key)
  if (waiting) return done('delivered', () => postDispatch(work, waiting.key, trackingNumber(work)))
  const begun = dispatchesOf(work, order.key).length > 0
  return prepare(work, order, part(work, order, toDispatch(work, order), begun ? 1 : share))
}

function prepare(work: Work, order: Order, pieces: readonly Pieces[]): string | undefined {
  if (pieces.length === 0) return undefined
  restock(work, order, pieces)
  return done('prepared', () => makeDispatch(work, order.key, Number(work.now.slice(0, 4)), pieces))
}

/** One invoice for each delivery. */
function invoiceDelivered(work: Work, order: Order): string | undefined {
  const open = new Map(dispatchedNotInvoiced(work, order).map(({ orderLine, quantity }) => [orderLine, quantity]))
  for (const { lines } of dispatchesOf(work, order.key)) {
    const pieces = lines.flatMap(({ orderLine, quantity }): Pieces[] => {
      const left = open.get(orderLine)
      return left === undefined ? [] : [{ orderLine, quantity: minimum(left, quantity) }]
    })
    if (pieces.length > 0) return done('invoiced', () => makeInvoice(work, order.key, pieces))
  }
  return undefined
}

function invoiceAhead(work: Work, order: Order, share: 1 | 2): string | undefined {
  const begun = invoicesOf(work, order.key).length > 0
  const pieces = part(work, order, toInvoice(work, order), begun ? 1 : share)
  return pieces.length === 0 ? undefined : done('invoiced', () => makeInvoice(work, order.key, pieces))
}

function deliverInvoiced(work: Work, order: Order): string | undefined {
  const waiting = openDispatch(work, order.key)
  if (waiting) return done('delivered', () => postDispatch(work, waiting.key, trackingNumber(work)))
  return prepare(work, order, invoicedNotDispatched(work, order))
}

/** One piece of the first invoiced line comes back. */
function creditOne(work: Work, order: Order): string | undefined {
  if (creditsOf(work, order.key).length > 0) return undefined
  for (const invoice of invoicesOf(work, order.key)) {
    const [first] = toCredit(work, invoice)
    if (!first) continue
    const quantity = compare(first.quantity, ONE) > 0 ? ONE : first.quantity
    return done('credited', () => makeCredit(work, invoice.key, [{ orderLine: first.orderLine, quantity }]))
  }
  return undefined
}

const ONE = amount(1)

/** Somebody prints what has no file yet. */
function printMissing(work: Work, order: Order): string | undefined {
  const documents = [...invoicesOf(work, order.key), ...creditsOf(work, order.key)]
  const missing = documents.find(({ attachment }) => attachment === undefined)
  return missing && done('printed', () => printInvoice(work, missing.key))
}

/** Somebody fills the shelf before goods leave it. */
function restock(work: Work, order: Order, pieces: readonly Pieces[]): void {
  for (const { orderLine, quantity } of pieces) {
    const line = order.lines.find(one => one.OrderLineNo === orderLine)
    if (!line || !isGoods(work.get('items', line.ItemID))) continue
    const warehouse = text(line, 'WareHouseId')
    const there = onHandIn(work, line.ItemID, warehouse)
    if (compare(there, quantity) < 0) moveStock(work, line.ItemID, warehouse, add(quantity, amount(100)))
  }
}

/** Nine digits between the letters of a parcel label. */
function trackingNumber(work: Work): string {
  const digits = Array.from({ length: 9 }, () => Math.floor(work.company.random() * 10)).join('')
  return `CP${digits}SI`
}
