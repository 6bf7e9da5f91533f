import { decodePDFRawStream, PDFDocument, PDFRawStream } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { client, login, placeOrder, type Reply, send, simulated } from '../fixtures/sap-b1/simulated.ts'

const body = (entry: number, schema = 'SBODEMOSI') => [
  { name: 'Dockey@', type: 'xsd:number', value: [[entry]] },
  { name: 'Schema@', type: 'xsd:string', value: [[schema]] },
]

async function invoiced() {
  const { b1, clock } = await simulated()
  const call = await client(b1)
  await placeOrder(call, { CardName: 'Žiga Šuštar č' })
  await call('POST', 'Invoices', {
    CardCode: 'WEB1',
    CardName: 'Žiga Šuštar č',
    DocumentLines: [0, 1].map(BaseLine => ({ BaseType: 17, BaseEntry: 1, BaseLine })),
  })
  const { cookie } = await login(b1, 'v2', `${b1.gatewayUrl}/login`)
  const print = (code: string, parameters: unknown = body(1)): Promise<Reply> =>
    send(`${b1.gatewayUrl}/rs/v1/ExportPDFData?DocCode=${code}`, 'POST', parameters, { cookie })
  return { b1, clock, call, print }
}

const bytesOf = (reply: Reply) => Buffer.from(String(JSON.parse(reply.text)), 'base64')

describe('the reporting service of the simulated SAP Business One', () => {
  it('answers a JSON string with the base64 of a PDF that names the document', async () => {
    const { print } = await invoiced()
    const answer = await print('INV20007')
    expect(answer.status).toBe(200)
    const bytes = bytesOf(answer)
    expect(bytes.subarray(0, 4).toString()).toBe('%PDF')
    const pdf = await PDFDocument.load(bytes)
    expect(pdf.getPageCount()).toBe(1)
    expect(pdf.getTitle()).toBe('Račun 40000001')
  })

  it('prints orders, deliveries and credit notes with their layouts, on as many pages as they need', async () => {
    const { call, print } = await invoiced()
    const many = Array.from({ length: 120 }, () => ({ ItemCode: 'S-002', Quantity: 1 }))
    await placeOrder(call, { DocumentLines: many })
    expect((await PDFDocument.load(bytesOf(await print('RDR20005', body(2))))).getPageCount()).toBe(3)
    await call('POST', 'CreditNotes', {
      CardCode: 'WEB1',
      DocumentLines: [{ BaseType: 13, BaseEntry: 1, BaseLine: 0 }],
    })
    expect((await PDFDocument.load(bytesOf(await print('RIN20007')))).getTitle()).toBe('Dobropis 50000001')
  })

  it('has glyphs for č, š and ž', async () => {
    const { print } = await invoiced()
    const pdf = await PDFDocument.load(bytesOf(await print('INV20007')))
    const streams = pdf.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) => (object instanceof PDFRawStream ? [decodePDFRawStream(object).decode()] : []))
      .map(bytes => Buffer.from(bytes).toString('latin1'))
    const characters = streams.find(text => text.includes('beginbfchar')) ?? ''
    for (const letter of 'čšžŽŠ') {
      const code = letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
      expect(characters).toContain(`<${code}>`)
    }
  })

  it('says in plain text that there is no layout, or that it failed', async () => {
    const { b1, print } = await invoiced()
    const failed = 'An error has occurred while generating the PDF file.'
    expect((await print('XYZ1')).text).toBe('There is no default Crystal Report layout related to XYZ1')
    expect((await print('INV20007', body(99))).text).toBe(failed)
    expect((await print('INV20007', body(1, 'OTHER'))).text).toBe(failed)
    expect((await print('INV20007', 'not json')).text).toBe(failed)
    b1.faults.add({ kind: 'pdfFailure', times: 2 })
    expect((await print('INV20007')).text).toBe(failed)
    expect((await print('INV20007')).text).toBe(failed)
    expect((await print('INV20007')).text).toMatch(/^"JVBER/)
  })

  it('answers 401 when the session is gone; it knows no session of the Service Layer', async () => {
    const { b1, clock, print } = await invoiced()
    const { cookie } = await login(b1)
    const url = `${b1.gatewayUrl}/rs/v1/ExportPDFData?DocCode=INV20007`
    expect((await send(url, 'POST', body(1), { cookie })).status).toBe(401)
    clock.advance(31 * 60_000)
    expect((await print('INV20007')).status).toBe(401)
  })
})
