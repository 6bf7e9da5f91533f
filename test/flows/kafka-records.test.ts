import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { stores } from '../../src/db/schema/stores.ts'
import { claimInbox } from '../../src/flows/inbox/claim-inbox.ts'
import { processInbox } from '../../src/flows/inbox/process-inbox.ts'
import { receiveRecords } from '../../src/flows/inbox/receive-records.ts'
import { listDoors } from '../../src/flows/view/list-doors.ts'
import type { KafkaRecord } from '../../src/outbound/kafka.ts'
import { orderCreated } from '../support/doors.ts'
import { phaseOf } from '../support/look-up.ts'
import { CONNECTION, createWorld, STORE, type World } from '../support/world.ts'

const from = [
  { topic: 'module', format: 'module' },
  { topic: 'async', format: 'async_events', event: 'sales.order.created' },
  { topic: 'orders', format: 'order', id: '/order/entity_id' },
  { topic: 'invoices', format: 'document', connection: CONNECTION, kind: 'invoice', key: 'DocEntry' },
  { topic: 'documents', format: 'document', connection: CONNECTION, kindAt: 'what', key: 'id', order: 'of' },
]
const kafka = { brokers: ['kafka.example:9093'], from }

let world: World
beforeAll(async () => {
  world = await createWorld({ store: { kafka } })
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(() => world.database.sql`truncate inbox, inbox_keys`)

const record = (topic: string, value: string | null, offset = 0, timestamp = '1773133200000'): KafkaRecord => ({
  topic,
  partition: 0,
  offset: String(offset),
  timestamp,
  value: value === null ? null : Buffer.from(value),
})
const receive = (...records: KafkaRecord[]) => receiveRecords(world.ctx, STORE, records)
const rows = async () => [
  ...(await world.database.sql<
    { source: string; connection: string | null; entity: string; entity_key: string; outcome: string | null }[]
  >`select source, connection, entity, entity_key, outcome from inbox order by id`),
]
/** One round: records become hints. */
const heard = async () => {
  await processInbox(world.ctx)
  return (await rows()).filter(({ entity }) => entity !== 'delivery')
}
const outcomes = async () => {
  await processInbox(world.ctx)
  return (await rows()).map(({ outcome }) => outcome)
}

describe('what a record says', () => {
  test("the companion module's delivery is heard as the one that it posts", async () => {
    await receive(record('module', orderCreated(7)))
    expect(await heard()).toMatchObject([{ source: 'module', entity: 'order', entity_key: '7' }])
  })

  test('an event that came by webhook and by Kafka counts once', async () => {
    await receive(record('module', orderCreated(7), 0), record('module', orderCreated(7), 1))
    expect(await heard()).toHaveLength(1)
  })

  test('an entity of mage-os async events is heard under the name that its topic has', async () => {
    await receive(record('async', '{"data":{"entity_id":8}}'))
    expect(await heard()).toMatchObject([{ source: 'async_events', entity: 'order', entity_key: '8' }])
  })

  test('any JSON may name an order, at the place that the settings say', async () => {
    await receive(record('orders', '{"order":{"entity_id":"9","total":"12.50"}}'))
    expect(await heard()).toMatchObject([{ source: 'kafka', entity: 'order', entity_key: '9' }])
  })

  test('any JSON may name a document of the ERP, of one kind or of the kind that it says', async () => {
    await receive(
      record('invoices', '{"DocEntry":71}'),
      record('documents', '{"what":"shipment","id":"5/1","of":"SO 9"}', 0),
      record('documents', '{"what":"sales_document","id":"SO 9","of":"SO 9"}', 1),
    )
    expect(await heard()).toMatchObject([
      { connection: CONNECTION, entity: 'invoice', entity_key: '71' },
      { connection: CONNECTION, entity: 'shipment', entity_key: 'SO%209:5/1' },
      { connection: CONNECTION, entity: 'sales_document', entity_key: 'SO 9' },
    ])
  })

  test('an order is read from Magento when it is heard of, without a poll', async () => {
    const order = world.place('guest-simple')
    await receive(record('orders', JSON.stringify({ order: { entity_id: order } })))
    await world.work()
    expect(await phaseOf(world, order)).toBe('open')
  })
})

test('the page shows Kafka as one way in, with each record counted once', async () => {
  const doors = async () => {
    const all = (await listDoors(world.ctx, [STORE])).doors
    return all.filter(({ source }) => source === 'kafka')
  }
  expect(await doors()).toMatchObject([{ today: 0, waiting: 0 }])
  await receive(record('invoices', '{"DocEntry":71}'), record('orders', '{"order":{"entity_id":7}}'))
  await processInbox(world.ctx)
  expect(await doors()).toMatchObject([{ today: 2, waiting: 2 }])
})

describe('what comes again', () => {
  test('the same record is one row, however often Kafka brings it', async () => {
    await receive(record('orders', '{"order":{"entity_id":7}}'), record('orders', '{"order":{"entity_id":7}}'))
    await receive(record('orders', '{"order":{"entity_id":7}}'))
    expect(await rows()).toHaveLength(1)
  })

  test('a topic that was made anew begins with the same offsets, and is heard', async () => {
    await receive(record('orders', '{"order":{"entity_id":7}}', 0, '1773133200000'))
    await receive(record('orders', '{"order":{"entity_id":8}}', 0, '1773219600000'))
    expect(await rows()).toHaveLength(2)
  })
})

describe('what makes no sense', () => {
  test.each([
    ['orders', null, 'The record is empty.'],
    ['orders', '', 'The record is empty.'],
    ['orders', 'no JSON', 'The record is not JSON. The next poll reads what it was about.'],
    ['orders', '{"order":7}', 'The record has no entity_id of an order at "/order/entity_id".'],
    ['orders', '{"order":{"entity_id":-1}}', 'The record has no entity_id of an order at "/order/entity_id".'],
    ['orders', '['.repeat(70), 'The record is nested deeper than 64 levels. The next poll reads what it was about.'],
    ['module', '{"events":"7"}', 'the body is not what this source sends; the next poll reads what it was about'],
    ['invoices', '{}', 'The record has no key of a document at "DocEntry".'],
    ['documents', '{"id":"1","of":"2"}', 'The record says no kind of document that is followed at "what".'],
    ['documents', '{"what":"invoice","id":"1"}', 'The record has no key of a sales document at "of".'],
    ['gone', '{}', 'Topic gone is not configured any more.'],
  ])('in topic %s, %j ends in the inbox with its reason', async (topic, value, reason) => {
    await receive(record(topic, value))
    expect(await outcomes()).toEqual([reason])
    expect(await claimInbox(world.ctx, 10)).toEqual([])
  })

  test('a record that is larger than what a webhook may bring ends there as well', async () => {
    await receive(record('orders', ' '.repeat(8_388_609)))
    expect(await outcomes()).toEqual(['The record is larger than 8 MiB. The next poll reads what it was about.'])
  })

  test('it holds up nothing behind it', async () => {
    await receive(record('orders', 'no JSON', 0), record('orders', '{"order":{"entity_id":7}}', 1))
    expect(await heard()).toMatchObject([{ entity: 'order', entity_key: '7' }])
  })
})

describe('the settings', () => {
  const settings = async () =>
    (await world.database.db.select().from(stores).where(eq(stores.code, STORE)))[0]?.settings
  const login = async () => (await world.remotes.store(STORE)).secrets.kafkaLogin

  test('keep the password among the secrets, for as long as the file does not say otherwise', async () => {
    const plain = { mechanism: 'plain', user: 'bridge', password: 'a password of the brokers' }
    const { changes } = await world.configure({ store: { kafkaLogin: plain } })
    expect(JSON.stringify([await settings(), changes])).not.toContain(plain.password)
    expect(await login()).toEqual(plain)
    await world.configure({ store: { kafkaLogin: undefined } })
    expect(await login()).toEqual(plain)
    await world.configure({ store: { kafkaLogin: { mechanism: 'none' } } })
    expect(await login()).toEqual({ mechanism: 'none' })
  })

  test('a topic may name documents of connections of its own store only', async () => {
    const foreign = { topic: 'x', format: 'document', connection: 'elsewhere' }
    await expect(world.configure({ store: { kafka: { ...kafka, from: [foreign] } } })).rejects.toThrow(
      /kafka\.from\[0\]\.connection.*store main has no connection "elsewhere"/s,
    )
    await world.configure({ store: { kafka } })
  })

  test('a connection that went to another store since is not heard of', async () => {
    await world.database.sql`insert into stores select 'other', settings, secrets, 1, null, null, created_at, updated_at
      from stores where code = ${STORE}`
    await world.database.sql`update connections set store = 'other', revision = revision + 1`
    await world.remotes.refresh()
    await receive(record('invoices', '{"DocEntry":71}'))
    expect(await outcomes()).toEqual([`Connection ${CONNECTION} does not belong to this store any more.`])
  })
})
