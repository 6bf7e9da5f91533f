import { expect, test } from 'vitest'
import { migrateDatabase } from '../../src/db/migrate.ts'
import { testDatabase } from '../support/database.ts'

const handle = await testDatabase()

test('a migrated database has nothing left to migrate, and running again changes nothing', async () => {
  expect(await migrateDatabase(handle)).toEqual([])
})

test('two processes that migrate at the same moment both succeed', async () => {
  await expect(Promise.all([migrateDatabase(handle), migrateDatabase(handle)])).resolves.toEqual([[], []])
})

test('a database made by a newer version is refused with a sentence that says what to do', async () => {
  await handle.sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('future', 99999999999999)`
  await expect(migrateDatabase(handle)).rejects.toThrow('newer version of Orderbridge')
})
