import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../../src/db/embedded.ts'

/** A PostgreSQL server of the simulator's own; what it holds is gone when it stops. The URL ends with a slash: a database's name follows. */
export async function startServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), 'orderbridge-faults-'))
  chmodSync(home, 0o755) // as root the database runs under another account
  const server = await startEmbedded(home, {
    fast: true,
    settings: [
      'max_connections=200',
      'autovacuum=off',
      'wal_level=minimal',
      'max_wal_senders=0',
      'track_counts=off',
      'track_activities=off',
    ],
  })
  return {
    url: server.url.replace(/orderbridge$/, ''),
    stop: async () => {
      await server.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
