import { type Amount, add, compare, divide, multiply, negate, round, subtract } from '../../src/domain/amount.ts'
import type { Piece } from '../pieces.ts'
import { type BillingDocument, type BillingLine, type OrderItem, Refusal, type SalesOrder, type Work } from './books.ts'
import { FIRST_BILLING_DOCUMENT } from './customizing.ts'
import { advance, itemOf, netOf, readOrder } from './orders.ts'

/** Bills pieces of an order. Its output is issued later. */
export function bill(work: Work, orderNumber: string, pieces: readonly Piece[]): BillingDocument {
  const order = readOrder(work, orderNumber)
  const lines = pieces.map(piece => billed(order, piece))
  const document = write(work, order, { category: 'M', lines })
  advance(work, orderNumber, pieces, 'billed')
  return document
}

function billed(order: SalesOrder, { line, quantity }: Piece): BillingLine {
  const item = itemOf(order, line)
  const after = add(item.billed, quantity)
  if (compare(after, item.quantity) > 0)
    throw new Refusal('VF/044', `Item ${line} of order ${order.number} is billed already`)
  // What is billed so far is always the share of all pieces so far: parts add up to the item.
  const part = (whole: Amount) => subtract(share(whole, item, after), share(whole, item, item.billed))
  const net = part(netOf(item))
  return { line, quantity, material: item.fields.Material ?? '', net, tax: subtract(part(item.gross), net) }
}

const share = (whole: Amount, item: OrderItem, quantity: Amount): Amount =>
  round(divide(multiply(whole, quantity), item.quantity), 2)

function write(
  work: Work,
  order: SalesOrder,
  what: Pick<BillingDocument, 'category' | 'lines' | 'cancels'>,
): BillingDocument {
  const document: BillingDocument = {
    ...what,
    number: String(work.next('billing', FIRST_BILLING_DOCUMENT)),
    order: order.number,
    soldTo: order.fields.SoldToParty ?? '',
    currency: order.fields.TransactionCurrency ?? '',
    isCancelled: false,
    isIssued: false,
    day: work.today,
    changedAt: work.now,
  }
  work.put('billing', document.number, document)
  return document
}

/** An invoice is never taken away: a counter document cancels it, and the invoice says so. */
export function cancelBilling(work: Work, number: string): BillingDocument {
  const invoice = readBilling(work, number)
  if (invoice.category !== 'M' || invoice.isCancelled)
    throw new Refusal('VF/083', `Billing document ${number} cannot be cancelled`)
  work.put('billing', number, { ...invoice, isCancelled: true, changedAt: work.now })
  const back = invoice.lines.map(({ line, quantity }) => ({ line, quantity: negate(quantity) }))
  const counter = write(work, readOrder(work, invoice.order), { category: 'N', lines: invoice.lines, cancels: number })
  advance(work, invoice.order, back, 'billed')
  return counter
}

/** From now on there is a PDF. */
export function issueOutput(work: Work, number: string): void {
  work.put('billing', number, { ...readBilling(work, number), isIssued: true })
}

/** @throws Refusal 404 */
export function readBilling(work: Pick<Work, 'get'>, number: string): BillingDocument {
  const document = work.get<BillingDocument>('billing', number)
  if (!document) throw new Refusal('VF/041', `Billing document ${number} does not exist`, 404)
  return document
}

export const invoicesOf = (work: Pick<Work, 'list'>, order: string): BillingDocument[] =>
  work.list<BillingDocument>('billing').filter(one => one.order === order && one.category === 'M')
