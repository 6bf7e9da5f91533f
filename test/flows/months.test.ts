import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { eq, sql as raw } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadConfig } from '../../src/config.ts'
import { type DatabaseHandle, openDatabase } from '../../src/db/client.ts'
import { migrateDatabase } from '../../src/db/migrate.ts'
import { ensureRoles } from '../../src/db/roles.ts'
import { attempts } from '../../src/db/schema/messages.ts'
import { audit } from '../../src/db/schema/operations.ts'
import type { Hint } from '../../src/domain/hint.ts'
import { forgetAudit } from '../../src/flows/audit/forget-audit.ts'
import { listAudit } from '../../src/flows/audit/list-audit.ts'
import { verifyAudit } from '../../src/flows/audit/verify-audit.ts'
import { EVERY_STORE, writeAudit } from '../../src/flows/audit/write-audit.ts'
import { examineDatabase } from '../../src/flows/config/examine-database.ts'
import type { Actor, FlowContext } from '../../src/flows/context.ts'
import { createDeliveryWriter } from '../../src/flows/inbox/delivery-writer.ts'
import { receiveHints } from '../../src/flows/inbox/receive-hints.ts'
import { forgetOld } from '../../src/flows/schedule/forget-old.ts'
import { pageContext } from '../browser/serve.ts'
import { testDatabase } from '../support/database.ts'
import { emptyAudit, tamper } from '../support/tamper.ts'

const database = await testDatabase()
const { db, sql, url } = database
let now = new Date()
const clock = { now: () => now }
const actor: Actor = { kind: 'cli', user: 'ada' }
const ctx: FlowContext = pageContext(database, clock).context(actor)
const at = (moment: string) => {
  now = new Date(moment)
}
const partsOf = async (table: string): Promise<string[]> => {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = ${table}::regclass order by 1`
  return rows.map(row => row.name)
}
const rowsIn = async (part: string): Promise<number> =>
  Number((await sql`select count(*) from ${sql(`months.${part}`)}`)[0]?.count)

const tried = (startedAt: string, orderId = 7) =>
  sql`insert into attempts (store, outbox_id, order_id, step, started_at, duration_ms, outcome, exchanges)
    values ('main', 1, ${orderId}, 'send', ${startedAt}, 10, 'delivered', '[]')`
const hint = (dedupeKey: string): Hint => ({
  source: 'module',
  dedupeKey,
  entity: 'order',
  entityKey: '7',
  eventType: 'order.updated',
})
const skip = (number: number, store = 'main') =>
  writeAudit(ctx, { store, action: 'order.skip', subject: `order:${number}` })
const finding = async (context: Pick<FlowContext, 'db' | 'clock' | 'keep'> = ctx) =>
  (await examineDatabase(context)).find(({ check }) => check === 'months')

const readMigrations = (path: string) => readFileSync(new URL(`../../drizzle/${path}`, import.meta.url), 'utf8')

/** As an earlier version left it: its migrations, and no more. */
async function migrateUpTo(handle: DatabaseHandle, last: string): Promise<void> {
  const { entries } = z
    .object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) })
    .parse(JSON.parse(readMigrations('meta/_journal.json')))
  await handle.sql`create schema drizzle`
  await handle.sql`create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`
  for (const { when, tag } of entries.filter(entry => entry.tag <= last)) {
    await handle.sql.unsafe(readMigrations(`${tag}.sql`))
    await handle.sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${tag}, ${when})`
  }
}

beforeEach(async () => {
  at('2031-05-10T10:00:00Z')
  await sql`truncate attempts, inbox, inbox_keys`
  await emptyAudit(db)
})

test('how much is kept comes from the environment, whole months from one on, the audit for ever by default', () => {
  expect(loadConfig({}).keep).toEqual({ attemptsMonths: 13, inboxMonths: 2, auditMonths: undefined })
  const variables = { KEEP_ATTEMPTS_MONTHS: '24', KEEP_INBOX_MONTHS: '1', KEEP_AUDIT_MONTHS: '120' }
  expect(loadConfig(variables).keep).toEqual({ attemptsMonths: 24, inboxMonths: 1, auditMonths: 120 })
  for (const months of ['0', '1.5', 'many'])
    expect(() => loadConfig({ KEEP_INBOX_MONTHS: months })).toThrow('KEEP_INBOX_MONTHS')
})

describe('a database of the version before', () => {
  test('keeps its rows of several months with their numbers, and what it heard once', async () => {
    const name = `months_${randomBytes(6).toString('hex')}`
    await sql.unsafe(`create database ${name}`)
    const old = await openDatabase(url.replace(/[^/]+$/, name), { max: 2 })
    try {
      await migrateUpTo(old, '0004_pressure')
      // Today's program writes its audit, with a function that there was not then.
      await old.sql.unsafe(readMigrations('0027_read_the_audit_s_end_under_its_lock.sql'))
      const months = ['2030-11-30T23:59:59.999Z', '2030-12-01T00:00:00Z', '2031-03-03T10:00:00Z']
      for (const moment of months) {
        await old.sql`insert into attempts (store, outbox_id, order_id, step, started_at, duration_ms, outcome, exchanges) values ('main', 1, 7, 'send', ${moment}, 10, 'delivered', '[]')`
        await old.sql`insert into inbox (store, source, dedupe_key, entity, entity_key, event_type, received_at, due_at) values ('main', 'module', ${`module:${moment}`}, 'order', '7', 'x', ${moment}, ${moment})`
        at(moment)
        await writeAudit({ ...ctx, db: old.db }, { store: 'main', action: 'order.skip', subject: moment })
      }
      const rows = async () => [
        ...(await old.sql`select * from attempts order by id`),
        ...(await old.sql`select * from inbox order by id`),
        ...(await old.sql`select * from audit order by seq`),
      ]
      const before = await rows()
      await old.sql`drop function lock_audit_head`
      await migrateDatabase(old)
      expect(await rows()).toEqual(before)
      expect(await old.sql`select 1 from months.attempts_2030_11`).toHaveLength(1)
      expect((await verifyAudit({ db: old.db })).map(chain => [chain.entries, chain.breaks])).toEqual([[3, []]])
      const later = { ...ctx, db: old.db }
      expect(await receiveHints(later, 'main', [hint(months[0] ?? ''), hint('new')])).toBe(1)
      expect((await old.sql`select id from inbox order by id`).map(row => Number(row.id))).toEqual([1, 2, 3, 4])
      expect(await finding(later)).toMatchObject({ ok: true })
      await expect(old.sql`delete from audit`).rejects.toThrow('append-only')
    } finally {
      await old.close()
      await sql.unsafe(`drop database ${name}`)
    }
  })
})

describe('months', () => {
  test('are made for this month and the two after it, and a second run makes none', async () => {
    expect(await forgetOld(ctx, 'main')).toMatchObject({ 'months made': 9 })
    expect(await partsOf('attempts')).toEqual(
      expect.arrayContaining(['attempts_2031_05', 'attempts_2031_06', 'attempts_2031_07', 'attempts_rest']),
    )
    expect(await forgetOld(ctx, 'main')).toMatchObject({ 'months made': 0 })
  })

  test('that are missing lose nothing: the rows are told of by doctor, and move as soon as the month is made', async () => {
    await sql.unsafe('drop table if exists months.attempts_2031_02, months.inbox_2031_02, months.audit_2031_02')
    await tried('2031-02-28T23:59:59.999Z')
    await tried('2031-05-01T00:00:00Z')
    at('2031-02-03T10:00:00Z')
    await receiveHints(ctx, 'main', [hint('a')])
    await skip(1)
    await skip(2)
    expect(await finding()).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/1 of attempts, 1 of inbox, 2 of audit$/),
    })
    const before = [...(await sql`select * from attempts order by id`), ...(await sql`select * from inbox`)]
    at('2031-05-10T10:00:00Z')
    await forgetOld({ ...ctx, keep: { attemptsMonths: 13, inboxMonths: 13, auditMonths: undefined } }, 'main')
    expect([...(await sql`select * from attempts order by id`), ...(await sql`select * from inbox`)]).toEqual(before)
    expect(await rowsIn('attempts_2031_02')).toBe(1)
    expect(await rowsIn('audit_2031_02')).toBe(2)
    expect(await finding()).toMatchObject({ ok: true })
    expect((await verifyAudit(ctx)).flatMap(({ breaks }) => breaks)).toEqual([])
    await tried('2031-05-02T00:00:00Z')
    expect(new Set((await db.select().from(attempts)).map(row => row.id)).size).toBe(3)
  })

  test('that are too old go with their table, and the one at the limit stays', async () => {
    for (const month of ['2031-01', '2031-02', '2031-03'])
      for (const table of ['attempts', 'inbox']) {
        const part = `${table}_${month.replace('-', '_')}`
        await sql.unsafe(`drop table if exists months.${part}`)
        await sql.unsafe(`select make_month('${table}', '${month}-01')`)
      }
    await tried('2031-01-31T23:59:59Z')
    await tried('2031-02-01T00:00:00Z')
    const keep = { attemptsMonths: 3, inboxMonths: 2, auditMonths: undefined }
    await forgetOld({ ...ctx, keep }, 'main')
    expect((await partsOf('attempts')).filter(part => part <= 'attempts_2031_04')).toEqual([
      'attempts_2031_02',
      'attempts_2031_03',
    ])
    expect((await partsOf('inbox')).filter(part => part < 'inbox_2031_04')).toEqual(['inbox_2031_03'])
    expect((await db.select().from(attempts)).map(row => row.startedAt.toISOString())).toEqual([
      '2031-02-01T00:00:00.000Z',
    ])
  })

  test('of the inbox stay while something in them is still due', async () => {
    at('2031-02-03T10:00:00Z')
    await forgetOld(ctx, 'main')
    await receiveHints(ctx, 'main', [hint('late')])
    at('2031-05-10T10:00:00Z')
    await forgetOld(ctx, 'main')
    expect(await rowsIn('inbox_2031_02')).toBe(1)
    await sql`update inbox set due_at = null, processed_at = now()`
    await forgetOld(ctx, 'main')
    expect(await partsOf('inbox')).not.toContain('inbox_2031_02')
  })

  test('in use are left to the next time instead of failing the task', async () => {
    at('2033-01-10T10:00:00Z')
    await sql.begin(async holder => {
      await holder`lock table attempts in access share mode`
      expect(await forgetOld(ctx, 'main')).toMatchObject({ 'months made': 0 })
    })
    expect(await forgetOld(ctx, 'main')).toMatchObject({ 'months made': 9 })
  })
})

describe('the end of a month', () => {
  const delivery = {
    store: 'main',
    source: 'module',
    eventType: 'events',
    dedupeKey: 'd1',
    body: Buffer.from('{}'),
  } as const
  const [before, after] = ['2031-05-31T23:59:59.990Z', '2031-06-01T00:00:00.010Z'].map(text => new Date(text))
  const writerAt = (moment: Date | undefined) =>
    createDeliveryWriter(sql, { now: () => moment ?? new Date() }, () => {})

  test('does not make a repeated delivery a second one, also when both come at the same time', async () => {
    await forgetOld(ctx, 'main')
    await Promise.all([writerAt(after).store(delivery), writerAt(before).store(delivery)])
    await writerAt(after).store(delivery)
    expect(await sql`select 1 from inbox`).toHaveLength(1)
  })

  test('does not make a repeated hint a second one', async () => {
    at('2031-05-31T23:59:59.990Z')
    expect(await receiveHints(ctx, 'main', [hint('a'), hint('a'), hint('b')])).toBe(2)
    at('2031-06-01T00:00:00.010Z')
    expect(await receiveHints(ctx, 'main', [hint('b'), hint('a'), hint('c')])).toBe(1)
    expect((await sql`select dedupe_key from inbox order by id`).map(row => row.dedupe_key)).toEqual([
      'module:a',
      'module:b',
      'module:c',
    ])
  })

  test('keys are kept for 14 days, twice as long as any sender repeats', async () => {
    at('2031-05-25T10:00:00Z')
    await receiveHints(ctx, 'main', [hint('a')])
    at('2031-06-08T09:59:00Z')
    await forgetOld(ctx, 'main')
    expect(await receiveHints(ctx, 'main', [hint('a')])).toBe(0)
    at('2031-06-08T10:01:00Z')
    expect(await forgetOld(ctx, 'main')).toMatchObject({ keys: 1 })
  })
})

describe('the audit', () => {
  /** Entries 1 to 3 of both chains in February, April and May. */
  const threeMonths = async () => {
    for (const moment of ['2031-02-03T10:00:00Z', '2031-04-03T10:00:00Z', '2031-05-03T10:00:00Z']) {
      at(moment)
      await forgetOld(ctx, 'main')
      await skip(1)
      await skip(1, 'other')
    }
    at('2031-05-10T10:00:00Z')
  }
  const breaks = async (kept: Parameters<typeof verifyAudit>[1] = {}) =>
    (await verifyAudit(ctx, kept)).flatMap(chain =>
      chain.breaks.map(found => `${found.store} ${found.seq} ${found.kind}`),
    )
  const notes = (store: string) => db.select().from(audit).where(eq(audit.store, store))

  test('is kept for ever by default', async () => {
    await threeMonths()
    await forgetOld(ctx, 'main')
    expect(await notes('main')).toHaveLength(3)
  })

  test('whose old months were dropped verifies from its anchor on, and says what was dropped', async () => {
    await threeMonths()
    const [kept] = (await notes('main')).filter(row => row.seq === 1)
    expect(await forgetAudit(ctx, new Date('2031-04-01T00:00:00Z'))).toBeGreaterThan(0)
    expect((await notes('main')).map(row => row.seq).sort()).toEqual([2, 3])
    expect(await breaks({ kept: [{ store: 'main', seq: 1, hash: kept?.hash ?? '' }] })).toEqual([])
    expect(await verifyAudit(ctx, { stores: ['main'] })).toMatchObject([
      { entries: 2, anchor: { seq: 1, hash: kept?.hash }, head: { seq: 3 } },
    ])
    expect((await notes(EVERY_STORE)).at(-1)).toMatchObject({
      action: 'audit.forget',
      subject: 'audit before 2031-04-01T00:00:00.000Z',
      after: [
        { store: 'main', seq: 1, hash: kept?.hash },
        { store: 'other', seq: 1 },
      ],
    })
    await skip(2)
    expect(await breaks()).toEqual([])
  })

  test('of which everything was dropped goes on with the next number', async () => {
    await threeMonths()
    at('2031-07-01T10:00:00Z')
    await forgetOld(ctx, 'main')
    await forgetAudit(ctx, new Date('2031-07-01T00:00:00Z'))
    expect(await notes('main')).toEqual([])
    expect(await breaks()).toEqual([])
    await skip(2)
    expect((await notes('main')).map(row => row.seq)).toEqual([4])
    expect(await breaks()).toEqual([])
  })

  test.each([
    ['its first kept entry', raw`delete from audit where store = 'main' and seq = 2`, 'main 2 missing'],
    ['a changed entry', raw`update audit set subject = 'x' where store = 'main' and seq = 2`, 'main 2 changed'],
    ['another anchor', raw`update audit_anchors set hash = 'x' where store = 'main'`, 'main 2 changed'],
    ['an entry before the anchor', raw`update audit set seq = 1 where store = 'main' and seq = 3`, 'main 1 inserted'],
    [
      'an entry that stands there twice',
      raw`insert into audit select store, seq, at + interval '1 ms', actor, actor_id, action, subject, before, after, reason, previous_hash, hash from audit where store = 'main' and seq = 3`,
      'main 3 inserted',
    ],
  ])('finds behind an anchor: %s', async (_, statement, expected) => {
    await threeMonths()
    await forgetAudit(ctx, new Date('2031-04-01T00:00:00Z'))
    await tamper(db, statement)
    expect(await breaks()).toContain(expected)
  })

  test('drops no month from which a chain goes on in an earlier one, because a clock was set back', async () => {
    await threeMonths()
    at('2031-04-30T10:00:00Z')
    await skip(4)
    expect(await forgetAudit(ctx, new Date('2031-05-01T00:00:00Z'))).toBeGreaterThan(0)
    expect((await notes('main')).map(row => row.seq).sort()).toEqual([2, 3, 4])
    expect(await breaks()).toEqual([])
  })

  test.each(['update', 'delete', 'truncate', 'anchor'])(
    'refuses to be changed month by month as well: %s',
    async what => {
      await threeMonths()
      await forgetAudit(ctx, new Date('2031-04-01T00:00:00Z'))
      const statement = {
        update: `update months.audit_2031_05 set actor = 'x'`,
        delete: `delete from months.audit_2031_05`,
        truncate: `truncate months.audit_2031_05`,
        anchor: `delete from audit_anchors`,
      }[what]
      await expect(sql.unsafe(statement ?? '')).rejects.toThrow('append-only')
    },
  )

  test('is not dropped with the rights of the app: doctor says who can', async () => {
    await threeMonths()
    await ensureRoles(database)
    const handle = await openDatabase(`${url}?role=orderbridge_app`, { max: 2 })
    const app = { ...ctx, db: handle.db, keep: { attemptsMonths: 13, inboxMonths: 2, auditMonths: 1 } }
    at('2034-06-20T10:00:00Z')
    expect(await forgetOld(app, 'main')).toMatchObject({ 'months made': 9 })
    expect(await notes('main')).toHaveLength(3)
    expect(await finding(app)).toMatchObject({ ok: false, remedy: expect.stringContaining('orderbridge migrate') })
    for (const statement of [
      `insert into audit_anchors values ('main', 9, 'x', now(), now())`,
      `select drop_months('audit', now())`,
      `select make_month('attempts', '2040-01-01')`,
      `delete from months.audit_2031_05`,
      `drop table months.attempts_2031_06`,
    ])
      await expect(handle.sql.unsafe(statement), statement).rejects.toMatchObject({ code: '42501' })
    await handle.close()
    await forgetOld({ ...app, db }, 'main')
    expect(await notes('main')).toEqual([])
    expect(await breaks()).toEqual([])
  })
})

describe('with 14 months of rows', () => {
  test('the page of an order and the list of the audit look into indexes only', async () => {
    for (let month = 1; month <= 14; month += 1) {
      at(new Date(Date.UTC(2035, month, 5)).toISOString())
      await forgetOld(ctx, 'main')
      await sql`insert into attempts (store, outbox_id, order_id, step, started_at, duration_ms, outcome, exchanges)
        select 'main', i, i, 'send', ${now.toISOString()}::timestamptz + make_interval(secs => i), 10, 'delivered', '[]' from generate_series(1, 2000) i`
      await sql`insert into audit (store, seq, at, actor, actor_id, action, subject, previous_hash, hash)
        select 'main', ${month}::int * 10000 + i, ${now.toISOString()}::timestamptz + make_interval(secs => i), 'a', 'a', 'a', 'a', '', '' from generate_series(1, 2000) i`
    }
    await sql`analyze`
    const scans = async (text: string) => {
      const rows = await sql.unsafe(`explain (analyze, timing off, summary off) ${text}`)
      const lines = rows.map(row => String(row['QUERY PLAN']))
      return { whole: lines.filter(line => /Seq Scan/.test(line) && !/never executed|rows=0/.test(line)), lines }
    }
    const texts = [
      'select * from attempts where order_id = 77 order by id desc',
      `select exchanges from attempts where id = 77 and store in ('main')`,
      'select count(*) from attempts where outbox_id = 77 and error = $$x$$',
      'select * from audit order by at desc, store, seq desc limit 50',
      `select * from audit where store = 'main' and (seq, at) > (20000, '1970-01-01') order by seq, at limit 1000`,
    ]
    for (const text of texts) expect((await scans(text)).whole, text).toEqual([])
    expect(await listAudit(ctx, { limit: 5 })).toHaveLength(5)
    // Of one month's rows only those parts are looked at that can hold them.
    const { lines } = await scans(
      `select * from attempts where started_at >= '2036-01-01' and started_at < '2036-02-01'`,
    )
    expect(lines.filter(line => /(Scan|scan) .*attempts_/.test(line)).length).toBeLessThanOrEqual(2)
  })
})
