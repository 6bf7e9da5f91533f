import { expect, it } from 'vitest'
import { finishOrder } from '../../sandbox/sap-b1/clerk.ts'
import { cancelDocument } from '../../sandbox/sap-b1/document-actions.ts'
import { kindOf, readDocument } from '../../sandbox/sap-b1/documents.ts'
import { officeOf } from '../../sandbox/sap-b1/office.ts'
import { client, placeOrder, simulated } from '../fixtures/sap-b1/simulated.ts'

it('the books show a document that waits for an approval as a draft, and as an order from then on', async () => {
  const { b1 } = await simulated()
  const office = officeOf(b1)
  b1.faults.add({ kind: 'approvalDraft' })
  await placeOrder(await client(b1))
  const [draft, ...others] = office.salesDocuments()
  expect(others).toEqual([])
  expect(draft).toMatchObject({ erpId: 'draft:1', state: 'draft', total: '52.79' })
  office.approve?.(draft?.erpId ?? '')
  expect(office.salesDocuments()).toMatchObject([{ erpId: '1', state: 'open', total: '52.79' }])
})

it('the books show a reversed invoice once, as cancelled, without the document that reverses it', async () => {
  const { b1 } = await simulated()
  const office = officeOf(b1)
  await placeOrder(await client(b1))
  finishOrder(b1, 1, 'deliver-then-invoice')
  b1.transact(work => cancelDocument(work, kindOf('Invoices'), readDocument(work, 'Invoices', 1)))
  expect(office.followUps().map(({ kind, canceled }) => [kind, canceled])).toEqual([
    ['shipment', false],
    ['invoice', true],
  ])
})

it('the books tell why a step was refused, and what is left to do', async () => {
  const { b1 } = await simulated()
  const office = officeOf(b1)
  await placeOrder(await client(b1))
  expect(office.step('1', 'deliver-then-invoice')).toEqual({ done: 'confirmed' })
  expect(office.step('99', 'cancel')).toEqual({ refused: expect.any(String) })
  expect(office.step('1', 'cancel')).toEqual({ done: 'cancelled' })
  expect(office.step('1', 'cancel')).toBe('nothing left')
})

it('the books show the payment of an order under every reference that may hold our key', async () => {
  const { b1 } = await simulated()
  const call = await client(b1)
  await placeOrder(call)
  const office = officeOf(b1)
  const payment = { CardCode: 'WEB1', TransferSum: 10, TransferAccount: '110100', Remarks: 'sandbox-1:payment' }
  expect((await call('POST', 'IncomingPayments', payment)).status).toBe(201)
  expect(office.payments()).toEqual([{ erpId: '1', canceled: false, references: ['sandbox-1:payment'] }])
  expect(office.subjects()).toContain('WEB1')
})
