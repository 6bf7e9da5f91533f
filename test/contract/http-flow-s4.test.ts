import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { amount } from '../../src/domain/amount.ts'
import { RemoteError } from '../../src/domain/errors.ts'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import type { ErpConnector, ErpRequest } from '../../src/erp/connector.ts'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'
import { createSend } from '../../src/outbound/send.ts'
import { inBoth, inputFor, sampleLine, sampleOrder } from '../unit/sap-b1-sample.ts'
import { movableClock } from './http-flow-erp.ts'
import { type S4, startS4 } from './http-flow-s4.ts'
import { bill, deliver, type Row, rowsOf } from './http-flow-s4-books.ts'

/** The flow as it is shipped, on a far side that was made from public documentation: no live S/4 was ever asked. */
const definition = parse(readFileSync(new URL('../../docs/flows/s4hana.yaml', import.meta.url), 'utf8'))
const clock = movableClock('2026-01-31T12:00:00Z')
let far: S4
let flow: ErpConnector
const notes: string[] = []

const connect = (password = 'secret') =>
  httpFlow.create({
    connection: 's4',
    settings: { ...definition, url: far.url },
    secrets: { user: 'SHOP', password },
    send: createSend({ allow: () => true, allowPrivateNetwork: true, clock }),
    clock,
    random: () => 0,
    log: text => void notes.push(text),
  })

beforeAll(async () => {
  far = await startS4(clock)
  flow = connect()
})
afterAll(async () => {
  await flow.close()
  await far.close()
})

/** Three chairs for 99.99, which no price of one piece gives, a table, freight and a fee. */
const order = (changes: Partial<CanonicalOrder> = {}): CanonicalOrder => ({
  ...sampleOrder(),
  lines: [
    sampleLine({ id: 11, sku: 'S-001', quantity: amount(3), ...inBoth('81.96', '18.03', '99.99') }),
    sampleLine({ id: 12, sku: 'S-002', name: "Miza d'oro", ...inBoth('33.52', '7.38', '40.9') }),
  ],
  shipping: { ...sampleOrder().shipping, ...inBoth('3.36', '0.74', '4.1') },
  fees: [{ code: 'cod', label: 'Cash on delivery', taxRate: amount(22), ...inBoth('1.64', '0.36', '2') }],
  customerNote: 'Pred vrata',
  grandTotal: amount('146.99'),
  ...changes,
})
const planned = async (key: string, changes: Partial<CanonicalOrder> = {}): Promise<ErpRequest> =>
  (await flow.planSalesDocument(inputFor(order(changes), { orderbridgeId: key }))).request
const place = async (key: string) => await flow.createSalesDocument(await planned(key))
const find = async (...keys: string[]) => await flow.findSalesDocuments(keys)
const rowOf = (erpId: string): Row => {
  const row = far.books.A_SalesOrder.find(one => one.SalesOrder === erpId)
  if (!row) throw new Error(`no order ${erpId}`)
  return row
}
const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => undefined,
    error =>
      error instanceof RemoteError
        ? { class: error.errorClass, code: error.code, message: error.message, lookAfterMs: error.retryAfterMs }
        : error,
  )

it('makes an order deep, with partners, prices, freight and texts, and reads its total to the cent', async () => {
  const plan = await flow.planSalesDocument(inputFor(order(), { orderbridgeId: "o'shop-1" }))
  expect([plan.hold, plan.expectedTotal, plan.warnings]).toEqual([undefined, '146.99', []])
  expect((await find("o'shop-1")).size).toBe(0)
  const made = await flow.createSalesDocument(plan.request)
  expect(made).toMatchObject({ erpId: '18', state: 'open', currency: 'EUR', total: '146.99' })
  expect(made.lines).toEqual([
    { erpLine: 10, itemCode: 'S-001', quantity: '3', openQuantity: '3' },
    { erpLine: 20, itemCode: 'S-002', quantity: '1', openQuantity: '1' },
  ])
  expect(plan.lines.map(({ erpLine }) => erpLine)).toEqual([10, 20])
  const row = rowOf('18')
  // S/4 itself tells only what is without tax.
  expect(row).toMatchObject({ TotalNetAmount: '120.49', CustomerPurchaseOrderDate: '/Date(1769731200000)/' })
  expect(rowsOf(row.to_Partner).map(({ PartnerFunction }) => PartnerFunction)).toEqual(['SH', 'BP'])
  expect(rowsOf(row.to_PricingElement).map(({ ConditionType }) => ConditionType)).toEqual(['ZWFR', 'ZWCD'])
  expect(rowsOf(row.to_Text).map(({ LongText }) => LongText)).toEqual(['Web order 000000057', 'Pred vrata'])
  expect((await find('shop-0', "o'shop-1")).get("o'shop-1")).toEqual(made)
})

it('finds out by the reference what became of a write without an answer, and makes no second order', async () => {
  far.next = 'drop'
  expect(await failureOf(place('shop-2'))).toMatchObject({ class: 'unknown', lookAfterMs: 10_000 })
  const adopted = (await find('shop-2')).get('shop-2')
  expect(adopted).toMatchObject({ erpId: '19', total: '146.99' })
  far.next = 'down'
  expect(await failureOf(place('shop-3'))).toMatchObject({
    class: 'unknown',
    message: expect.stringMatching(/503.*Service Unavailable/),
  })
  expect((await find('shop-3')).size).toBe(0)
  // S/4 itself would take it twice, with a warning: the oldest is the one that counts.
  expect(notes).toEqual([])
  await place('shop-2')
  expect(notes).toEqual(['The ERP took it, and says: Customer reference exists already'])
  expect((await find('shop-2')).get('shop-2')?.erpId).toBe('19')
})

it('fetches one token for writes at the same time, and another when the session is over', async () => {
  far.endSession()
  const { tokens, writes } = far.counts
  await Promise.all([place('shop-4'), place('shop-5')])
  expect(far.counts).toEqual({ tokens: tokens + 1, writes: writes + 2 })
  expect([...(await find('shop-4', 'shop-5')).keys()].sort()).toEqual(['shop-4', 'shop-5'])
})

it('tells a lock from a refusal, and a refusal in all its sentences', async () => {
  far.next = 'lock'
  expect(await failureOf(place('shop-6'))).toMatchObject({ class: 'transient', code: 'http-flow:V1/042' })
  const items = new Map(order().lines.map(({ sku }) => [sku, 'NI']))
  const { request } = await flow.planSalesDocument(inputFor(order(), { orderbridgeId: 'shop-6', items }))
  expect(await failureOf(flow.createSalesDocument(request))).toEqual({
    class: 'permanent',
    code: 'http-flow:V1/382',
    message:
      'Material NI is not defined for sales org.1710, distr.chan.10, language EN. Sales document was not changed',
  })
})

it('holds what would not add up, a fee without a condition type, and a key that S/4 would cut', async () => {
  const holdOf = async (changes: Partial<CanonicalOrder>, key = 'shop-7') =>
    (await flow.planSalesDocument(inputFor(order(changes), { orderbridgeId: key }))).hold?.code
  const wrap = { code: 'gift_wrap', label: 'Wrapping', taxRate: amount(22), ...inBoth('1.64', '0.36', '2') }
  expect(await holdOf({ fees: [wrap] })).toBe('mapping_missing:item.code:gift_wrap')
  expect(await holdOf({}, `${'s'.repeat(32)}-1042`)).toBe('key_too_long')
})

it('takes an order as canceled once all its items are rejected', async () => {
  await place('shop-8')
  const { erpId } = (await find('shop-8')).get('shop-8') ?? { erpId: '' }
  Object.assign(rowOf(erpId), { OverallSDDocumentRejectionSts: 'C', OverallSDProcessStatus: 'C' })
  expect((await flow.readSalesDocuments([erpId]))[0]?.state).toBe('canceled')
  expect((await find('shop-8')).size).toBe(0)
  expect(await flow.cancelSalesDocument(erpId)).toMatchObject({ outcome: 'too_late' })
})

it('hears of deliveries and invoices, counts them when they are posted, and fetches the PDF', async () => {
  const { erpId } = await place('shop-9')
  const row = rowOf(erpId)
  clock.pass(60)
  const packed = deliver(far.books, row, clock.now(), false)
  expect(await flow.findFollowUps([erpId])).toEqual([])
  packed.OverallGoodsMovementStatus = 'C'
  packed.ActualGoodsMovementDate = packed.LastChangeDate
  const invoice = bill(far.books, row, clock.now())
  bill(far.books, row, clock.now(), 'N')
  const { changes, cursor } = await flow.readChanges(undefined, new Date(clock.now().getTime() - 5 * 60_000))
  expect(changes.map(({ entity, erpId: id }) => `${entity} ${id}`)).toEqual(['shipment 80000000', 'invoice 90000000'])
  expect((await flow.readSalesDocuments([erpId]))[0]?.state).toBe('closed')

  const found = await flow.findFollowUps([erpId])
  expect(found.map(({ kind, erpId: id, date }) => [kind, id, date])).toEqual([
    ['shipment', '80000000', '2026-01-31'],
    ['invoice', '90000000', '2026-01-31'],
  ])
  expect(found[0]).toMatchObject({ tracking: [{ number: 'LP123456789SI' }] })
  expect(found[1]).toMatchObject({ total: '146.99', currency: 'EUR', canceled: false })
  // Freight and fee are in the lines, as S/4 spread them.
  expect(
    found[1]?.lines.map(({ salesDocumentId, erpLine, quantity, gross }) => [salesDocumentId, erpLine, quantity, gross]),
  ).toEqual([
    [erpId, 10, '3', '104.32'],
    [erpId, 20, '1', '42.67'],
  ])
  expect(await flow.fetchDocument('invoice', '90000000')).toBeUndefined()
  far.issued.add('90000000')
  expect(Buffer.from((await flow.fetchDocument('invoice', '90000000')) ?? []).toString()).toBe('%PDF-1.4 90000000')
  invoice.BillingDocumentIsCancelled = true
  expect((await flow.readFollowUps('invoice', ['90000000']))[0]?.canceled).toBe(true)

  clock.pass(60)
  Object.assign(packed, { BillOfLading: 'LP2' })
  const later = await flow.readChanges(cursor, clock.now())
  // Deliveries tell the day of their change only, so the row itself is looked at.
  expect(later.changes.map(({ entity }) => entity)).toEqual(['shipment', 'invoice'])
  for (const [index, { version }] of later.changes.entries()) expect(version).not.toBe(changes[index]?.version)
})

it('tells by the doctor that all answers, and a password that is wrong', async () => {
  expect((await flow.diagnose({ fix: false })).map(({ check, ok }) => `${check} ${ok}`)).toEqual([
    'existence query true',
    'token for writes true',
    'changes true',
  ])
  const [finding] = await connect('wrong-7c1').diagnose({ fix: false })
  expect(finding).toMatchObject({ check: 'log-in', ok: false, detail: expect.stringContaining('Logon failed') })
})
