import {
  type Amount,
  add,
  compare,
  divide,
  isZero,
  multiply,
  negate,
  round,
  subtract,
  ZERO,
} from '../../src/domain/amount.ts'
import { refuse } from './answer.ts'
import {
  type DocumentKey,
  type Invoice,
  type InvoiceLine,
  idOf,
  type Order,
  type OrderLine,
  type Work,
} from './company.ts'
import { decimal, text } from './fields.ts'
import { checkOpen, creditedLines, type Pieces, readOrder, toCredit, toInvoice } from './open-pieces.ts'
import { invoicesOf, takeNumber } from './references.ts'
import { CREDIT_BOOK, INVOICE_BOOK } from './seed-lists.ts'

/** How pieces of an order are invoiced, dispatched or not, and taken back by credits. */

export function makeInvoice(work: Work, key: DocumentKey, pieces: readonly Pieces[]): Invoice {
  const order = readOrder(work, key)
  if (order.status === 'X') refuse(`Naročilo ${idOf(key)} je preklicano!`)
  const open = toInvoice(work, order)
  checkOpen(pieces, open, idOf(key))
  const before = invoicesOf(work, key)
  const lines = pieces.map((one, index) => invoiceLine(work, order, before, one, index))
  const last = open.every(
    ({ orderLine, quantity }) => pieces.find(one => one.orderLine === orderLine)?.quantity === quantity,
  )
  const rebate = documentRebate(order, before, lines, last)
  const invoice: Invoice = {
    ...headOf(work, order, text(order.header, 'InvoiceBook') || INVOICE_BOOK, rebate),
    lines,
    // The money that came with the order is on its first invoice.
    payments: before.length === 0 ? order.payments : [],
  }
  work.put('invoices', idOf(invoice.key), invoice)
  return invoice
}

/** A part of an amount by quantity; the last part takes the cents that the others left. */
function share(whole: Amount, taken: Amount, part: Amount, of: Amount, last: boolean): Amount {
  if (last) return subtract(whole, taken)
  return isZero(of) ? ZERO : round(divide(multiply(whole, part), of), 2)
}

const sumOf = (rows: readonly OrderLine[], name: string): Amount =>
  add(ZERO, ...rows.map(row => decimal(row, name) ?? ZERO))

function invoiceLine(
  work: Work,
  order: Order,
  before: readonly Invoice[],
  { orderLine, quantity }: Pieces,
  index: number,
): InvoiceLine {
  const line = order.lines.find(one => one.OrderLineNo === orderLine)
  if (!line) return refuse(`Vrstica ${orderLine} naročila ${idOf(order.key)} ne obstaja!`)
  const earlier = before.flatMap(({ lines }) => lines.filter(one => one.orderLine === orderLine).map(one => one.priced))
  const last = compare(add(sumOf(earlier, 'Qty'), quantity), line.Qty) >= 0
  const off = wholeDiscount(work, line)
  const part = off && share(off, sumOf(earlier, 'DiscountAmountAmount'), quantity, line.Qty, last)
  return { line: index + 1, orderLine, priced: withPart(line, quantity, part) }
}

/** What has to be split when a line is; a discount for one piece has not. */
const wholeDiscount = (work: Work, line: OrderLine): Amount | undefined =>
  work.company.variants.discountAmount === 'unit' ? undefined : decimal(line, 'DiscountAmountAmount')

const withPart = (line: OrderLine, Qty: Amount, part: Amount | undefined): OrderLine => ({
  ...line,
  Qty,
  ...(part !== undefined && { DiscountAmountAmount: part }),
})

/** The part of the whole order's discount that this invoice gives, by the value of its pieces. */
function documentRebate(
  order: Order,
  before: readonly Invoice[],
  lines: readonly InvoiceLine[],
  last: boolean,
): Amount | undefined {
  const whole = decimal(order.header, 'RebateAmountDocument')
  if (whole === undefined) return undefined
  const taken = add(ZERO, ...before.map(({ header }) => decimal(header, 'RebateAmountDocument') ?? ZERO))
  return share(whole, taken, worthOf(lines.map(({ priced }) => priced)), worthOf(order.lines), last)
}

const worthOf = (lines: readonly OrderLine[]): Amount =>
  add(ZERO, ...lines.map(line => multiply(decimal(line, 'Price') ?? ZERO, line.Qty)))

type Head = Omit<Invoice, 'lines' | 'payments'>

function headOf(work: Work, order: Order, book: string, rebate: Amount | undefined): Head {
  const key = takeNumber(work, 'invoice', Number(work.now.slice(0, 4)), book, 1)
  const { header } = order
  const { RebateAmountDocument: _, ...kept } = header
  return {
    key,
    order: order.key,
    header: {
      ...Object.fromEntries(Object.entries(kept).filter(([name]) => /^(Rebate|DocumentDelivery)/.test(name))),
      ...(rebate !== undefined && { RebateAmountDocument: rebate }),
      CustomerId: header.CustomerId,
      CustomerPayerId: header.CustomerPayerId,
      CurrencyId: header.CurrencyId,
      PriceListId: header.PriceListId,
      InvoiceDate: work.today,
      DueDate: work.today,
      Document: header.OrderReference,
      Comment: header.Comment,
      InvoiceID: printedNumber(key),
      PaymentReferenceExternal: header.PaymentReferenceExternal,
    },
    status: 'Z',
    inserted: work.now,
    modified: work.now,
  }
}

export const printedNumber = ({ year, book, number }: DocumentKey): string =>
  `${book}-${year}-${String(number).padStart(6, '0')}`

export const readInvoice = (work: Work, key: DocumentKey): Invoice =>
  work.get('invoices', idOf(key)) ?? refuse(`Račun ${idOf(key)} ne obstaja!`)

/** Takes pieces of an invoice back: an invoice with negative quantities in the book of credits. */
export function makeCredit(work: Work, key: DocumentKey, pieces: readonly Pieces[]): Invoice {
  const invoice = readInvoice(work, key)
  if (!invoice.order) return refuse(`Račun ${idOf(key)} ni iz naročila!`)
  checkOpen(pieces, toCredit(work, invoice), idOf(key))
  const lines = pieces.map((one, index) => creditLine(work, invoice, one, index))
  const credit: Invoice = {
    ...headOf(work, readOrder(work, invoice.order), CREDIT_BOOK, undefined),
    credits: key,
    lines,
    payments: [],
  }
  work.put('invoices', idOf(credit.key), credit)
  return credit
}

function creditLine(work: Work, invoice: Invoice, { orderLine, quantity }: Pieces, index: number): InvoiceLine {
  const line = invoice.lines.find(one => one.orderLine === orderLine)?.priced
  if (!line) return refuse(`Vrstica ${orderLine} ni na računu ${idOf(invoice.key)}!`)
  const earlier = creditedLines(work, invoice, orderLine)
  const taken = negate(sumOf(earlier, 'DiscountAmountAmount'))
  const last = compare(subtract(quantity, sumOf(earlier, 'Qty')), line.Qty) >= 0
  const off = wholeDiscount(work, line)
  const part = off && negate(share(off, taken, quantity, line.Qty, last))
  return { line: index + 1, orderLine, priced: withPart(line, negate(quantity), part) }
}

/** Reverses an invoice; from then on its status says so, and its pieces can be invoiced again. */
export function reverseInvoice(work: Work, key: DocumentKey): void {
  const invoice = readInvoice(work, key)
  if (invoice.status === 'S') refuse(`Račun ${idOf(key)} je že storniran!`)
  work.put('invoices', idOf(key), { ...invoice, status: 'S', modified: work.now })
}
