import { describe, expect, it } from 'vitest'
import type { ErpPlan } from '../../sandbox/erp.ts'
import { finishOrder, stepOrder } from '../../sandbox/icenter/clerk.ts'
import { reverseDispatch } from '../../sandbox/icenter/dispatching.ts'
import { makeInvoice, reverseInvoice } from '../../sandbox/icenter/invoicing.ts'
import { officeOf } from '../../sandbox/icenter/office.ts'
import { add, amount, isZero, ZERO } from '../../src/domain/amount.ts'
import type { FollowUp } from '../../src/domain/fulfilment.ts'
import { type DocumentKey, parseFollowUpId, parseId } from '../../src/erp/icenter/document-id.ts'
import { inBoth, sampleLine, sampleOrder } from '../unit/sample-order.ts'
import { type TestCompany, useCompany } from './icenter-connector-company.ts'

const keyOf = (id: string): DocumentKey => {
  const key = parseId(id)
  if (!key) throw new Error(`${id} is no id`)
  return key
}
const documentOf = (id: string | undefined): DocumentKey => {
  const key = parseFollowUpId(id ?? '')
  if (!key) throw new Error(`${id} is no id`)
  return key.document
}

/** Two lines with the same item at different prices, one with another, freight. */
const order = sampleOrder({
  lines: [
    sampleLine({
      id: 1,
      sku: 'S-001',
      quantity: amount(2),
      ...inBoth('20', '4.4', '24.4'),
      documentItem: { id: 1, unitsPer: amount(1) },
    }),
    sampleLine({
      id: 2,
      sku: 'S-005',
      quantity: amount(3),
      taxRate: amount('9.5'),
      ...inBoth('30', '2.85', '32.85'),
      documentItem: { id: 2, unitsPer: amount(1) },
    }),
    sampleLine({
      id: 3,
      sku: 'S-001',
      quantity: amount(4),
      ...inBoth('20', '4.4', '24.4'),
      documentItem: { id: 3, unitsPer: amount(1) },
    }),
  ],
  shipping: { method: 'flatrate_flatrate', ...inBoth('4.1', '0.9', '5'), taxRate: amount(22), discount: amount(0) },
  grandTotal: amount('86.65'),
  baseGrandTotal: amount('86.65'),
})

async function worked({ saop, place }: TestCompany, key: string, plan: ErpPlan): Promise<string> {
  const { erpId } = await place(order, key)
  finishOrder(saop, keyOf(erpId), plan)
  return erpId
}

const ofKind = (found: readonly FollowUp[], kind: FollowUp['kind']) => found.filter(one => one.kind === kind)
const perLine = (found: readonly FollowUp[]) => {
  const quantities = new Map<number, string>()
  for (const { erpLine, quantity } of found.flatMap(({ lines }) => lines))
    quantities.set(erpLine, add(amount(quantities.get(erpLine) ?? 0), quantity))
  return Object.fromEntries([...quantities].toSorted(([a], [b]) => a - b))
}

describe.each([
  ['with references on the lines of invoices', 'order'],
  ['without them', 'none'],
] as const)('follow-ups, %s', (_, invoiceLineReference) => {
  const company = useCompany({ variants: { invoiceLineReference } })

  it.each(['deliver-then-invoice', 'two-deliveries', 'two-invoices', 'invoice-then-deliver', 'credit-after'] as const)(
    'of %s are those of the company, line by line',
    async plan => {
      const { saop, erp } = company()
      const erpId = await worked(company(), `plan-${plan}-1`, plan)
      const found = await erp.findFollowUps([erpId])
      const booked = officeOf(saop)
        .followUps()
        .filter(one => one.lines.some(line => line.salesDocumentId === erpId))
      const plain = (one: Omit<FollowUp, 'date'>) => ({
        id: `${one.kind} ${one.erpId}`,
        total: one.total,
        canceled: one.canceled,
        lines: one.lines.map(line => `${line.erpLine}: ${line.quantity} ${line.itemCode}`).toSorted(),
        tracking: one.tracking.map(({ number }) => number),
      })
      const sorted = (all: readonly Omit<FollowUp, 'date'>[]) =>
        all.map(plain).toSorted((a, b) => a.id.localeCompare(b.id))
      expect(sorted(found)).toEqual(sorted(booked))
      expect(perLine(ofKind(found, 'invoice'))).toEqual({ 1: '2', 2: '3', 3: '4' })
      const left = ofKind(found, 'shipment').flatMap(({ lines }) => lines.map(({ warehouse }) => warehouse))
      expect(new Set(left)).toEqual(new Set(['001']))
    },
  )

  it('names freight apart from the goods', async () => {
    const { erp } = company()
    const erpId = await worked(company(), 'freight-1', 'deliver-then-invoice')
    const [invoice] = ofKind(await erp.findFollowUps([erpId]), 'invoice')
    expect(invoice?.freight).toEqual({ net: '4.1', tax: '0.9', gross: '5' })
    expect(add(ZERO, ...(invoice?.lines ?? []).map(({ gross }) => gross))).toBe('81.65')
    expect(invoice?.total).toBe('86.65')
    expect(invoice?.date).toBe('2026-01-31')
  })
})

describe('a follow-up', () => {
  const company = useCompany()

  it('is read by its kind and id; missing ones and other kinds are left out', async () => {
    const { erp } = company()
    const erpId = await worked(company(), 'kinds-1', 'credit-after')
    const all = await erp.findFollowUps([erpId])
    for (const one of all) expect(await erp.readFollowUps(one.kind, [one.erpId])).toEqual([one])
    const [invoice] = ofKind(all, 'invoice')
    expect(await erp.readFollowUps('credit_note', [invoice?.erpId ?? ''])).toEqual([])
    expect(await erp.readFollowUps('invoice', [`2026/IR/99999@${erpId}`, '17', ''])).toEqual([])
  })

  it('is a credit note too when the goods cost nothing', async () => {
    const { saop, erp, place } = company()
    const lines = [sampleLine({ quantity: amount(2), ...inBoth('0', '0', '0') })]
    const { erpId } = await place(sampleOrder({ lines, grandTotal: ZERO, baseGrandTotal: ZERO }), 'free-1')
    finishOrder(saop, keyOf(erpId), 'credit-after')
    const found = await erp.findFollowUps([erpId])
    expect(found.map(({ kind, total }) => `${kind} ${total}`).toSorted()).toEqual([
      'credit_note 0',
      'invoice 0',
      'shipment 0',
    ])
    const heard = (await erp.readChanges(undefined, new Date('2026-01-31T00:00:00Z'))).changes
    expect(
      heard
        .filter(({ erpId: id }) => id.endsWith(`@${erpId}`))
        .map(({ entity }) => entity)
        .toSorted(),
    ).toEqual(['credit_note', 'invoice', 'shipment'])
  })

  it('is no delivery as long as the goods are only prepared', async () => {
    const { saop, erp, place } = company()
    const { erpId } = await place(order, 'prepared-1')
    stepOrder(saop, keyOf(erpId), 'deliver-then-invoice')
    stepOrder(saop, keyOf(erpId), 'deliver-then-invoice')
    const prepared = saop.list('dispatches').find(one => `${one.order.year}/VNK/${one.order.number}` === erpId)
    expect(prepared?.status).toBe('O')
    expect(await erp.findFollowUps([erpId])).toEqual([])
    expect(await erp.cancelSalesDocument(erpId)).toMatchObject({
      outcome: 'too_late',
      reason: expect.stringContaining('odpremljeno'),
    })
    stepOrder(saop, keyOf(erpId), 'deliver-then-invoice')
    expect(ofKind(await erp.findFollowUps([erpId]), 'shipment')).toHaveLength(1)
  })

  it('is cancelled when people reverse it', async () => {
    const { saop, erp } = company()
    const erpId = await worked(company(), 'reversed-1', 'deliver-then-invoice')
    const before = await erp.findFollowUps([erpId])
    saop.transact(work => {
      reverseInvoice(work, documentOf(ofKind(before, 'invoice')[0]?.erpId))
      reverseDispatch(work, documentOf(ofKind(before, 'shipment')[0]?.erpId))
    })
    const after = await erp.findFollowUps([erpId])
    expect(ofKind(after, 'invoice').map(({ canceled }) => canceled)).toContain(true)
    expect(ofKind(after, 'shipment').map(({ canceled }) => canceled)).toEqual([true])
  })

  it('closes what is left of an order that was delivered in part', async () => {
    const { saop, erp, place } = company()
    const { erpId } = await place(order, 'part-1')
    for (let step = 0; step < 3; step++) stepOrder(saop, keyOf(erpId), 'two-deliveries')
    const [before] = await erp.readSalesDocuments([erpId])
    expect(before).toMatchObject({ state: 'confirmed' })
    expect(await erp.cancelSalesDocument(erpId)).toEqual({ outcome: 'closed' })
    const [after] = await erp.readSalesDocuments([erpId])
    expect(after?.state).toBe('closed')
    expect(after?.lines.every(({ openQuantity }) => isZero(openQuantity))).toBe(true)
  })

  it('is invoiced before it is delivered, each piece on its own line', async () => {
    const { saop, erp, place } = company()
    const { erpId } = await place(order, 'ahead-1')
    stepOrder(saop, keyOf(erpId), 'invoice-then-deliver')
    for (const pieces of [
      [{ orderLine: 3, quantity: amount(4) }],
      [
        { orderLine: 1, quantity: amount(2) },
        { orderLine: 2, quantity: amount(3) },
        { orderLine: 4, quantity: amount(1) },
      ],
    ])
      saop.transact(work => makeInvoice(work, keyOf(erpId), pieces))
    const found = ofKind(await erp.findFollowUps([erpId]), 'invoice')
    expect(found.map(({ lines }) => lines.map(({ erpLine }) => erpLine))).toEqual([[3], [1, 2]])
  })

  it('is told from its order when it is over freight alone', async () => {
    const { saop, erp, place } = company()
    const { erpId } = await place(order, 'freight-1')
    stepOrder(saop, keyOf(erpId), 'invoice-then-deliver')
    saop.transact(work => makeInvoice(work, keyOf(erpId), [{ orderLine: 4, quantity: amount(1) }]))
    const [invoice] = ofKind(await erp.findFollowUps([erpId]), 'invoice')
    expect(invoice).toMatchObject({ total: '5', freight: { gross: '5' } })
    expect(invoice?.lines).toMatchObject([{ salesDocumentId: erpId, erpLine: 4, gross: '5' }])
  })
})

describe('the PDF of an invoice', () => {
  const company = useCompany()

  const invoiced = async (key: string, print: boolean) => {
    const { saop, erp, place } = company()
    const { erpId } = await place(order, key)
    const plan = 'invoice-only'
    for (let step = stepOrder(saop, keyOf(erpId), plan); step; step = stepOrder(saop, keyOf(erpId), plan))
      if (
        !print &&
        saop.list('invoices').some(one => one.order && `${one.order.year}/VNK/${one.order.number}` === erpId)
      )
        break
    const [invoice] = await erp.findFollowUps([erpId])
    return invoice?.erpId ?? ''
  }
  const isPdf = (bytes: Uint8Array | undefined) => new TextDecoder('latin1').decode(bytes?.subarray(0, 5)) === '%PDF-'

  it.each(['overview', 'invoice', 'order_status'] as const)('is found by the %s', async source => {
    const id = await invoiced(`pdf-${source}-1`, true)
    expect(isPdf(await company().connect({ documents: { source } }).fetchDocument('invoice', id))).toBe(true)
  })

  it('is not there as long as nobody has printed it, unless we may', async () => {
    const { erp, connect, sent } = company()
    const id = await invoiced('unprinted-1', false)
    expect(await erp.fetchDocument('invoice', id)).toBeUndefined()
    const printing = connect({ documents: { invoiceTemplate: 1 } })
    expect(isPdf(await printing.fetchDocument('invoice', id))).toBe(true)
    sent.length = 0
    expect(isPdf(await printing.fetchDocument('invoice', id))).toBe(true)
    expect(sent.filter(({ method }) => method === 'POST')).toEqual([])
  })

  it('does not go into the attempt, and asks for apiClientId where it is missing', async () => {
    const { erp, connect, sent } = company()
    const id = await invoiced('client-1', true)
    sent.length = 0
    await erp.fetchDocument('invoice', id)
    expect(sent.at(-1)).toMatchObject({ confidential: true })
    await expect(connect({ apiClientId: undefined }).fetchDocument('invoice', id)).rejects.toMatchObject({
      errorClass: 'permanent',
      code: 'icenter:no-api-client',
    })
  })

  it('that comes without data is not there yet, and a broken server is not the same', async () => {
    const { saop, erp } = company()
    const id = await invoiced('broken-1', true)
    saop.faults.add({ kind: 'pdfFailure' })
    expect(await erp.fetchDocument('invoice', id)).toBeUndefined()
    saop.faults.add({ kind: 'html500', match: { path: '/GetDocument' } })
    await expect(erp.fetchDocument('invoice', id)).rejects.toMatchObject({ errorClass: 'transient' })
  })
})

describe('a site whose archive has other ids than the invoices', () => {
  const company = useCompany({ variants: { attachmentId: 'other' } })

  it('prints every invoice', async () => {
    const { saop, connect, place } = company()
    const erp = connect({ documents: { attachmentIsDocument: false, invoiceTemplate: 1 } })
    const { erpId } = await place(order, 'other-1')
    finishOrder(saop, keyOf(erpId), 'invoice-only')
    const [invoice] = await erp.findFollowUps([erpId])
    expect((await erp.fetchDocument('invoice', invoice?.erpId ?? ''))?.byteLength).toBeGreaterThan(500)
  })
})
