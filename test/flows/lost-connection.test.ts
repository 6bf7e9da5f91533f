import { setTimeout as pause } from 'node:timers/promises'
import { sql as raw } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { Database } from '../../src/db/client.ts'
import { testDatabase } from '../support/database.ts'

const { db, url } = await testDatabase()
/** Outside of the pool, so that it always answers. */
const operator = postgres(url, { max: 1 })
afterAll(async () => await operator.end())

const row = z.object({ pid: z.number() })
/** What a restart of the database does to a connection: the server ends it. */
async function end(tx: Pick<Database, 'execute'>): Promise<void> {
  const { pid } = row.parse((await tx.execute(raw`select pg_backend_pid() as pid`))[0])
  await operator`select pg_terminate_backend(${pid})`
  await pause(50)
}

// The driver writes on to a connection that is gone, outside of every promise: unguarded, the process dies of it.
test.each<[string, (tx: Parameters<Parameters<Database['transaction']>[0]>[0]) => Promise<unknown>]>([
  [
    'before the next statement',
    async tx => {
      await end(tx)
      await tx.execute(raw`select 1`)
    },
  ],
  ['before the commit', end],
  [
    'in the middle of a statement',
    async tx => {
      const { pid } = row.parse((await tx.execute(raw`select pg_backend_pid() as pid`))[0])
      setTimeout(() => operator`select pg_terminate_backend(${pid})`.catch(() => {}), 50)
      await tx.execute(raw`select pg_sleep(5)`)
    },
  ],
  [
    'in a transaction within',
    tx =>
      tx.transaction(async inner => {
        await end(inner)
        await inner.execute(raw`select 1`)
      }),
  ],
  [
    'in a transaction within, whose failure is caught',
    async tx => {
      await tx.transaction(end).catch(() => {})
      await tx.execute(raw`select 1`)
    },
  ],
  [
    'while something else fails',
    async tx => {
      await end(tx)
      throw new Error('something else')
    },
  ],
])('a transaction whose connection ends %s fails, and the process and its other connections go on', async (_, work) => {
  await expect(db.transaction(work)).rejects.toThrow()
  // postgres.js 3.4.9 tells what ended a connection within a statement to the next statement there as well.
  await vi.waitFor(async () => expect(await db.execute(raw`select 1 as one`)).toEqual([{ one: 1 }]))
})
