import { rmSync } from 'node:fs'
import { startEmbedded } from '../../../src/db/embedded.ts'
import { scratchFolder } from '../../support/scratch-folder.ts'

/** A PostgreSQL server of the simulator's own; what it holds is gone when it stops. The URL ends with a slash: a database's name follows. */
export async function startServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const home = scratchFolder('orderbridge-faults-')
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
