import { drizzle } from 'drizzle-orm/postgres-js'
import { expect, test } from 'vitest'
import { listDoors } from '../../src/flows/view/list-doors.ts'
import { findInboxRow, listInbox } from '../../src/flows/view/list-inbox.ts'
import type { Paging } from '../../src/flows/view/paging.ts'
import { seed } from '../browser/seed.ts'
import { pageContext } from '../browser/serve.ts'
import { testDatabase } from '../support/database.ts'
import { clock, orderCommands } from './cli-session.ts'

const database = await testDatabase()
const { db, sql, box } = database
const now = clock.now()
await seed(db, box, now)
await sql`truncate inbox, inbox_keys`
/** One a second into the past, the newest with the highest id; one in fifty waits, the oldest alone came by another way. */
const ROWS = 25_000
await sql`
  insert into inbox (store, source, dedupe_key, entity, entity_key, event_type, received_at, due_at, attempts, outcome)
  select 'main', case when i = 1 then 'adobe_io' else 'magento_poll' end, 'k' || i, 'order', (1000000 + i)::text, 'x',
    ${now.toISOString()}::timestamptz - make_interval(secs => ${ROWS} - i), case when i % 50 = 0 then ${now.toISOString()}::timestamptz end, 1, 'known'
  from generate_series(1, ${ROWS}) i`
await sql`analyze inbox`
const { context, close } = pageContext(database)
const ctx = context({ kind: 'cli', user: 'ada' })
const stores = ['main', 'usa']
const page = (filter: Parameters<typeof listInbox>[1]['filter'], paging: Paging = {}) =>
  listInbox(ctx, { stores, filter, paging })
const after = (place: Paging['after']): Paging => {
  if (!place) throw new Error('nothing is behind it')
  return { after: place }
}

test('what waits and what is through stand in one order, page by page and back', async () => {
  const first = await page({})
  expect(first.rows.map(({ entityKey }) => Number(entityKey) - 1_000_000)).toEqual(
    Array.from({ length: 50 }, (_, n) => ROWS - n),
  )
  expect(first.newer).toBeUndefined()
  const second = await page({}, after(first.older))
  expect(second.rows[0]?.entityKey).toBe(String(1_000_000 + ROWS - 50))
  const back = await page({}, second.newer ? { before: second.newer } : {})
  expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id))
  const waiting = await page({ waiting: true })
  expect(waiting.rows.map(({ entityKey }) => Number(entityKey) % 50)).toEqual(Array(50).fill(0))
  const older = await page({ waiting: true }, after(waiting.older))
  expect(Number(older.rows[0]?.entityKey)).toBe(Number(waiting.rows.at(-1)?.entityKey) - 50)
})

test('a way by which nothing came for long is searched in steps, and found behind them', async () => {
  const seen: string[] = []
  let steps = 0
  for (let paging: Paging | undefined = {}; paging; steps += 1) {
    const { rows, older } = await page({ source: 'adobe_io' }, paging)
    seen.push(...rows.map(({ entityKey }) => entityKey))
    paging = older && after(older)
  }
  expect(seen).toEqual(['1000001'])
  expect(steps).toBe(3)
})

test('a store that is too busy to be counted says so, and how far back was looked', async () => {
  const { doors, since, isCut } = await listDoors(ctx, stores)
  const poll = doors.find(({ source, store }) => source === 'magento_poll' && store === 'main')
  expect(poll).toMatchObject({ today: 20_000 + ROWS / 50, waiting: ROWS / 50 })
  expect(isCut).toBe(true)
  expect(now.getTime() - since.getTime()).toBeLessThan(ROWS * 1_000)
  const { text } = await orderCommands(database).run('inbox', 'doors')
  expect(text).toMatch(/^main +magento_poll .* 20500 or more +500$/m)
})

test.each<[string, (telling: typeof db) => Promise<unknown>]>([
  ['the first page', telling => listInbox({ ...ctx, db: telling }, { stores, filter: {}, paging: {} })],
  ['what waits', telling => listInbox({ ...ctx, db: telling }, { stores, filter: { waiting: true }, paging: {} })],
  ['an order', telling => listInbox({ ...ctx, db: telling }, { stores, filter: { search: '1000007' }, paging: {} })],
  ['one of them', telling => findInboxRow({ ...ctx, db: telling }, { stores, id: 7 })],
])('%s is read from the ends of indexes, not from the whole table', async (_, work) => {
  const asked: { text: string; params: unknown[] }[] = []
  await work(drizzle(sql, { logger: { logQuery: (text, params) => void asked.push({ text, params }) } }))
  const own = asked.filter(({ text }) => text.includes('inbox'))
  expect(own.length).toBeGreaterThan(0)
  for (const { text, params } of own) {
    const rows = await sql.unsafe(`explain ${text}`, params as never[]) // the driver's own name for any parameter
    const plan = rows.map(row => String(row['QUERY PLAN'])).join('\n')
    expect(plan).toMatch(/Index.* (on|using) inbox_\w+/)
    // Months that are empty are read as they are.
    expect(plan).not.toMatch(/Seq Scan on inbox_.* rows=\d{3,}/)
  }
})

test('the command line lists, shows and reads again', async () => {
  const { run } = orderCommands(database)
  const [waiting] = (await page({ waiting: true })).rows
  const id = String(waiting?.id)
  expect((await run('inbox', 'list', '--waiting', '--store', 'main')).text).toMatch(
    new RegExp(`^${id} .* waits, is read`, 'm'),
  )
  expect(JSON.parse((await run('inbox', 'list', '--search', '1000007', '--json')).text)).toMatchObject([{ key: 'k7' }])
  expect((await run('inbox', 'list', '--source', 'person')).text).toBe('Nothing fits.\n')
  expect((await run('inbox', 'show', id)).text).toContain(`Key of the sender: k${ROWS}`)
  const [through] = (await page({ search: '1000007' })).rows
  const { text } = await run('inbox', 'read-again', String(through?.id), '--reason', 'to see')
  expect(text).toBe(`Inbox message ${through?.id} is read within seconds.\n`)
  expect((await run('inbox', 'read-again', id)).exitCode).toBe(2)
  await expect(run('inbox', 'show', '99999999')).rejects.toThrow('There is no inbox message 99999999')
  await close()
})
