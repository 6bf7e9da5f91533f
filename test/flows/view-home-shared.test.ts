import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { shareHome } from '../../src/admin-ui/home/share-home.ts'
import { listenChanges } from '../../src/db/listen-changes.ts'
import { orders } from '../../src/db/schema/orders.ts'
import { readHome } from '../../src/flows/view/read-home.ts'
import { seed } from '../browser/seed.ts'
import { testDatabase } from '../support/database.ts'

const NOW = new Date('2026-03-10T13:20:00Z')
const database = await testDatabase()
await seed(database.db, database.box, NOW)
const ctx = { db: database.db, clock: { now: () => NOW } }
const MINUTE = 60_000
const changes = listenChanges(database.sql)

test('all who ask at once share the figures of their stores, and of no other ones', async () => {
  const read = vi.fn(readHome)
  const home = shareHome(changes, read, MINUTE)
  const [one, two, other] = await Promise.all([home(ctx, ['main']), home(ctx, ['main']), home(ctx, ['usa'])])
  expect(two).toBe(one)
  expect(read).toHaveBeenCalledTimes(2)
  expect(one.stores.map(({ store }) => store)).toEqual(['main'])
  expect(other.stores.map(({ store }) => store)).toEqual(['usa'])
})

test('a change in one of the stores is seen at once, a change elsewhere asks nothing again', async () => {
  const read = vi.fn(readHome)
  const home = shareHome(changes, read, MINUTE)
  const told = vi.fn()
  const before = await home(ctx, ['main'])
  await changes.subscribe(told) // hears after the figures were forgotten
  await database.db.update(orders).set({ status: 'touched' }).where(eq(orders.store, 'usa'))
  await expect.poll(() => told.mock.calls).toContainEqual(['usa'])
  expect(await home(ctx, ['main'])).toBe(before)
  await database.db.update(orders).set({ status: 'touched' }).where(eq(orders.store, 'main'))
  await expect.poll(() => told.mock.calls).toContainEqual(['main'])
  expect(await home(ctx, ['main'])).not.toBe(before)
})

test('figures that could not be read are not kept, and without the database’s word they are read for everybody', async () => {
  const read = vi.fn(readHome).mockRejectedValueOnce(new Error('away'))
  const home = shareHome(changes, read, MINUTE)
  await expect(home(ctx, ['main'])).rejects.toThrow('away')
  expect((await home(ctx, ['main'])).stores).toHaveLength(1)
  const deaf = shareHome({ subscribe: () => Promise.reject(new Error('no LISTEN')) }, read)
  expect(await deaf(ctx, ['main'])).not.toBe(await deaf(ctx, ['main']))
})
