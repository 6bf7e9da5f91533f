import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { amount } from '../../src/domain/amount.ts'
import { RemoteError } from '../../src/domain/errors.ts'
import type { ErpConnector, ErpRequest } from '../../src/erp/connector.ts'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'
import { createSend } from '../../src/outbound/send.ts'
import { seeded } from '../support/seeded.ts'
import { inBoth, sampleLine, sampleOrder } from '../unit/sample-order.ts'
import { inputFor } from '../unit/sap-b1-sample.ts'
import { type NetSuite, SECRETS, startNetSuite } from './http-flow-netsuite.ts'
import { movableClock } from './movable-clock.ts'

const shipped = parse(readFileSync(new URL('../../docs/flows/netsuite.yaml', import.meta.url), 'utf8'))
const clock = movableClock('2026-01-31T12:00:00Z')
const random = seeded(7)
let far: NetSuite
let erp: ErpConnector
const open: ErpConnector[] = []

/** The flow as it is shipped, but for the account. */
const connect = (secrets: object = {}, changes: object = {}) => {
  const made = httpFlow.create({
    connection: 'netsuite',
    settings: {
      ...shipped,
      url: far.url,
      servers: { restlets: far.restlets },
      auth: { ...shipped.auth, realm: '1234567_SB1' },
      ...changes,
    },
    secrets: { ...SECRETS, ...secrets },
    send: createSend({ allow: () => true, allowPrivateNetwork: true, clock }),
    clock,
    random,
  })
  open.push(made)
  return made
}

beforeAll(async () => {
  far = await startNetSuite(clock)
  erp = connect()
})
afterEach(() => {
  far.next = undefined
})
afterAll(async () => {
  await Promise.all(open.map(one => one.close()))
  await far.close()
})

/** Three for 10.00 without tax, which no price of one gives exactly, and freight: 12.20 + 4.88 with tax. */
const order = sampleOrder({
  grandTotal: amount('17.08'),
  lines: [sampleLine({ quantity: amount(3) })],
  shipping: { ...sampleOrder().shipping, ...inBoth('4', '0.88', '4.88') },
})
const plan = async (key: string, using = erp): Promise<ErpRequest> =>
  (await using.planSalesDocument(inputFor(order, { orderbridgeId: key, items: new Map([['S-001', '55']]) }))).request
const create = async (key: string, using = erp) => await using.createSalesDocument(await plan(key, using))
const find = async (key: string, using = erp) => (await using.findSalesDocuments([key])).get(key)
const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => undefined,
    (error: unknown) => (error instanceof RemoteError ? error.errorClass : error),
  )
const ordersOf = (key: string) => far.orders.filter(({ externalId }) => externalId === key)

describe('the shipped flow for NetSuite', () => {
  it('takes an order its whole way: found, made, shipped, invoiced, printed', async () => {
    expect(await find('shop-1')).toBeUndefined()
    const made = await create('shop-1')
    // 10.00 comes to the cent: the price of one has six digits.
    expect(made).toMatchObject({ erpId: '12345', erpNumber: 'SO12345', state: 'confirmed', total: '17.08' })
    expect(made.currency).toBe('EUR')
    expect(made.lines).toEqual([{ erpLine: 1, itemCode: '55', quantity: '3', openQuantity: '3' }])
    expect(await find('shop-1')).toEqual(made)
    const [kept] = far.orders
    expect(kept?.fields).toMatchObject({
      entity: { id: '4242' },
      otherRefNum: 'WEB-000000057',
      shippingCost: 4,
      shippingAddress: { addressee: 'Ana Novak', addr1: 'Glavna ulica 1a', country: { id: 'SI' } },
    })

    const of = { order: '12345', changed: '2026-01-31 03:50:00' }
    far.documents.push(
      { id: '700', type: 'ItemShip', tranId: 'IF700', status: 'A', items: [], ...of },
      {
        id: '701',
        type: 'ItemShip',
        tranId: 'IF701',
        status: 'C',
        items: [{ item: '55', quantity: 2 }],
        tracking: ['GLS-1', 'GLS-2'],
        ...of,
      },
      {
        id: '777',
        type: 'CustInvc',
        tranId: 'INV777',
        status: 'A',
        items: [{ item: '55', quantity: 3 }],
        total: 17.08,
        ...of,
      },
      // Before the ten minutes that are read again, on the clock of California.
      { ...of, id: '600', type: 'CustInvc', tranId: 'INV600', status: 'A', items: [], changed: '2026-01-31 03:49:59' },
    )
    const { changes } = await erp.readChanges(undefined, clock.now())
    expect(changes.map(({ entity, erpId }) => [entity, erpId])).toEqual([
      ['sales_document', '12345'],
      ['shipment', '701'],
      ['invoice', '777'],
    ])
    const line = { salesDocumentId: '12345', erpLine: 1, itemCode: '55' }
    expect(await erp.readFollowUps('shipment', ['701'])).toMatchObject([
      {
        erpNumber: 'IF701',
        date: '2026-01-31',
        lines: [{ ...line, quantity: '2' }],
        tracking: [{ number: 'GLS-1' }, { number: 'GLS-2' }],
      },
    ])
    expect(await erp.readFollowUps('invoice', ['777'])).toMatchObject([
      { erpNumber: 'INV777', total: '17.08', currency: 'EUR', lines: [{ ...line, quantity: '3', gross: '17.08' }] },
    ])
    const found = await erp.findFollowUps(['12345'])
    expect(found.map(({ erpId }) => erpId).sort()).toEqual(['701', '777'])
    expect(Buffer.from((await erp.fetchDocument('invoice', '777')) ?? []).toString()).toBe('%PDF-1.4 INV777')
    expect(await failureOf(erp.fetchDocument('invoice', '404'))).toBe('permanent')
  })

  it('finds out by the external id what became of a write without an answer', async () => {
    far.next = 'drop'
    expect(await failureOf(create('shop-2'))).toBe('unknown')
    expect(await find('shop-2')).toMatchObject({ erpNumber: 'SO12346', total: '17.08' })
    // Had the write been on its way still when it was looked for, the next one would be refused, and the order adopted.
    expect(await failureOf(create('shop-2'))).toBe('duplicate')
    expect(ordersOf('shop-2').map(({ rows }) => rows.length)).toEqual([1])
  })

  it('does not write by PUT, because a second one would add the lines once more', async () => {
    const write = { ...shipped.orders.write, method: 'PUT', path: '/record/v1/salesOrder/eid:{{orderbridgeId}}' }
    const other = connect({}, { orders: { ...shipped.orders, write } })
    await create('shop-3', other)
    await create('shop-3', other)
    expect(ordersOf('shop-3').map(({ rows }) => rows.length)).toEqual([2])
  })

  it.each([
    ['trouble', 'unknown'],
    ['limit', 'transient'],
    ['busy', 'transient'],
    ['locked out', 'transient'],
    ['invalid', 'permanent'],
  ] as const)('takes "%s" for %s, and the order is made the next time, once', async (fault, errorClass) => {
    const key = `shop-${fault.replace(' ', '-')}`
    await find(key)
    far.next = fault
    expect(await failureOf(create(key))).toBe(errorClass)
    expect(await find(key)).toBeUndefined()
    await create(key)
    expect(ordersOf(key)).toHaveLength(1)
  })

  it('tells a wrong secret from too many calls, and shows none', async () => {
    const findings = await connect({ tokenSecret: 'wrong-7c1' }).diagnose({ fix: false })
    expect(findings.find(({ ok }) => !ok)).toMatchObject({
      check: 'log-in',
      detail: expect.stringContaining('Invalid login'),
    })
    expect(JSON.stringify(findings)).not.toContain('wrong-7c1')
  })

  it('knows items by their SKU, and what is in stock', async () => {
    const items = await erp.findItems(['S-001', 'OLD', "O'NO"])
    expect(Object.fromEntries(items)).toEqual({
      'S-001': { erpId: '55', name: 'Chair' },
      OLD: { erpId: '56', name: 'Stool', blocked: 'is inactive' },
    })
    const { catalog } = erp
    expect(await catalog?.readStock({})).toMatchObject({
      rows: [
        { code: 'S-001', warehouse: '6', quantity: '7' },
        { code: 'OLD', warehouse: '6', quantity: '0' },
      ],
      complete: true,
    })
    const read = await catalog?.readItems({})
    expect(read?.rows.map(({ code, active }) => [code, active])).toEqual([
      ['S-001', true],
      ['OLD', false],
    ])
  })

  it('passes its own doctor: every query that it has is one that the far side knows', async () => {
    const findings = await erp.diagnose({ fix: false })
    expect(findings.filter(({ ok }) => !ok)).toEqual([])
    expect(findings.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['existence query', 'items', 'changes', 'stock']),
    )
  })

  it('leaves cancellations to people', async () => {
    expect(await erp.cancelSalesDocument('12345')).toMatchObject({ outcome: 'too_late' })
  })
})
