import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib'
import { type Amount, add, fixed, isZero } from '../../src/domain/amount.ts'
import { type ArchivedDocument, idOf, type OrderLine, type Row, type Work } from './company.ts'
import { readDispatch } from './dispatching.ts'
import { text } from './fields.ts'
import { pricedInvoice } from './invoices.ts'
import { readInvoice } from './invoicing.ts'
import { findIn, vatRate } from './lookups.ts'
import { readOrder } from './open-pieces.ts'
import { type PricedLine, priceLines, type Totals, totalsOf } from './pricing.ts'

/** The printed form of an invoice or a delivery note, as a template of the ERP would make it. */

const require = createRequire(import.meta.url)
// fontkit has no types; pdf-lib only hands it font bytes and uses what comes back.
const fontkit = require('fontkit') as Parameters<PDFDocument['registerFontkit']>[0]
let fontBytes: Uint8Array | undefined
/** DejaVu has č, š and ž, which the standard PDF fonts lack. */
const font = () => (fontBytes ??= readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')))

interface Printed {
  readonly title: string
  readonly date: string
  readonly reference: string
  readonly header: Row
  readonly lines: readonly OrderLine[]
  readonly amounts: readonly PricedLine[]
  readonly totals: Totals
}

/** @returns the bytes of a PDF (A4, as many pages as the lines need). */
export async function renderPdf(work: Work, document: ArchivedDocument): Promise<Uint8Array> {
  const content = contentOf(work, document)
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(fontkit)
  const face = await pdf.embedFont(font(), { subset: true })
  pdf.setTitle(content.title)
  pdf.setAuthor('Orderbridge Demo d.o.o.')
  pdf.setCreationDate(new Date(`${document.added}Z`))
  const sheet: Sheet = { pdf, face, page: pdf.addPage([A4.width, A4.height]), y: A4.height - 60 }
  printHead(sheet, work, content)
  printLines(sheet, content)
  printTotals(sheet, work, content)
  return pdf.save()
}

function contentOf(work: Work, { invoice: invoiceKey, dispatch: dispatchKey }: ArchivedDocument): Printed {
  if (invoiceKey) {
    const invoice = readInvoice(work, invoiceKey)
    const { lines: amounts, totals } = pricedInvoice(work, invoice)
    return {
      title: `${invoice.credits ? 'Dobropis' : 'Račun'} ${text(invoice.header, 'InvoiceID')}`,
      date: text(invoice.header, 'InvoiceDate'),
      reference: text(invoice.header, 'Document'),
      header: invoice.header,
      lines: invoice.lines.map(({ priced }) => priced),
      amounts,
      totals,
    }
  }
  if (!dispatchKey) throw new Error('The archive has a file without content and without a document.')
  const dispatch = readDispatch(work, dispatchKey)
  const order = readOrder(work, dispatch.order)
  const lines = dispatch.lines.flatMap(({ orderLine, quantity }) =>
    order.lines.filter(line => line.OrderLineNo === orderLine).map(line => ({ ...line, Qty: quantity })),
  )
  const { variants } = work.company
  const amounts = priceLines(lines, order.header, { variants, rateOf: id => vatRate(work, id) })
  return {
    title: `Dobavnica ${idOf(dispatch.key)}`,
    date: dispatch.date,
    reference: text(order.header, 'OrderReference'),
    header: order.header,
    lines,
    amounts,
    totals: totalsOf(amounts, variants.vatRounding),
  }
}

const A4 = { width: 595, height: 842 }
const LEFT = 50
const LINE = 14
const GREY = rgb(0.4, 0.4, 0.4)
const COLUMNS = { quantity: 340, price: 420, vat: 470, total: 545 }

interface Sheet {
  readonly pdf: PDFDocument
  readonly face: PDFFont
  page: PDFPage
  y: number
}

/** Control characters have no glyph; everything else prints as it is or as an empty box. */
const printable = (value: string) => value.replace(/\p{C}/gu, ' ').slice(0, 120)

function write(sheet: Sheet, value: string, x = LEFT, size = 9, color = rgb(0, 0, 0)): void {
  sheet.page.drawText(printable(value), { x, y: sheet.y, size, font: sheet.face, color })
}

function writeRight(sheet: Sheet, value: string, right: number): void {
  write(sheet, value, right - sheet.face.widthOfTextAtSize(printable(value), 9))
}

function down(sheet: Sheet, lines = 1): void {
  sheet.y -= LINE * lines
  if (sheet.y > 60) return
  sheet.page = sheet.pdf.addPage([A4.width, A4.height])
  sheet.y = A4.height - 60
}

function printHead(sheet: Sheet, work: Work, { title, date, reference, header }: Printed): void {
  write(sheet, 'Orderbridge Demo d.o.o.', LEFT, 14)
  down(sheet)
  write(sheet, 'Glavni trg 1, 1000 Ljubljana, SI99999999', LEFT, 9, GREY)
  down(sheet, 2)
  for (const line of addressee(work, header)) {
    write(sheet, line)
    down(sheet)
  }
  down(sheet)
  write(sheet, title, LEFT, 16)
  down(sheet, 2)
  write(sheet, `Datum: ${date.slice(0, 10)}`)
  down(sheet)
  if (reference !== '') write(sheet, `Vaša oznaka: ${reference}`)
  down(sheet, 2)
}

function addressee(work: Work, header: Row): string[] {
  const customer = work.get('customers', text(header, 'CustomerId')) ?? {}
  return [
    text(customer, 'Name'),
    text(customer, 'Address'),
    `${text(customer, 'PostalCode')} ${text(customer, 'City')}`.trim(),
    text(customer, 'TaxNumber'),
  ].filter(line => line !== '')
}

function printLines(sheet: Sheet, { lines, amounts }: Printed): void {
  write(sheet, 'Artikel')
  writeRight(sheet, 'Količina', COLUMNS.quantity)
  writeRight(sheet, 'Cena z DDV', COLUMNS.price)
  writeRight(sheet, 'DDV %', COLUMNS.vat)
  writeRight(sheet, 'Znesek', COLUMNS.total)
  down(sheet)
  lines.forEach((line, index) => {
    const amount = amounts[index]
    write(sheet, `${line.ItemID} ${text(line, 'ItemTitle1')}`.trim().slice(0, 48))
    writeRight(sheet, line.Qty, COLUMNS.quantity)
    if (amount) printAmounts(sheet, amount)
    down(sheet)
  })
  down(sheet)
}

function printAmounts(sheet: Sheet, { grossPrice, rate, net, vat }: PricedLine): void {
  writeRight(sheet, cents(grossPrice), COLUMNS.price)
  writeRight(sheet, rate, COLUMNS.vat)
  writeRight(sheet, cents(add(net, vat)), COLUMNS.total)
}

const cents = (value: Amount): string => fixed(value, 2)

function printTotals(sheet: Sheet, work: Work, { header, totals }: Printed): void {
  const rows: readonly (readonly [string, Amount])[] = [
    ['Popust', add(totals.discount, totals.rebate)],
    ['Osnova', totals.net],
    ['DDV', totals.vat],
  ]
  for (const [label, value] of rows) {
    if (isZero(value)) continue
    writeRight(sheet, label, COLUMNS.vat)
    writeRight(sheet, cents(value), COLUMNS.total)
    down(sheet)
  }
  const currency = text(findIn(work, 'currencies', text(header, 'CurrencyId')) ?? {}, 'CurrencyCode')
  writeRight(sheet, 'Za plačilo', COLUMNS.vat)
  writeRight(sheet, `${cents(totals.payment)} ${currency}`, COLUMNS.total)
}
