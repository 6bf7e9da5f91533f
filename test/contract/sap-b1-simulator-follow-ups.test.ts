import { describe, expect, it } from 'vitest'
import { client, failure, filter, lines, placeOrder, rows, type Send, simulated } from '../fixtures/sap-b1/simulated.ts'

const from = (BaseType: number, BaseEntry: number, BaseLine: number, Quantity?: number) => ({
  BaseType,
  BaseEntry,
  BaseLine,
  ...(Quantity === undefined ? {} : { Quantity }),
})
const make = (call: Send, set: string, ...DocumentLines: unknown[]) =>
  call('POST', set, { CardCode: 'WEB1', DocumentLines })

async function stockOf(call: Send, code: string) {
  const item = await call('GET', `Items('${code}')?$select=ItemWarehouseInfoCollection`)
  const [first] = item.json.ItemWarehouseInfoCollection as { InStock: number; Committed: number }[] // an item has them
  return { inStock: first?.InStock, committed: first?.Committed }
}

describe('documents made from documents in the simulated SAP Business One', () => {
  it('copies item, price, freight and reference, and closes the base when nothing is left', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call, { Comments: 'Magento 000000123' })
    const first = await make(call, 'DeliveryNotes', from(17, 1, 0, 1))
    expect(first.json).toMatchObject({ NumAtCard: 'WEB-000000123', Comments: 'Magento 000000123', DocTotal: 24.9 })
    expect(lines(first)).toMatchObject([
      { ItemCode: 'S-001', PriceAfterVAT: 19.9, BaseType: 17, BaseEntry: 1, BaseLine: 0 },
    ])
    const open = await call('GET', 'Orders(1)')
    expect(open.json.DocumentStatus).toBe('bost_Open')
    expect(lines(open)).toMatchObject([
      { LineStatus: 'bost_Open', RemainingOpenQuantity: 1 },
      { LineStatus: 'bost_Open', RemainingOpenQuantity: 1 },
    ])
    const second = await make(call, 'DeliveryNotes', from(17, 1, 0), from(17, 1, 1))
    expect(second.json).toMatchObject({ DocTotal: 27.89, DocumentAdditionalExpenses: [] })
    expect((await call('GET', 'Orders(1)')).json.DocumentStatus).toBe('bost_Close')
    expect(failure(await make(call, 'DeliveryNotes', from(17, 1, 0)))).toEqual({
      status: 400,
      code: -5002,
      message: 'One of the base documents has already been closed',
    })
  })

  it('refuses the base of another partner and more than is open', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    const other = await call('POST', 'DeliveryNotes', { CardCode: 'C-WEB', DocumentLines: [from(17, 1, 0)] })
    expect(failure(other).message).toBe('Base document card and target document card do not match.')
    expect(failure(await make(call, 'DeliveryNotes', from(17, 1, 0, 3))).code).toBe(-5002)
  })

  it('moves goods: committed by the order, gone with the delivery, back with the return', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    expect(await stockOf(call, 'S-001')).toEqual({ inStock: 500, committed: 2 })
    await make(call, 'DeliveryNotes', from(17, 1, 0))
    expect(await stockOf(call, 'S-001')).toEqual({ inStock: 498, committed: 0 })
    await make(call, 'Returns', from(15, 1, 0, 1))
    expect(await stockOf(call, 'S-001')).toEqual({ inStock: 499, committed: 0 })
    await make(call, 'CreditNotes', from(16, 1, 0))
    expect(await stockOf(call, 'S-001')).toEqual({ inStock: 499, committed: 0 })
  })

  it('does not let stock become negative', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call, { DocumentLines: [{ ItemCode: 'S-001', Quantity: 501 }] })
    expect(failure(await make(call, 'DeliveryNotes', from(17, 1, 0)))).toEqual({
      status: 400,
      code: -10,
      message: 'Quantity falls into negative inventory [DLN1.ItemCode][line: 1]',
    })
    expect(rows(await call('GET', 'DeliveryNotes'))).toEqual([])
  })

  it('invoices first with a reserve invoice, which is delivered later even when it is paid', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    const invoice = await call('POST', 'Invoices', {
      CardCode: 'WEB1',
      ReserveInvoice: 'tYES',
      DocumentLines: [from(17, 1, 0), from(17, 1, 1)],
    })
    expect(invoice.json).toMatchObject({ DocTotal: 52.79, ReserveInvoice: 'tYES' })
    expect(await stockOf(call, 'S-001')).toEqual({ inStock: 500, committed: 2 })
    const paid = await call('POST', 'IncomingPayments', {
      DocType: 'rCustomer',
      CardCode: 'WEB1',
      TransferAccount: '110100',
      TransferSum: 52.79,
      PaymentInvoices: [{ DocEntry: 1, InvoiceType: 'it_Invoice', SumApplied: 52.79 }],
    })
    expect(paid.status).toBe(201)
    expect((await call('GET', 'Invoices(1)')).json.DocumentStatus).toBe('bost_Close')
    const delivery = await make(call, 'DeliveryNotes', from(13, 1, 0), from(13, 1, 1))
    expect(lines(delivery)).toMatchObject([{ BaseType: 13 }, { BaseType: 13 }])
    expect(await stockOf(call, 'S-001')).toEqual({ inStock: 498, committed: 0 })
  })

  it('credits part of an invoice without freight, and the rest with it', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    await make(call, 'Invoices', from(17, 1, 0), from(17, 1, 1))
    expect((await make(call, 'CreditNotes', from(13, 1, 0, 1))).json).toMatchObject({ DocTotal: 19.9 })
    expect((await make(call, 'CreditNotes', from(13, 1, 0), from(13, 1, 1))).json).toMatchObject({ DocTotal: 32.89 })
    expect((await call('GET', 'Invoices(1)')).json.DocumentStatus).toBe('bost_Close')
    expect(failure(await make(call, 'CreditNotes', from(13, 1, 0))).code).toBe(-5002)
  })

  it('cancels an order in place, and not once something was delivered', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    await placeOrder(call)
    expect((await call('POST', 'Orders(1)/Cancel')).status).toBe(204)
    expect((await call('GET', 'Orders(1)')).json).toMatchObject({
      Cancelled: 'tYES',
      CancelStatus: 'csYes',
      DocumentStatus: 'bost_Close',
    })
    expect(await stockOf(call, 'S-001')).toEqual({ inStock: 500, committed: 2 })
    expect(rows(await call('GET', `Orders?${filter("Cancelled eq 'tNO'")}`))).toHaveLength(1)
    await make(call, 'DeliveryNotes', from(17, 2, 0, 1))
    expect(failure(await call('POST', 'Orders(2)/Cancel'))).toMatchObject({ status: 400, code: -5002 })
    expect((await call('POST', 'Orders(2)/Close')).status).toBe(204)
    expect(await stockOf(call, 'S-001')).toEqual({ inStock: 499, committed: 0 })
    expect((await call('POST', 'Orders(2)/Reopen')).status).toBe(204)
    expect((await call('GET', 'Orders(2)')).json.DocumentStatus).toBe('bost_Open')
    expect(await stockOf(call, 'S-001')).toEqual({ inStock: 499, committed: 1 })
  })

  it('cancels an invoice by a counter document that opens the order again', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    await make(call, 'Invoices', from(17, 1, 0), from(17, 1, 1))
    const counter = await call('POST', 'Invoices(1)/CreateCancellationDocument')
    expect(counter.status).toBe(201)
    expect(counter.json).toMatchObject({ DocEntry: 2, CancelStatus: 'csCancellation', DocTotal: 52.79 })
    expect(lines(counter)).toMatchObject([
      { BaseType: 13, BaseEntry: 1 },
      { BaseType: 13, BaseEntry: 1 },
    ])
    expect((await call('GET', 'Invoices(1)')).json).toMatchObject({ CancelStatus: 'csYes', Cancelled: 'tYES' })
    expect((await call('GET', 'Orders(1)')).json.DocumentStatus).toBe('bost_Open')
    expect(await stockOf(call, 'S-001')).toEqual({ inStock: 500, committed: 2 })
    expect((await make(call, 'Invoices', from(17, 1, 0), from(17, 1, 1))).json.DocTotal).toBe(52.79)
  })

  it('books payments against open invoices only', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    await make(call, 'Invoices', from(17, 1, 0), from(17, 1, 1))
    const pay = (sum: number) =>
      call('POST', 'IncomingPayments', {
        CardCode: 'WEB1',
        TransferAccount: '110100',
        TransferSum: sum,
        CounterReference: 'PSP-77',
        PaymentInvoices: [{ DocEntry: 1, SumApplied: sum }],
      })
    expect((await pay(50)).status).toBe(201)
    expect(failure(await pay(3)).message).toBe('Invoice is already closed or blocked')
    expect((await pay(2.79)).status).toBe(201)
    expect((await call('GET', 'Invoices(1)')).json.DocumentStatus).toBe('bost_Close')
    expect(rows(await call('GET', `IncomingPayments?${filter("CounterReference eq 'PSP-77'")}`))).toHaveLength(2)
    expect((await call('POST', 'IncomingPayments(2)/Cancel')).status).toBe(204)
    expect((await call('GET', 'Invoices(1)')).json.DocumentStatus).toBe('bost_Open')
  })
})

describe('down payments in the simulated SAP Business One', () => {
  it('are taken off the final invoice', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    const down = await call('POST', 'DownPayments', {
      CardCode: 'WEB1',
      DownPaymentType: 'dptInvoice',
      DocumentLines: [from(17, 1, 0)],
    })
    expect(down.json).toMatchObject({ DocTotal: 39.8, NumAtCard: 'WEB-000000123' })
    const invoice = await call('POST', 'Invoices', {
      CardCode: 'WEB1',
      DownPaymentsToDraw: [{ DocEntry: 1, GrossAmountToDraw: 39.8 }],
      DocumentLines: [from(17, 1, 0), from(17, 1, 1)],
    })
    expect(invoice.json.DocTotal).toBe(12.99)
  })
})

describe('drafts and approvals in the simulated SAP Business One', () => {
  it('turns a new order into a draft, answers -2028, and leaves the draft to be found', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    b1.faults.add({ kind: 'approvalDraft' })
    expect(failure(await placeOrder(call))).toMatchObject({ status: 404, code: -2028 })
    expect(rows(await call('GET', 'Orders'))).toEqual([])
    const drafts = await call('GET', `Drafts?${filter("DocObjectCode eq 'oOrders' and NumAtCard eq 'WEB-000000123'")}`)
    expect(rows(drafts)).toMatchObject([{ DocEntry: 1, AuthorizationStatus: 'dasPending', DocTotal: 52.79 }])
    expect(await stockOf(call, 'S-001')).toEqual({ inStock: 500, committed: 0 })
    const early = await call('POST', 'DraftsService_SaveDraftToDocument', { Document: { DocEntry: 1 } })
    expect(failure(early).message).toBe('This draft waits for an approval')
    const order = b1.approveDraft(1)
    expect((await call('GET', `Orders(${order.DocEntry})`)).json).toMatchObject({
      NumAtCard: 'WEB-000000123',
      DocTotal: 52.79,
    })
    expect((await call('GET', 'Drafts(1)')).json).toMatchObject({
      AuthorizationStatus: 'dasGenerated',
      DocumentStatus: 'bost_Close',
    })
    expect(await stockOf(call, 'S-001')).toEqual({ inStock: 500, committed: 2 })
  })

  it('answers 204 with a useless Location for such a draft when no content is wanted', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    b1.faults.add({ kind: 'approvalDraft' })
    const order = { CardCode: 'C-WEB', DocDueDate: '2026-02-03', DocumentLines: [{ ItemCode: 'S-001' }] }
    const answer = await call('POST', 'Orders', order, { Prefer: 'return-no-content' })
    expect(answer.status).toBe(204)
    expect((await call('GET', String(answer.headers.get('location')).replace('/b1s/v2/', ''))).status).toBe(404)
  })

  it('saves a draft of its own as a document, once', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    const draft = await call('POST', 'Drafts', {
      DocObjectCode: 'oInvoices',
      CardCode: 'WEB1',
      DocumentLines: [from(17, 1, 0), from(17, 1, 1)],
    })
    expect(draft.json).toMatchObject({ DocObjectCode: 'oInvoices', DocTotal: 52.79 })
    const save = () => call('POST', 'DraftsService_SaveDraftToDocument', { Document: { DocEntry: 1 } })
    expect((await save()).status).toBe(204)
    expect((await save()).status).toBe(400)
    expect(rows(await call('GET', 'Invoices'))).toMatchObject([{ DocTotal: 52.79 }])
    expect((await call('GET', 'Orders(1)')).json.DocumentStatus).toBe('bost_Close')
  })
})
