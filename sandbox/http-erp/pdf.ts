import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDFDocument, type PDFFont, type PDFPage } from 'pdf-lib'
import { fixed } from '../../src/domain/amount.ts'
import type { Books, DocumentKind, ErpDocument, Order } from './books.ts'

/** The printed form of a document. */

const require = createRequire(import.meta.url)
// fontkit has no types; pdf-lib only hands it font bytes and uses what comes back.
const fontkit = require('fontkit') as Parameters<PDFDocument['registerFontkit']>[0]
let fontBytes: Uint8Array | undefined
/** DejaVu has č, š and ž, which the standard PDF fonts lack. */
const font = () => (fontBytes ??= readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')))

const TITLES: Readonly<Record<DocumentKind, string>> = {
  shipments: 'Dobavnica',
  invoices: 'Račun',
  'credit-notes': 'Dobropis',
}

interface Sheet {
  readonly pdf: PDFDocument
  readonly face: PDFFont
  page: PDFPage
  y: number
}

/** @returns the bytes of a PDF (A4, as many pages as the lines need). */
export async function printDocument(
  books: Books,
  kind: DocumentKind,
  document: ErpDocument,
  order: Order,
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(fontkit)
  const face = await pdf.embedFont(font(), { subset: true })
  const title = `${TITLES[kind]} ${document.number}`
  pdf.setTitle(title)
  pdf.setCreationDate(books.clock.now())
  const sheet: Sheet = { pdf, face, page: pdf.addPage([595, 842]), y: 780 }
  write(sheet, title, 16)
  write(sheet, `${order.customer.name}, ${order.customer.city ?? ''}`)
  write(sheet, `${document.date}, naročilo ${order.number}, vaša oznaka ${order.reference}`)
  for (const parcel of document.parcels) write(sheet, `${parcel.carrier} ${parcel.number}`)
  for (const line of document.lines) {
    const text = order.lines.find(one => one.line === line.orderLine)?.text ?? ''
    write(sheet, `${line.quantity} × ${line.item} ${text}   ${fixed(line.gross, 2)}`)
  }
  for (const charge of document.charges) write(sheet, `${charge.text}   ${fixed(charge.gross, 2)}`)
  write(sheet, `Skupaj ${fixed(document.total, 2)} ${document.currency}`, 11)
  return pdf.save()
}

function write(sheet: Sheet, text: string, size = 9): void {
  if (sheet.y < 60) {
    sheet.page = sheet.pdf.addPage([595, 842])
    sheet.y = 780
  }
  // Control characters have no glyph.
  sheet.page.drawText(text.replace(/\p{C}/gu, ' ').slice(0, 110), { x: 50, y: sheet.y, size, font: sheet.face })
  sheet.y -= size + 8
}
