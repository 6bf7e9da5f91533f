import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib'
import { fixed, isZero } from '../../src/domain/amount.ts'
import type { Entity, Work } from './company.ts'
import type { B1Document, DocumentKind, DocumentLine } from './documents.ts'
import { numberOf } from './pricing.ts'

/** The printed form of a document, as a layout in the ERP would make it. */

const require = createRequire(import.meta.url)
// fontkit has no types; pdf-lib only hands it font bytes and uses what comes back.
const fontkit = require('fontkit') as Parameters<PDFDocument['registerFontkit']>[0]
let fontBytes: Uint8Array | undefined
/** DejaVu has č, š and ž, which the standard PDF fonts lack. */
const font = () => (fontBytes ??= readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')))

const TITLES: Partial<Record<DocumentKind['set'], string>> = {
  Orders: 'Naročilo',
  DeliveryNotes: 'Dobavnica',
  Invoices: 'Račun',
  CreditNotes: 'Dobropis',
  Returns: 'Vračilo',
}

const A4 = { width: 595, height: 842 }
const LEFT = 50
const LINE = 14
const GREY = rgb(0.4, 0.4, 0.4)

interface Sheet {
  readonly pdf: PDFDocument
  readonly face: PDFFont
  page: PDFPage
  y: number
}

/** @returns the bytes of a PDF (A4, as many pages as the lines need). */
export async function renderPdf(work: Work, kind: DocumentKind, document: B1Document): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(fontkit)
  const face = await pdf.embedFont(font(), { subset: true })
  const title = `${document.CancelStatus === 'csCancellation' ? 'Storno: ' : ''}${TITLES[kind.set] ?? kind.set} ${document.DocNum}`
  pdf.setTitle(title)
  pdf.setAuthor('Orderbridge Demo d.o.o.')
  pdf.setCreationDate(work.company.clock.now())
  const sheet: Sheet = { pdf, face, page: pdf.addPage([A4.width, A4.height]), y: A4.height - 60 }
  printHead(sheet, title, document)
  printLines(sheet, document)
  printTotals(sheet, document)
  return pdf.save()
}

function write(sheet: Sheet, text: string, x = LEFT, size = 9, color = rgb(0, 0, 0)): void {
  sheet.page.drawText(printable(text), { x, y: sheet.y, size, font: sheet.face, color })
}

function writeRight(sheet: Sheet, text: string, right: number): void {
  const width = sheet.face.widthOfTextAtSize(printable(text), 9)
  write(sheet, text, right - width)
}

/** Control characters have no glyph; everything else prints as it is or as an empty box. */
const printable = (text: string) => text.replace(/\p{C}/gu, ' ').slice(0, 120)

function down(sheet: Sheet, lines = 1): void {
  sheet.y -= LINE * lines
  if (sheet.y > 60) return
  sheet.page = sheet.pdf.addPage([A4.width, A4.height])
  sheet.y = A4.height - 60
}

function printHead(sheet: Sheet, title: string, document: B1Document): void {
  write(sheet, 'Orderbridge Demo d.o.o.', LEFT, 14)
  down(sheet)
  write(sheet, 'Glavni trg 1, 1000 Ljubljana, SI99999999', LEFT, 9, GREY)
  down(sheet, 2)
  for (const line of customerLines(document)) {
    write(sheet, line)
    down(sheet)
  }
  down(sheet)
  write(sheet, title, LEFT, 16)
  down(sheet, 2)
  const facts = [
    `Datum: ${document.DocDate}`,
    ...(document.NumAtCard ? [`Vaša oznaka: ${document.NumAtCard}`] : []),
    ...(document.TrackingNumber ? [`Sledilna številka: ${String(document.TrackingNumber)}`] : []),
  ]
  for (const fact of facts) {
    write(sheet, fact)
    down(sheet)
  }
  down(sheet)
}

function customerLines(document: B1Document): string[] {
  const address = (document.AddressExtension ?? {}) as Entity // a complex value of the document
  const text = (name: string) => (typeof address[name] === 'string' ? address[name] : '')
  return [
    document.CardName,
    text('BillToAddress2'),
    text('BillToAddress3'),
    `${text('BillToStreet')} ${text('BillToStreetNo')}`.trim(),
    `${text('BillToZipCode')} ${text('BillToCity')}`.trim(),
    text('BillToCountry'),
    typeof document.FederalTaxID === 'string' ? document.FederalTaxID : '',
  ].filter(line => line !== '')
}

const COLUMNS = { quantity: 340, price: 420, vat: 470, total: 545 }

function printLines(sheet: Sheet, document: B1Document): void {
  write(sheet, 'Artikel')
  writeRight(sheet, 'Količina', COLUMNS.quantity)
  writeRight(sheet, 'Cena z DDV', COLUMNS.price)
  writeRight(sheet, 'DDV %', COLUMNS.vat)
  writeRight(sheet, 'Znesek', COLUMNS.total)
  down(sheet)
  for (const line of document.DocumentLines) printLine(sheet, line, document)
  for (const expense of document.DocumentAdditionalExpenses) {
    write(sheet, typeof expense.Remarks === 'string' ? expense.Remarks : `Strošek ${expense.ExpenseCode}`)
    writeRight(sheet, money(inDocumentCurrency(document, expense, 'LineGross', 'LineGrossFC')), COLUMNS.total)
    down(sheet)
  }
  down(sheet)
}

function printLine(sheet: Sheet, line: DocumentLine, document: B1Document): void {
  write(sheet, `${line.ItemCode ?? ''} ${String(line.ItemDescription ?? '')}`.trim().slice(0, 48))
  writeRight(sheet, String(line.Quantity), COLUMNS.quantity)
  writeRight(sheet, money(line.PriceAfterVAT), COLUMNS.price)
  writeRight(sheet, String(line.TaxPercentagePerRow ?? ''), COLUMNS.vat)
  writeRight(sheet, money(inDocumentCurrency(document, line, 'GrossTotal', 'GrossTotalFC')), COLUMNS.total)
  down(sheet)
}

const inDocumentCurrency = (document: B1Document, entity: Entity, local: string, foreign: string): unknown =>
  document.DocCurrency === 'EUR' ? entity[local] : entity[foreign]

const money = (value: unknown): string => fixed(numberOf(value), 2)

function printTotals(sheet: Sheet, document: B1Document): void {
  const rows: [string, unknown][] = [
    ['Popust', inDocumentCurrency(document, document, 'TotalDiscount', 'TotalDiscountFC')],
    ['DDV', inDocumentCurrency(document, document, 'VatSum', 'VatSumFc')],
    ['Zaokrožitev', inDocumentCurrency(document, document, 'RoundingDiffAmount', 'RoundingDiffAmountFC')],
  ]
  for (const [label, value] of rows) {
    if (isZero(numberOf(value))) continue
    writeRight(sheet, label, COLUMNS.vat)
    writeRight(sheet, money(value), COLUMNS.total)
    down(sheet)
  }
  const total = money(inDocumentCurrency(document, document, 'DocTotal', 'DocTotalFc'))
  writeRight(sheet, 'Skupaj', COLUMNS.vat)
  writeRight(sheet, `${total} ${document.DocCurrency}`, COLUMNS.total)
}
