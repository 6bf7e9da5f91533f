import { execFile } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type EmbeddedServer, startEmbedded } from '../../../src/db/embedded.ts'

export interface Postgres extends EmbeddedServer {
  /** immediate: as if the machine had lost power, what was under way is recovered from its log; fast: every session ends. */
  restart(mode: 'immediate' | 'fast'): Promise<void>
}

/** A server of our own that keeps what it committed, as in production. */
export async function startPostgres(home: string): Promise<Postgres> {
  const server = await startEmbedded(home, { settings: ['max_connections=200', 'max_wal_size=4GB'] })
  const data = join(server.folder, 'data')
  // The server writes down how it was started; its first word is the binary, quoted parts follow.
  const binary = readFileSync(join(data, 'postmaster.opts'), 'utf8').split(' ')[0] ?? ''
  const { uid, gid } = statSync(data)
  const account = process.getuid?.() === 0 ? { uid, gid } : {}
  return {
    ...server,
    async restart(mode) {
      const log = join(server.folder, 'server.log')
      const flags = ['restart', '-w', '-m', mode, '-D', data, '-l', log]
      await promisify(execFile)(join(dirname(binary), 'pg_ctl'), flags, { ...account, cwd: server.folder })
    },
  }
}
