import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { erpPlans } from '../../sandbox/erp.ts'
import { finishOrder, startClerk } from '../../sandbox/http-erp/clerk.ts'
import { type HttpErp, startHttpErp } from '../../sandbox/http-erp/server.ts'
import { seeded } from '../support/seeded.ts'
import { movableClock } from './movable-clock.ts'

const folder = mkdtempSync(join(tmpdir(), 'http-erp-'))
const clock = movableClock('2026-01-31T12:00:00Z')
const start = () => startHttpErp({ port: 0, clock, random: seeded(5), journalFile: join(folder, 'erp.jsonl') })
let erp: HttpErp
let token = ''

beforeAll(async () => {
  erp = await start()
  token = await logIn()
})
afterAll(async () => {
  await erp.close()
  rmSync(folder, { recursive: true })
})

/** What these tests look at; everything else stays as it came. */
const answerSchema = z.looseObject({
  id: z.number().default(0),
  total: z.number().default(0),
  pageSize: z.number().default(0),
  status: z.string().default(''),
  data: z.array(z.looseObject({ code: z.string().default('') })).default([]),
})

const logIn = async () => {
  const answer = await fetch(`${erp.url}/api/v1/token`, { method: 'POST', body: JSON.stringify(erp.credentials) })
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token
}
const call = async (path: string, init: RequestInit = {}) => {
  const answer = await fetch(`${erp.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` }, ...init })
  return { status: answer.status, json: answerSchema.parse(await answer.json()) }
}
const order = (externalId: string, changes: object = {}) => ({
  externalId,
  reference: 'WEB-1',
  date: '2026-01-31',
  currency: 'EUR',
  customer: { name: 'Žana Črnič' },
  lines: [
    { item: 'S-001', text: 'Izdelek', quantity: '3', gross: '10.00', taxRate: '22' },
    { item: 'S-002', text: 'Izdelek', quantity: 1, gross: 0.99, taxRate: 22 },
  ],
  charges: [{ code: 'shipping', text: 'Pošta', gross: '4.90', taxRate: '22' }],
  ...changes,
})
const post = (body: object) => call('/orders', { method: 'POST', body: JSON.stringify(body) })

describe('orders', () => {
  it('are added up by the ERP, and made twice when they come twice', async () => {
    const [first, second] = [await post(order('twice')), await post(order('twice'))]
    expect(first).toMatchObject({ status: 201, json: { total: 15.89, status: 'NEW', externalId: 'twice' } })
    expect(second.json.id).not.toBe(first.json.id)
    expect((await call('/orders?externalId=twice,other')).json).toMatchObject({ total: 2, page: 1 })
  })

  it.each([
    ['an unknown field', { colour: 'red' }, 'invalid'],
    ['a text that is too long', { note: 'x'.repeat(251) }, 'invalid'],
    ['an unknown item', { lines: [{ item: 'NONE', text: '', quantity: 1, gross: 1, taxRate: 22 }] }, 'unknown_item'],
  ])('are refused with %s', async (_what, changes, code) => {
    expect(await post(order('bad', changes))).toMatchObject({ status: 422, json: { error: { code } } })
    expect((await call('/orders?externalId=bad')).json.total).toBe(0)
  })

  it('can be cancelled until goods are out', async () => {
    const { json } = await post(order('cancel'))
    const cancel = () => call(`/orders/${json.id}/cancel`, { method: 'POST' })
    finishOrder(erp.books, json.id, 'deliver-then-invoice')
    expect(await cancel()).toMatchObject({ status: 409, json: { error: { code: 'too_late' } } })
  })
})

describe('the people', () => {
  it.each(erpPlans)('work an order to its end, and its money adds up (%s)', async plan => {
    const { json } = await post(order(`plan-${plan}`))
    finishOrder(erp.books, json.id, plan)
    const of = (kind: 'shipments' | 'invoices' | 'credit-notes') =>
      erp.list(kind).filter(one => one.orderId === json.id)
    const counts = [of('shipments').length, of('invoices').length, of('credit-notes').length]
    const wanted = {
      'deliver-then-invoice': [1, 1, 0],
      'invoice-then-deliver': [1, 1, 0],
      'two-deliveries': [2, 1, 0],
      'two-invoices': [1, 2, 0],
      'invoice-only': [0, 1, 0],
      'credit-after': [1, 1, 1],
      cancel: [0, 0, 0],
    }
    expect(counts).toEqual(wanted[plan])
    const cents = of('invoices').reduce((sum, one) => sum + Math.round(Number(one.total) * 100), 0)
    expect(cents).toBe(plan === 'cancel' ? 0 : 1589)
  })

  it('go on where they stopped when the ERP was killed', async () => {
    const { json } = await post(order('restart'))
    const clerk = startClerk(erp.books, { intervalMs: 3_600_000, clock, random: () => 0, policy: { stepMs: 0 } })
    clerk.round()
    clerk.round()
    clerk.stop()
    await erp.close()
    erp = await start()
    expect((await call(`/orders/${json.id}`)).status).toBe(401)
    token = await logIn()
    expect((await call(`/orders/${json.id}`)).json.status).toBe('CONFIRMED')
    const again = startClerk(erp.books, { intervalMs: 3_600_000, clock, random: () => 0, policy: { stepMs: 0 } })
    for (let round = 0; round < 5; round++) again.round()
    again.stop()
    expect((await call(`/orders/${json.id}`)).json.status).toBe('DONE')
  })
})

describe('lists', () => {
  it('have at most a hundred rows a page, and filters on the server’s wall clock', async () => {
    const { json } = await call('/items?pageSize=1000')
    expect([json.pageSize, json.data.length]).toEqual([100, Math.min(100, json.total)])
    clock.pass(60)
    token = await logIn()
    erp.setStock('S-003', 5)
    // 13:00 UTC is 14:00 in Ljubljana.
    expect((await call('/stock?updatedSince=2026-01-31 14:00:00')).json).toMatchObject({
      total: 1,
      data: [{ code: 'S-003', onHand: 5 }],
    })
    expect((await call('/stock?updatedSince=yesterday')).status).toBe(400)
    expect((await call('/stock?sort=code&pageSize=2')).json.data.map(row => row.code)).toEqual(['B-FIKSEN', 'B-PAKET'])
  })

  it('end with the token after twenty minutes', async () => {
    clock.pass(21)
    expect(await call('/orders')).toMatchObject({ status: 401, json: { error: { code: 'token_expired' } } })
    token = await logIn()
    expect((await call('/orders')).status).toBe(200)
  })
})

it('documents are printed with their letters', async () => {
  const { json } = await post(order('print'))
  finishOrder(erp.books, json.id, 'deliver-then-invoice')
  const [invoice] = erp.list('invoices').filter(one => one.orderId === json.id)
  const answer = await fetch(`${erp.url}/api/v1/invoices/${invoice?.id}/pdf`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect((await PDFDocument.load(await answer.arrayBuffer())).getTitle()).toBe(`Račun ${invoice?.number}`)
})

it('switches need the sandbox token', async () => {
  const faults = (bearer: string) =>
    fetch(`${erp.url}/sandbox/faults`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}` },
      body: '{"kind":"tooMany"}',
    })
  expect([(await faults('wrong')).status, (await faults(erp.sandboxToken)).status]).toEqual([401, 201])
  expect((await call('/orders')).status).toBe(429)
  expect(await (await fetch(`${erp.url}/`)).text()).toContain('SO-1001')
})
