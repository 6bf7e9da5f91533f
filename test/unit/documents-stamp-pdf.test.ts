import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import {
  decodePDFRawStream,
  degrees,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFPage,
  PDFRawStream,
} from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { checkPdf } from '../../src/documents/check-pdf.ts'
import { stampCopy } from '../../src/documents/stamp-pdf.ts'
import { rawPdf } from '../fixtures/pdf/raw-pdf.ts'

const printed = readFileSync(new URL('../fixtures/pdf/invoice-printed.pdf', import.meta.url))
const stamp = { text: 'KOPIJA', date: '31. 1. 2026' }

const decoded = (stream: unknown): string =>
  stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1') : ''

const contentOf = (page: PDFPage): string => {
  const contents = page.node.Contents()
  if (!(contents instanceof PDFArray)) return decoded(contents)
  return contents
    .asArray()
    .map((_, i) => decoded(contents.lookup(i)))
    .join('\n')
}

/** The text matrices of a page: [a, b, c, d, x, y]. */
const textMatrices = (page: PDFPage): number[][] =>
  [...contentOf(page).matchAll(/((?:-?[\d.e-]+\s+){6})Tm/g)].map(([, numbers = '']) =>
    numbers.trim().split(/\s+/).map(Number),
  )

/** Unicode texts that the embedded fonts can print, as their ToUnicode tables say. */
const printable = (pdf: PDFDocument): string =>
  pdf.context
    .enumerateIndirectObjects()
    .map(([, object]) => (object instanceof PDFDict ? decoded(object.lookup(PDFName.of('ToUnicode'))) : ''))
    .join('')

/** Where a point of a page's own space lies for the reader: from the lower left of what is shown. */
const seen = ([x, y]: [number, number], turn: number, box: { x: number; y: number; width: number; height: number }) => {
  const [dx, dy] = [x - box.x, y - box.y]
  if (turn === 90) return [dy, box.width - dx] as const
  if (turn === 180) return [box.width - dx, box.height - dy] as const
  if (turn === 270) return [box.height - dy, dx] as const
  return [dx, dy] as const
}

describe('the stamp of a copy', () => {
  it('stands upright in the top right corner, however the page is turned and cropped', async () => {
    const pages = fc.record({
      turn: fc.constantFrom(0, 90, 180, 270, -90, 450),
      x: fc.integer({ min: -200, max: 200 }),
      y: fc.integer({ min: -200, max: 200 }),
      width: fc.integer({ min: 30, max: 900 }),
      height: fc.integer({ min: 60, max: 900 }),
    })
    await fc.assert(
      fc.asyncProperty(pages, async ({ turn, ...box }) => {
        const pdf = await PDFDocument.create()
        const page = pdf.addPage([2000, 2000])
        page.setRotation(degrees(turn))
        page.setCropBox(box.x, box.y, box.width, box.height)
        const [stamped] = (await PDFDocument.load(await stampCopy(await pdf.save(), stamp))).getPages()
        if (!stamped) throw new Error('the page is gone')
        const quarter = ((turn % 360) + 360) % 360
        const [width, height] = quarter % 180 === 0 ? [box.width, box.height] : [box.height, box.width]
        const [a = 0, b = 0, , , x = 0, y = 0] = textMatrices(stamped)[0] ?? []
        const [left, bottom] = seen([x, y], quarter, box)
        const [right, level] = seen([x + a, y + b], quarter, box)
        expect(right - left).toBeCloseTo(1, 5) // one unit of text goes to the right,
        expect(level - bottom).toBeCloseTo(0, 5) // and neither up nor down
        expect(left).toBeGreaterThan(0)
        expect(width - left).toBeGreaterThan(20) // the text is some 100 points wide, less on narrow pages
        expect(width - left).toBeLessThan(150)
        expect(bottom).toBeLessThan(height)
        expect(bottom).toBeGreaterThan(height - 32)
      }),
      { numRuns: 40 },
    )
  })

  it('is on every page once and leaves what was there', async () => {
    const pdf = await PDFDocument.load(printed)
    const [page] = await pdf.copyPages(pdf, [0])
    if (page) pdf.addPage(page)
    const stamped = await PDFDocument.load(await stampCopy(await pdf.save(), stamp))
    const before = textMatrices((await PDFDocument.load(printed)).getPage(0)).length
    expect(before).toBeGreaterThan(0)
    expect(stamped.getPages().map(p => textMatrices(p).length)).toEqual([before + 1, before + 1])
  })

  it('has letters for č, š, ž, ä, ö, ü and ß', async () => {
    const stamped = await PDFDocument.load(await stampCopy(printed, { text: 'KOPIJA čšžäöüß', date: '' }))
    const table = printable(stamped).toUpperCase()
    for (const letter of 'čšžäöüß') {
      expect(table).toContain(letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0'))
    }
  })

  it('adds the letters it prints, not a whole font', async () => {
    expect((await stampCopy(printed, stamp)).length - printed.length).toBeLessThan(20_000)
  })

  it('is not printed twice on a page that the document lists twice', async () => {
    const stamped = await PDFDocument.load(await stampCopy(rawPdf([], { kids: '[3 0 R 3 0 R]' }), stamp))
    expect(textMatrices(stamped.getPage(0))).toHaveLength(1)
  })

  it('makes a document that passes the check', async () => {
    expect(await checkPdf(await stampCopy(printed, stamp))).toMatchObject({ ok: true, pages: 1, removed: [] })
  })
})
