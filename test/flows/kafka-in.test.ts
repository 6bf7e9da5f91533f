import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { examineKafka } from '../../src/flows/config/examine-kafka.ts'
import { receiveRecords } from '../../src/flows/inbox/receive-records.ts'
import { createKafkaReaders, type KafkaReaders } from '../../src/jobs/kafka-readers.ts'
import type { Log } from '../../src/ops/log.ts'
import { createKafka, type KafkaRecord } from '../../src/outbound/kafka.ts'
import { type Broker, hasBroker, startBroker } from '../support/kafka.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

/** A group is formed for 3 s before it reads, and one whose member died for 12 s more. */
const soon = { timeout: 50_000, interval: 100 }
const orderRecord = (id: number) => JSON.stringify({ entity_id: id })

let broker: Broker
let world: World
const warnings: object[] = []
const log: Log = { debug() {}, info() {}, warn: fields => warnings.push(fields), error() {} }
const running: KafkaReaders[] = []

const at = (address: string, more: object = {}) => ({
  kafka: {
    brokers: [address],
    tls: false,
    allowPrivateNetwork: true,
    from: [{ topic: 'orders', format: 'order' }],
    ...more,
  },
})
const startReaders = async () => {
  const readers = createKafkaReaders(world.ctx)
  running.push(readers)
  await readers.follow()
  return readers
}
/** Entity ids of the orders that wait in the inbox, as they came. */
const inbox = async () => {
  const rows = await world.database.sql<
    { body: Uint8Array }[]
  >`select body from inbox where body is not null order by id`
  return rows.map(({ body }) => JSON.parse(Buffer.from(body).toString('utf8')).entity_id)
}

describe.skipIf(!hasBroker)('with a broker', { timeout: 150_000 }, () => {
  beforeEach(async () => {
    broker = await startBroker()
    await broker.write('orders', [orderRecord(1)])
    world = await createWorld({ store: at(broker.address), log })
    warnings.length = 0
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map(readers => readers.stop()))
    await world[Symbol.asyncDispose]()
    await broker.close()
  })

  test('records are read from the first on, packed ones too, and nothing is read twice after a restart', async () => {
    const readers = await startReaders()
    await expect.poll(inbox, soon).toEqual([1])
    await broker.write('orders', [orderRecord(2)], ['-z', 'gzip'])
    await broker.write('orders', [orderRecord(3)], ['-z', 'zstd'])
    await expect.poll(inbox, soon).toEqual([1, 2, 3])
    await readers.stop()
    await world.database.sql`truncate inbox, inbox_keys`
    await broker.write('orders', [orderRecord(4)])
    await startReaders()
    await expect.poll(inbox, soon).toEqual([4])
  })

  test('who dies between the commit of the row and that of the offset gets the record again, and it is one row', async () => {
    const client = createKafka({ ...at(broker.address).kafka, login: undefined })
    const read = async (take: (records: readonly KafkaRecord[]) => Promise<void>) => {
      const stop = new AbortController()
      const subscription = { group: 'of-the-test', topics: ['orders'], start: 'earliest', take } as const
      const end = client.consume(subscription, stop.signal)
      return { end, stop: () => stop.abort() }
    }
    const killed = await read(async records => {
      await receiveRecords(world.ctx, STORE, records)
      throw new Error('killed')
    })
    await expect(killed.end).rejects.toThrow('killed')
    expect(await inbox()).toEqual([1])

    const offsets: string[] = []
    const next = await read(async records => {
      offsets.push(...records.map(({ offset }) => offset))
      await receiveRecords(world.ctx, STORE, records)
    })
    await expect.poll(() => offsets, soon).toEqual(['0'])
    expect(await inbox()).toEqual([1])
    next.stop()
    await next.end
  })

  test('a record that cannot be stored is not passed over', async () => {
    await world.database.sql`alter table inbox_keys rename to inbox_keys_away`
    await startReaders()
    await expect.poll(() => warnings.length, soon).toBeGreaterThan(0)
    await world.database.sql`alter table inbox_keys_away rename to inbox_keys`
    await expect.poll(inbox, soon).toEqual([1])
  })

  test('two workers share the partitions of a group', async () => {
    await Promise.all([startReaders(), startReaders()])
    const ids = [2, 3, 4, 5, 6, 7, 8, 9]
    for (const id of ids) await broker.write('orders', [orderRecord(id)], ['-p', String(id % 4)])
    await expect.poll(async () => (await inbox()).sort(), soon).toEqual([1, ...ids])
  })

  test('a broker that went away is told of, polls go on, and what came meanwhile is read when it is back', async () => {
    const readers = await startReaders()
    await expect.poll(inbox, soon).toEqual([1])
    await broker.close()
    await expect
      .poll(() => warnings, soon)
      .toContainEqual(expect.objectContaining({ store: STORE, topics: ['orders'] }))
    const order = world.place('guest-simple')
    await world.pass(61)
    expect(await world.database.sql`select 1 from orders where magento_id = ${order}`).toHaveLength(1)

    broker = await startBroker()
    await broker.write('orders', [orderRecord(2)])
    await world.configure({ store: at(broker.address) })
    await readers.follow()
    await expect.poll(async () => (await inbox()).includes(2), soon).toBe(true)
  })

  test('a store that hears nothing of Kafka any more is not read for', async () => {
    const readers = await startReaders()
    await expect.poll(inbox, soon).toEqual([1])
    await world.configure({ store: { kafka: undefined } })
    await readers.follow()
    await broker.write('orders', [orderRecord(2)])
    await pause(1_000)
    expect(await inbox()).toEqual([1])
  })

  test('doctor says which topics are there, and which are not', async () => {
    const from = [
      { topic: 'orders', format: 'order' },
      { topic: 'orders.typo', format: 'order' },
    ]
    await world.configure({ store: at(broker.address, { from }) })
    expect(await examineKafka(world.ctx, STORE)).toMatchObject([
      { check: 'kafka topic', ok: true, detail: 'orders, partitions: 4' },
      { check: 'kafka topic', ok: false, detail: expect.stringContaining('orders.typo is not there') },
    ])
  })

  test('doctor says when no broker answers', async () => {
    await broker.close()
    expect(await examineKafka(world.ctx, STORE)).toMatchObject([
      { check: 'kafka brokers', ok: false, detail: expect.stringContaining('ECONNREFUSED') },
    ])
  })

  test('a broker in a private network is not connected unless the operator allows it', async () => {
    await world.configure({ store: at(broker.address, { allowPrivateNetwork: false }) })
    expect(await examineKafka(world.ctx, STORE)).toMatchObject([
      {
        ok: false,
        detail: expect.stringContaining('private'),
        remedy: expect.stringContaining('kafka.allowPrivateNetwork'),
      },
    ])
    await startReaders()
    await expect
      .poll(() => warnings, soon)
      .toContainEqual(expect.objectContaining({ error: expect.stringContaining('private or reserved address') }))
    expect(await inbox()).toEqual([])
  })
})
