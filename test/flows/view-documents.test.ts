import { PgDialect } from 'drizzle-orm/pg-core'
import { afterAll, describe, expect, test } from 'vitest'
import type { Role } from '../../src/flows/context.ts'
import { type DocumentFilter, matchingDocuments } from '../../src/flows/view/document-filter.ts'
import { listDocuments } from '../../src/flows/view/list-documents.ts'
import type { Paging } from '../../src/flows/view/paging.ts'
import { previewMailing } from '../../src/flows/view/preview-mailing.ts'
import { seed } from '../browser/seed.ts'
import { pageContext } from '../browser/serve.ts'
import { testDatabase } from '../support/database.ts'

const now = new Date('2026-03-10T13:20:00Z')
const database = await testDatabase()
const { sql } = database
const seeded = await seed(database.db, database.box, now)
// Many more, so that pages and plans are real ones: one in a thousand never mailed, one in five hundred refused.
await sql`
  insert into orders (store, magento_id, number, store_view_id, state, status, placed_at, magento_updated_at, customer_name, customer_email, currency, grand_total, canonical, phase, phase_reason, heard_at, updated_at)
  select 'main', 1000000 + i, (1000000 + i)::text, 1, 'complete', 'complete', ${now.toISOString()}::timestamptz - make_interval(mins => 4000 + i),
    ${now.toISOString()}::timestamptz, 'Somebody', 'somebody' || i || '@example.com', 'EUR', 10, '{}', 'done', 'x', ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
  from generate_series(1, 20000) i`
await sql`
  insert into follow_ups (store, order_id, connection, kind, erp_id, erp_number, total, currency, date, lines, tracking, created_at, updated_at)
  select store, id, 'b1', 'invoice', 'bulk-' || id, 'B' || magento_id, 10, 'EUR', '2026-03-01', '[]', '[]', placed_at, placed_at from orders where magento_id > 1000000`
await sql`
  insert into documents (store, order_id, follow_up_id, kind, number, filename, mime, sha256, size, pages, content, created_at)
  select store, order_id, id, 'invoice', erp_number, 'x.pdf', 'application/pdf', erp_id, 1, 1, '', created_at from follow_ups where erp_id like 'bulk-%'`
await sql`
  insert into mails (store, order_id, document_id, recipient, copy_no, message_id, locale, state, answer, requested_by, created_at)
  select store, order_id, id, 'r' || id || '@example.com', 0, id || '@example.com', 'en', case when id % 500 = 0 then 'failed' else 'sent' end,
    case when id % 500 = 0 then '550 5.1.1 <[address]>: user unknown' end, 'x', created_at
  from documents where sha256 like 'bulk-%' and id % 1000 <> 1`
for (const table of ['orders', 'follow_ups', 'documents', 'mails']) await sql.unsafe(`analyze ${table}`)

const contexts = pageContext(database, { now: () => now })
afterAll(() => contexts.close())
const person = (roles: readonly Role[]) => contexts.context({ kind: 'admin_user', id: '7', name: 'Ada', roles })
const list = (filter: DocumentFilter, paging: Paging = {}, roles: readonly Role[] = ['view', 'operate']) =>
  listDocuments(person(roles), { stores: ['main'], filter, paging })

describe('the list of documents', () => {
  test('goes on where the page ended, in both directions, without a gap or a repeat', async () => {
    const first = await list({ kind: 'invoice' })
    const second = await list({ kind: 'invoice' }, first.older && { after: first.older })
    const back = await list({ kind: 'invoice' }, second.newer && { before: second.newer })
    expect(back.rows.map(row => row.id)).toEqual(first.rows.map(row => row.id))
    const times = [...first.rows, ...second.rows].map(row => row.createdAt.getTime())
    expect(times).toHaveLength(100)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(new Set([...first.rows, ...second.rows].map(row => row.id)).size).toBe(100)
  })

  test.each([
    ['the order number without its zeros', () => seeded.done.number.replace(/^0+/, '')],
    ['the invoice number of the ERP', () => '70001'],
    ['the number of the sales document', () => seeded.done.erpNumber],
    ['an e-mail address in any case', () => seeded.done.email.toUpperCase()],
  ])('finds by %s', async (_, search) => {
    const { rows } = await list({ search: search() })
    expect(rows.map(row => row.id)).toContain(seeded.done.invoiceId)
  })

  test('of what was refused says to whom and in the server’s words; who may only look sees no address', async () => {
    const { rows } = await list({ mailed: 'failed' })
    expect(rows).toHaveLength(40)
    const [row] = rows
    expect(row?.troubles).toEqual([
      {
        recipient: `r${row?.id}@example.com`,
        state: 'failed',
        answer: '550 5.1.1 <[address]>: user unknown',
        unknown: false,
        again: null,
        bounced: null,
      },
    ])
    const [masked] = (await list({ mailed: 'failed' }, {}, ['view'])).rows
    expect(masked?.troubles[0]?.recipient).toBe('r•••@e•••.com')
  })

  test('leaves out of what was not mailed yet an invoice that went out with another order', async () => {
    const { rows } = await list({ mailed: 'never' })
    expect(rows).toHaveLength(20)
    const [one, other] = rows
    await sql`update follow_ups set erp_id = 'shared' where order_id in (${one?.orderId ?? 0}, ${other?.orderId ?? 0})`
    await sql`insert into mails (store, order_id, document_id, recipient, copy_no, message_id, locale, state, requested_by, created_at)
      values ('main', ${one?.orderId ?? 0}, ${one?.id ?? 0}, 'x@example.com', 0, 'x@example.com', 'en', 'sent', 'x', ${now.toISOString()})`
    expect((await list({ mailed: 'never' })).rows).toHaveLength(18)
  })

  test('takes days as the store counts them', async () => {
    // 23:30 UTC on the 1st is the 2nd in Ljubljana.
    const [moved] = (await list({})).rows
    await sql`update documents set created_at = '2026-02-01T23:30:00Z' where id = ${moved?.id ?? 0}`
    await sql`update stores set settings = settings || '{"timezone":"Europe/Ljubljana"}', revision = revision + 1 where code = 'main'`
    const zoned = pageContext(database, { now: () => now })
    const on = async (day: string) =>
      (
        await listDocuments(zoned.context({ kind: 'cli', user: 'x' }), {
          stores: ['main'],
          filter: { from: day, to: day },
          paging: {},
        })
      ).rows.map(row => row.id)
    expect(await on('2026-02-02')).toContain(moved?.id)
    expect(await on('2026-02-01')).not.toContain(moved?.id)
    await zoned.close()
  })
})

test.each<[string, DocumentFilter, RegExp]>([
  ['the first page', {}, /documents_recent/],
  ['what was not delivered', { mailed: 'failed' }, /mails_failed/],
  ['a search', { search: 'B1000017' }, /follow_ups_number/],
])('%s reads an index, not the table', async (_, filter, index) => {
  const query = matchingDocuments([{ code: 'main', zone: 'UTC' }], filter, {}, 51)
  const { sql: text, params } = new PgDialect().sqlToQuery(query)
  const rows = await sql.unsafe(`explain ${text}`, params as never[]) // the driver's own name for any parameter
  const plan = rows.map(row => String(row['QUERY PLAN'])).join('\n')
  expect(plan).toMatch(index)
  expect(plan).not.toMatch(/Seq Scan on (documents|mails|follow_ups)/)
})

test('the preview of a mailing says how many, to how many people, and masks them for who may only look', async () => {
  const asked = { stores: ['main', 'usa'], filter: { mailed: 'failed' } as const }
  const preview = await previewMailing(person(['view', 'operate']), asked)
  expect(preview).toMatchObject({ documents: 40, recipients: 40, originals: 0, onItsWay: 0, ofSeveral: 0 })
  expect(preview.first).toHaveLength(8)
  expect(preview.first[0]?.recipient).toMatch(/^somebody\d+@example\.com$/)
  expect((await previewMailing(person(['view']), asked)).first[0]?.recipient).toBe('s•••@e•••.com')
})
