import { describe, expect, it } from 'vitest'
import { finishOrder, stepOrder } from '../../sandbox/icenter/clerk.ts'
import { amount } from '../../src/domain/amount.ts'
import type { RefundInput } from '../../src/erp/connector.ts'
import { parseId } from '../../src/erp/icenter/document-id.ts'
import { inBoth, sampleLine, sampleOrder } from '../unit/sample-order.ts'
import { useCompany } from './icenter-connector-company.ts'

const company = useCompany()

const order = sampleOrder({
  lines: [
    sampleLine({ id: 1, sku: 'S-001', quantity: amount(2), ...inBoth('20', '4.4', '24.4') }),
    sampleLine({ id: 2, sku: 'S-005', quantity: amount(3), taxRate: amount('9.5'), ...inBoth('30', '2.85', '32.85') }),
  ],
  grandTotal: amount('57.25'),
  baseGrandTotal: amount('57.25'),
})

const refund = (
  salesDocumentId: string,
  kept: readonly [string, string],
  changes: Partial<RefundInput> = {},
): RefundInput => ({
  key: 'demo-57-cm1',
  salesDocumentId,
  lines: [
    { erpLines: [1], quantity: amount(2 - Number(kept[0])), keep: amount(kept[0]) },
    { erpLines: [2], quantity: amount(3 - Number(kept[1])), keep: amount(kept[1]) },
  ],
  everything: false,
  shipping: { gross: amount(0), taxRate: amount(22) },
  adjustment: amount(0),
  total: amount('12.2'),
  currency: 'EUR',
  country: 'SI',
  date: '2026-01-31',
  comment: 'Magento 000000057, credit memo 1',
  ...changes,
})

const keyOf = (id: string) => {
  const key = parseId(id)
  if (!key) throw new Error(`${id} is no id`)
  return key
}

describe('a refund before the invoice', () => {
  it('of everything cancels the order, once', async () => {
    const { erp, place } = company()
    const { erpId } = await place(order, 'refund-1')
    const input = refund(erpId, ['0', '0'], { everything: true, total: amount('57.25') })
    expect(await erp.refunds.find(input)).toBeUndefined()
    expect(await erp.refunds.create(input)).toEqual({ outcome: 'canceled' })
    expect(await erp.refunds.create(input)).toEqual({ outcome: 'canceled' })
    expect(await erp.readSalesDocuments([erpId])).toMatchObject([{ state: 'canceled' }])
  })

  it('of some pieces is for people, unless orders may be brought down', async () => {
    const { erp, connect, place, saop } = company()
    const { erpId } = await place(order, 'refund-2')
    const input = refund(erpId, ['1', '3'])
    expect(await erp.refunds.create(input)).toMatchObject({
      outcome: 'by_hand',
      reason: expect.stringContaining('reduceOrders'),
    })
    const allowed = connect({ reduceOrders: true })
    expect(await allowed.refunds.create(input)).toEqual({ outcome: 'reduced' })
    expect(await allowed.refunds.find(input)).toEqual({ outcome: 'reduced' })
    expect(await allowed.refunds.create(input)).toEqual({ outcome: 'reduced' })
    const [document] = await erp.readSalesDocuments([erpId])
    expect(document?.total).toBe('45.05')
    expect(document?.lines.map(({ erpLine, quantity }) => `${erpLine}: ${quantity}`)).toEqual(['1: 1', '2: 3'])
    const stored = saop.list('orders').find(one => one.header.OrderReference === 'refund-2')
    expect(stored?.header).toMatchObject({
      DocumentDeliveryCity: 'Ljubljana',
      Comment: 'Magento 000000057',
      PaymentTypeID: '01',
    })
  })

  it('of a whole line takes the line off and leaves the others as they are', async () => {
    const { connect, place } = company()
    const allowed = connect({ reduceOrders: true })
    const { erpId } = await place(order, 'refund-3')
    const input = refund(erpId, ['0', '3'], { total: amount('24.4') })
    expect(await allowed.refunds.create(input)).toEqual({ outcome: 'reduced' })
    const [document] = await allowed.readSalesDocuments([erpId])
    expect(document).toMatchObject({ total: '32.85', lines: [{ erpLine: 2, quantity: '3' }] })
  })

  it('of another amount than the pieces cost is told as it is', async () => {
    const { connect, place } = company()
    const allowed = connect({ reduceOrders: true })
    const { erpId } = await place(order, 'refund-4')
    expect(await allowed.refunds.create(refund(erpId, ['1', '3'], { total: amount('10') }))).toMatchObject({
      outcome: 'by_hand',
      reason: expect.stringContaining('look at it there'),
    })
  })

  it('of freight, of money alone, or with goods that were prepared is for people', async () => {
    const { saop, connect, place } = company()
    const allowed = connect({ reduceOrders: true })
    const { erpId } = await place(order, 'refund-5')
    const freight = { gross: amount('5'), taxRate: amount(22) }
    expect(await allowed.refunds.create(refund(erpId, ['1', '3'], { shipping: freight }))).toMatchObject({
      outcome: 'by_hand',
    })
    expect(await allowed.refunds.create(refund(erpId, ['2', '3']))).toMatchObject({ outcome: 'by_hand' })
    for (let step = 0; step < 2; step++) stepOrder(saop, keyOf(erpId), 'deliver-then-invoice')
    expect(await allowed.refunds.create(refund(erpId, ['1', '3']))).toMatchObject({
      outcome: 'by_hand',
      reason: expect.stringContaining('is delivered'),
    })
  })
})

describe('a refund after the invoice', () => {
  it('is for people, and says which invoice it is about', async () => {
    const { saop, erp, place } = company()
    const { erpId } = await place(order, 'refund-6')
    finishOrder(saop, keyOf(erpId), 'deliver-then-invoice')
    expect(await erp.refunds.create(refund(erpId, ['0', '0'], { everything: true }))).toMatchObject({
      outcome: 'by_hand',
      reason: expect.stringMatching(/is invoiced \(IR-2026-\d+\)/),
    })
  })

  it('of an order that is not there is for people', async () => {
    expect(await company().erp.refunds.create(refund('2026/VNK/99999', ['0', '0']))).toMatchObject({
      outcome: 'by_hand',
    })
  })
})
