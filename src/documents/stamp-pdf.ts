import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { create } from 'fontkit'
import { degrees, PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib'

export interface CopyStamp {
  /** "COPY", "KOPIJA", "KOPIE" (mail-words.ts). */
  readonly text: string
  /** As the reader writes dates; printed as it is. */
  readonly date: string
}

/** Points: 1/72 inch. Small enough for the margin of a letterhead. */
const FONT_SIZE = 9
const PADDING = 4
const MARGIN = 14
const INK = rgb(0.72, 0.11, 0.11)
const PAPER = rgb(1, 1, 1)

/** In bytes, read once: 740 kB. */
let fontFile: Promise<Uint8Array> | undefined

/**
 * Marks every page as a copy, at the top right as a reader sees it: turned pages and crop boxes are taken into account.
 * @param bytes a document that checkPdf accepted.
 * @returns a new document with the same pages. A digital signature on it no longer holds, as it should.
 */
export async function stampCopy(bytes: Uint8Array, stamp: CopyStamp): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
  fontFile ??= readFile(fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')))
  pdf.registerFontkit({ create })
  // The subset holds the stamp's own letters only; 14 standard fonts of PDF have no č, š, ž.
  const font = await pdf.embedFont(await fontFile, { subset: true })
  const label = `${stamp.text} ${stamp.date}`.trim()
  for (const page of new Set(pdf.getPages())) drawStamp(page, label, font)
  return pdf.save({ updateFieldAppearances: false })
}

function drawStamp(page: PDFPage, label: string, font: PDFFont): void {
  const view = viewOf(page)
  const wanted = font.widthOfTextAtSize(label, FONT_SIZE) + 2 * PADDING
  const scale = Math.min(1, (view.width - 2) / (wanted + 2 * MARGIN))
  const [width, height] = [wanted * scale, (FONT_SIZE + 2 * PADDING) * scale]
  const left = view.width - width - MARGIN * scale
  const bottom = view.height - height - MARGIN * scale
  const rotate = degrees(view.turn)
  page.drawRectangle({
    ...view.place(left, bottom),
    width,
    height,
    rotate,
    color: PAPER,
    opacity: 0.85,
    borderColor: INK,
    borderWidth: 0.8 * scale,
  })
  page.drawText(label, {
    // DejaVu's capitals stand 0.73 of the size above the line.
    ...view.place(left + PADDING * scale, bottom + (PADDING + FONT_SIZE * 0.135) * scale),
    size: FONT_SIZE * scale,
    font,
    color: INK,
    rotate,
  })
}

interface View {
  readonly width: number
  readonly height: number
  /** Counter-clockwise in the page's own space, to stand upright for the reader. */
  readonly turn: 0 | 90 | 180 | 270
  /** A point as the reader sees the page, from its lower left, in the page's own space. */
  place(x: number, y: number): { x: number; y: number }
}

/** What a reader sees of a page: its crop box, turned clockwise by /Rotate. Boxes may name any two opposite corners. */
function viewOf(page: PDFPage): View {
  const box = page.getCropBox()
  const [x, y] = [Math.min(box.x, box.x + box.width), Math.min(box.y, box.y + box.height)]
  const [width, height] = [Math.abs(box.width), Math.abs(box.height)]
  const turn = ((page.getRotation().angle % 360) + 360) % 360
  if (turn === 90) {
    return { width: height, height: width, turn, place: (vx, vy) => ({ x: x + width - vy, y: y + vx }) }
  }
  if (turn === 180) return { width, height, turn, place: (vx, vy) => ({ x: x + width - vx, y: y + height - vy }) }
  if (turn === 270) {
    return { width: height, height: width, turn, place: (vx, vy) => ({ x: x + vy, y: y + height - vx }) }
  }
  return { width, height, turn: 0, place: (vx, vy) => ({ x: x + vx, y: y + vy }) }
}
