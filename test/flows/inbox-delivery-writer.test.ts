import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { createDeliveryWriter, type Delivery } from '../../src/flows/inbox/delivery-writer.ts'
import { testDatabase } from '../support/database.ts'

const { sql } = await testDatabase()
const clock = { now: () => new Date('2026-03-10T13:20:00.250Z') }
let told = 0
const writer = createDeliveryWriter(sql, clock, () => {
  told += 1
})

const delivery = (dedupeKey: string, body: Uint8Array): Delivery => ({
  store: 'main',
  source: 'module',
  eventType: 'events',
  dedupeKey,
  body,
})
const stored = () => sql`select * from inbox order by dedupe_key`
const bytes = (value: unknown): string => Buffer.from((value ?? []) as Uint8Array).toString('hex') // bytea of our own table

beforeEach(async () => {
  told = 0
  await sql`truncate inbox, inbox_keys`
})

test('a delivery is in the inbox, due at once, when its store() has resolved', async () => {
  await writer.store(delivery('d1', Buffer.from('{"events":[]}')))
  expect(told).toBe(1)
  expect(await stored()).toMatchObject([
    {
      store: 'main',
      source: 'module',
      dedupe_key: 'module:d1',
      entity: 'delivery',
      event_type: 'events',
      due_at: clock.now().toISOString().replace('T', ' ').replace('50Z', '5+00'),
      body: Buffer.from('{"events":[]}'),
    },
  ])
})

test('the same delivery is kept once, also when it comes twice at the same time', async () => {
  const one = delivery('d1', Buffer.from('first'))
  await Promise.all([writer.store(one), writer.store(one)])
  await writer.store(delivery('d1', Buffer.from('again')))
  expect((await stored()).map(row => bytes(row.body))).toEqual([bytes(Buffer.from('first'))])
})

test('every byte of every body of a group arrives with its own delivery', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 30 }), async bodies => {
      await sql`truncate inbox, inbox_keys`
      await Promise.all(bodies.map((body, index) => writer.store(delivery(String(index).padStart(3, '0'), body))))
      expect((await stored()).map(row => bytes(row.body))).toEqual(bodies.map(bytes))
    }),
    { numRuns: 40 },
  )
})

test('bodies that are too large for one statement together are all stored', async () => {
  const bodies = Array.from({ length: 5 }, () => randomBytes(5 * 1024 * 1024))
  await Promise.all(bodies.map((body, index) => writer.store(delivery(String(index), body))))
  const rows = await sql`select octet_length(body) as size from inbox`
  expect(rows.map(row => row.size)).toEqual(bodies.map(body => body.length))
})

test('a group that cannot be stored is refused to each of its senders, and the next one is stored', async () => {
  const wrong = writer.store({ ...delivery('bad', Buffer.from('x')), eventType: 'null\u0000character' })
  const sameGroup = writer.store(delivery('good', Buffer.from('x')))
  await expect(wrong).rejects.toThrow()
  await expect(sameGroup).rejects.toThrow()
  await writer.store(delivery('good', Buffer.from('x')))
  expect((await stored()).map(row => row.dedupe_key)).toEqual(['module:good'])
})
