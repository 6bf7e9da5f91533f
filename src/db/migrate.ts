import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { z } from 'zod'
import { UserError } from '../domain/errors.ts'
import { wordsOf } from '../ops/words-of.ts'
import type { DatabaseHandle } from './client.ts'
import { isForbidden } from './roles.ts'
import { unlessLocked } from './unless-locked.ts'

const folder = fileURLToPath(new URL('../../drizzle', import.meta.url))
const journalSchema = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) })

/**
 * Brings the schema up to date. Safe to run from several processes at once: an advisory lock lets one work.
 * @returns the names of the migrations that were run.
 * @throws UserError when the database was made by a newer version: running on would damage it.
 */
export async function migrateDatabase({ db, sql }: DatabaseHandle): Promise<string[]> {
  const lock = await sql.reserve()
  try {
    await lock`select pg_advisory_lock(hashtext('orderbridge-migrate'))`
    const { entries } = journalSchema.parse(JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8')))
    const applied = await appliedMigrations(sql)
    const newest = entries.at(-1)?.when ?? 0
    if (applied.some(when => when > newest))
      throw new UserError(
        'The database was set up by a newer version of Orderbridge. Start that version, or restore the backup made before its first start.',
      )
    const waiting = entries.filter(entry => !applied.includes(entry.when)).map(entry => entry.tag)
    // Even with nothing to do, migrate() asks for the right to create schemas, which the role of the app has not.
    if (waiting.length > 0) await migrate(db, { migrationsFolder: folder }).catch(explain)
    await sql`select ensure_months(now())`.catch(unlessLocked)
    return waiting
  } finally {
    await lock`select pg_advisory_unlock(hashtext('orderbridge-migrate'))`
    lock.release()
  }
}

function explain(error: unknown): never {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (!isForbidden(cause))
    throw new UserError(
      `The database cannot be brought up to date: ${wordsOf(error)}. Nothing was changed. If it was set up by something else, give Orderbridge a database of its own.`,
      { cause: error },
    )
  throw new UserError(
    'The database needs an update of its schema, which its user may not make. Run "orderbridge migrate --roles" with the DATABASE_URL of the tables\' owner, then start again.',
    { cause: error },
  )
}

async function appliedMigrations(sql: DatabaseHandle['sql']): Promise<number[]> {
  const [table] = await sql<
    { present: boolean }[]
  >`select to_regclass('drizzle.__drizzle_migrations') is not null as present`
  if (!table?.present) return []
  const rows = await sql<{ created_at: string }[]>`select created_at from drizzle.__drizzle_migrations`
  return rows.map(row => Number(row.created_at))
}
