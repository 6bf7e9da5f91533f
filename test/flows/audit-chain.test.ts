import { asc, eq, type SQL, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { audit } from '../../src/db/schema/operations.ts'
import { canonicalJson, GENESIS, hashEntry } from '../../src/flows/audit/hash-entry.ts'
import { listAudit } from '../../src/flows/audit/list-audit.ts'
import { verifyAudit } from '../../src/flows/audit/verify-audit.ts'
import { EVERY_STORE, writeAudit } from '../../src/flows/audit/write-audit.ts'
import type { Actor } from '../../src/flows/context.ts'
import { testDatabase } from '../support/database.ts'
import { emptyAudit, tamper } from '../support/tamper.ts'

const { db } = await testDatabase()
let time = Date.parse('2026-03-10T10:00:00Z')
const actor: Actor = { kind: 'admin_user', id: 'main:7', name: 'Petra', roles: ['operate'] }
const ctx = { db, clock: { now: () => new Date(time++) }, actor }

const write = (number: number, store = 'main') =>
  writeAudit(ctx, { store, action: 'order.skip', subject: `order:${number}`, before: { phase: 'held' }, reason: 'x' })
const fill = async (store = 'main') => {
  for (const number of [1, 2, 3, 4, 5]) await write(number, store)
}
const verify = async (kept: Parameters<typeof verifyAudit>[1] = {}) =>
  (await verifyAudit({ db }, kept)).flatMap(({ breaks }) =>
    breaks.map(({ store, seq, kind }) => `${store} ${seq} ${kind}`),
  )
const chain = (store = 'main') => db.select().from(audit).where(eq(audit.store, store)).orderBy(asc(audit.seq))

beforeEach(() => emptyAudit(db))

describe('the chain', () => {
  test('numbers the entries of each store without gaps, each sealed to the one before', async () => {
    await fill()
    await fill('other')
    for (const store of ['main', 'other']) {
      const rows = await chain(store)
      expect(rows.map(row => row.seq)).toEqual([1, 2, 3, 4, 5])
      expect(rows.map(row => row.previousHash)).toEqual([GENESIS, ...rows.slice(0, -1).map(row => row.hash)])
      expect(rows.map(hashEntry)).toEqual(rows.map(row => row.hash))
    }
    expect(await verify()).toEqual([])
  })

  test('says who exactly it was', async () => {
    await write(1)
    expect((await chain())[0]).toMatchObject({ actor: 'Petra', actorId: 'admin_user main:7' })
  })

  test('does not fork when many write at the same moment', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, number) => write(number, number % 2 ? 'main' : 'other')))
    expect((await chain()).map(row => row.seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    expect(await verify()).toEqual([])
  })

  test('has no entry of what was rolled back, and no gap for it', async () => {
    await write(1)
    const attempt = db.transaction(async tx => {
      await writeAudit({ ...ctx, db: tx }, { store: 'main', action: 'a', subject: 'b' })
      throw new Error('rolled back')
    })
    await expect(attempt).rejects.toThrow('rolled back')
    await write(2)
    expect((await chain()).map(row => [row.seq, row.subject])).toEqual([
      [1, 'order:1'],
      [2, 'order:2'],
    ])
    expect(await verify()).toEqual([])
  })

  test('is not found broken while others go on writing', async () => {
    const writing = Promise.all(Array.from({ length: 30 }, (_, number) => write(number)))
    for (let round = 0; round < 10; round += 1) expect(await verify()).toEqual([])
    await writing
  })

  test('takes any JSON and gives the same hash when it is read back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ noUnicodeString: false }), async value => {
        const clean = JSON.parse(
          JSON.stringify(value)
            .replaceAll('\\u0000', '')
            .replace(/\\ud[89a-f]../gi, ''),
        )
        await writeAudit(ctx, { store: 'json', action: 'a', subject: 's', before: { value: clean } })
      }),
      { numRuns: 60 },
    )
    expect(await verify()).toEqual([])
  })

  test('is the same text for the same value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), value => {
        const turned = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(turned)).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('keeps addresses and tokens that people type out of it', async () => {
    const reason = 'Customer ana.novak@example.com called from +386 40 123 456, password=hunter2'
    await writeAudit(
      { ...ctx, actor: { ...actor, name: 'ana@shop.example' } },
      { store: 'main', action: 'a', subject: 's', reason },
    )
    const text = JSON.stringify(await chain())
    expect(text).not.toMatch(/novak@|hunter2|123 456|ana@shop/)
    expect(text).toContain('Customer')
  })
})

describe('the database', () => {
  test.each([
    ['changing an entry', sql`update audit set actor = 'nobody'`],
    ['taking one out', sql`delete from audit where seq = 2`],
    ['emptying it', sql`truncate audit`],
    ['forgetting where a chain ends', sql`delete from audit_heads`],
    ['moving an end back', sql`update audit_heads set seq = seq - 1`],
    ['moving an end to another hash', sql`update audit_heads set hash = 'x'`],
  ])('refuses %s, even to its owner', async (_, statement) => {
    await fill()
    const attempt = async (before: readonly SQL[]) =>
      db.transaction(async tx => {
        for (const each of before) await tx.execute(each)
        await tx.execute(statement)
      })
    await expect(attempt([])).rejects.toMatchObject({ cause: { message: expect.stringContaining('append-only') } })
    const replica = attempt([sql`set local session_replication_role = replica`])
    await expect(replica).rejects.toMatchObject({ cause: { message: expect.stringContaining('append-only') } })
    expect(await verify()).toEqual([])
  })
})

describe('verifying names', () => {
  beforeEach(() => fill())

  test.each([
    ['at', sql`update audit set at = at + interval '1 ms' where seq = 3`],
    ['actor', sql`update audit set actor = 'Someone' where seq = 3`],
    ['actor_id', sql`update audit set actor_id = 'cli root' where seq = 3`],
    ['action', sql`update audit set action = 'order.push' where seq = 3`],
    ['subject', sql`update audit set subject = 'order:9' where seq = 3`],
    ['before', sql`update audit set before = '{"phase":"open"}' where seq = 3`],
    ['after', sql`update audit set after = '{}' where seq = 3`],
    ['reason', sql`update audit set reason = null where seq = 3`],
  ])('an entry whose %s was changed', async (_, statement) => {
    await tamper(db, statement)
    expect(await verify()).toEqual(['main 3 changed'])
  })

  test('an entry that was changed together with its hash', async () => {
    const [, , third] = await chain()
    if (!third) throw new Error('no third entry')
    const forged = hashEntry({ ...third, actor: 'Someone' })
    await tamper(db, sql`update audit set actor = 'Someone', hash = ${forged} where seq = 3`)
    expect(await verify()).toEqual(['main 4 changed'])
  })

  test('an entry that is missing in the middle, at the beginning and at the end', async () => {
    await tamper(db, sql`delete from audit where seq in (1, 3, 5)`)
    expect(await verify()).toEqual(['main 1 missing', 'main 3 missing', 'main 5 missing'])
  })

  test('a whole chain that is gone', async () => {
    await tamper(db, sql`delete from audit where store = 'main'`)
    const [found] = await verifyAudit({ db })
    expect(found?.breaks).toEqual([
      { store: 'main', seq: 1, kind: 'missing', text: 'entries 1 to 5 are missing at the end' },
    ])
  })

  test('the record of the end that is gone', async () => {
    await tamper(db, sql`delete from audit_heads`)
    expect(await verify()).toEqual(['main 5 missing'])
  })

  test('an entry that was put in between, and those that had to move for it', async () => {
    const [, second] = await chain()
    if (!second) throw new Error('no second entry')
    const forged = { ...second, seq: 3, subject: 'order:666', previousHash: second.hash }
    await tamper(
      db,
      sql`update audit set seq = -seq where seq > 2`,
      sql`update audit set seq = 1 - seq where seq < 0`,
      sql`insert into audit (store, seq, at, actor, actor_id, action, subject, before, reason, previous_hash, hash)
        values ('main', 3, ${forged.at.toISOString()}, ${forged.actor}, ${forged.actorId}, ${forged.action}, ${forged.subject},
          ${JSON.stringify(forged.before)}::text::jsonb, ${forged.reason}, ${forged.previousHash}, ${hashEntry(forged)})`,
    )
    const breaks = await verify()
    expect(breaks).toContain('main 3 inserted')
    expect(breaks).toContain('main 4 changed')
  })

  test('an entry that was put behind the end', async () => {
    const [last] = (await chain()).slice(-1)
    if (!last) throw new Error('no last entry')
    const forged = { ...last, seq: 6, subject: 'order:666', previousHash: last.hash }
    await db.insert(audit).values({ ...forged, hash: hashEntry(forged) })
    expect(await verify()).toEqual(['main 6 inserted'])
  })

  test('nothing of another chain', async () => {
    await fill('other')
    await tamper(db, sql`delete from audit where store = 'main' and seq = 2`)
    expect(await verify()).toEqual(['main 2 missing'])
    expect(await verify({ stores: ['other'] })).toEqual([])
  })

  test('a chain that was written anew as a whole, when its end was kept elsewhere', async () => {
    const [before] = await verifyAudit({ db })
    const head = before?.head
    if (!head) throw new Error('no head')
    await emptyAudit(db)
    for (const number of [1, 2, 3, 4, 6]) await write(number)
    expect(await verify()).toEqual([])
    expect(await verify({ kept: [head] })).toEqual(['main 5 changed'])
    await emptyAudit(db)
    await write(1)
    expect(await verify({ kept: [head] })).toEqual(['main 5 missing'])
  })
})

test('the list shows the newest first, of these chains only', async () => {
  await fill()
  await writeAudit(ctx, { store: EVERY_STORE, action: 'secrets.rotate', subject: 'secrets' })
  expect((await listAudit({ db }, { limit: 2 })).map(row => row.subject)).toEqual(['secrets', 'order:5'])
  expect((await listAudit({ db }, { stores: ['main'], limit: 1 })).map(row => row.subject)).toEqual(['order:5'])
  const [, , , fourth] = await chain()
  expect(await listAudit({ db }, { before: fourth?.at, limit: 10 })).toHaveLength(3)
})
