import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDFDocument, type PDFFont, type PDFPage } from 'pdf-lib'

/** The printed form of a document where nobody has laid it out: a title and lines of text. */

const require = createRequire(import.meta.url)
// fontkit has no types; pdf-lib only hands it font bytes and uses what comes back.
const fontkit = require('fontkit') as Parameters<PDFDocument['registerFontkit']>[0]
let fontBytes: Uint8Array | undefined
/** DejaVu has č, š and ž, which the standard PDF fonts lack. */
const font = () => (fontBytes ??= readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')))

interface Sheet {
  readonly pdf: PDFDocument
  readonly face: PDFFont
  page: PDFPage
  y: number
}

interface Paper {
  readonly title: string
  readonly printedAt: Date
  readonly lines: readonly string[]
  /** Larger, below the lines. */
  readonly total: string
}

/** @returns the bytes of a PDF (A4, as many pages as the lines need). */
export async function printPaper({ title, printedAt, lines, total }: Paper): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(fontkit)
  const face = await pdf.embedFont(font(), { subset: true })
  pdf.setTitle(title)
  pdf.setCreationDate(printedAt)
  const sheet: Sheet = { pdf, face, page: pdf.addPage([595, 842]), y: 780 }
  write(sheet, title, 16)
  for (const line of lines) write(sheet, line)
  write(sheet, total, 11)
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
