import { PDFDocument } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { finishOrder, stepOrder } from '../../sandbox/icenter/clerk.ts'
import { reverseDispatch } from '../../sandbox/icenter/dispatching.ts'
import { reverseInvoice } from '../../sandbox/icenter/invoicing.ts'
import type { Variants } from '../../sandbox/icenter/variants.ts'
import {
  at,
  type Call,
  HEAD,
  keys,
  orderXml,
  placeOrder,
  problems,
  type Reply,
  record,
  rows,
  simulated,
  textAt,
} from '../fixtures/icenter/simulated.ts'

const key = (number: number) => ({ year: 2026, book: 'VNK', number })
const dispatch = (call: Call, number: number) =>
  call('GET', `api/v2/DispatchAdvice/GetDispatchAdvice/2026/VNK/${number}`)
const invoice = (call: Call, number: number, book = 'IR') =>
  call('GET', `api/Invoice/GetInvoice/2026/${book}/${number}`)
const lines = (reply: Reply, list: string) => (at(reply.root, list)?.children ?? []).map(record)
const printBody = (number: number) =>
  `${HEAD}<PrintInvoiceToPDF><InvoiceYear>2026</InvoiceYear><InvoiceBook>IR</InvoiceBook><InvoiceNumber>${number}</InvoiceNumber><TemplateID>1</TemplateID></PrintInvoiceToPDF>`

async function delivered(variants: Partial<Variants> = {}) {
  const world = await simulated({ variants: { numberGaps: false, ...variants } })
  const order = await placeOrder(world.call)
  return { ...world, order: key(order) }
}

describe('dispatch advices of the simulated iCenter', () => {
  it('name the lines of the order they are from; nothing is shipped before they are posted', async () => {
    const { icenter, call, order } = await delivered()
    for (const _ of [1, 2]) stepOrder(icenter, order, 'deliver-then-invoice')
    const shipped = async () =>
      lines(await dispatch(call, 1), 'DispatchAdviceLines').map(row => [
        row.OrderNumber,
        row.OrderLineNumber,
        row.ShippedQuantity,
      ])
    expect(await shipped()).toEqual([
      ['501', '1', '0.000'],
      ['501', '2', '0.000'],
      ['501', '3', '0.000'],
    ])
    stepOrder(icenter, order, 'deliver-then-invoice')
    expect((await shipped())[0]).toEqual(['501', '1', '2.000'])
    stepOrder(icenter, order, 'deliver-then-invoice')
    expect(lines(await dispatch(call, 1), 'DispatchAdviceLines')[0]).toMatchObject({
      InvoiceYear: '2026',
      InvoiceBook: 'IR',
      InvoiceNumber: '1',
      InvoiceLineNumber: '1',
    })
  })

  it('take goods off the shelf, and bring them back when they are reversed', async () => {
    const { icenter, call, order } = await delivered()
    const onHand = () => icenter.list('stock').find(row => row.item === 'S-001' && row.warehouse === '001')?.quantity
    for (const _ of [1, 2, 3]) stepOrder(icenter, order, 'deliver-then-invoice')
    expect(onHand()).toBe('498')
    icenter.transact(work => reverseDispatch(work, { year: 2026, book: 'VNK', number: 1 }))
    expect(onHand()).toBe('500')
    expect(record((await dispatch(call, 1)).root).Status).toBe('X')
    expect(record((await call('GET', 'api/Order/GetOrder/2026/VNK/501')).root).OrderStatus).toBe('Potrjeno')
  })

  it('are listed by day, customer, status and change', async () => {
    const { icenter, call, clock, order } = await delivered()
    for (const _ of [1, 2]) stepOrder(icenter, order, 'deliver-then-invoice')
    const count = async (path: string) => rows(await call('GET', `api/DispatchAdvice/${path}`)).length
    expect(
      await count('GetDispatchAdvices?searchQuery.dateFrom=2026-01-31T00:00:00&searchQuery.customerID=0000002'),
    ).toBe(1)
    expect(await count('GetDispatchAdvices?searchQuery.dateTo=2026-01-30T00:00:00')).toBe(0)
    expect(await count('GetDispatchAdvices?searchQuery.dispatchAdviceStatuses=Z,P')).toBe(0)
    clock.advance(60_000)
    stepOrder(icenter, order, 'deliver-then-invoice')
    const changed = rows(
      await call(
        'GET',
        'api/DispatchAdvice/GetDispatchAdviceStatus?searchQuery.dispatchAdviceBook=VNK&searchQuery.recordDtModifiedFrom=2026-01-31T10:01:00',
      ),
    )
    expect(changed).toMatchObject([{ Status: 'Z', ReferenceOrder: '2026/VNK/501' }])
    expect((await call('GET', 'api/DispatchAdvice/GetDispatchAdviceStatus')).status).toBe(400)
  })

  it('can be made, posted and printed by a client', async () => {
    const { call } = await delivered()
    const made = await call('POST', 'api/Order/MoveOrderToDispatchAdvice/2026/VNK/501/2026')
    expect(keys(made)).toEqual(['2026', 'VNK', '1'])
    expect((await call('POST', 'api/Order/MoveOrderToDispatchAdvice/2026/VNK/501/2026')).status).toBe(409)
    expect((await call('POST', 'api/DispatchAdvice/PostDispatchAdvice/2026/VNK/1')).status).toBe(200)
    const body = `${HEAD}<PrintDeliveryNoteToPDF><DispatchAdviceYear>2026</DispatchAdviceYear><DispatchAdviceBook>VNK</DispatchAdviceBook><DispatchAdviceNumber>1</DispatchAdviceNumber></PrintDeliveryNoteToPDF>`
    const [id] = keys(await call('POST', 'api/DispatchAdvice/PrintDeliveryNoteToPDF', body))
    expect(record((await dispatch(call, 1)).root).AttachmentIDDeliveryNote).toBe(id)
  })
})

describe('invoices of the simulated iCenter', () => {
  it('have the amounts of the order, who pays and where it came from', async () => {
    const { icenter, call, order } = await delivered()
    finishOrder(icenter, order, 'deliver-then-invoice')
    const reply = await invoice(call, 1)
    expect(record(reply.root)).toMatchObject({
      InvoiceID: 'IR-2026-000001',
      PayerTitle1: 'Kovač & Sinovi d.o.o.',
      CurrencyID: '978',
      Document: 'WEB-000000123',
      Status: 'Z',
      NetAmount: '44.02',
      VATAmount: '8.77',
      PaymentAmount: '52.79',
    })
    expect(
      lines(reply, 'InvoiceLines').map(row => [row.ItemID, row.Quantity, row.PriceWithVAT, row.Reference]),
    ).toEqual([
      ['S-001', '2.000', '19.90000', '2026/VNK/501/1'],
      ['S-005', '1.000', '7.99000', '2026/VNK/501/2'],
      ['POSTNINA', '1.000', '5.00000', '2026/VNK/501/3'],
    ])
  })

  it('do not say which line of the order they are from where a site is like that', async () => {
    const { icenter, call, order } = await delivered({ invoiceLineReference: 'none' })
    finishOrder(icenter, order, 'invoice-only')
    expect(lines(await invoice(call, 1), 'InvoiceLines')[0]?.Reference).toBeUndefined()
  })

  it('come all at once from GetInvoices, and in pages from GetInvoiceStatus', async () => {
    const { icenter, call, order } = await delivered()
    finishOrder(icenter, order, 'two-invoices')
    const all = await call(
      'GET',
      'api/Invoice/GetInvoices?searchQuery.customerID=0000002&searchQuery.page=2&searchQuery.pageSize=1',
    )
    expect([all.root.name, all.root.children.length]).toEqual(['Invoices', 2])
    const paged = await call(
      'GET',
      'api/Invoice/GetInvoiceStatus?searchQuery.invoiceBook=IR&searchQuery.page=2&searchQuery.pageSize=1',
    )
    expect(rows(paged)).toMatchObject([{ InvoiceNumber: '2', StatusDescription: 'Zaključeno', DocumentState: '1' }])
  })

  it('are taken back by an invoice with negative quantities in a book of its own', async () => {
    const { icenter, call, order } = await delivered()
    expect(finishOrder(icenter, order, 'credit-after')).toContain('credited')
    const credit = await invoice(call, 1, 'DOB')
    expect(record(credit.root)).toMatchObject({ PaymentAmount: '-19.90', LinkToDocument: '2026/IR/1' })
    expect(lines(credit, 'InvoiceLines')).toMatchObject([{ ItemID: 'S-001', Quantity: '-1.000' }])
    const references = await call('GET', 'api/Invoice/GetInvoiceReferences/2026/DOB/1')
    expect(lines(references, 'References').map(row => [row.DocumentType, row.Document])).toEqual([
      ['NK', 'VNK-2026-000501'],
      ['IR', 'IR-2026-000001'],
    ])
  })

  it('say when they are reversed', async () => {
    const { icenter, call, order } = await delivered()
    finishOrder(icenter, order, 'invoice-only')
    icenter.transact(work => reverseInvoice(work, { year: 2026, book: 'IR', number: 1 }))
    expect(record((await invoice(call, 1)).root)).toMatchObject({ Status: 'S', DocumentState: '9' })
  })

  it('can be added by a client, with negative quantities in the book of credits only', async () => {
    const { call } = await delivered()
    const body = (book: string) =>
      `${HEAD}<InvoiceHeader><InvoiceBook>${book}</InvoiceBook><CustomerID>0000002</CustomerID><Document>WEB-1</Document><InvoiceLines><InvoiceLine><ItemID>S-001</ItemID><Quantity>-1</Quantity><Price>19.90</Price><PriceIncludeVAT>true</PriceIncludeVAT></InvoiceLine></InvoiceLines></InvoiceHeader>`
    expect(problems(await call('POST', 'api/Invoice/AddInvoice', body('IR')))[0]?.message).toMatch(/negativne količine/)
    expect(keys(await call('POST', 'api/Invoice/AddInvoice', body('DOB')))).toEqual(['2026', 'DOB', '1'])
    expect(record((await invoice(call, 1, 'DOB')).root)).toMatchObject({ Document: 'WEB-1', PaymentAmount: '-19.90' })
  })

  it('are missing in the way of the site', async () => {
    const { call } = await delivered({ missingDocument: '200-empty' })
    const reply = await invoice(call, 9)
    expect([reply.status, reply.root.children]).toEqual([200, []])
  })
})

describe('the archive of the simulated iCenter', () => {
  const file = (call: Call, client: string, id = '') => call('GET', `api/Document/GetDocument/${client}/${id}/false`)

  it('has a PDF with č, š and ž once the invoice was printed', async () => {
    const { icenter, call, order } = await delivered()
    for (const _ of [1, 2, 3, 4]) stepOrder(icenter, order, 'deliver-then-invoice')
    expect(record((await invoice(call, 1)).root).AttachmentID).toBeUndefined()
    const [id] = keys(await call('POST', 'api/Invoice/PrintInvoiceToPDF', printBody(1)))
    expect(record((await invoice(call, 1)).root).AttachmentID).toBe(id)
    const reply = await file(call, icenter.credentials.apiClientId, id)
    const pdf = await PDFDocument.load(Buffer.from(textAt(reply.root, 'Data') ?? '', 'base64'), {
      updateMetadata: false,
    })
    expect([pdf.getTitle(), pdf.getPageCount()]).toEqual(['Račun IR-2026-000001', 1])
    expect(textAt(reply.root, 'DocumentName')).toBe('IR-2026-000001.pdf')
  })

  it('prints nothing that does not exist, and lets nobody in without the licence', async () => {
    const { icenter, call } = await delivered()
    expect((await call('POST', 'api/Invoice/PrintInvoiceToPDF', printBody(9))).status).toBe(409)
    expect((await file(call, 'x', '1')).status).toBe(409)
    expect((await file(call, icenter.credentials.apiClientId, '1')).status).toBe(404)
  })

  it('may not know what a document calls its attachment', async () => {
    const { icenter, call, order } = await delivered({
      attachmentId: 'other',
      documentIds: 'number',
      documentKeyName: 'IDDokumenta',
    })
    finishOrder(icenter, order, 'invoice-only')
    const attachment = record((await invoice(call, 1)).root).AttachmentID ?? ''
    expect((await file(call, icenter.credentials.apiClientId, attachment)).status).toBe(404)
    const printed = await call('POST', 'api/Invoice/PrintInvoiceToPDF', printBody(1))
    expect(at(printed.root, 'Keys')?.children.map(one => textAt(one, 'Name'))).toEqual(['IDDokumenta'])
    expect((await file(call, icenter.credentials.apiClientId, keys(printed)[0])).status).toBe(200)
  })

  it('keeps files of clients, and finds them by what they belong to', async () => {
    const { icenter, call } = await delivered()
    const client = icenter.credentials.apiClientId
    const body = `${HEAD}<Document><apiClientID>${client}</apiClientID><DocumentName>a.txt</DocumentName><Data>YQ==</Data><EntityType>NK</EntityType><EntityCode>2026/VNK/501</EntityCode></Document>`
    const [id] = keys(await call('POST', 'api/Document/AddDocument', body))
    const search = `${HEAD}<DocumentDetailSearchQuery><Page>1</Page><PageSize>10</PageSize><apiClientID>${client}</apiClientID><FilterParameters><FilterParameter><ColumnName>EntityCode</ColumnName><Operand>=</Operand><Value>2026/VNK/501</Value></FilterParameter></FilterParameters></DocumentDetailSearchQuery>`
    expect(rows(await call('POST', 'api/Document/ListDocuments', search))).toMatchObject([
      { IDDocument: id, DocumentName: 'a.txt' },
    ])
    expect(textAt((await file(call, client, id)).root, 'Data')).toBe('YQ==')
  })

  it('shows a payment that came with the order on its first invoice', async () => {
    const { icenter, call } = await delivered()
    const paid = orderXml([{ item: 'V-SERVIS', price: '80.00' }]).replace(
      '</OrderHeader>',
      '<OrderPaymentLines><OrderPaymentLine><PaymentPurposeID>K</PaymentPurposeID><PaymentAmount>80.00</PaymentAmount><PaymentTransactionID>PSP-77</PaymentTransactionID></OrderPaymentLine></OrderPaymentLines></OrderHeader>',
    )
    const number = Number(keys(await call('POST', 'api/Order/AddOrder', paid))[2])
    finishOrder(icenter, key(number), 'invoice-only')
    expect(lines(await invoice(call, 1), 'InvoicePayments')).toMatchObject([
      { PaymentLineNo: '1', PaymentPurposeID: 'K', PaymentAmount: '80.00', PaymentTransactionID: 'PSP-77' },
    ])
  })
})
