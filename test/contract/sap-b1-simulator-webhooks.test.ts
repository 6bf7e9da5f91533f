import { createHmac } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { PostWebhook } from '../../sandbox/sap-b1/webhook-sender.ts'
import { client, failure, placeOrder, simulated } from '../fixtures/sap-b1/simulated.ts'

interface Delivery {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly types: readonly string[]
}

/** The other side: shakes hands, and answers deliveries with the next of `statuses`, then 200. */
function receiver(statuses: number[] = []) {
  const deliveries: Delivery[] = []
  const handshakes: Readonly<Record<string, string>>[] = []
  const post: PostWebhook = async ({ method, headers, body = '' }) => {
    if (method === 'GET') {
      handshakes.push(headers)
      return { status: 200, body: JSON.stringify({ Challenge: headers['X-B1-Webhook-Token'] }) }
    }
    const events = JSON.parse(body) as { type: string }[] // what the sender wrote
    deliveries.push({ headers, body, types: events.map(event => event.type) })
    const status = statuses.shift() ?? 200
    if (status === 0) throw new Error('connection refused')
    return { status, body: '' }
  }
  return { post, deliveries, handshakes }
}

const types = (deliveries: readonly Delivery[]) => deliveries.flatMap(delivery => delivery.types)
const key = 'a secret of the test'
const subscription = {
  WebhookID: 'm2',
  WebhookURL: 'https://bridge.example/cb',
  AuthenticationType: 'HMAC',
  AuthenticationCred: JSON.stringify({ Key: key, Algorithm: 'HMACSha256' }),
  Handshake: 'tYES',
  EventCollection: [
    { BusinessObject: 'Orders', TransactionType: 'Created' },
    { BusinessObject: 'Orders', TransactionType: 'Cancelled' },
  ],
}

async function subscribed(statuses: number[] = []) {
  const other = receiver(statuses)
  const { b1, clock } = await simulated({ post: other.post, webhookRetryMs: 1000 })
  const call = await client(b1)
  await call('POST', 'CompanyService_UpdateAdminInfo', { AdminInfo: { EnableWebhook: 'tYES' } })
  const created = await call('POST', 'EventSubscriptions', subscription)
  expect(created.status).toBe(201)
  return { ...other, b1, clock, call, created }
}

describe('webhooks of the simulated SAP Business One', () => {
  it('wants webhooks to be switched on and never shows the credential again', async () => {
    const { b1 } = await simulated({ post: receiver().post })
    const call = await client(b1)
    expect(failure(await call('POST', 'EventSubscriptions', subscription)).status).toBe(400)
    const { created, call: other } = await subscribed()
    expect(created.json.AuthenticationCred).toBeNull()
    expect((await other('GET', "EventSubscriptions('m2')")).text).not.toContain(key)
  })

  it('shakes hands with a signed token before anything else, then sends keys only, signed over the raw body', async () => {
    const { call, handshakes, deliveries } = await subscribed()
    await placeOrder(call)
    await vi.waitFor(() => expect(deliveries).toHaveLength(1))
    const { 'X-B1-Webhook-Token': token = '', 'X-B1-Webhook-Signature': signature } = handshakes[0] ?? {}
    expect(signature).toBe(createHmac('sha256', key).update(token).digest('hex'))
    const [delivery] = deliveries
    const body = delivery?.body ?? ''
    expect(delivery?.headers['X-B1-Webhook-Signature']).toBe(createHmac('sha256', key).update(body).digest('hex'))
    expect(JSON.parse(body)).toEqual([
      {
        id: expect.any(String),
        specversion: '1.0',
        source: '/default/sap.b1/SBODEMOSI',
        type: 'sap.b1.Orders.Created.v1',
        subject: '1',
        time: '2026-01-31T09:00:00.000Z',
        datacontenttype: 'application/json',
        data: { DocEntry: '1' },
      },
    ])
  })

  it('sends again after 500, 429 and a broken connection, and gives up on 400', async () => {
    const { call, clock, deliveries } = await subscribed([500, 429, 0, 200, 400])
    await placeOrder(call)
    for (let count = 1; count <= 4; count++) {
      await vi.waitFor(() => expect(deliveries).toHaveLength(count), { timeout: 3000 })
      clock.advance(60_000)
    }
    expect(new Set(deliveries.map(delivery => delivery.body)).size).toBe(1)
    await call('POST', 'Orders(1)/Cancel')
    await vi.waitFor(() => expect(deliveries).toHaveLength(5), { timeout: 3000 })
    await vi.waitFor(async () => {
      const history = await call('GET', 'EventNotifications?$orderby=NotificationID')
      expect(history.json.value).toMatchObject([
        { Status: 'Delivered', Attempts: 4 },
        { Status: 'Failed', Attempts: 1 },
      ])
    })
  })

  it('holds notifications while paused and sends them on Resume; Replay sends them once more', async () => {
    const { call, deliveries } = await subscribed()
    await placeOrder(call)
    await vi.waitFor(() => expect(deliveries).toHaveLength(1))
    expect((await call('POST', "EventSubscriptions('m2')/Pause")).status).toBe(204)
    await call('POST', 'Orders(1)/Cancel')
    expect((await call('GET', "EventNotifications('2')")).json.Status).toBe('Waiting')
    await call('POST', "EventSubscriptions('m2')/Resume")
    await vi.waitFor(() => expect(types(deliveries)).toContain('sap.b1.Orders.Cancelled.v1'), { timeout: 3000 })
    await vi.waitFor(async () => {
      expect((await call('GET', "EventNotifications('2')")).json.Status).toBe('Delivered')
    })
    await call('POST', "EventSubscriptions('m2')/Replay")
    await vi.waitFor(() => expect(types(deliveries)).toHaveLength(4), { timeout: 3000 })
  })

  it('delivers twice when told to', async () => {
    const { b1, call, deliveries } = await subscribed()
    b1.faults.add({ kind: 'webhookDuplicate' })
    await placeOrder(call)
    await vi.waitFor(() => expect(deliveries).toHaveLength(2))
    expect(deliveries[0]?.body).toBe(deliveries[1]?.body)
  })

  it('delivers after a restart what was waiting before it', async () => {
    const journalFile = join(mkdtempSync(join(tmpdir(), 'b1-')), 'journal')
    const down: PostWebhook = async () => {
      throw new Error('connection refused')
    }
    const webhook = { url: 'https://bridge.example/cb' }
    const first = await simulated({ journalFile, webhook, post: down })
    await placeOrder(await client(first.b1))
    await first.b1.close()
    const other = receiver()
    const second = await simulated({ journalFile, webhook, post: other.post })
    expect(second.b1.webhookKey).toBe(first.b1.webhookKey)
    await vi.waitFor(() => expect(types(other.deliveries)).toEqual(['sap.b1.Orders.Created.v1']), { timeout: 3000 })
  })
})
