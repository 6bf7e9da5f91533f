import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Omnitron, startOmnitron } from '../../sandbox/omnitron/server.ts'

const clock = { now: () => new Date('2026-01-31T10:36:59.077Z') }
const folder = mkdtempSync(join(tmpdir(), 'omnitron-'))
const journalFile = join(folder, 'omnitron.jsonl')
let far: Omnitron

beforeAll(async () => {
  far = await startOmnitron({ port: 0, clock, journalFile })
})
afterAll(async () => {
  await far.close()
  rmSync(folder, { recursive: true })
})

const call = async (path: string, init: { method?: string; body?: unknown; token?: string } = {}) => {
  const answer = await fetch(path.startsWith('http') ? path : `${far.url}${path}`, {
    method: init.method ?? 'GET',
    headers: { authorization: `Token ${init.token ?? far.credentials.token}`, 'content-type': 'application/json' },
    ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
  })
  const text = await answer.text()
  return { status: answer.status, json: text.startsWith('<') ? text : JSON.parse(text) }
}

const shirt = { sku: 'T-1', name: 'Tişört', price: '140.00', quantity: 2 }

describe('waiting orders', () => {
  it('are listed with ids and decimal strings, page by page', async () => {
    const pks = [1, 2, 3].map(() => far.place({ lines: [shirt], shipping: '6.10' }))
    const waiting = '/api/i1/orders/?is_send=false&status=400&limit=2'
    const first = await call(waiting)
    expect(first.json).toMatchObject({
      count: 3,
      previous: null,
      results: [
        {
          pk: pks[0],
          amount: '286.10',
          shipping_amount: '6.10',
          is_send: false,
          currency: 'eur',
          customer: expect.any(Number),
        },
        {},
      ],
    })
    expect(first.json.results[0].date_placed).toBe('2026-01-31T10:36:59.077000Z')
    const second = await call(first.json.next)
    expect(second.json.results.map((order: { pk: number }) => order.pk)).toEqual([pks[2]])
    expect(second.json.next).toBeNull()
    expect(await call(`${waiting}&page=3`)).toEqual({ status: 404, json: { detail: 'Invalid page.' } })
  })

  it('have their relations as objects in the detailed form, and a line for each piece', async () => {
    const pk = far.place({
      lines: [shirt],
      discount: { amount: '10.00', code: 'YAZ' },
      guest: true,
      company: 'Firma A.Ş.',
    })
    const { json: order } = await call(`/api/v1/orders_integration/${pk}/detailed_integration/`)
    expect(order).toMatchObject({
      amount: '270.00',
      customer: { user_type: 'guest' },
      billing_address: { country: { code: 'tr' }, company_name: 'Firma A.Ş.' },
    })
    const { json: lines } = await call(`/api/v1/order_items/detailed_integration/?order=${pk}&limit=99999`)
    expect(lines).toMatchObject({ count: 2, results: [{ product: { sku: 'T-1' }, price: '140.00' }, {}] })
    const { json: discounts } = await call(`/api/v1/discount_items/detailed_integration/?order=${pk}`)
    expect(discounts.results[0]).toMatchObject({
      amount: '10.00',
      code: 'YAZ',
      benefitapplicant_set: [expect.any(Number), expect.any(Number)],
    })
  })

  it('are not waiting any more once they are acknowledged, by this field alone', async () => {
    const pk = far.place({ lines: [shirt], channel: 7 })
    expect(
      await call(`/api/v1/orders/${pk}/`, { method: 'PATCH', body: { is_send: true, status: '500' } }),
    ).toMatchObject({ status: 400, json: { status: [expect.any(String)] } })
    expect(await call(`/api/v1/orders/${pk}/`, { method: 'PATCH', body: { is_send: true } })).toMatchObject({
      status: 200,
      json: { pk, is_send: true, amount: '280.00' },
    })
    expect((await call('/api/i1/orders/?is_send=false&channel=7')).json.count).toBe(0)
    expect((await call('/api/v1/orders/1/', { method: 'PATCH', body: { is_send: true } })).status).toBe(404)
  })

  it('that were cancelled are refused with 406', async () => {
    const pk = far.place({ lines: [shirt] })
    far.cancel(pk)
    expect((await call(`/api/v1/orders/${pk}/`, { method: 'PATCH', body: { is_send: true } })).status).toBe(406)
    expect((await call(`/api/v1/orders/?status__in=100,200&pk=${pk}`)).json.count).toBe(1)
  })

  it('are marked although the answer says 500 when the acknowledgement is lost, also after a restart', async () => {
    const pk = far.place({ lines: [shirt] })
    far.faults.push({ kind: 'ackLost', path: '/orders/' })
    expect((await call(`/api/v1/orders/${pk}/`, { method: 'PATCH', body: { is_send: true } })).status).toBe(500)
    await far.close()
    far = await startOmnitron({ port: 0, clock, journalFile })
    expect(far.order(pk).is_send).toBe(true)
  })
})

describe('lines and plans', () => {
  it('take status, parcel and invoice, and no status that there is not', async () => {
    const pk = far.place({ lines: [shirt] })
    const [item] = far.items(pk)
    const path = `/api/v1/order_items/${item?.pk}/`
    expect((await call(path, { method: 'PATCH', body: { status: '501' } })).status).toBe(400)
    const body = { status: '500', shipment_code: 'GLS1', invoice_number: 'IN-1' }
    expect(await call(path, { method: 'PATCH', body })).toMatchObject({ status: 200, json: body })
  })

  it('give money back once', async () => {
    const pk = far.place({ lines: [shirt], channel: 9 })
    const pieces = far.items(pk).map(item => item.pk)
    const plan = far.askForRefund(pk, pieces, 'refund')
    const list = `/api/v1/channel/9/cancellation_plans/inserts_or_updates/?plan_type=refund&cancellation_plan_status=waiting&order_number=${far.order(pk).number}`
    expect((await call(list)).json).toMatchObject([{ pk: plan, order_items: pieces }])
    const pay = {
      method: 'POST',
      body: { payment_plan: [{ transaction_type: 'refund', order_items: pieces, refund_amount: 280 }] },
    }
    const path = `/api/v1/channel/9/cancellation_plans/${plan}/create_payment_plan`
    expect(await call(path, pay)).toEqual({ status: 200, json: {} })
    expect((await call(path, pay)).status).toBe(406)
    expect((await call(list)).json).toEqual([])
  })
})

describe('the token', () => {
  it('is asked for, given by a log-in, and lost', async () => {
    expect((await call('/api/v1/orders/', { token: 'x' })).status).toBe(401)
    const { username, password } = far.credentials
    expect((await call('/api/v1/auth/login/', { method: 'POST', body: { username, password: 'no' } })).status).toBe(400)
    const { json } = await call('/api/v1/auth/login/', { method: 'POST', body: { username, password } })
    expect((await call('/api/v1/orders/', { token: json.key })).status).toBe(200)
    far.faults.push({ kind: 'tokenLost' })
    expect((await call('/api/v1/orders/', { token: json.key })).status).toBe(401)
  })
})
