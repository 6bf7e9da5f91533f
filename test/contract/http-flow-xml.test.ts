import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { RemoteError } from '../../src/domain/errors.ts'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import type { ErpConnector, ErpRequest } from '../../src/erp/connector.ts'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'
import { createSend } from '../../src/outbound/send.ts'
import { sampleOrder } from '../unit/sample-order.ts'
import { inputFor } from '../unit/sap-b1-sample.ts'
import { startVzhod, type Vzhod } from './http-flow-vzhod.ts'
import { movableClock } from './movable-clock.ts'

const definition = parse(readFileSync(new URL('../fixtures/http-flow/vzhod.yaml', import.meta.url), 'utf8'))
const clock = movableClock('2026-01-31T12:00:00Z')
let far: Vzhod
let flow: ErpConnector

const connect = (password = 'geslo&1') =>
  httpFlow.create({
    connection: 'vzhod',
    settings: { ...definition, url: far.url },
    secrets: { user: 'shop', password },
    send: createSend({ allow: () => true, allowPrivateNetwork: true, clock }),
    clock,
    random: () => 0,
  })

beforeAll(async () => {
  far = await startVzhod()
  flow = connect()
})
afterAll(async () => {
  await flow.close()
  await far.close()
})

const orderNumber = (number: string): CanonicalOrder => ({ ...sampleOrder(), number })
const planned = async (number: string): Promise<ErpRequest> =>
  (await flow.planSalesDocument(inputFor(orderNumber(number), { orderbridgeId: `v-${number}` }))).request
const find = async (number: string) =>
  (await flow.findSalesDocuments([`v-${number}`], new Map([[`v-${number}`, await planned(number)]]))).get(`v-${number}`)
const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => undefined,
    error =>
      error instanceof RemoteError ? { class: error.errorClass, code: error.code, message: error.message } : error,
  )

it('takes an order its whole way by YAML alone: found, made, shipped, invoiced, printed', async () => {
  expect(await find('000000101')).toBeUndefined()
  const made = await flow.createSalesDocument(await planned('000000101'))
  expect(made).toMatchObject({ erpId: '0001', erpNumber: 'N/0001', state: 'open', total: sampleOrder().grandTotal })
  expect(await find('000000101')).toEqual(made)

  const order = far.orders[0]
  if (!order) throw new Error('the order is not there')
  order.status = 'P'
  order.invoices = [{ no: '7/2026', pieces: '1,00', amount: '12,20' }]
  const { changes } = await flow.readChanges(undefined, clock.now())
  expect(changes.map(({ entity, erpId }) => [entity, erpId])).toEqual([
    ['sales_document', '0001'],
    ['invoice', '0001:7/2026'],
  ])
  expect((await flow.readSalesDocuments(['0001', '9999'].slice(0, 1)))[0]?.state).toBe('confirmed')
  const [invoice] = await flow.readFollowUps('invoice', ['0001:7/2026'])
  expect(invoice).toMatchObject({ erpNumber: '7/2026', date: '2026-01-31', total: '12.2', canceled: false })
  expect(invoice?.lines).toEqual([
    { salesDocumentId: '0001', erpLine: 1, itemCode: sampleOrder().lines[0]?.sku, quantity: '1', gross: '12.2' },
  ])
  const pdf = await flow.fetchDocument('invoice', '0001:7/2026')
  expect(Buffer.from(pdf ?? []).toString()).toBe('%PDF-1.4 7/2026')
})

it('finds out by the order number what became of a write without an answer', async () => {
  far.next = 'drop'
  const request = await planned('000000102')
  expect(await failureOf(flow.createSalesDocument(request))).toMatchObject({ class: 'unknown' })
  expect((await find('000000102'))?.erpId).toBe('0002')
})

it('sees errors behind a 200, in the words and letters of the ERP', async () => {
  far.next = 'busy'
  expect(await failureOf(flow.createSalesDocument(await planned('000000103')))).toMatchObject({
    class: 'transient',
    code: 'http-flow:12',
  })
  far.next = 'duplicate'
  expect((await flow.createSalesDocument(await planned('000000103'))).erpId).toBe('0001')
  const order = orderNumber('000000104')
  const { request } = await flow.planSalesDocument(
    inputFor(order, { items: new Map(order.lines.map(line => [line.sku, 'NI'])) }),
  )
  expect(await failureOf(flow.createSalesDocument(request))).toEqual({
    class: 'permanent',
    code: 'http-flow:31',
    message: 'Artikel <NI> ne obstaja č',
  })
})

it('logs in once more when a session is over, which this ERP says with 200', async () => {
  const before = far.logins()
  far.expire()
  await flow.createSalesDocument(await planned('000000105'))
  expect(far.logins()).toBe(before + 1)
  expect(far.orders.filter(order => order.body.includes('000000105'))).toHaveLength(1)
})

it('follows the addresses of next pages to the end', async () => {
  for (const number of ['000000106', '000000107']) await flow.createSalesDocument(await planned(number))
  const { changes } = await flow.readChanges(undefined, clock.now())
  const orders = changes.filter(({ entity }) => entity === 'sales_document').map(({ erpId }) => erpId)
  expect(orders).toEqual(far.orders.map(({ key }) => key))
})

it('tells a wrong password', async () => {
  const [finding] = await connect('wrong-7c1').diagnose({ fix: false })
  expect(finding).toMatchObject({ check: 'log-in', ok: false })
  expect(JSON.stringify(finding)).not.toContain('wrong-7c1')
})

it('leaves what has no cancel step to people', async () => {
  expect(await flow.cancelSalesDocument('0001')).toMatchObject({
    outcome: 'too_late',
    reason: expect.stringContaining('vzhod'),
  })
})
