import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { startEmbedded } from '../../src/db/embedded.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'orderbridge-first-'))
  chmodSync(home, 0o755) // as root the database runs under another account
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const clusters = () => {
  const folder = join(home, 'postgres')
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names.filter(name => existsSync(join(folder, name, 'PG_VERSION')))
}

test('a first start that is killed with all it has started, while the cluster is made: the next one makes it anew', async () => {
  const script = `import('./src/db/embedded.ts').then(db => db.startEmbedded(${JSON.stringify(home)}, { fast: true }))`
  // A group of its own, as a container is: nothing of it survives.
  const child = spawn(join('node_modules', '.bin', 'node'), ['--import', 'tsx', '-e', script], { detached: true })
  while (clusters().length === 0 && child.exitCode === null) await pause(5)
  process.kill(-(child.pid ?? 0), 'SIGKILL')
  await once(child, 'exit')

  const server = await startEmbedded(home, { fast: true })
  const handle = await openDatabase(server.url, { max: 1 })
  const [row] = await handle.sql`select current_database() as name`
  await handle.close()
  await server.stop()
  expect(row?.name).toBe('orderbridge')
}, 120_000)
