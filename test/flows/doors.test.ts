import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { inbox, inboxKeys } from '../../src/db/schema/messages.ts'
import { stores } from '../../src/db/schema/stores.ts'
import { testDatabase } from '../support/database.ts'
import { adobeHeaders, asyncHeaders, b1Headers, moduleHeaders, openDoors } from '../support/two-stores.ts'

const database = await testDatabase()
const { db } = database
const NOW = new Date('2026-03-10T10:00:00Z')
let now = NOW
const { post, keys, app, remotes, close } = await openDoors(database, { now: () => now })
afterAll(close)
beforeEach(async () => {
  now = NOW
  await db.delete(inbox)
  await db.delete(inboxKeys)
})

const MODULE = '/webhooks/magento/main'
const ASYNC = '/webhooks/magento/main/async-events/sales.order.updated'
const ADOBE = '/webhooks/magento/main/adobe-io'
const B1 = '/webhooks/erp/b1'
const events = JSON.stringify({ events: [{ id: 'e1', type: 'order.created', entity_type: 'order', entity_id: 7 }] })
const order = JSON.stringify({ data: { entity_id: 7, updated_at: '2026-03-10 09:59:00' } })
const adobeEvent = JSON.stringify({
  recipient_client_id: keys.main.clientId,
  event: { data: { value: { entity_id: 7 } } },
})
const changes = JSON.stringify([
  { id: 'c1', type: 'sap.b1.Orders.Updated.v1', subject: '91', data: { DocEntry: '91' } },
])
const stored = () => db.select().from(inbox).orderBy(asc(inbox.id))
const statusOf = async (answer: Response | Promise<Response>) => (await answer).status
const codeOf = async (answer: Response | Promise<Response>) => {
  return z.object({ code: z.string() }).parse(await (await answer).json()).code
}

describe('while a key is replaced', () => {
  test.each([0, 1] as const)('both are taken (%i)', async which => {
    const { webhook, asyncEvents, b1 } = keys.main
    expect(await statusOf(post(MODULE, events, moduleHeaders(events, webhook[which], now)))).toBe(200)
    expect(await statusOf(post(ASYNC, order, asyncHeaders(order, asyncEvents[which])))).toBe(200)
    expect(await statusOf(post(B1, changes, b1Headers(changes, b1[which])))).toBe(200)
    expect(await stored()).toHaveLength(3)
  })

  test('a delivery may be signed with both at once', async () => {
    const [first, second] = keys.usa.webhook
    const one = moduleHeaders(events, first, now, 'id')
    const other = moduleHeaders(events, second, now, 'id')
    const signature = `v1a,AAAA v1,not-it ${other['webhook-signature']}`
    expect(await statusOf(post('/webhooks/magento/usa', events, { ...one, 'webhook-signature': signature }))).toBe(200)
  })
})

describe('the same delivery again', () => {
  test('is answered alike and stored once, at every door', async () => {
    const signed = moduleHeaders(events, keys.main.webhook[0], now, 'delivery-1')
    const doors = [
      () => post(MODULE, events, signed),
      () => post(ASYNC, order, asyncHeaders(order, keys.main.asyncEvents[0])),
      () => post(B1, changes, b1Headers(changes, keys.main.b1[0])),
      () => post(ADOBE, adobeEvent, adobeHeaders(adobeEvent)),
    ]
    for (const door of doors) expect(await Promise.all([door(), door(), door()].map(statusOf))).toEqual([200, 200, 200])
    expect(await stored()).toHaveLength(doors.length)
  })

  test('under an id of Adobe that is not signed is the same', async () => {
    for (const id of ['event-1', 'event-2'])
      expect(await statusOf(post(ADOBE, adobeEvent, adobeHeaders(adobeEvent, id)))).toBe(200)
    expect(await stored()).toHaveLength(1)
  })

  test('that has grown since, because our answer was lost, is another one', async () => {
    const more = JSON.stringify({
      events: [...JSON.parse(events).events, { id: 'e2', type: 'order.created', entity_type: 'order', entity_id: 8 }],
    })
    for (const body of [events, more])
      expect(await statusOf(post(MODULE, body, moduleHeaders(body, keys.main.webhook[0], now, 'delivery-1')))).toBe(200)
    expect(await stored()).toHaveLength(2)
  })

  test('is refused when it is older than five minutes or from the future', async () => {
    const signed = moduleHeaders(events, keys.main.webhook[0], now)
    for (const seconds of [301, -301]) {
      now = new Date(NOW.getTime() + seconds * 1000)
      expect(await statusOf(post(MODULE, events, signed))).toBe(401)
    }
    expect(await stored()).toEqual([])
  })

  test('under another id or another time does not fit its signature', async () => {
    const signed = moduleHeaders(events, keys.main.webhook[0], now)
    expect(await statusOf(post(MODULE, events, { ...signed, 'webhook-id': 'another' }))).toBe(401)
    const later = String(Number(signed['webhook-timestamp']) + 1)
    expect(await statusOf(post(MODULE, events, { ...signed, 'webhook-timestamp': later }))).toBe(401)
    expect(await stored()).toEqual([])
  })
})

describe('a body', () => {
  test.each(['gzip', 'br', 'GZIP', 'identity, gzip'])('packed with %s is refused before it is read', async encoding => {
    const headers = { ...moduleHeaders(events, keys.main.webhook[0], now), 'content-encoding': encoding }
    const answer = await post(MODULE, events, headers)
    expect([answer.status, await codeOf(answer)]).toEqual([415, 'packed'])
  })

  test('that is nested too deep is refused although it is signed', async () => {
    const deep = `{"events":${'['.repeat(64)}${']'.repeat(64)}}`
    const answers = [
      post(MODULE, deep, moduleHeaders(deep, keys.main.webhook[0], now)),
      post(ASYNC, deep, asyncHeaders(deep, keys.main.asyncEvents[0])),
      post(B1, deep, b1Headers(deep, keys.main.b1[0])),
      post(ADOBE, deep, adobeHeaders(deep)),
    ]
    expect(await Promise.all(answers.map(codeOf))).toEqual(['too_deep', 'too_deep', 'too_deep', 'too_deep'])
  })

  test('that is too large is refused', async () => {
    const answer = post(MODULE, 'x', { 'content-length': String(8 * 1024 * 1024 + 1) })
    expect(await codeOf(answer)).toBe('too_large')
  })

  test('that breaks off is refused, and not as a mistake of ours', async () => {
    const body = new ReadableStream({
      start: controller => {
        controller.enqueue(new TextEncoder().encode('{"events":'))
        controller.error(new Error('the connection was closed'))
      },
    })
    // lib.dom's RequestInit has no duplex, which a stream needs
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-length': '100' } } as RequestInit
    expect(await codeOf(app.request(`https://bridge.example${MODULE}`, init))).toBe('cut_off')
  })
})

describe('who is not there', () => {
  test.each([
    ['POST', '/webhooks/magento/nowhere'],
    ['POST', '/webhooks/magento/nowhere/async-events/sales.order.updated'],
    ['POST', '/webhooks/magento/nowhere/adobe-io'],
    ['GET', '/webhooks/magento/nowhere/adobe-io?challenge=x'],
    ['POST', '/webhooks/erp/nowhere'],
    ['GET', '/webhooks/erp/nowhere'],
  ])('%s %s answers 404 and names nobody else', async (method, path) => {
    const answer = await app.request(path, { method, ...(method === 'POST' && { body: events }) })
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toMatch(/main|usa|b1/)
  })

  test('the same holds for a door that does not exist', async () => {
    expect(await codeOf(app.request('/webhooks/elsewhere', { method: 'POST' }))).toBe('not_found')
    expect(await codeOf(app.request('/nothing'))).toBe('not_found')
  })
})

test('a store whose settings cannot be read asks its senders to come again', async () => {
  await db.update(stores).set({ settings: sql`'{}'`, revision: 2 }).where(eq(stores.code, 'usa'))
  await remotes.refresh()
  const answer = await post('/webhooks/magento/usa', events, moduleHeaders(events, keys.usa.webhook[0], now))
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await answer.text()).not.toMatch(/usa|settings/)
})
