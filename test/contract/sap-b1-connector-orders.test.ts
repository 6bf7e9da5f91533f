import { afterEach, describe, expect, it } from 'vitest'
import { createDocument } from '../../sandbox/sap-b1/document-post.ts'
import { kindOf } from '../../sandbox/sap-b1/documents.ts'
import { amount } from '../../src/domain/amount.ts'
import { inBoth, recordedOrder, recordedOrders, sampleLine, sampleOrder } from '../unit/sample-order.ts'
import { inputFor } from '../unit/sap-b1-sample.ts'
import { useCompany } from './sap-b1-connector-company.ts'

const company = useCompany()
afterEach(() => company().b1.faults.clear())

describe('a planned sales document', () => {
  it.each(recordedOrders())(
    "of $name has in SAP the total that was predicted, which is Magento's",
    async ({ name, order }) => {
      const { b1, erp, place } = company()
      b1.setExchangeRate('USD', 0.92)
      const document = await place(order, `total-${name}`)
      expect(document.total).toBe(order.grandTotal)
      expect(document.currency).toBe(order.currency)
      const plan = erp.planSalesDocument(inputFor(order))
      expect(document.lines.map(({ erpLine }) => erpLine)).toEqual(plan.lines.map(({ erpLine }) => erpLine))
    },
  )

  it.each(recordedOrders())('of $name with net prices has the predicted total too', async ({ name, order }) => {
    const { b1, connect } = company()
    b1.setExchangeRate('USD', 0.92)
    const net = connect({ priceMode: 'net' })
    const plan = net.planSalesDocument(inputFor(order, { orderbridgeId: `net-${name}`, subjectId: 'C00001' }))
    expect(plan.hold).toBeUndefined()
    expect((await net.createSalesDocument(plan.request)).total).toBe(plan.expectedTotal)
    expect(plan.expectedTotal).toBe(order.grandTotal)
  })

  it('adds up where one price for three pieces cannot, with a negative gift card and a fee', async () => {
    const fees = [
      { code: 'gift_card', label: 'Gift card', ...inBoth('-3', '0', '-3'), taxRate: amount(0) },
      { code: 'cod', label: 'Cash on delivery', ...inBoth('1', '0.22', '1.22'), taxRate: amount(22) },
    ]
    const line = sampleLine({ quantity: amount(3), ...inBoth('8.2', '1.8', '10') })
    const document = await company().place(sampleOrder({ lines: [line], fees, grandTotal: amount('8.22') }), 'split')
    expect(document.total).toBe('8.22')
    expect(document.lines).toHaveLength(2)
  })

  it('of a free order costs nothing, though the price list has a price', async () => {
    const line = sampleLine({ ...inBoth('0', '0', '0') })
    expect((await company().place(sampleOrder({ lines: [line], grandTotal: amount(0) }), 'free')).total).toBe('0')
  })
})

describe('finding and creating', () => {
  it('finds documents by our key, many in one call', async () => {
    const { erp, place, sent } = company()
    const ids = ['find-1', 'find-2', 'find-3']
    for (const id of ids) await place(sampleOrder(), id)
    sent.length = 0
    const found = await erp.findSalesDocuments([...ids, 'find-4'])
    expect([...found.keys()]).toEqual(expect.arrayContaining(ids))
    expect(found.size).toBe(3)
    expect(found.get('find-1')).toMatchObject({
      orderbridgeId: 'find-1',
      state: 'open',
      total: '12.2',
      currency: 'EUR',
    })
    expect(sent).toHaveLength(2) // orders, and drafts for the one that is not there
  })

  it('asks for hundreds of keys in addresses that a proxy still takes', async () => {
    const { erp, sent } = company()
    sent.length = 0
    await erp.findSalesDocuments(
      Array.from({ length: 300 }, (_, index) => `a-key-of-fifty-characters-with-a-number-${index}`),
    )
    expect(Math.max(...sent.map(({ url }) => url.length))).toBeLessThan(4500)
  })

  it('finds keys with quotes, and no others by them', async () => {
    expect((await company().erp.findSalesDocuments(["x' or '1' eq '1"])).size).toBe(0)
  })

  it('knows a document whose answer was lost as unknown, and finds it again', async () => {
    const { b1, erp, place } = company()
    b1.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/Orders' } })
    await expect(place(sampleOrder(), 'lost')).rejects.toMatchObject({ errorClass: 'unknown' })
    expect((await erp.findSalesDocuments(['lost'])).get('lost')).toMatchObject({ state: 'open', total: '12.2' })
  })

  it.each([
    ['html502', 'unknown'],
    ['commitError1116', 'unknown'],
    ['dropBefore', 'unknown'],
    ['html413', 'permanent'],
  ] as const)('calls a write that ended in %s %s, and made nothing', async (kind, errorClass) => {
    const { b1, erp, place } = company()
    b1.faults.add({ kind, match: { method: 'POST', path: '/Orders' } })
    await expect(place(sampleOrder(), `fault-${kind}`)).rejects.toMatchObject({ errorClass })
    expect((await erp.findSalesDocuments([`fault-${kind}`])).size).toBe(0)
  })

  it('calls a write that is never answered unknown, and a read transient', async () => {
    const { b1, connect } = company()
    const impatient = connect({ timeoutSeconds: 1 })
    const plan = impatient.planSalesDocument(inputFor(sampleOrder(), { subjectId: 'C00001' }))
    b1.faults.add({ kind: 'noAnswer', times: 2, match: { path: '/Orders' } })
    await Promise.all([
      expect(impatient.createSalesDocument(plan.request)).rejects.toMatchObject({ errorClass: 'unknown' }),
      expect(impatient.readSalesDocuments(['1'])).rejects.toMatchObject({ errorClass: 'transient' }),
    ])
  })

  it('adopts nothing but calls it a duplicate when SAP refuses a second reference', async () => {
    const { b1, place } = company()
    await place(sampleOrder(), 'reference-1')
    b1.faults.add({ kind: 'numAtCardUnique' })
    await expect(place(sampleOrder(), 'reference-2')).rejects.toMatchObject({
      errorClass: 'duplicate',
      code: 'sap-b1:-5002',
    })
  })

  it('keeps the words of SAP for what a person has to mend', async () => {
    const missing = sampleOrder({ lines: [sampleLine({ sku: 'NOT-THERE' })] })
    const notFound = {
      errorClass: 'permanent',
      message: expect.stringContaining('No matching records found (ODBC -2028)'),
    }
    await expect(company().place(missing, 'no-item')).rejects.toMatchObject(notFound)

    const plan = company().erp.planSalesDocument(inputFor(sampleOrder(), { subjectId: 'NOBODY' }))
    const created = company().erp.createSalesDocument(plan.request)
    await expect(created).rejects.toMatchObject({ errorClass: 'permanent', message: 'Invalid BP code [ORDR.CardCode]' })
  })

  it('tells missing exchange rates as permanent, with the currency', async () => {
    const { place, b1 } = company()
    b1.transact(work => work.put('exchangeRates', 'USD', undefined))
    const failed = place(recordedOrder('guest-store-usd'), 'no-rate')
    await expect(failed).rejects.toMatchObject({ errorClass: 'permanent', message: "Update the exchange rate , 'USD'" })
  })

  it('works the same on v1', async () => {
    const v1 = company().connect({ version: 'v1' })
    const plan = v1.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: 'v1', subjectId: 'C00001' }))
    expect(plan.request.path).toBe('/b1s/v1/Orders')
    const made = await v1.createSalesDocument(plan.request)
    expect((await v1.findSalesDocuments(['v1'])).get('v1')).toEqual(made)
    const broken = v1.createSalesDocument({ ...plan.request, body: {} })
    await expect(broken).rejects.toMatchObject({ errorClass: 'permanent' })
  })
})

describe('drafts', () => {
  it('are told as drafts, become the order when approved, and are not looked at twice', async () => {
    const { b1, erp, place } = company()
    b1.faults.add({ kind: 'approvalDraft' })
    const draft = await place(sampleOrder(), 'draft-1')
    expect(draft).toMatchObject({ state: 'draft', orderbridgeId: 'draft-1' })
    expect((await erp.findSalesDocuments(['draft-1'])).get('draft-1')).toEqual(draft)

    const order = b1.approveDraft(Number(draft.erpId.replace('draft:', '')))
    const [read] = await erp.readSalesDocuments([draft.erpId])
    expect(read).toMatchObject({ erpId: String(order.DocEntry), state: 'open', orderbridgeId: 'draft-1' })
    expect((await erp.findSalesDocuments(['draft-1'])).get('draft-1')).toEqual(read)

    await erp.cancelSalesDocument(String(order.DocEntry))
    expect((await erp.findSalesDocuments(['draft-1'])).size).toBe(0)
    expect(await erp.readSalesDocuments([draft.erpId])).toMatchObject([{ state: 'canceled' }])
  })

  it('that were rejected are cancelled, and no longer found', async () => {
    const { b1, erp, place } = company()
    b1.faults.add({ kind: 'approvalDraft' })
    const draft = await place(sampleOrder(), 'draft-2')
    expect(await erp.cancelSalesDocument(draft.erpId)).toMatchObject({ outcome: 'too_late' })
    b1.rejectDraft(Number(draft.erpId.replace('draft:', '')))
    expect(await erp.readSalesDocuments([draft.erpId])).toMatchObject([{ state: 'canceled' }])
    expect((await erp.findSalesDocuments(['draft-2'])).size).toBe(0)
    expect(await erp.cancelSalesDocument(draft.erpId)).toEqual({ outcome: 'already' })
  })
})

describe('cancelling', () => {
  it('cancels an untouched order once', async () => {
    const { erp, place } = company()
    const { erpId } = await place(sampleOrder(), 'cancel-1')
    expect(await erp.cancelSalesDocument(erpId)).toEqual({ outcome: 'canceled' })
    expect(await erp.cancelSalesDocument(erpId)).toEqual({ outcome: 'already' })
    expect(await erp.readSalesDocuments([erpId])).toMatchObject([{ state: 'canceled' }])
  })

  it('closes the rest of an order that was delivered in part, once', async () => {
    const { erp, place, b1 } = company()
    const line = sampleLine({ quantity: amount(2), ...inBoth('20', '4.4', '24.4') })
    const { erpId } = await place(sampleOrder({ lines: [line], grandTotal: amount('24.4') }), 'cancel-2')
    deliver(b1, erpId, 1)
    expect(await erp.cancelSalesDocument(erpId)).toEqual({ outcome: 'closed' })
    expect(await erp.cancelSalesDocument(erpId)).toEqual({ outcome: 'already' })
  })

  it('comes too late for an order that is delivered, and for one that is not there', async () => {
    const { erp, place, work } = company()
    const { erpId, erpNumber } = await place(sampleOrder(), 'cancel-3')
    work(erpId, 'deliver-then-invoice')
    const outcome = await erp.cancelSalesDocument(erpId)
    expect(outcome).toMatchObject({ outcome: 'too_late', reason: expect.stringContaining(erpNumber) })
    expect(await erp.cancelSalesDocument('999999')).toMatchObject({ outcome: 'too_late' })
  })
})

function deliver(b1: ReturnType<typeof company>['b1'], orderId: string, quantity: number): void {
  b1.transact(work => {
    const line = { BaseType: 17, BaseEntry: Number(orderId), BaseLine: 0, Quantity: quantity }
    createDocument(work, kindOf('DeliveryNotes'), { CardCode: 'C00001', DocumentLines: [line] })
  })
}
