import { rmSync } from 'node:fs'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../src/db/client.ts'
import { startEmbedded } from '../../src/db/embedded.ts'
import { migrateDatabase } from '../../src/db/migrate.ts'
import { scratchFolder } from './scratch-folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    clusterUrl: string
  }
}

/** Nothing here outlives the run, and thousands of connections are opened to it. */
const CHEAP = [
  'autovacuum=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'jit=off',
  // A statement is planned once for a connection, and no connection here lives long enough to gain from planning it again.
  'plan_cache_mode=force_generic_plan',
  'scram_iterations=1',
]

/** One server for the whole run, with a migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = scratchFolder('orderbridge-test-')
  const server = await startEmbedded(home, { fast: true, settings: CHEAP })
  const handle = await openDatabase(server.url, { max: 2 })
  await migrateDatabase(handle)
  // The months in which most tests play: otherwise each of their databases makes them first, in 40 ms.
  await handle.sql`select ensure_months('2026-03-10T09:00:00Z')`
  await handle.close()
  const admin = postgres(server.url.replace(/orderbridge$/, 'postgres'), { max: 1 })
  // Kept with the new number of iterations.
  await admin.unsafe(`alter role orderbridge password '${decodeURIComponent(new URL(server.url).password)}'`)
  await admin`alter database orderbridge rename to template_orderbridge`
  await admin.end()
  project.provide('clusterUrl', server.url.replace(/orderbridge$/, ''))
  return async () => {
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
