import { eq } from 'drizzle-orm'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { createEventStream } from '../../src/admin-ui/live/event-stream.ts'
import { paceOf } from '../../src/admin-ui/live/pace.ts'
import { createLiveStreams } from '../../src/admin-ui/live/streams.ts'
import { listenChanges } from '../../src/db/listen-changes.ts'
import { orders } from '../../src/db/schema/orders.ts'
import { seed } from '../browser/seed.ts'
import { createPage } from '../browser/serve.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
await seed(database.db, database.box, new Date('2026-03-10T13:20:00Z'))
const changes = listenChanges(database.sql)
const MINUTE = 60_000

afterEach(() => {
  vi.useRealTimers()
})

/** Reads a stream into a list of what was said. */
function readerOf(body: ReadableStream<Uint8Array> | undefined) {
  if (!body) throw new Error('there is no stream')
  const heard: string[] = []
  const decoder = new TextDecoder()
  const reader = body.getReader()
  const over = (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read())
      for (const [, event = ''] of decoder.decode(part.value).matchAll(/^(?:event: |: )(\w+)$/gm)) heard.push(event)
  })()
  return { heard, over }
}

const touch = (store: string) => database.db.update(orders).set({ status: 'touched' }).where(eq(orders.store, store))

const streams = createLiveStreams(changes, { echoMs: MINUTE, ofViewer: 2 })
afterAll(() => streams.close())

test('a viewer hears of changes in their stores, and of no other store', async () => {
  const main = readerOf(await streams.open({ viewer: 'a', stores: ['main'], forMs: MINUTE }))
  const usa = readerOf(await streams.open({ viewer: 'b', stores: ['usa'], forMs: MINUTE }))
  await touch('main')
  await expect.poll(() => main.heard).toContain('changed')
  expect(usa.heard).toEqual(['open'])
  await touch('usa')
  await expect.poll(() => usa.heard).toContain('changed')
})

test('who is not known gets no stream', async () => {
  const page = await createPage(database, 'https://bridge.example')
  expect((await page.app.request('https://bridge.example/admin/live')).status).toBe(401)
})

test('nobody hears of what was not committed', async () => {
  const own = readerOf(await streams.open({ viewer: 'c', stores: ['main'], forMs: MINUTE }))
  await database.db
    .transaction(async tx => {
      await tx.update(orders).set({ status: 'never' }).where(eq(orders.store, 'main'))
      throw new Error('rolled back')
    })
    .catch(() => {})
  const other = readerOf(await streams.open({ viewer: 'd', stores: ['usa'], forMs: MINUTE }))
  await touch('usa') // told after the other one would have been
  await expect.poll(() => other.heard).toContain('changed')
  expect(own.heard).toEqual(['open'])
})

test('transactions that overlap are told of once, and once more when all have committed', async () => {
  const echoing = createLiveStreams(changes, { echoMs: 50 })
  const own = readerOf(await echoing.open({ viewer: 'e', stores: ['main'], forMs: MINUTE }))
  await database.db.transaction(async tx => {
    await tx.update(orders).set({ status: 'first' }).where(eq(orders.magentoId, 1))
    await database.db.update(orders).set({ status: 'second' }).where(eq(orders.magentoId, 2))
    expect(own.heard).not.toContain('changed')
  })
  await expect.poll(() => own.heard.filter(event => event === 'changed'), { timeout: 5_000 }).toHaveLength(2)
  echoing.close()
})

test('one viewer has no more streams than a browser can use, and a closed one makes room', async () => {
  const open = () => streams.open({ viewer: 'greedy', stores: ['main'], forMs: MINUTE })
  const first = await open()
  expect(await open()).toBeDefined()
  expect(await open()).toBeUndefined()
  await first?.cancel()
  expect(await open()).toBeDefined()
})

test('a stream says that it is over when the session is, and all end at once when the process stops', async () => {
  vi.useFakeTimers()
  const own = createLiveStreams({ subscribe: async () => () => {} })
  const short = readerOf(await own.open({ viewer: 'a', stores: ['main'], forMs: MINUTE }))
  const long = readerOf(await own.open({ viewer: 'b', stores: ['main'], forMs: 1_000 * MINUTE }))
  await vi.advanceTimersByTimeAsync(MINUTE)
  await short.over
  expect(short.heard.at(0)).toBe('open')
  expect(short.heard.at(-1)).toBe('over')
  expect(long.heard.at(-1)).toBe('beat')
  own.close()
  await long.over
  expect(long.heard).not.toContain('over')
  expect(await own.open({ viewer: 'c', stores: ['main'], forMs: MINUTE })).toBeUndefined()
})

test('where the database cannot be listened to there is no stream, and the next one asks again', async () => {
  let refuses = true
  const own = createLiveStreams({
    subscribe: async () => {
      if (refuses) throw new Error('too many connections')
      return () => {}
    },
  })
  const watching = { viewer: 'a', stores: ['main'], forMs: MINUTE }
  expect(await own.open(watching)).toBeUndefined()
  refuses = false
  expect(await own.open(watching)).toBeDefined()
  own.close()
})

test('a reader who takes nothing is let go', async () => {
  const ended = vi.fn()
  const stream = createEventStream(ended)
  for (let sent = 0; sent < 1_000; sent++) stream.beat()
  expect(ended).toHaveBeenCalledOnce()
})

test('many changes are passed on once a second, and once in three seconds when they never end', async () => {
  vi.useFakeTimers()
  const act = vi.fn()
  const pace = paceOf(act)
  for (let ms = 0; ms < 10_000; ms += 100) {
    pace.call()
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(act).toHaveBeenCalledTimes(11)
  for (let ms = 0; ms < 9_000; ms += 100) {
    pace.call()
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(act).toHaveBeenCalledTimes(14)
  pace.stop()
})
