import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { openRuntime } from '../../src/runtime.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()

/** Settings are looked at again after a second. */
const STALE_MS = 1_100

test('transactions that hold every connection of the pool still learn the settings, instead of waiting for each other', async () => {
  const variables = { DATABASE_URL: database.url, ORDERBRIDGE_SECRET_KEY: randomBytes(32).toString('base64') }
  const runtime = await openRuntime(loadConfig({ ...variables, LOG_LEVEL: 'silent' }), { poolSize: 2 })
  try {
    const ctx = runtime.context({ kind: 'cli', user: 'ada' })
    const text = 'stores: [{ code: main, name: Main, url: "https://shop.example", auth: { kind: bearer, token: t } }]'
    await applyConfiguration(ctx, { text, variables: {}, fileName: 'f', dryRun: false })
    await runtime.remotes.refresh()
    const names = await Promise.all(
      [1, 2].map(() =>
        ctx.db.transaction(async tx => {
          await tx.execute(sql`select pg_sleep(${STALE_MS / 1_000})`)
          return (await ctx.remotes.store('main')).code
        }),
      ),
    )
    expect(names).toEqual(['main', 'main'])
  } finally {
    await runtime.close()
  }
})
