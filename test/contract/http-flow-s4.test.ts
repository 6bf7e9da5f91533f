import { afterAll, beforeAll, expect, it } from 'vitest'
import { bill, cancelBilling, issueOutput } from '../../sandbox/s4hana/billing.ts'
import { type SalesOrder, transact, type Work } from '../../sandbox/s4hana/books.ts'
import { connectionTo } from '../../sandbox/s4hana/connection.ts'
import { issueGoods, packDelivery } from '../../sandbox/s4hana/deliveries.ts'
import { rejectItems } from '../../sandbox/s4hana/orders.ts'
import { orderRow, type Row } from '../../sandbox/s4hana/rows.ts'
import { type S4hana, startS4hana } from '../../sandbox/s4hana/server.ts'
import { amount } from '../../src/domain/amount.ts'
import { RemoteError } from '../../src/domain/errors.ts'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import type { ErpConnector, ErpRequest } from '../../src/erp/connector.ts'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'
import { createSend } from '../../src/outbound/send.ts'
import { seeded } from '../support/seeded.ts'
import { inBoth, sampleLine, sampleOrder } from '../unit/sample-order.ts'
import { inputFor } from '../unit/sap-b1-sample.ts'
import { movableClock } from './movable-clock.ts'

/** The flow as it is shipped, on a far side that was made from public documentation: no live S/4 was ever asked. */
const clock = movableClock('2026-01-31T12:00:00Z')
let far: S4hana
let flow: ErpConnector
const notes: string[] = []

const connect = (password = far.credentials.password, changes: object = {}) => {
  const { settings, secrets } = connectionTo(far)
  return httpFlow.create({
    connection: 's4',
    settings: { ...settings, ...changes },
    secrets: { ...secrets, password },
    send: createSend({ allow: () => true, allowPrivateNetwork: true, clock }),
    clock,
    random: () => 0,
    log: text => void notes.push(text),
  })
}

beforeAll(async () => {
  far = await startS4hana({ port: 0, clock, random: seeded(7) })
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
const orders = () => far.books.journal.list<SalesOrder>('orders')
const rowOf = (erpId: string): Row => {
  const order = orders().find(({ number }) => number === erpId)
  if (!order) throw new Error(`no order ${erpId}`)
  return orderRow(order)
}
/** What stands below a row, by one of its fields. */
const below = (row: Row, name: string, field: string) => {
  const rows = row[name]
  return typeof rows === 'object' ? rows?.map(one => one[field]) : rows
}
const people = <T>(act: (work: Work) => T): T => transact(far.books, act)
const all = [
  { line: 10, quantity: amount(3) },
  { line: 20, quantity: amount(1) },
]
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
  expect(below(row, 'to_Partner', 'PartnerFunction')).toEqual(['SH', 'BP'])
  expect(below(row, 'to_PricingElement', 'ConditionType')).toEqual(['ZWFR', 'ZWCD'])
  expect(below(row, 'to_Text', 'LongText')).toEqual(['Web order 000000057', 'Pred vrata'])
  expect((await find('shop-0', "o'shop-1")).get("o'shop-1")).toEqual(made)
})

it('finds out by the reference what became of a write without an answer, and makes no second order', async () => {
  far.books.faults.add({ kind: 'commitThenDrop', match: { method: 'POST' } })
  expect(await failureOf(place('shop-2'))).toMatchObject({ class: 'unknown', lookAfterMs: 10_000 })
  const adopted = (await find('shop-2')).get('shop-2')
  expect(adopted).toMatchObject({ erpId: '19', total: '146.99' })
  far.books.faults.add({ kind: 'html502', match: { method: 'POST' } })
  expect(await failureOf(place('shop-3'))).toMatchObject({
    class: 'unknown',
    message: expect.stringMatching(/502.*Bad Gateway/),
  })
  expect((await find('shop-3')).size).toBe(0)
  // S/4 itself would take it twice, with a warning: the oldest is the one that counts.
  expect(notes).toEqual([])
  await place('shop-2')
  expect(notes).toEqual(['The ERP took it, and says: Customer reference exists already'])
  expect((await find('shop-2')).get('shop-2')?.erpId).toBe('19')
})

it('fetches one token for writes at the same time, and another when the session is over', async () => {
  far.sessions.clear()
  const [sessions, made] = [far.sessions.count(), orders().length]
  await Promise.all([place('shop-4'), place('shop-5')])
  expect([far.sessions.count(), orders().length]).toEqual([sessions + 1, made + 2])
  expect([...(await find('shop-4', 'shop-5')).keys()].sort()).toEqual(['shop-4', 'shop-5'])
})

it('tells a lock from a refusal, and a refusal in all its sentences', async () => {
  far.books.faults.add({ kind: 'locked' })
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

it('never takes a service that is not opened for one that has nothing', async () => {
  const elsewhere = connect(undefined, { url: `${far.url}/sap/opu/odata/sap/closed` })
  for (const ask of [
    () => elsewhere.findSalesDocuments(['shop-1']),
    () => elsewhere.findFollowUps(['18']),
    () => elsewhere.readChanges(undefined, clock.now()),
  ])
    expect(await failureOf(ask())).toMatchObject({ class: 'permanent', code: 'http-flow:/IWFND/MED/170' })
})

it('takes an order as canceled once all its items are rejected', async () => {
  await place('shop-8')
  const { erpId } = (await find('shop-8')).get('shop-8') ?? { erpId: '' }
  expect(await flow.cancelSalesDocument(erpId)).toMatchObject({ outcome: 'too_late' })
  people(work => rejectItems(work, erpId))
  expect((await flow.readSalesDocuments([erpId]))[0]?.state).toBe('canceled')
  expect((await find('shop-8')).size).toBe(0)
  // People were told to, and did: the cancellation that waits is done.
  expect(await flow.cancelSalesDocument(erpId)).toEqual({ outcome: 'already' })
})

it('hears of deliveries and invoices, counts them when they are posted, and fetches the PDF', async () => {
  const { erpId } = await place('shop-9')
  clock.pass(60)
  const packed = people(work => packDelivery(work, erpId, all))
  expect(await flow.findFollowUps([erpId])).toEqual([])
  people(work => bill(work, erpId, all))
  const { changes, cursor } = await flow.readChanges(undefined, new Date(clock.now().getTime() - 5 * 60_000))
  expect(changes.map(({ entity, erpId: id }) => `${entity} ${id}`)).toEqual(['shipment 80000000', 'invoice 90000000'])
  people(work => issueGoods(work, packed.number, 'LP123456789SI'))
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
  people(work => issueOutput(work, '90000000'))
  expect(
    Buffer.from((await flow.fetchDocument('invoice', '90000000')) ?? [])
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  far.books.faults.add({ kind: 'pdfMissing' })
  expect(await flow.fetchDocument('invoice', '90000000')).toBeUndefined()
  people(work => cancelBilling(work, '90000000'))
  expect((await flow.readFollowUps('invoice', ['90000000']))[0]?.canceled).toBe(true)

  // The counter document is none of the follow-ups.
  expect((await flow.findFollowUps([erpId])).map(({ erpId: id }) => id)).toEqual(['80000000', '90000000'])

  clock.pass(60)
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
