import { type Amount, add, compare, minimum, subtract, ZERO } from '../../src/domain/amount.ts'
import { refuse } from './answer.ts'
import { type DocumentKey, type Invoice, idOf, type Order, type OrderLine, type Work } from './company.ts'
import { creditsOf, dispatchedOf, invoicedOf, shippedOf } from './references.ts'

/** So many pieces of a line of an order. */
export interface Pieces {
  readonly orderLine: number
  readonly quantity: Amount
}

export const readOrder = (work: Work, key: DocumentKey): Order =>
  work.get('orders', idOf(key)) ?? refuse(`Naročilo ${idOf(key)} ne obstaja!`)

export const isOpenLine = (line: OrderLine): boolean => line.TextLine !== true && line.ClosedLine !== true

/** Pieces that stand on no dispatch advice yet. */
export const toDispatch = (work: Work, order: Order): Pieces[] =>
  order.lines
    .filter(isOpenLine)
    .flatMap(line => some(line.OrderLineNo, subtract(line.Qty, dispatchedOf(work, order, line.OrderLineNo))))

/** Pieces that are on no invoice yet; of a closed line only what has left. */
export const toInvoice = (work: Work, order: Order): Pieces[] =>
  order.lines
    .filter(line => line.TextLine !== true)
    .flatMap(line => {
      const due = line.ClosedLine === true ? shippedOf(work, order, line.OrderLineNo) : line.Qty
      return some(line.OrderLineNo, subtract(due, invoicedOf(work, order, line.OrderLineNo)))
    })

const some = (orderLine: number, quantity: Amount): Pieces[] =>
  compare(quantity, ZERO) > 0 ? [{ orderLine, quantity }] : []

/** Pieces that have left and are not invoiced. */
export const dispatchedNotInvoiced = (work: Work, order: Order): Pieces[] =>
  toInvoice(work, order).flatMap(({ orderLine, quantity }) => {
    const gone = subtract(shippedOf(work, order, orderLine), invoicedOf(work, order, orderLine))
    return some(orderLine, minimum(quantity, gone))
  })

/** Pieces that are invoiced and stand on no dispatch advice. */
export const invoicedNotDispatched = (work: Work, order: Order): Pieces[] =>
  toDispatch(work, order).flatMap(({ orderLine, quantity }) => {
    const waiting = subtract(invoicedOf(work, order, orderLine), dispatchedOf(work, order, orderLine))
    return some(orderLine, minimum(quantity, waiting))
  })

/** Pieces of an invoice that no credit has taken back. */
export function toCredit(work: Work, invoice: Invoice): Pieces[] {
  return invoice.lines.flatMap(({ orderLine, priced }) => {
    if (orderLine === undefined) return []
    const back = creditedLines(work, invoice, orderLine).map(line => line.Qty)
    return some(orderLine, add(priced.Qty, ...back))
  })
}

/** What credits have taken back of one line, with negative quantities. */
export const creditedLines = (work: Work, invoice: Invoice, orderLine: number): OrderLine[] =>
  (invoice.order ? creditsOf(work, invoice.order) : [])
    .filter(({ credits }) => credits !== undefined && idOf(credits) === idOf(invoice.key))
    .flatMap(({ lines }) => lines.filter(one => one.orderLine === orderLine).map(({ priced }) => priced))

/** @throws Rejection when more is asked for than there is */
export function checkOpen(pieces: readonly Pieces[], open: readonly Pieces[], document: string): void {
  if (pieces.length === 0) refuse(`Dokument ${document} nima odprtih količin!`)
  for (const { orderLine, quantity } of pieces) {
    const there = open.find(one => one.orderLine === orderLine)?.quantity ?? ZERO
    if (compare(quantity, there) > 0) refuse(`Količina v vrstici ${orderLine} dokumenta ${document} ni več odprta!`)
  }
}
