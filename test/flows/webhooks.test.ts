import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { doorsOf, moduleDelivery, orderCreated, send } from '../support/doors.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const TOKEN = 'verification token of the tests'
const CLIENT = 'client id of the tests'
const KEY_PATH = '/prod/keys/pub-key-1.pem'
const OTHER = `whsec_${Buffer.from('the key that replaces the first').toString('base64')}`
const adobe = generateKeyPairSync('rsa', { modulusLength: 2048 })

let world: World
let doors: ReturnType<typeof doorsOf>

beforeAll(async () => {
  world = await createWorld({ store: { asyncEventsTokens: [TOKEN], adobeIo: { clientId: CLIENT } } })
  const key = adobe.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  doors = doorsOf(world, { adobeKeys: { [KEY_PATH]: key } })
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(() => world.database.sql`truncate inbox, inbox_keys`)

const stored = async () => [
  ...(await world.database.sql<{ source: string; dedupe_key: string; body: Uint8Array }[]>`
    select source, dedupe_key, body from inbox order by id`),
]
const statusOf = async (post: Parameters<typeof send>[1]): Promise<number> => (await send(doors, post)).status

describe('the companion module', () => {
  test('a 2xx means that the very bytes are committed', async () => {
    const delivery = moduleDelivery(world, orderCreated(7))
    expect(await statusOf(delivery)).toBe(200)
    const rows = await stored()
    expect(rows.map(row => Buffer.from(row.body).toString())).toEqual([delivery.body])
  })

  test('the same delivery again is taken and stored once', async () => {
    const delivery = moduleDelivery(world, orderCreated(7))
    expect([await statusOf(delivery), await statusOf(delivery)]).toEqual([200, 200])
    expect(await stored()).toHaveLength(1)
  })

  test('a missing, a wrong and an old signature are 401, and nothing is stored', async () => {
    const body = orderCreated(7)
    const good = moduleDelivery(world, body)
    const { 'webhook-signature': _, ...unsigned } = good.headers
    const old = new Date(world.clock.now().getTime() - 301_000)
    const answers = await Promise.all([
      send(doors, { ...good, headers: unsigned }),
      send(doors, { ...good, body: orderCreated(8) }),
      send(doors, moduleDelivery(world, body, { secret: OTHER })),
      send(doors, moduleDelivery(world, body, { at: old })),
    ])
    expect(answers.map(answer => answer.status)).toEqual([401, 401, 401, 401])
    expect(await answers[3]?.json()).toMatchObject({
      code: 'bad_signature',
      message: expect.stringContaining('5 minutes'),
    })
    expect(await stored()).toEqual([])
  })

  test('two keys are live while one is replaced', async () => {
    await world.configure({ store: { webhookSecrets: [OTHER, world.webhookSecret] } })
    const answers = [
      await statusOf(moduleDelivery(world, orderCreated(7), { id: 'msg_old' })),
      await statusOf(moduleDelivery(world, orderCreated(7), { id: 'msg_new', secret: OTHER })),
    ]
    await world.configure({ store: { webhookSecrets: [OTHER] } })
    const afterwards = await statusOf(moduleDelivery(world, orderCreated(7), { id: 'msg_late' }))
    await world.configure({ store: { webhookSecrets: [world.webhookSecret] } })
    expect([...answers, afterwards]).toEqual([200, 200, 401])
  })

  test('an unknown store is 404, before anything is read of the body', async () => {
    const answer = await send(doors, moduleDelivery(world, orderCreated(7), { store: 'nobody' }))
    expect(answer.status).toBe(404)
    expect(await stored()).toEqual([])
  })

  test('a body that is too large is 413', async () => {
    expect(await statusOf(moduleDelivery(world, ' '.repeat(8 * 1024 * 1024 + 1)))).toBe(413)
  })

  test('while the database is away it is 503 with Retry-After, and 200 when it is back', async () => {
    const database = await openDatabase(world.database.url, { max: 2 })
    const broken = doorsOf(world, { database })
    await database.close()
    const delivery = moduleDelivery(world, orderCreated(7))
    const answer = await send(broken, delivery)
    expect(answer.status).toBe(503)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await answer.text()).not.toMatch(/select|insert|postgres/i)
    expect(await statusOf(delivery)).toBe(200)
  })

  test('200 at once are all stored, repeats among them once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        send(doors, moduleDelivery(world, orderCreated(index % 150), { id: `msg_${index % 150}` })),
      ),
    )
    expect(new Set(answers.map(answer => answer.status))).toEqual(new Set([200]))
    const rows = await stored()
    expect(new Set(rows.map(row => row.dedupe_key)).size).toBe(150)
    expect(rows).toHaveLength(150)
    // Each has its own bytes, although many share a statement.
    const bodies = rows.map(row => Buffer.from(row.body).toString()).sort()
    expect(bodies).toEqual(Array.from({ length: 150 }, (_, index) => orderCreated(index)).sort())
  })

  test('a body that makes no sense ends with the reason, and takes nothing else with it', async () => {
    await statusOf(moduleDelivery(world, 'not JSON', { id: 'msg_a' }))
    await statusOf(moduleDelivery(world, '{"events":"none"}', { id: 'msg_b' }))
    await world.work()
    const rows = await world.database.sql`select outcome, due_at from inbox`
    expect(rows.map(row => [row.outcome, row.due_at])).toEqual([
      [expect.stringContaining('not what this source sends'), null],
      [expect.stringContaining('not what this source sends'), null],
    ])
  })

  test('a door that is not there is 404 with a code', async () => {
    const answer = await doors.request('/webhooks/nobody/knows')
    expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: 'not_found' })])
  })
})

describe('mage-os async events', () => {
  const event = (body: string, key = TOKEN) => ({
    path: `/webhooks/magento/${STORE}/async-events/sales.order.created`,
    body,
    headers: { 'x-magento-signature': createHmac('sha256', key).update(body).digest('hex') },
  })

  test('are taken with the token of the subscription, refused without, and stored once', async () => {
    const body = '{"data":{"entity_id":7}}'
    expect(await statusOf(event(body))).toBe(200)
    expect(await statusOf(event(body))).toBe(200)
    expect(await statusOf(event(body, 'another token'))).toBe(401)
    expect((await stored()).map(row => row.source)).toEqual(['async_events'])
  })
})

describe('Adobe I/O Events', () => {
  const event = (recipient: string, headers: Record<string, string> = {}) => {
    const body = JSON.stringify({
      event_id: 'x',
      recipient_client_id: recipient,
      event: { data: { value: { id: 7 } } },
    })
    return {
      path: `/webhooks/magento/${STORE}/adobe-io`,
      body,
      headers: {
        'x-adobe-digital-signature-1': sign('RSA-SHA256', Buffer.from(body), adobe.privateKey).toString('base64'),
        'x-adobe-public-key1-path': KEY_PATH,
        'x-adobe-event-id': 'event-1',
        ...headers,
      },
    }
  }

  test('the challenge of a registration is echoed', async () => {
    const answer = await doors.request(`/webhooks/magento/${STORE}/adobe-io?challenge=8ec8d794`)
    expect(await answer.json()).toEqual({ challenge: '8ec8d794' })
  })

  test('a delivery for us is stored once', async () => {
    expect(await statusOf(event(CLIENT))).toBe(200)
    expect(await statusOf(event(CLIENT))).toBe(200)
    expect(await stored()).toHaveLength(1)
  })

  test('a delivery that Adobe has signed for somebody else is refused', async () => {
    expect(await statusOf(event('somebody else'))).toBe(401)
  })

  test('a wrong signature, none, and a key from elsewhere are refused', async () => {
    expect(await statusOf(event(CLIENT, { 'x-adobe-digital-signature-1': 'AAAA' }))).toBe(401)
    expect(await statusOf(event(CLIENT, { 'x-adobe-public-key1-path': 'https://evil.example/key.pem' }))).toBe(401)
    expect(await statusOf(event(CLIENT, { 'x-adobe-public-key1-path': '/../../secret.pem' }))).toBe(401)
    expect(await stored()).toEqual([])
  })
})

describe('the ERP', () => {
  test('its signed notifications become hints, others are refused', async () => {
    const body = JSON.stringify([{ id: 'n1', type: 'sap.b1.Orders.Created', data: { DocEntry: '7' } }])
    const good = createHmac('sha256', world.b1.webhookKey).update(body).digest('hex')
    const post = (signature: string) => ({
      path: '/webhooks/erp/b1',
      body,
      headers: { 'content-type': 'application/json', 'x-b1-webhook-signature': signature },
    })
    expect(await statusOf(post('00'.repeat(32)))).toBe(401)
    expect(await stored()).toEqual([])
    expect(await statusOf(post(good))).toBe(200)
    expect(await statusOf(post(good))).toBe(200)
    expect((await stored()).map(row => row.dedupe_key)).toEqual(['erp_webhook:b1:sales_document:7@n1'])
    expect(await statusOf({ ...post(good), path: '/webhooks/erp/nobody' })).toBe(404)
  })
})
