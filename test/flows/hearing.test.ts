import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { expectWhole, sidesOf } from '../support/both-sides.ts'
import { finish } from '../support/clerk.ts'
import { doorsOf, moduleDelivery, orderCreated, send } from '../support/doors.ts'
import { openCauses, orderRow, phaseOf, storyOf } from '../support/look-up.ts'
import { createWorld, STORE } from '../support/world.ts'

const TOKEN = 'verification token of the tests'
const CLIENT = 'client id of the tests'
const KEY_PATH = '/prod/keys/pub-key-1.pem'

test('an order that is heard of in five ways is processed once', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  await using world = await createWorld({ store: { asyncEventsTokens: [TOKEN], adobeIo: { clientId: CLIENT } } })
  const doors = doorsOf(world, {
    adobeKeys: { [KEY_PATH]: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
  })
  const id = world.place('guest-simple')

  const asyncBody = JSON.stringify({ data: { entity_id: id, increment_id: sidesOf(world, id).order.increment_id } })
  const adobeBody = JSON.stringify({
    event_id: 'a',
    recipient_client_id: CLIENT,
    event: { data: { value: { entity_id: id } } },
  })
  const answers = await Promise.all([
    send(doors, moduleDelivery(world, orderCreated(id))),
    send(doors, {
      path: `/webhooks/magento/${STORE}/async-events/sales.order.created`,
      body: asyncBody,
      headers: { 'x-magento-signature': createHmac('sha256', TOKEN).update(asyncBody).digest('hex') },
    }),
    send(doors, {
      path: `/webhooks/magento/${STORE}/adobe-io`,
      body: adobeBody,
      headers: {
        'x-adobe-digital-signature-1': sign('RSA-SHA256', Buffer.from(adobeBody), privateKey).toString('base64'),
        'x-adobe-public-key1-path': KEY_PATH,
        'x-adobe-event-id': 'a',
      },
    }),
  ])
  expect(answers.map(answer => answer.status)).toEqual([200, 200, 200])
  // The poll and the pull of the module's outbox hear of it too.
  await world.runUntilQuiet()

  const heard = await world.database.sql`
    select distinct source from inbox where entity = 'order' and entity_key = ${String(id)} order by source`
  expect(heard.map(row => row.source)).toEqual(
    expect.arrayContaining(['adobe_io', 'async_events', 'magento_poll', 'module']),
  )
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
  expect((await storyOf(world, id)).filter(text => /^Order .* was placed in Magento/.test(text))).toHaveLength(1)
  expect(await openCauses(world)).toEqual([])
})

test("the module's own push arrives, signed by the module itself, and the pull adds nothing to it", async () => {
  await using world = await createWorld()
  const doors = doorsOf(world)
  world.listenWith(async (url, request) => await doors.request(new URL(url).pathname, request))
  const id = world.place('guest-simple')
  await world.magento.relay.deliver()
  await world.work()
  expect(await phaseOf(world, id)).toBe('open')
  const count = async () => (await world.database.sql`select 1 from inbox where source = 'module'`).length
  const pushed = await count()
  await world.runUntilQuiet()
  // Other events of the order may have come since; each is there once, whichever way it took.
  const events = await world.database.sql`select dedupe_key from inbox where source = 'module' and entity = 'order'`
  expect(new Set(events.map(row => row.dedupe_key)).size).toBe(events.length)
  expect(pushed).toBeGreaterThan(0)
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
})

test('an order whose event overtakes its own commit is heard all the same, and sent once', async () => {
  await using world = await createWorld({ module: false })
  const doors = doorsOf(world)
  const early = world.place('guest-simple')
  await world.runUntilQuiet()
  const coming = early + 1
  expect((await send(doors, moduleDelivery(world, orderCreated(coming)))).status).toBe(200)
  await world.work()
  const outcomes = await world.database.sql`select outcome from inbox where entity_key = ${String(coming)}`
  expect(outcomes).toMatchObject([{ outcome: 'not in Magento' }])
  expect(world.place('guest-simple')).toBe(coming)
  await world.runUntilQuiet()
  expect(sidesOf(world, coming).salesDocuments).toHaveLength(1)
})

test('an order that nobody told of is found by the sweep', async () => {
  await using world = await createWorld({ module: false })
  const early = world.place('guest-simple')
  await world.runUntilQuiet()
  // It commits late and with an old updated_at: the poll is past it.
  world.clock.pass(3600)
  await world.runUntilQuiet()
  const late = world.place('guest-simple')
  const order = world.magento.order(late)
  if (order) world.magento.importOrder({ ...order, updated_at: '2026-03-10 08:58:00' })
  await world.pass(61)
  await expect(orderRow(world, late)).rejects.toThrow('has not heard')
  for (let minute = 0; minute < 11; minute += 1) await world.pass(60)
  expect(await phaseOf(world, late)).toBe('open')
  expect(early).toBeLessThan(late)
})

test('events that were deleted in Magento are told of, and their orders are found all the same', async () => {
  await using world = await createWorld()
  world.place('guest-simple')
  await world.runUntilQuiet()
  const { sql } = world.database
  const [before] = await sql`select position from cursors where task = 'magento-outbox'`
  expect(Number(before?.position.sequence)).toBeGreaterThan(0)
  // The bridge's place is set back by one, as if the row after it had been skipped over.
  await sql`update cursors set position = '{"sequence": 1}' where task = 'magento-outbox'`
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  expect(await phaseOf(world, id)).toBe('open')
  expect(await openCauses(world)).toEqual([])
})

test("the ERP's webhooks bring its documents without a poll", async () => {
  await using world = await createWorld({ policies: { pollSeconds: 86_400 }, settings: { webhook: { enabled: true } } })
  const doors = doorsOf(world)
  world.listenWith(async (url, request) => await doors.request(new URL(url).pathname, request))
  const heard = async () =>
    (await world.database.sql`select 1 from inbox where source = 'erp_webhook' and entity = 'invoice'`).length
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  await vi.waitFor(async () => expect(await heard()).toBe(1), { timeout: 10_000 })
  await world.runUntilQuiet()
  await expectWhole(world, id)
  expect(await world.database.sql`select 1 from inbox where source = 'erp_poll'`).toHaveLength(0)
})
