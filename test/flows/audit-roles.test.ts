import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { type DatabaseHandle, openDatabase } from '../../src/db/client.ts'
import { migrateDatabase } from '../../src/db/migrate.ts'
import { APP_ROLE, ensureRoles, READ_ROLE } from '../../src/db/roles.ts'
import { audit } from '../../src/db/schema/operations.ts'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { claimOutbox } from '../../src/flows/outbox/claim-outbox.ts'
import { seed } from '../browser/seed.ts'
import { pageContext } from '../browser/serve.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const now = new Date('2026-03-10T13:20:00Z')
await seed(database.db, database.box, now)

/** Acts with the rights of the role, as a user would to whom it was granted. */
async function as(role: string, work: (handle: DatabaseHandle) => Promise<void>): Promise<void> {
  const handle = await openDatabase(`${database.url}?role=${role}`, { max: 2 })
  try {
    await work(handle)
  } finally {
    await handle.close()
  }
}
const denied = { code: '42501' }

beforeAll(async () => {
  await ensureRoles(database)
})

test('making the roles again changes nothing', async () => {
  expect(await ensureRoles(database)).toEqual([])
})

test('a database user that may not make roles is told what to do', async () => {
  const user = `test_${randomBytes(4).toString('hex')}`
  await database.sql`create role ${database.sql(user)}`
  await as(user, async handle => {
    await expect(ensureRoles(handle)).rejects.toThrow('orderbridge migrate --roles')
  })
  await database.sql`drop role ${database.sql(user)}`
})

describe('the role of the app', () => {
  test('starts, configures and works', async () => {
    await as(APP_ROLE, async handle => {
      expect(await migrateDatabase(handle)).toEqual([])
      const ctx = pageContext({ db: handle.db, box: database.box }, { now: () => now }).context({
        kind: 'cli',
        user: 'ada',
      })
      const text =
        'stores: [{ code: third, name: Third, url: "https://third.example", auth: { kind: bearer, token: t } }]'
      await applyConfiguration(ctx, { text, variables: {}, fileName: 'f', dryRun: false })
      await claimOutbox(ctx, 'worker', 10)
      expect(await handle.db.select().from(audit).where(eq(audit.store, 'third'))).toHaveLength(1)
    })
  })

  test.each([
    `update audit set actor = 'nobody'`,
    `delete from audit`,
    `truncate audit`,
    `delete from audit_heads`,
    `alter table audit disable trigger user`,
    `drop trigger audit_append_only on audit`,
    `create table more (id int)`,
  ])('may not: %s', async statement => {
    await as(APP_ROLE, async ({ sql }) => {
      await expect(sql.unsafe(statement)).rejects.toMatchObject(denied)
    })
  })
})

describe('the role for reports', () => {
  test('reads orders and the audit', async () => {
    await as(READ_ROLE, async ({ sql }) => {
      expect((await sql`select number from orders`).length).toBeGreaterThan(0)
      expect(await sql`select hash from audit where store = 'third'`).toHaveLength(1)
      expect((await sql`select code, settings from stores`).length).toBeGreaterThan(1)
    })
  })

  test.each([
    'select secrets from stores',
    'select secrets from connections',
    'select login_key, smtp from installation',
    `update orders set number = '1'`,
    `insert into audit_heads values ('x', 1, 'y')`,
  ])('may not: %s', async statement => {
    await as(READ_ROLE, async ({ sql }) => {
      await expect(sql.unsafe(statement)).rejects.toMatchObject(denied)
    })
  })
})
