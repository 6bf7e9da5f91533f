import { describe, expect, it } from 'vitest'
import { storeAttachment } from '../../sandbox/sap-b1/attachments.ts'
import { createCancellation } from '../../sandbox/sap-b1/document-actions.ts'
import { createDocument } from '../../sandbox/sap-b1/document-post.ts'
import { type DocumentSet, kindOf, readDocument } from '../../sandbox/sap-b1/documents.ts'
import { add, amount } from '../../src/domain/amount.ts'
import type { FollowUpKind } from '../../src/domain/fulfilment.ts'
import { inBoth, recordedOrder, sampleLine, sampleOrder } from '../unit/sample-order.ts'
import { useCompany } from './sap-b1-connector-company.ts'

const company = useCompany()

/** Three chairs at 12.20 and two tables at 24.40, with 6.10 for shipping: 91.50. */
const order = sampleOrder({
  lines: [
    sampleLine({ id: 1, quantity: amount(3), ...inBoth('30', '6.6', '36.6') }),
    sampleLine({ id: 2, sku: 'S-002', quantity: amount(2), ...inBoth('40', '8.8', '48.8') }),
  ],
  shipping: { ...sampleOrder().shipping, ...inBoth('5', '1.1', '6.1') },
  grandTotal: amount('91.5'),
})

interface Row {
  readonly BaseType: number
  readonly BaseEntry: number
  readonly BaseLine: number
  readonly Quantity?: number
}
const make = (set: DocumentSet, rows: readonly Row[], header: object = {}) =>
  company().b1.transact(work =>
    createDocument(work, kindOf(set), { CardCode: 'C00001', DocumentLines: rows.map(row => ({ ...row })), ...header }),
  )
const only = async (kind: FollowUpKind, entry: number) => {
  const [followUp] = await company().erp.readFollowUps(kind, [String(entry)])
  if (!followUp) throw new Error('there is no such follow-up')
  return followUp
}

describe('follow-ups', () => {
  it('traces an invoice through two deliveries to the lines of the order', async () => {
    const { erpId } = await company().place(order, 'trace')
    const id = Number(erpId)
    const base = { BaseType: 17, BaseEntry: id }
    const first = make(
      'DeliveryNotes',
      [
        { ...base, BaseLine: 0, Quantity: 1 },
        { ...base, BaseLine: 1, Quantity: 2 },
      ],
      {
        TrackingNumber: 'AB1, CD2 AB1',
        TransportationCode: 3,
      },
    )
    const second = make('DeliveryNotes', [{ ...base, BaseLine: 0, Quantity: 2 }])
    const invoice = make('Invoices', [
      { BaseType: 15, BaseEntry: first.DocEntry, BaseLine: 0 },
      { BaseType: 15, BaseEntry: first.DocEntry, BaseLine: 1 },
      { BaseType: 15, BaseEntry: second.DocEntry, BaseLine: 0 },
    ])
    const line = (erpLine: number, quantity: string, gross: string) =>
      expect.objectContaining({ salesDocumentId: erpId, erpLine, quantity, gross })

    expect(await only('shipment', first.DocEntry)).toMatchObject({
      kind: 'shipment',
      canceled: false,
      date: '2026-01-31',
      lines: [line(0, '1', '12.2'), line(1, '2', '48.8')],
      tracking: [
        { number: 'AB1', carrier: '3' },
        { number: 'CD2', carrier: '3' },
      ],
    })
    const { lines: left } = await only('shipment', first.DocEntry)
    expect(left.map(({ warehouse }) => warehouse)).toEqual(['01', '01'])
    const followUp = await only('invoice', invoice.DocEntry)
    expect(followUp.lines).toEqual([line(0, '1', '12.2'), line(1, '2', '48.8'), line(0, '2', '24.4')])
    expect(followUp).toMatchObject({ total: '91.5', currency: 'EUR', erpNumber: String(invoice.DocNum) })
    expect(followUp.freight).toEqual({ net: '5', tax: '1.1', gross: '6.1' })
    expect(add(...followUp.lines.map(({ gross }) => gross), amount('6.1'))).toBe(followUp.total)
  })

  it('traces a credit note through its invoice, and one through a return', async () => {
    const { erpId } = await company().place(order, 'credit')
    const id = Number(erpId)
    const invoice = make('Invoices', [{ BaseType: 17, BaseEntry: id, BaseLine: 0 }])
    const credit = make('CreditNotes', [{ BaseType: 13, BaseEntry: invoice.DocEntry, BaseLine: 0, Quantity: 1 }])
    const delivery = make('DeliveryNotes', [{ BaseType: 17, BaseEntry: id, BaseLine: 1 }])
    const back = make('Returns', [{ BaseType: 15, BaseEntry: delivery.DocEntry, BaseLine: 0 }])
    const other = make('CreditNotes', [{ BaseType: 16, BaseEntry: back.DocEntry, BaseLine: 0 }])
    const found = await company().erp.readFollowUps('credit_note', [String(credit.DocEntry), String(other.DocEntry)])
    expect(found.map(({ lines }) => lines)).toEqual([
      [expect.objectContaining({ salesDocumentId: erpId, erpLine: 0, quantity: '1' })],
      [expect.objectContaining({ salesDocumentId: erpId, erpLine: 1, quantity: '2' })],
    ])
  })

  it('answers a cancelling document with the document that it cancels', async () => {
    const { b1, erp, place } = company()
    const { erpId } = await place(order, 'counter')
    const invoice = make('Invoices', [{ BaseType: 17, BaseEntry: Number(erpId), BaseLine: 0 }])
    const counter = b1.transact(work =>
      createCancellation(work, kindOf('Invoices'), readDocument(work, 'Invoices', invoice.DocEntry)),
    )
    const found = await erp.readFollowUps('invoice', [String(counter.DocEntry), String(invoice.DocEntry)])
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ erpId: String(invoice.DocEntry), canceled: true })
  })

  it('finds everything that was made of some orders, and nothing of others', async () => {
    const { b1, erp, place, work } = company()
    const [one, two, three] = [await place(order, 'all-1'), await place(order, 'all-2'), await place(order, 'all-3')]
    work(one.erpId, 'two-deliveries')
    work(two.erpId, 'credit-after')
    work(three.erpId, 'two-invoices')
    const found = await erp.findFollowUps([one.erpId, two.erpId])
    const idsOf = (id: string) => found.filter(({ lines }) => lines.some(line => line.salesDocumentId === id))
    expect(idsOf(one.erpId).filter(({ kind }) => kind === 'shipment')).toHaveLength(2)
    expect(idsOf(two.erpId).map(({ kind }) => kind)).toContain('credit_note')
    expect(idsOf(three.erpId)).toHaveLength(0)
    const inSmallPages = await company().connect({ pageSize: 1 }).findFollowUps([one.erpId, two.erpId])
    expect(inSmallPages).toEqual(found)
    expect(b1.list('Invoices').length).toBeGreaterThan(found.filter(({ kind }) => kind === 'invoice').length)
  })

  it('finds them by reference where the server has no QueryService', async () => {
    const { connect, place, work, b1 } = company()
    const { erpId } = await place(sampleOrder({ number: '000000777' }), 'reference')
    work(erpId, 'deliver-then-invoice')
    const usual = await company().erp.findFollowUps([erpId])
    const old = connect()
    b1.faults.add({ kind: 'html413', match: { path: 'QueryService' } })
    expect(await old.findFollowUps([erpId])).toEqual(usual)
    expect(usual.map(({ kind }) => kind)).toEqual(['shipment', 'invoice'])
  })

  it('has foreign amounts for a document in a foreign currency', async () => {
    const { b1, place, work } = company()
    b1.setExchangeRate('USD', 0.92)
    const usd = recordedOrder('guest-store-usd-si-tax')
    const { erpId } = await place(usd, 'usd')
    work(erpId, 'deliver-then-invoice')
    const invoice = (await company().erp.findFollowUps([erpId])).find(({ kind }) => kind === 'invoice')
    expect(invoice).toMatchObject({ currency: 'USD', total: usd.grandTotal })
    expect(add(...(invoice?.lines.map(({ gross }) => gross) ?? []), invoice?.freight?.gross ?? amount(0))).toBe(
      usd.grandTotal,
    )
  })

  it('leaves out what does not exist and what is no number', async () => {
    expect(await company().erp.readFollowUps('invoice', ['999999', 'draft:1', "1' or 1 eq 1"])).toEqual([])
  })
})

describe('documents', () => {
  it('are printed by the API Gateway', async () => {
    const { erp, place, work } = company()
    const { erpId } = await place(order, 'pdf')
    work(erpId, 'deliver-then-invoice')
    for (const { kind, erpId: id } of await erp.findFollowUps([erpId])) {
      const bytes = await erp.fetchDocument(kind, id)
      expect(new TextDecoder().decode(bytes?.subarray(0, 5))).toBe('%PDF-')
    }
  })

  it('that cannot be printed just now are transient; without a layout they are permanent', async () => {
    const { b1, erp, connect } = company()
    const [invoice] = b1.list<{ DocEntry: number }>('Invoices')
    const id = String(invoice?.DocEntry)
    b1.faults.add({ kind: 'pdfFailure' })
    await expect(erp.fetchDocument('invoice', id)).rejects.toMatchObject({
      errorClass: 'transient',
      code: 'sap-b1:pdf',
    })
    expect(await erp.fetchDocument('invoice', id)).toBeInstanceOf(Uint8Array)
    const without = connect({ documents: { invoice: 'XYZ1' } })
    await expect(without.fetchDocument('invoice', id)).rejects.toMatchObject({ errorClass: 'permanent' })
  })

  it('are printed again after the session of the gateway was lost', async () => {
    const { b1, erp } = company()
    const [invoice] = b1.list<{ DocEntry: number }>('Invoices')
    b1.faults.add({ kind: 'sessionLost', match: { path: '/rs/v1' } })
    expect(await erp.fetchDocument('invoice', String(invoice?.DocEntry))).toBeInstanceOf(Uint8Array)
  })

  it('come from the attachments of the document, the last PDF first, and are undefined without one', async () => {
    const { b1, connect } = company()
    const erp = connect({ pdfSource: 'attachment' })
    const [invoice] = b1.list<{ DocEntry: number }>('Invoices')
    const id = String(invoice?.DocEntry)
    expect(await erp.fetchDocument('invoice', id)).toBeUndefined()
    expect(await erp.fetchDocument('invoice', '999999')).toBeUndefined()
    b1.transact(work => {
      const pdf = (text: string) => new TextEncoder().encode(`%PDF-1.7 ${text}`)
      const files = [
        { name: 'note.txt', bytes: pdf('no') },
        { name: 'invoice 1.pdf', bytes: pdf('old') },
        { name: 'invoice 2.PDF', bytes: pdf('new') },
      ]
      const { AbsoluteEntry } = storeAttachment(work, files)
      work.put('Invoices', id, { ...readDocument(work, 'Invoices', id), AttachmentEntry: AbsoluteEntry })
    })
    expect(new TextDecoder().decode(await erp.fetchDocument('invoice', id))).toBe('%PDF-1.7 new')
  })
})
