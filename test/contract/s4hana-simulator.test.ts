import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { cancelBilling } from '../../sandbox/s4hana/billing.ts'
import { type BillingDocument, type SalesOrder, transact } from '../../sandbox/s4hana/books.ts'
import { finishOrder, startClerk, stepOrder, workOrder } from '../../sandbox/s4hana/clerk.ts'
import { grossTotal } from '../../sandbox/s4hana/orders.ts'
import { type S4hana, startS4hana } from '../../sandbox/s4hana/server.ts'
import { add, amount } from '../../src/domain/amount.ts'
import { seeded } from '../support/seeded.ts'
import { movableClock } from './movable-clock.ts'

/** What the simulated S/4 does beside what its flow asks for (http-flow-s4.test.ts). */
const clock = movableClock('2026-01-31T12:00:00Z')
const folder = mkdtempSync(join(tmpdir(), 'orderbridge-s4hana-'))
const start = () => startS4hana({ port: 0, clock, random: seeded(7), journalFile: join(folder, 's4.jsonl') })
let s4: S4hana

beforeAll(async () => {
  s4 = await start()
})
afterAll(async () => {
  await s4.close()
  rmSync(folder, { recursive: true, force: true })
})

type Headers = Readonly<Record<string, string>>
const ORDERS = '/API_SALES_ORDER_SRV/A_SalesOrder'
const call = (path: string, headers: Headers = {}, body?: object): Promise<Response> => {
  const { user, password } = s4.credentials
  const login = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  return fetch(`${s4.url}/sap/opu/odata/sap${path}`, {
    redirect: 'manual',
    headers: { authorization: login, ...headers },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
}
/** The token, with the cookies that it is bound to. */
async function openSession(): Promise<Headers> {
  const { headers } = await call('/API_SALES_ORDER_SRV/', { 'x-csrf-token': 'Fetch' })
  const cookie = headers.getSetCookie().map(one => one.split(';')[0])
  return { 'x-csrf-token': headers.get('x-csrf-token') ?? '', cookie: cookie.join('; ') }
}
const item = (SalesOrderItem: string, Material: string, RequestedQuantity: string, ConditionRateValue: string) => ({
  ...{ SalesOrderItem, Material, RequestedQuantity, RequestedQuantityUnit: 'PC' },
  to_PricingElement: [{ ConditionType: 'ZWPR', ConditionRateValue, ConditionQuantity: RequestedQuantity }],
})
const body = (PurchaseOrderByCustomer: string) => ({
  ...{ SoldToParty: '17100001', PurchaseOrderByCustomer, TransactionCurrency: 'EUR' },
  to_PricingElement: [{ ConditionType: 'ZWFR', ConditionRateValue: '4.10' }],
  to_Item: [item('10', 'S-001', '3', '10.00'), item('20', 'V-SERVIS', '1', '80.00')],
})
async function place(reference: string, changes: object = {}): Promise<string> {
  const answer = await call(ORDERS, await openSession(), { ...body(reference), ...changes })
  expect(answer.status).toBe(201)
  return orders().at(-1)?.number ?? ''
}
const orders = () => s4.books.journal.list<SalesOrder>('orders')
const invoicesOf = (number: string) =>
  s4.books.journal.list<BillingDocument>('billing').filter(one => one.order === number)
const totalOf = (documents: readonly BillingDocument[]) =>
  add(amount(0), ...documents.flatMap(({ lines }) => lines.flatMap(({ net, tax }) => [net, tax])))

it('takes a write only with the token of the session that its cookies name', async () => {
  const [mine, other] = [await openSession(), await openSession()]
  const mixed = { 'x-csrf-token': mine['x-csrf-token'] ?? '', cookie: other.cookie ?? '' }
  for (const headers of [{}, mixed, { 'x-csrf-token': mine['x-csrf-token'] ?? '' }]) {
    const refused = await call(ORDERS, headers, body('t-1'))
    expect([refused.status, refused.headers.get('x-csrf-token')]).toEqual([403, 'Required'])
  }
  expect((await call(ORDERS, mine, body('t-1'))).status).toBe(201)
  clock.pass(31)
  expect((await call(ORDERS, mine, body('t-2'))).status).toBe(403)
  expect((await call(ORDERS, { authorization: 'Basic eDp5' })).status).toBe(401)
})

it('redirects where the slash is missing, and gives no token there', async () => {
  const { status, headers } = await call('/API_SALES_ORDER_SRV', { 'x-csrf-token': 'Fetch' })
  expect([status, headers.get('location'), headers.get('x-csrf-token')]).toEqual([
    307,
    '/sap/opu/odata/sap/API_SALES_ORDER_SRV/',
    null,
  ])
})

it('gives the token to who asks for the head only', async () => {
  const { user, password } = s4.credentials
  const { status, headers } = await fetch(`${s4.url}/sap/opu/odata/sap/API_SALES_ORDER_SRV/`, {
    method: 'HEAD',
    headers: {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      'x-csrf-token': 'Fetch',
    },
  })
  expect([status, headers.get('x-csrf-token')]).toEqual([200, expect.stringMatching(/==$/)])
})

const row = z.object({ SalesOrder: z.string() })
const found = z.object({ d: z.object({ results: z.array(row) }) })

it('finds by filters as OData reads them, and refuses what is none', async () => {
  const made = await call(ORDERS, await openSession(), body('this or that'))
  const mine = z.object({ d: row }).parse(await made.json()).d.SalesOrder
  expect(made.headers.get('location')).toMatch(new RegExp(`/A_SalesOrder\\('${mine}'\\)$`))
  // One that people made, without a reference.
  await place('f-2', { PurchaseOrderByCustomer: undefined })
  const ask = async (filter: string) => {
    const answer = await call(`${ORDERS}?$filter=${encodeURIComponent(filter)}`)
    if (answer.status !== 200) return [String(answer.status)]
    return found.parse(await answer.json()).d.results.map(({ SalesOrder }) => SalesOrder)
  }
  expect(await ask("PurchaseOrderByCustomer eq 'this or that'")).toEqual([mine])
  const [first = ''] = await ask("PurchaseOrderByCustomer eq ''")
  expect(first).not.toBe('')
  // "and" binds closer than "or".
  const nobody = "SoldToParty eq '4711'"
  expect(await ask(`SalesOrder eq '${mine}' or SalesOrder eq '${first}' and ${nobody}`)).toEqual([mine])
  expect(await ask("LastChangeDateTime ge datetimeoffset'2000-01-01T00:00:00Z'")).toHaveLength(orders().length)
  for (const odd of [
    "LastChangeDateTime ge datetime'2000-01-01T00:00:00'",
    "CreationDate ge datetime'2000-01-01T00:00:00Z'",
    "CreationDate gt datetime'2000-01-01T00:00:00'",
    'SalesOrder eq 18',
  ])
    expect(await ask(odd)).toEqual(['400'])
})

it('refuses what it does not know by name, and makes nothing', async () => {
  const headers = await openSession()
  const before = orders().length
  const refusalOf = async (changes: object) => {
    const answer = await call(ORDERS, headers, { ...body('r-1'), ...changes })
    return `${answer.status} ${JSON.stringify(await answer.json())}`
  }
  expect(await refusalOf({ Colour: 'red' })).toMatch(/^400 .*Property Colour is invalid/)
  expect(await refusalOf({ SoldToParty: '4711' })).toMatch(/^400 .*Customer 4711 does not exist/)
  expect(await refusalOf({ to_Item: [item('10', 'NI', '1', '1.00')] })).toMatch(/^400 .*Material NI is not defined/)
  expect(await refusalOf({ to_PricingElement: [{ ConditionType: 'PR00' }] })).toMatch(/^400 .*Condition PR00/)
  const odd = await call(`${ORDERS}?$filter=Colour eq 'red'`)
  expect([odd.status, orders().length]).toEqual([400, before])
})

it('bills parts that add up to the order, and bills again what a counter document took back', async () => {
  const number = await place('b-1', { to_Item: [item('10', 'S-001', '3', '10.00')] })
  expect(
    orders()
      .filter(one => one.number === number)
      .map(grossTotal),
  ).toEqual(['14.1'])
  expect(finishOrder(s4.books, number, 'two-invoices')).toEqual([
    ...['invoiced', 'issued', 'invoiced', 'issued'],
    ...['packed', 'delivered'],
  ])
  const [first] = invoicesOf(number)
  expect(totalOf(invoicesOf(number))).toBe('14.1')
  const counter = transact(s4.books, work => cancelBilling(work, first?.number ?? ''))
  expect(counter).toMatchObject({ category: 'N', cancels: first?.number })
  expect(() => transact(s4.books, work => cancelBilling(work, counter.number))).toThrow('cannot be cancelled')
  expect(finishOrder(s4.books, number, 'invoice-only')).toEqual(['invoiced', 'issued'])
  const live = invoicesOf(number).filter(({ category, isCancelled }) => category === 'M' && !isCancelled)
  expect(totalOf(live)).toBe('14.1')
})

it('rejects an order as long as nothing followed, and credits none', async () => {
  const [first, second] = [await place('c-1'), await place('c-2')]
  expect(finishOrder(s4.books, first, 'cancel')).toEqual(['rejected'])
  expect(finishOrder(s4.books, first, 'deliver-then-invoice')).toEqual([])
  expect(stepOrder(s4.books, second, 'deliver-then-invoice')).toBe('packed')
  expect(finishOrder(s4.books, second, 'cancel')).toEqual([])
  expect(() => stepOrder(s4.books, second, 'credit-after')).toThrow('do not know "credit-after"')
  const rejected = await (await call(`${ORDERS}('${first}')`)).json()
  expect(rejected).toMatchObject({ d: { OverallSDDocumentRejectionSts: 'C', TotalNetAmount: '0.00' } })
})

it('goes on after a restart where it stopped: books, log-in and what the clerk has in hand, without the sessions', async () => {
  const session = await openSession()
  const number = await place('k-1')
  workOrder(s4.books, number, 'deliver-then-invoice')
  const [before, credentials] = [orders(), s4.credentials]
  await s4.close()
  s4 = await start()
  expect([orders(), s4.credentials]).toEqual([before, credentials])
  expect((await call(ORDERS, session, body('k-2'))).status).toBe(403)
  const policy = { stepMs: 0 }
  const clerk = startClerk(s4.books, { intervalMs: 60_000, clock, random: seeded(3), policy })
  for (let round = 0; round < 6; round++) clerk.round()
  clerk.stop()
  expect(invoicesOf(number)).toMatchObject([{ isIssued: true }])
  expect(Number(await place('k-3'))).toBe(Number(number) + 1)
})

it('shows people its orders, and takes switches with the token only', async () => {
  const number = await place('s-1')
  expect(await (await fetch(`${s4.url}/`)).text()).toContain(`<td>${number}</td><td>s-1</td>`)
  const ask = (path: string, token: string, json: object) =>
    fetch(`${s4.url}/sandbox${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(json),
    })
  const plan = { plan: 'deliver-then-invoice', now: true }
  expect((await ask(`/orders/${number}/plan`, 'guess', plan)).status).toBe(401)
  const done = await ask(`/orders/${number}/plan`, s4.sandboxToken, plan)
  expect(await done.json()).toEqual({ steps: ['packed', 'delivered', 'invoiced', 'issued'] })
  const [invoice] = invoicesOf(number)
  const canceled = await ask(`/billing/${invoice?.number}/cancel`, s4.sandboxToken, {})
  expect([canceled.status, invoicesOf(number).map(({ isCancelled }) => isCancelled)]).toEqual([201, [true, false]])
  expect((await ask('/materials', s4.sandboxToken, { code: 'NI', name: 'Novo' })).status).toBe(201)
  expect((await ask('/faults', s4.sandboxToken, { kind: 'nothing' })).status).toBe(400)
})
