import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import { expect, test } from 'vitest'
import { listUnfinishedFirstRuns } from '../../src/flows/first-run/first-run.ts'
import { listOrders } from '../../src/flows/view/list-orders.ts'
import { matchingOrders, type OrderFilter } from '../../src/flows/view/order-filter.ts'
import type { Paging } from '../../src/flows/view/paging.ts'
import { readGauges } from '../../src/flows/view/read-gauges.ts'
import { readHome } from '../../src/flows/view/read-home.ts'
import { seed } from '../browser/seed.ts'
import { testDatabase } from '../support/database.ts'

const now = new Date('2026-03-10T13:20:00Z')
const { db, sql, box } = await testDatabase()
const reader = { db, clock: { now: () => now }, actor: { kind: 'cli', user: 'ada' } } as const
await seed(db, box, now)
await sql`
  insert into orders (store, magento_id, number, store_view_id, state, status, placed_at, magento_updated_at, customer_name, customer_email, currency, grand_total, canonical, phase, phase_reason, heard_at, acknowledged_at, updated_at)
  select case when i % 5 = 0 then 'usa' else 'main' end, 1000000 + i, (1000000 + i)::text, 1, 'complete', 'complete',
    ${now.toISOString()}::timestamptz - make_interval(mins => 2000 + i), ${now.toISOString()}::timestamptz, 'Somebody ' || i, 'somebody' || i || '@example.com', 'EUR', 10,
    jsonb_build_object('lines', jsonb_build_array(jsonb_build_object('sku', 'BULK-' || (i % 5000)))), case when i % 100 = 0 then 'open' else 'done' end, 'x',
    ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
  from generate_series(1, 60000) i`
await sql`
  insert into sales_documents (store, order_id, connection, orderbridge_id, state, erp_id, erp_number, currency, lines, created_at, updated_at)
  select store, id, case store when 'usa' then 'b1-us' else 'b1' end, 'bulk-' || id, 'open', (magento_id + 60000000)::text, (magento_id + 60000000)::text, 'EUR', '[]', placed_at, placed_at
  from orders where magento_id > 1000000`
await sql`
  insert into follow_ups (store, order_id, connection, kind, erp_id, erp_number, total, currency, date, lines, tracking, created_at, updated_at)
  select store, order_id, connection, 'invoice', 'bulk-' || order_id, (erp_number::bigint + 11000000)::text, 10, 'EUR', '2026-03-01', '[]', '[]', created_at, created_at
  from sales_documents where orderbridge_id like 'bulk-%'`
await sql`
  insert into documents (store, order_id, follow_up_id, kind, number, filename, mime, sha256, size, pages, content, created_at)
  select store, order_id, id, 'invoice', erp_number, 'x.pdf', 'application/pdf', erp_id, 1, 1, '', created_at from follow_ups where erp_id like 'bulk-%'`
await sql`
  insert into mails (store, order_id, document_id, recipient, copy_no, message_id, locale, state, requested_by, created_at)
  select store, order_id, id, 'a@example.com', 0, id || '@example.com', 'en', 'sent', 'x', created_at from documents where sha256 like 'bulk-%'`
await sql`
  insert into outbox (store, order_id, connection, queue, kind, idempotency_key, payload, state, due_at, created_at)
  select store, order_id, connection, 'order:' || order_id, 'sales_document.create', orderbridge_id, '{}', 'delivered', created_at, created_at
  from sales_documents where orderbridge_id like 'bulk-%'`
await sql`
  insert into inbox (store, source, dedupe_key, entity, entity_key, event_type, received_at)
  select store, 'poll', 'bulk-' || id, 'order', magento_id::text, 'order.updated', ${now.toISOString()}::timestamptz from orders where magento_id > 1000000`
for (const table of ['orders', 'sales_documents', 'follow_ups', 'documents', 'mails', 'outbox', 'inbox'])
  await sql.unsafe(`analyze ${table}`)

const stores = ['main', 'usa']
const DEEP: Paging = { after: { at: new Date(now.getTime() - 40_000 * 60_000), id: 1 } }

/** How PostgreSQL would look for these orders, with 60,000 of them there. */
async function plan(filter: OrderFilter, paging: Paging = {}, limit = 51): Promise<string> {
  const query: SQL = matchingOrders(stores, filter, now, paging, limit)
  const { sql: text, params } = new PgDialect().sqlToQuery(query)
  const rows = await sql.unsafe(`explain ${text}`, params as never[]) // the driver's own name for any parameter
  return rows.map(row => String(row['QUERY PLAN'])).join('\n')
}

test.each<[string, OrderFilter, Paging]>([
  ['the first page', {}, {}],
  ['a page far back', {}, DEEP],
  ['a page of one phase', { phases: ['open'] }, {}],
  [
    'what waits from before',
    { phases: ['waiting', 'pushing', 'held'], placedTo: new Date(now.getTime() - 86_400_000) },
    {},
  ],
  ['a page of two phases, by age, far back', { phases: ['open', 'held'], olderThanMinutes: 15 }, DEEP],
])('%s reads the end of its index, not the table', async (_, filter, paging) => {
  const text = await plan(filter, paging)
  expect(text).toMatch(/Index.* using orders_(recent|phase)/)
  expect(text).not.toContain('Seq Scan on orders')
})

/** Everything that is asked of the database meanwhile, as PostgreSQL would find it. */
async function plansOf(work: (telling: typeof db) => Promise<unknown>): Promise<string[]> {
  const asked: { text: string; params: unknown[] }[] = []
  await work(drizzle(sql, { logger: { logQuery: (text, params) => void asked.push({ text, params }) } }))
  const plans: string[] = []
  for (const { text, params } of asked) {
    const rows = await sql.unsafe(`explain ${text}`, params as never[]) // as above
    plans.push(`${text}\n${rows.map(row => String(row['QUERY PLAN'])).join('\n')}`)
  }
  return plans
}

test.each<[string, (telling: typeof db) => Promise<unknown>]>([
  ['Home', telling => readHome({ ...reader, db: telling }, stores)],
  ['the offer of a first run', telling => listUnfinishedFirstRuns({ db: telling }, stores)],
])('%s looks at the ends of indexes, not at all orders', async (_, work) => {
  const plans = await plansOf(work)
  expect(plans.length).toBeGreaterThan(0)
  for (const text of plans) expect(text).not.toContain('Seq Scan on orders')
})

test('the gauges look at the ends of indexes, not at all orders, messages and events', async () => {
  const plans = await plansOf(telling => readGauges({ ...reader, db: telling }))
  expect(plans.join('\n')).toContain('using outbox_due')
  for (const text of plans) expect(text).not.toMatch(/Seq Scan on (orders|outbox|inbox_2026_03)/)
})

test.each(['61000001', '72000001'])('a search by a number of the ERP reads the index of its document', async search => {
  const text = await plan({ search })
  expect(text).toMatch(/Index.* on sales_documents_erp_number|using sales_documents_erp_number/)
  expect(text).toMatch(/Index.* on follow_ups_number|using follow_ups_number/)
  expect(text).not.toMatch(/Seq Scan on (orders|sales_documents|follow_ups)/)
  const asked = { stores, filter: { search }, paging: {} }
  const { rows } = await listOrders(reader, asked)
  expect(rows.map(row => row.number)).toEqual(['1000001'])
})

test('the orders that were mailed in an hour are found by their mails', async () => {
  const text = await plan({ mailedFrom: new Date(now.getTime() - 3_600_000), mailedTo: now })
  expect(text).toContain('mails_recent')
  expect(text).not.toMatch(/Seq Scan on (orders|mails)/)
})

test('a page of a file of everything reads on where the page before ended', async () => {
  const text = await plan({}, DEEP, 1_000)
  expect(text).toMatch(/Index.* using orders_recent/)
  expect(text).not.toMatch(/Seq Scan on orders/)
})

test('a search by number or e-mail address reads their indexes', async () => {
  const text = await plan({ search: 'somebody77@example.com' })
  expect(text).toContain('orders_email')
  expect(text).toContain('orders_number')
  const { rows } = await listOrders(reader, { stores, filter: { search: 'somebody77@example.com' }, paging: {} })
  expect(rows.map(row => row.number)).toEqual(['1000077'])
})

/** Which of the indexes of words were really read, by name. */
async function wordsRead(search: string): Promise<string> {
  const query: SQL = matchingOrders(stores, { search }, now, {}, 51)
  const { sql: text, params } = new PgDialect().sqlToQuery(query)
  const rows = await sql.unsafe(`explain (analyze, timing off) ${text}`, params as never[]) // as above
  const lines = rows.map(row => String(row['QUERY PLAN'])).filter(line => /orders_(customer_words|skus)/.test(line))
  expect(lines.length).toBeGreaterThan(0)
  return lines.filter(line => !line.includes('never executed')).join('\n')
}

test('a search for what is in every order looks at the newest orders and asks no index of words', async () => {
  expect(await wordsRead('Somebody')).toBe('')
  const { rows } = await listOrders(reader, { stores, filter: { search: 'somebody' }, paging: {} })
  expect(rows[0]?.number).toBe('1000001')
  expect(rows).toHaveLength(50)
  const last = rows.at(-1)
  if (!last) throw new Error('there are fifty')
  const after = { at: last.placedAt, id: last.id }
  const further = { stores, filter: { search: 'somebody' }, paging: { after } }
  const next = await listOrders(reader, further)
  expect([next.rows[0]?.number, next.rows.length]).toEqual(['1000051', 50])
})

test('a search for what is rare asks the index, and finds it however old it is', async () => {
  expect(await wordsRead('BULK-4999')).toContain('orders_skus')
  const find = async (search: string, after?: Paging['after']) => {
    const asked = { stores, filter: { search }, paging: after ? { after } : {} }
    return (await listOrders(reader, asked)).rows.map(row => row.number)
  }
  expect(await find('BULK-4999')).toEqual(
    [4999, 9999, 14999, 19999, 24999, 29999, 34999, 39999, 44999, 49999, 54999, 59999].map(i => `${1_000_000 + i}`),
  )
  expect(await find('so 59999')).toEqual(['1059999'])
})

test('a SKU that is in every order of one store is looked for in another without reading all of its orders', async () => {
  await sql`update orders set canonical = '{"lines":[{"sku":"EVERYWHERE"}]}' where store = 'main' and magento_id > 1000000`
  const query: SQL = matchingOrders(stores, { search: 'everywhere' }, now, {}, 51)
  const { sql: text, params } = new PgDialect().sqlToQuery(query)
  const rows = await sql.unsafe(`explain (analyze, timing off, format json) ${text}`, params as never[]) // as above
  const read = [...JSON.stringify(rows).matchAll(/"Index Name":"(orders_[a-z]+)"[^{}]*?"Actual Rows":([\d.]+)/g)]
  expect(read.map(([, index]) => index)).toContain('orders_skus')
  for (const [, index, count] of read) expect(Number(count), index).toBeLessThan(1_000)
  const asked = { stores, filter: { search: 'everywhere' }, paging: {} }
  const found = await listOrders(reader, asked)
  expect(new Set(found.rows.map(row => row.store))).toEqual(new Set(['main']))
  expect(found.rows).toHaveLength(50)
})
