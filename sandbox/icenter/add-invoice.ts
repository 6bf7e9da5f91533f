import { isNegative, round, ZERO } from '../../src/domain/amount.ts'
import { type Answer, type Call, created, invalid, Rejection, type Route } from './answer.ts'
import { type InvoiceLine, idOf, type Row, type Work } from './company.ts'
import { decimal, readRow, text } from './fields.ts'
import { printedNumber } from './invoicing.ts'
import { findIn, vatRate } from './lookups.ts'
import { INVOICE, INVOICE_LINE, PAYMENT_LINE } from './models.ts'
import { takeNumber } from './references.ts'
import { bodyOf } from './request-body.ts'
import { CREDIT_BOOK } from './seed-lists.ts'
import type { Element } from './xml.ts'

/** An invoice that a client makes without an order; with negative quantities it is a credit. */
export const addInvoiceRoutes = (): Route[] => [{ method: 'POST', path: '/api/Invoice/AddInvoice', handle: addInvoice }]

function addInvoice(work: Work, { body }: Call): Answer {
  const element = bodyOf(body, 'InvoiceHeader')
  const strict = work.company.variants.elementOrderStrict
  const sent = readRow(element, INVOICE, strict)
  const book = text(sent, 'InvoiceBook')
  const lines = rowsOf(element, 'InvoiceLines', 'InvoiceLine').map(row => readRow(row, INVOICE_LINE, strict))
  check(work, sent, lines)
  const key = takeNumber(work, 'invoice', Number(sent.InvoiceYear ?? work.now.slice(0, 4)), book, 1)
  work.put('invoices', idOf(key), {
    key,
    header: {
      InvoiceDate: work.today,
      DueDate: work.today,
      ...sent,
      CustomerId: sent.CustomerID,
      CustomerPayerId: sent.CustomerPayerID ?? sent.CustomerID,
      CurrencyId: sent.CurrencyID ?? work.get('customers', text(sent, 'CustomerID'))?.Currency,
      PriceListId: sent.PriceListID,
      InvoiceID: printedNumber(key),
    },
    lines: lines.map((row, index) => lineOf(work, row, index)),
    payments: rowsOf(element, 'InvoicePayments', 'InvoicePayment').map(row => readRow(row, PAYMENT_LINE, strict)),
    status: 'Z',
    inserted: work.now,
    modified: work.now,
  })
  const names = work.company.variants.orderKeyNames.map(name => name.replace(/^Order/, 'Invoice'))
  const values = [String(key.year), book, String(key.number)]
  return created(
    work,
    values.map((value, index) => ({ name: names[index] ?? '', value })),
  )
}

const rowsOf = (element: Element, list: string, row: string): readonly Element[] =>
  (element.children.find(({ name }) => name === list)?.children ?? []).filter(({ name }) => name === row)

function check(work: Work, sent: Row, lines: readonly Row[]): void {
  const problems: string[] = []
  const [book, customer] = [text(sent, 'InvoiceBook'), text(sent, 'CustomerID')]
  if (!findIn(work, 'invoicebooks', book)) problems.push(`Knjiga računov ${book} ne obstaja v šifrantu!`)
  if (!work.get('customers', customer)) problems.push(`Stranka ${customer} ne obstaja!`)
  if (lines.length === 0) problems.push('Račun nima vrstic!')
  for (const line of lines) {
    const item = text(line, 'ItemID')
    if (!work.get('items', item)) problems.push(`Šifra artikla ${item} ne obstaja!`)
    if (isNegative(decimal(line, 'Quantity') ?? ZERO) && book !== CREDIT_BOOK) {
      problems.push(`V knjigi ${book} negativne količine niso dovoljene!`)
    }
  }
  if (problems.length > 0) throw new Rejection(problems.map(invalid))
}

function lineOf(work: Work, row: Row, index: number): InvoiceLine {
  const item = work.get('items', text(row, 'ItemID')) ?? {}
  const VATRateId = row.VATRateID ?? item.VATRateID
  vatRate(work, String(VATRateId))
  const line = typeof row.LineNumber === 'number' ? row.LineNumber : index + 1
  return {
    line,
    priced: {
      ItemTitle1: item.ItemTitle1,
      UnitOfMeasure: item.ItemUnitOfMeas,
      ...row,
      OrderLineNo: line,
      ItemID: text(row, 'ItemID'),
      Qty: round(decimal(row, 'Quantity') ?? ZERO, 3),
      VATRateId,
      Price: round(decimal(row, 'Price') ?? ZERO, 5),
    },
  }
}
