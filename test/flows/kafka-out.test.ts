import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { outbox } from '../../src/db/schema/messages.ts'
import { farSides } from '../../src/db/schema/operations.ts'
import { holdOrder } from '../../src/flows/order/hold-order.ts'
import { releaseOrder } from '../../src/flows/order/release-order.ts'
import { retryMessage } from '../../src/flows/outbox/retry-message.ts'
import type { KafkaClient } from '../../src/outbound/kafka.ts'
import { kafkaError } from '../../src/outbound/kafka-errors.ts'
import { finish } from '../support/clerk.ts'
import { type Broker, hasBroker, startBroker } from '../support/kafka.ts'
import { attemptsAt, openCauses, orderRow, phaseOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const TOPIC = 'orderbridge.events'
const cloudEvent = z.strictObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.literal('/orderbridge/stores/main'),
  type: z.string(),
  subject: z.string(),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  data: z.looseObject({}),
})

let broker: Broker
let world: World

const to = (address: string, more: object = {}) => ({
  kafka: { brokers: [address], tls: false, allowPrivateNetwork: true, to: { topic: TOPIC, ...more } },
})
/** What stands in the topic; kcat's own record made the topic and is left out. */
const published = async () => {
  const records = (await broker.read(TOPIC)).filter(({ key }) => key !== null)
  return records.map(({ key, payload }) => ({ key, ...cloudEvent.parse(JSON.parse(payload)) }))
}
const types = async () => (await published()).map(({ type }) => type)
const startWithTopic = async () => {
  const started = await startBroker()
  await started.write(TOPIC, ['the topic is made by this'])
  return started
}
const owed = () => world.database.db.select().from(outbox).where(eq(outbox.kind, 'event.publish')).orderBy(outbox.id)

const person = () => world.context({ kind: 'admin_user', id: 'a', name: 'Ada', roles: ['view', 'operate'] })
const kafkaOf = async (): Promise<KafkaClient> => {
  const client = await world.remotes.kafka(STORE)
  if (!client) throw new Error('no Kafka is configured')
  return client
}
/** From now on the bridge writes through this one. */
const replaceKafka = (client: KafkaClient): void => void Object.assign(world.remotes, { kafka: async () => client })

describe.skipIf(!hasBroker)('events into Kafka', () => {
  beforeEach(async () => {
    broker = await startWithTopic()
    world = await createWorld({ store: to(broker.address) })
  })
  afterEach(async () => {
    await world[Symbol.asyncDispose]()
    await broker.close()
  })

  test('an order that goes the whole way is told of in sequence, as CloudEvents under its own key', async () => {
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    finish(world, id, 'deliver-then-invoice')
    await world.runUntilQuiet()
    const events = await published()
    const { number, customerName, customerEmail } = await orderRow(world, id)
    expect(events.map(({ type }) => type)).toEqual([
      'order.created',
      'order.confirmed',
      'order.shipped',
      'order.invoiced',
    ])
    expect(new Set(events.map(({ key, subject }) => `${key} ${subject}`))).toEqual(new Set([`main:${id} ${number}`]))
    expect(new Set(events.map(event => event.id)).size).toBe(4)
    expect(events[1]?.data).toMatchObject({
      order: { store: STORE, entityId: id, number, total: { amount: expect.stringMatching(/^\d+\.\d\d$/) } },
      salesDocument: { connection: 'b1', number: expect.any(String), total: { currency: 'EUR' } },
    })
    expect(events[3]?.data).toMatchObject({
      document: { lines: [{ sku: expect.any(String), quantity: expect.any(String) }], total: { currency: 'EUR' } },
    })
    const text = JSON.stringify(events)
    for (const personal of [customerName, customerEmail, 'street', 'address']) expect(text).not.toContain(personal)
    expect(await phaseOf(world, id)).toBe('done')
  })

  test('a refund and a cancellation are told of', async () => {
    const [refunded, canceled] = [world.place('guest-simple'), world.place('guest-simple')]
    await world.runUntilQuiet()
    finish(world, refunded, 'credit-after')
    await (await world.remotes.magento(STORE)).cancelOrder(canceled)
    await world.runUntilQuiet()
    const of = async (id: number) => (await published()).filter(({ key }) => key === `main:${id}`).map(e => e.type)
    expect((await of(refunded)).at(-1)).toBe('order.refunded')
    expect((await of(canceled)).at(-1)).toBe('order.canceled')
  })

  test('who holds an order and releases it is told of each time', async () => {
    await world.configure({ store: { orders: { holdMinutes: 30 } } })
    const id = world.place('guest-simple')
    await world.pass(61)
    const { id: orderId } = await orderRow(world, id)
    for (let times = 0; times < 2; times += 1) {
      await holdOrder(person(), { store: STORE, orderId, reason: 'a question' })
      world.clock.pass(1)
      await releaseOrder(person(), { store: STORE, orderId })
      world.clock.pass(1)
    }
    await world.work()
    const events = ['order.created', 'order.held', 'order.released', 'order.held', 'order.released']
    expect(await types()).toEqual(events)
  })

  test('an answer that was lost: written again under the same id, and what comes later stays behind it', async () => {
    const client = await kafkaOf()
    let writes = 0
    replaceKafka({
      ...client,
      async write(topic, record) {
        const written = await client.write(topic, record)
        writes += 1
        if (writes > 1) return written
        throw kafkaError(new Error('the connection was closed'), true)
      },
    })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    finish(world, id, 'deliver-then-invoice')
    await world.runUntilQuiet()
    const events = await published()
    expect(events.map(({ type }) => type)).toEqual([
      'order.created',
      'order.created',
      'order.confirmed',
      'order.shipped',
      'order.invoiced',
    ])
    expect(events[0]?.id).toBe(events[1]?.id)
    expect(await attemptsAt(world, 'event.publish')).toContain('verify send_again')
    expect(new Set((await owed()).map(({ state }) => state))).toEqual(new Set(['delivered']))
  })

  test('a broker that is away holds up no order, and gets the events in sequence when it is back', async () => {
    await broker.close()
    const id = world.place('guest-simple')
    for (let minutes = 0; minutes < 3; minutes += 1) await world.pass(61)
    finish(world, id, 'deliver-then-invoice')
    for (let minutes = 0; minutes < 5; minutes += 1) await world.pass(61)
    expect(await phaseOf(world, id)).toBe('done')
    const waiting = await owed()
    expect(waiting.map(({ farSide }) => farSide)).toEqual(waiting.map(() => 'kafka:main'))
    expect(waiting.every(({ state }) => state === 'retrying' || state === 'pending')).toBe(true)

    broker = await startWithTopic()
    await world.configure({ store: to(broker.address) })
    for (let minutes = 0; minutes < 10; minutes += 1) await world.pass(301)
    expect(await types()).toEqual(['order.created', 'order.confirmed', 'order.shipped', 'order.invoiced'])
    expect(await openCauses(world)).toEqual([])
  })

  test('who applies other brokers does not wait for the next probe', async () => {
    const client = await kafkaOf()
    const silent = () => Promise.reject(kafkaError(new Error('no answer'), false))
    replaceKafka({ ...client, write: silent })
    for (let orders = 0; orders < 6; orders += 1) world.place('guest-simple')
    await world.pass(61)
    const probeAt = async () => {
      const [side] = await world.database.db.select().from(farSides).where(eq(farSides.key, 'kafka:main'))
      return side?.probeAt?.getTime()
    }
    expect(await probeAt()).toBeGreaterThan(world.clock.now().getTime())
    await world.configure({ store: to(broker.address, { events: ['order.created'] }) })
    expect(await probeAt()).toBe(world.clock.now().getTime())
  })

  test('a topic that is not there is a problem of its own, which ends with it', async () => {
    const client = await kafkaOf()
    const missing = Object.assign(new Error('no such topic'), { type: 'UNKNOWN_TOPIC_OR_PARTITION' })
    // The broker of the tests makes every topic that it is asked for.
    replaceKafka({ ...client, write: () => Promise.reject(kafkaError(missing, true)) })
    const id = world.place('guest-simple')
    await world.pass(61)
    await world.pass(61)
    expect(await openCauses(world)).toEqual(['not_ready:kafka'])
    expect(await phaseOf(world, id)).toBe('open')
    replaceKafka(client)
    await world.pass(61)
    await world.runUntilQuiet()
    expect(await types()).toEqual(['order.created', 'order.confirmed'])
    expect(await openCauses(world)).toEqual([])
  })

  test('an event that is refused for good is a problem, and sent again by a person it ends that', async () => {
    const client = await kafkaOf()
    const large = Object.assign(new Error('the record is too large'), { type: 'MESSAGE_TOO_LARGE' })
    replaceKafka({ ...client, write: () => Promise.reject(kafkaError(large, true)) })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual(['refused:kafka:event.publish:the record is too large'])
    expect(await phaseOf(world, id)).toBe('open')
    replaceKafka(client)
    const [first] = await owed()
    await retryMessage(person(), { store: STORE, messageId: first?.id ?? 0 })
    await world.runUntilQuiet()
    expect(await types()).toEqual(['order.created', 'order.confirmed'])
    expect(await openCauses(world)).toEqual([])
  })

  test('only the events that the settings name are written', async () => {
    await world.configure({ store: to(broker.address, { events: ['order.confirmed'] }) })
    world.place('guest-simple')
    await world.runUntilQuiet()
    expect(await types()).toEqual(['order.confirmed'])
    expect(await owed()).toHaveLength(1)
  })

  test('what was owed to a topic that is not configured any more ends with that reason', async () => {
    await broker.close()
    world.place('guest-simple')
    await world.pass(61)
    await world.configure({ store: { kafka: undefined } })
    for (let minutes = 0; minutes < 6; minutes += 1) await world.pass(301)
    expect((await owed()).map(({ reason }) => reason)).toContain(
      'Not published: the store has no topic for events any more.',
    )
  })
})

test('without a topic to go to, nothing is owed to Kafka', async () => {
  await using plain = await createWorld()
  world = plain
  const id = plain.place('guest-simple')
  await plain.runUntilQuiet()
  expect(await phaseOf(plain, id)).toBe('open')
  expect(await owed()).toEqual([])
})
