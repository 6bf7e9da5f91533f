import { type Amount, add, compare, divide, multiply, round, subtract, ZERO } from '../../src/domain/amount.ts'
import type { Piece } from '../pieces.ts'
import {
  BooksError,
  type DocumentKind,
  type ErpDocument,
  type Item,
  type Order,
  type OrderLine,
  type Work,
} from './books.ts'
import { readOrder } from './orders.ts'

/** Deliveries, invoices and credit notes, made of the lines of an order. */

const NUMBERS: Readonly<Record<DocumentKind, string>> = { shipments: 'DN', invoices: 'IN', 'credit-notes': 'CN' }

export function ship(work: Work, orderId: number, pieces: readonly Piece[], parcel: string): ErpDocument {
  const order = live(work, orderId)
  const lines = pieces.map(piece => {
    const line = lineOf(order, piece)
    refuseTooMuch(order, add(line.shipped, piece.quantity), line)
    return { ...piece, source: line }
  })
  for (const { source, quantity } of lines) takeFromStock(work, source.item, quantity)
  advance(work, order, pieces, 'shipped')
  return write(
    work,
    'shipments',
    order,
    lines.map(({ source, quantity }) => drawn(order, source, quantity, ZERO)),
    {
      parcels: [{ number: parcel, carrier: 'GLS' }],
    },
  )
}

/** Charges of the order go on its first invoice. */
export function invoice(work: Work, orderId: number, pieces: readonly Piece[]): ErpDocument {
  const order = live(work, orderId)
  const lines = pieces.map(piece => {
    const line = lineOf(order, piece)
    const after = add(line.invoiced, piece.quantity)
    refuseTooMuch(order, after, line)
    // What is invoiced so far is always the share of all pieces so far: parts add up to the line.
    return drawn(order, line, piece.quantity, subtract(share(line, after), share(line, line.invoiced)))
  })
  const isFirst = documentsOf(work, 'invoices', orderId).length === 0
  advance(work, order, pieces, 'invoiced')
  return write(work, 'invoices', order, lines, isFirst ? { charges: order.charges } : {})
}

/** Pieces of an invoiced line come back. */
export function credit(work: Work, orderId: number, pieces: readonly Piece[]): ErpDocument {
  const order = live(work, orderId)
  const lines = pieces.map(piece => {
    const line = lineOf(order, piece)
    return drawn(order, line, piece.quantity, share(line, piece.quantity))
  })
  return write(work, 'credit-notes', order, lines, {})
}

function live(work: Work, orderId: number): Order {
  const order = readOrder(work, orderId)
  if (order.status === 'CANCELLED') throw new BooksError(409, 'cancelled', `Order ${order.number} is cancelled`)
  return order
}

function lineOf(order: Order, { line, quantity }: Piece): OrderLine {
  const found = order.lines.find(candidate => candidate.line === line)
  if (!found || compare(quantity, ZERO) <= 0)
    throw new BooksError(422, 'invalid', `Order ${order.number} has nothing to take from line ${line}`)
  return found
}

function refuseTooMuch(order: Order, after: Amount, line: OrderLine): void {
  if (compare(after, line.quantity) > 0)
    throw new BooksError(422, 'too_much', `Line ${line.line} of order ${order.number} has ${line.quantity} pieces only`)
}

const share = (line: OrderLine, quantity: Amount): Amount =>
  round(divide(multiply(line.gross, quantity), line.quantity), 2)

const drawn = (order: Order, line: OrderLine, quantity: Amount, gross: Amount) => ({
  orderId: order.id,
  orderLine: line.line,
  item: line.item,
  quantity,
  gross,
})

function takeFromStock(work: Work, code: string, quantity: Amount): void {
  const item = work.get<Item>('items', code)
  if (!item) return
  // Somebody fills the shelf before goods leave it.
  const filled = compare(item.onHand, quantity) < 0 ? add(item.onHand, quantity) : item.onHand
  work.put('items', code, {
    ...item,
    onHand: subtract(filled, quantity),
    reserved: subtract(item.reserved, quantity),
    stockUpdatedAt: work.now,
  })
}

function advance(work: Work, order: Order, pieces: readonly Piece[], what: 'shipped' | 'invoiced'): void {
  const lines = order.lines.map(line => {
    const added = pieces.filter(piece => piece.line === line.line).map(piece => piece.quantity)
    return { ...line, [what]: add(line[what], ...added) }
  })
  const isDone = lines.every(
    line => compare(line.shipped, line.quantity) >= 0 && compare(line.invoiced, line.quantity) >= 0,
  )
  work.put('orders', order.id, { ...order, lines, status: isDone ? 'DONE' : 'CONFIRMED', updatedAt: work.now })
}

function write(
  work: Work,
  kind: DocumentKind,
  order: Order,
  lines: ErpDocument['lines'],
  { charges = [], parcels = [] }: Partial<Pick<ErpDocument, 'charges' | 'parcels'>>,
): ErpDocument {
  const id = work.next(kind, 1)
  const document: ErpDocument = {
    id,
    number: `${NUMBERS[kind]}-${String(id).padStart(5, '0')}`,
    orderId: order.id,
    date: work.now.slice(0, 10),
    currency: order.currency,
    cancelled: false,
    lines,
    charges,
    total: add(ZERO, ...lines.map(({ gross }) => gross), ...charges.map(({ gross }) => gross)),
    parcels,
    updatedAt: work.now,
  }
  work.put(kind, id, document)
  return document
}

export const documentsOf = (work: Pick<Work, 'list'>, kind: DocumentKind, orderId: number): ErpDocument[] =>
  work.list<ErpDocument>(kind).filter(document => document.orderId === orderId)

/** By people in the ERP: the document stays, and does not count any more. */
export function cancelDocument(work: Work, kind: DocumentKind, id: number): ErpDocument {
  const document = work.get<ErpDocument>(kind, id)
  if (!document) throw new BooksError(404, 'not_found', `There is no document ${id} among ${kind}`)
  const cancelled = { ...document, cancelled: true, updatedAt: work.now }
  work.put(kind, id, cancelled)
  return cancelled
}
