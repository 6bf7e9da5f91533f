import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { create } from 'fontkit'
import { PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib'
import { type Amount, fixed } from '../../domain/amount.ts'
import { counted } from '../../domain/counted.ts'
import { gapsOf, LEDGER_CLASSES, type LedgerDocument, type LedgerOrder, remarkOf } from './ledger-day.ts'
import type { BookDay } from './read-ledger.ts'
import type { SealRow } from './read-seals.ts'
import { CLASS_WORDS } from './seal-content.ts'

/** Points: A4 lying on its side. */
const [WIDTH, HEIGHT] = [842, 595]
const MARGIN = 36
const LINE = 12
const SIZE = 8
/** Between two columns. */
const GAP = 10
const INK = rgb(0.1, 0.1, 0.1)
const SOFT = rgb(0.4, 0.4, 0.4)

interface Column {
  readonly head: string
  readonly width: number
  readonly right?: boolean
}

const ORDERS: readonly Column[] = [
  { head: 'Order', width: 80 },
  { head: 'Class', width: 70 },
  { head: 'Placed', width: 75, right: true },
  { head: 'In the ERP', width: 75, right: true },
  { head: 'Difference', width: 65, right: true },
  { head: 'ERP number', width: 85 },
  { head: 'Reason', width: 320 },
]
const DOCUMENTS: readonly Column[] = [
  { head: 'Order', width: 80 },
  { head: 'Kind', width: 50 },
  { head: 'ERP', width: 75 },
  { head: 'Amount', width: 70, right: true },
  { head: 'Magento', width: 80 },
  { head: 'Amount', width: 70, right: true },
  { head: 'Difference', width: 65, right: true },
  { head: 'Reason', width: 280 },
]

let fontFile: Promise<Uint8Array> | undefined

/** The days for an accountant: sums, then every order and document, with the seal of each closed day. */
export async function exportPdf(days: readonly BookDay[], printedAt: Date): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  fontFile ??= readFile(fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')))
  pdf.registerFontkit({ create })
  // 14 standard fonts of PDF have no č, š, ž.
  const font = await pdf.embedFont(await fontFile, { subset: true })
  pdf.setTitle('Day ledger')
  pdf.setCreationDate(printedAt)
  const writer = createWriter(pdf, font)
  for (const day of days) writeDay(writer, day)
  if (days.length === 0) writer.line('Nothing was placed or invoiced.')
  numberPages(pdf.getPages(), font, printedAt)
  return await pdf.save()
}

type Writer = ReturnType<typeof createWriter>

function createWriter(pdf: PDFDocument, font: PDFFont) {
  let page: PDFPage | undefined
  let y = 0
  const turn = () => {
    page = pdf.addPage([WIDTH, HEIGHT])
    y = HEIGHT - MARGIN
    return page
  }
  const room = (lines: number) => (page && y - lines * LINE >= MARGIN + LINE ? page : turn())
  const draw = (on: PDFPage, text: string, x: number, size: number, color = INK) =>
    on.drawText(text, { x, y, size, font, color })
  return {
    turn,
    line(text: string, size = SIZE, color = INK) {
      const on = room(1)
      y -= Math.max(LINE, size + 4)
      draw(on, shorten(font, text, WIDTH - 2 * MARGIN, size), MARGIN, size, color)
    },
    table(columns: readonly Column[], rows: readonly (readonly string[])[]) {
      const row = (cells: readonly string[], color = INK) => {
        const before = page
        const on = room(1)
        // The head stands again on every page.
        if (on !== before && cells !== heads) row(heads, SOFT)
        y -= LINE
        let x = MARGIN
        for (const [index, { width, right }] of columns.entries()) {
          const text = shorten(font, cells[index] ?? '', width - GAP, SIZE)
          draw(page ?? on, text, right ? x + width - GAP - font.widthOfTextAtSize(text, SIZE) : x, SIZE, color)
          x += width
        }
      }
      const heads = columns.map(({ head }) => head)
      room(3)
      row(heads, SOFT)
      for (const cells of rows) row(cells)
    },
  }
}

/** Control characters have no place on paper, and what is too long ends in an ellipsis. */
function shorten(font: PDFFont, text: string, width: number, size: number): string {
  const plain = text.replace(/\p{C}/gu, ' ')
  if (font.widthOfTextAtSize(plain, size) <= width) return plain
  let [low, high] = [0, plain.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (font.widthOfTextAtSize(`${plain.slice(0, middle)}…`, size) <= width) low = middle
    else high = middle - 1
  }
  return `${plain.slice(0, low)}…`
}

function writeDay(writer: Writer, day: BookDay): void {
  const { sums, orders, documents } = day
  const seal = day.seals.at(-1)
  writer.turn()
  writer.line(`${day.store} · ${day.day} · ${day.currency}`, 14)
  writer.line(seal ? sealText(seal) : 'Open: not closed yet.', SIZE, SOFT)
  for (const text of sumLines(day)) writer.line(text, 9)
  for (const { what, sealed, now } of day.changes) writer.line(`Changed after sealing: ${what}: ${sealed} → ${now}`, 9)
  const gaps = gapsOf(day)
  writer.line(gaps.length === 0 ? 'Every order and every cent has its reason.' : 'What does not add up:', 9)
  for (const gap of gaps) writer.line(`  ${gap}`, 9)
  writer.line('')
  if (orders.length > 0) writer.table(ORDERS, orders.map(orderCells))
  if (documents.length > 0) {
    writer.line('')
    writer.table(DOCUMENTS, documents.map(documentCells))
  }
  if (sums.placed.count === 0) writer.line('No order was placed.')
}

const sealText = ({ closedBy, closedAt, version, note, hash }: SealRow): string =>
  `Closed by ${closedBy}, ${closedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC, version ${version}${note ? ` (${note})` : ''}. Seal ${hash}`

function sumLines({ sums, currency }: BookDay): string[] {
  const { placed, elsewhere, classes, difference, invoiced, credited } = sums
  const parts = LEDGER_CLASSES.filter(name => classes[name].count > 0).map(
    name => `${classes[name].count} ${CLASS_WORDS[name]} ${money(classes[name].money)}`,
  )
  return [
    `Placed: ${counted(placed.count, 'order')}${elsewhere ? ` (${elsewhere.count} in other systems, ${money(elsewhere.money)})` : ''}, ${money(placed.money)} ${currency} = ${[...parts, `difference ${money(difference)}`].join(' + ')}`,
    `Invoiced: ERP ${invoiced.erp.count}, ${money(invoiced.erp.money)} = Magento ${invoiced.magento.count}, ${money(invoiced.magento.money)} + difference ${money(invoiced.difference)}`,
    `Credited: ERP ${credited.erp.count}, ${money(credited.erp.money)} = Magento ${credited.magento.count}, ${money(credited.magento.money)} + difference ${money(credited.difference)}`,
  ]
}

const money = (value: Amount | undefined): string => (value === undefined ? '' : fixed(value, 2))

const orderCells = (order: LedgerOrder): string[] => [
  order.number,
  CLASS_WORDS[order.class],
  money(order.placed),
  money(order.erpTotal),
  order.class === 'in_erp' ? money(order.difference) : '',
  order.erpNumbers.join(', '),
  remarkOf(order),
]

const documentCells = (document: LedgerDocument): string[] => [
  document.orderNumber,
  document.kind,
  document.erpNumber ?? '',
  money(document.erpTotal),
  document.magentoNumber ?? '',
  money(document.magentoTotal),
  money(document.difference),
  document.reason,
]

function numberPages(pages: readonly PDFPage[], font: PDFFont, printedAt: Date): void {
  const when = `${printedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  for (const [index, page] of pages.entries())
    page.drawText(`Day ledger · printed ${when} · page ${index + 1} of ${pages.length}`, {
      x: MARGIN,
      y: MARGIN - 14,
      size: 7,
      font,
      color: SOFT,
    })
}
