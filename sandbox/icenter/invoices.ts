import { ZERO } from '../../src/domain/amount.ts'
import { type Answer, type Call, created, type Key, ok, type Route, refuse } from './answer.ts'
import { type DocumentKey, type Invoice, type InvoiceLine, idOf, type Order, type Row, type Work } from './company.ts'
import { archive } from './documents.ts'
import { fields, readRow, text, writeRow } from './fields.ts'
import { printedNumber, readInvoice } from './invoicing.ts'
import { vatRate } from './lookups.ts'
import { missingDocument } from './missing.ts'
import { INVOICE, INVOICE_LINE, INVOICE_REFERENCE, INVOICE_STATUS, PAYMENT_LINE, PRINT_INVOICE } from './models.ts'
import { INVOICE_TEXTS } from './order-status.ts'
import { keyOf, partyElements } from './orders.ts'
import { type PricedLine, priceLines, totalsOf } from './pricing.ts'
import { changedOnly, pageOf, type Query } from './query.ts'
import { referenceText } from './references.ts'
import { bodyOf } from './request-body.ts'
import { branch, type Markup, root } from './xml.ts'

/** Invoices and credits: read, listed, and printed to the archive. */
export const invoiceRoutes = (): Route[] => [
  { method: 'GET', path: '/api/Invoice/GetInvoice/:year/:book/:number', handle: getInvoice },
  { method: 'GET', path: '/api/Invoice/GetInvoices', handle: listInvoices },
  { method: 'GET', path: '/api/Invoice/GetInvoiceStatus', handle: invoiceStatus },
  { method: 'GET', path: '/api/Invoice/GetInvoiceReferences/:year/:book/:number', handle: references },
  { method: 'POST', path: '/api/Invoice/PrintInvoiceToPDF', handle: print },
]

function getInvoice(work: Work, { params }: Call): Answer {
  const invoice = work.get('invoices', idOf(keyOf(params)))
  const style = work.company.variants.missingDocument
  if (!invoice) return missingDocument(style, 'InvoiceHeaderDetail', INVOICE, 'InvoiceNumber')
  return ok(root('InvoiceHeaderDetail', writeInvoice(work, invoice)))
}

export function pricedInvoice(work: Work, invoice: Invoice) {
  const { variants } = work.company
  const rows = invoice.lines.map(({ priced }) => priced)
  const lines = priceLines(rows, invoice.header, { variants, rateOf: id => vatRate(work, id) })
  return { lines, totals: totalsOf(lines, variants.vatRounding) }
}

function head(work: Work, invoice: Invoice): Row {
  const { header, key } = invoice
  const { totals } = pricedInvoice(work, invoice)
  return {
    ...header,
    InvoiceYear: key.year,
    InvoiceBook: key.book,
    InvoiceNumber: key.number,
    CustomerPayerID: header.CustomerPayerId,
    ...partyElements(work, text(header, 'CustomerPayerId'), 'Payer'),
    CustomerID: header.CustomerId,
    ...partyElements(work, text(header, 'CustomerId'), 'Recipient'),
    ...delivery(header),
    CurrencyID: header.CurrencyId,
    PriceListID: header.PriceListId,
    Status: invoice.status,
    StatusDescription: INVOICE_TEXTS[invoice.status],
    StatusDate: invoice.modified,
    DocumentState: invoice.status === 'S' ? 9 : 1,
    GrossAmout: totals.gross,
    DiscountAmount: totals.discount,
    RebateAmount: totals.rebate,
    NetAmount: totals.net,
    VATAmount: totals.vat,
    RoundingAmount: ZERO,
    PaymentAmount: totals.payment,
    AdvancePaymentAmount: ZERO,
    // The invoice that a credit takes back, else what the order says.
    LinkToDocument: referenceText(work, invoice.credits ?? invoice.order),
    AttachmentID: invoice.attachment,
    InsertedTime: invoice.inserted,
    ModifiedTime: invoice.modified,
  }
}

const delivery = (header: Row): Row =>
  Object.fromEntries(
    Object.entries(header)
      .filter(([name]) => name.startsWith('DocumentDelivery'))
      .map(([name, value]) => [name.replace('Document', ''), value]),
  )

function writeInvoice(work: Work, invoice: Invoice): Markup[] {
  const { lines } = pricedInvoice(work, invoice)
  const order = invoice.order && work.get('orders', idOf(invoice.order))
  const rows = invoice.lines.map((line, index) =>
    branch('InvoiceLine', writeRow(writeLine(work, order, line, lines[index]), INVOICE_LINE)),
  )
  const payments = invoice.payments.map(row => branch('InvoicePayment', writeRow(row, PAYMENT_LINE)))
  return [...writeRow(head(work, invoice), INVOICE), branch('InvoiceLines', rows), branch('InvoicePayments', payments)]
}

function writeLine(work: Work, order: Order | undefined, line: InvoiceLine, amounts: PricedLine | undefined): Row {
  const { priced, orderLine } = line
  const named = work.company.variants.invoiceLineReference === 'order' && order && orderLine !== undefined
  return {
    ...priced,
    LineNumber: line.line,
    UnitOfMeasurement: priced.UnitOfMeasure,
    VATRateID: priced.VATRateId,
    VATRatePercent: amounts?.rate,
    Quantity: priced.Qty,
    Price: amounts?.netPrice,
    PriceWithVAT: amounts?.grossPrice,
    UnitsForprice: 1,
    DiscountAmount: amounts?.discount,
    RebateAmount: amounts?.rebate,
    VATAmount: amounts?.vat,
    GrossAmout: amounts?.gross,
    IntermediateAmount: amounts?.intermediate,
    NetAmount: amounts?.net,
    ...(named && { Reference: `${referenceText(work, order.key)}/${orderLine}` }),
  }
}

function select(work: Work, query: Query): readonly Invoice[] {
  const [year, book, number] = [query.integer('invoiceYear'), query.text('invoiceBook'), query.integer('invoiceNumber')]
  const [customer, payer] = [query.text('customerID'), query.text('customerPayerID')]
  const found = work
    .list('invoices')
    .filter(({ key }) => (year ?? key.year) === key.year && (book ?? key.book) === key.book)
    .filter(({ key }) => (number ?? key.number) === key.number)
    .filter(({ header }) => customer === undefined || header.CustomerId === customer)
    .filter(({ header }) => payer === undefined || header.CustomerPayerId === payer)
  return changedOnly(work.company, found, query, ({ modified }) => modified)
}

/** The whole answer at once: this call has no pages (contract §8). */
function listInvoices(work: Work, { query }: Call): Answer {
  return ok(
    root(
      'Invoices',
      select(work, query).map(invoice => branch('Invoice', writeInvoice(work, invoice))),
    ),
  )
}

function invoiceStatus(work: Work, { query }: Call): Answer {
  query.required('invoiceBook')
  return ok(
    root(
      'ArrayOfInvoiceStatus',
      pageOf(select(work, query), query).map(one => branch('InvoiceStatus', writeRow(head(work, one), INVOICE_STATUS))),
    ),
  )
}

const REFERENCES = fields('InvoiceYear:i InvoiceBook InvoiceNumber:i')

/** The order that an invoice is from, and the invoice that a credit takes back. */
function references(work: Work, { params }: Call): Answer {
  const { key, order, credits } = readInvoice(work, keyOf(params))
  const rows = [...(order ? [{ type: 'NK', key: order }] : []), ...(credits ? [{ type: 'IR', key: credits }] : [])].map(
    (one, index) => branch('Reference', writeRow(referenceRow(one.type, one.key, index + 1), INVOICE_REFERENCE)),
  )
  const head = writeRow({ InvoiceYear: key.year, InvoiceBook: key.book, InvoiceNumber: key.number }, REFERENCES)
  return ok(root('InvoiceReferencesHeaderDetail', [...head, branch('References', rows)]))
}

const referenceRow = (type: string, { year, book, number }: DocumentKey, index: number): Row => ({
  ReferenceNumber: index,
  DocumentType: type,
  Year: year,
  BookID: book,
  DocumentID: String(number),
  Document: printedNumber({ year, book, number }),
})

function print(work: Work, { body }: Call): Answer {
  const sent = readRow(bodyOf(body, 'PrintInvoiceToPDF'), PRINT_INVOICE, work.company.variants.elementOrderStrict)
  const key = { year: Number(sent.InvoiceYear), book: text(sent, 'InvoiceBook'), number: Number(sent.InvoiceNumber) }
  if (!work.get('invoices', idOf(key))) return refuse(`Račun ${idOf(key)} ne obstaja!`)
  const keys: Key[] = [{ name: work.company.variants.documentKeyName, value: printInvoice(work, key) }]
  return created(work, keys)
}

/** Prints an invoice as it stands and stores the file. @returns the id of the file in the archive */
export function printInvoice(work: Work, key: DocumentKey): string {
  const invoice = readInvoice(work, key)
  return archive(work, `${text(invoice.header, 'InvoiceID')}.pdf`, { invoice: key }, attachment =>
    work.put('invoices', idOf(key), { ...invoice, attachment, modified: work.now }),
  )
}
