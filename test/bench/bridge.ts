import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KEEP_BY_DEFAULT } from '../../src/config.ts'
import { startEmbedded } from '../../src/db/embedded.ts'
import { openRuntime, type Runtime } from '../../src/runtime.ts'

export interface BenchBridge {
  readonly runtime: Runtime
  /** Owner's address of the database, password included. */
  readonly databaseUrl: string
  /** Where the bridge is to listen: free when it was looked for. */
  readonly port: number
}

/**
 * A bridge with a database server of its own, deleted afterwards.
 * @param settings of PostgreSQL, "max_connections=200"; durability is as in production unless they say otherwise.
 */
export async function withBridge(
  settings: readonly string[],
  work: (bridge: BenchBridge) => Promise<void>,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'orderbridge-bench-'))
  chmodSync(home, 0o755)
  const server = await startEmbedded(home, { settings })
  const port = await freePort()
  const runtime = await openRuntime({
    databaseUrl: server.url,
    home,
    secretKey: undefined,
    secretKeyPrevious: undefined,
    publicUrl: `http://127.0.0.1:${port}`,
    host: '127.0.0.1',
    port,
    keep: KEEP_BY_DEFAULT,
    logLevel: 'error',
    variables: {},
  })
  const clean = async () => {
    await runtime.close() // the server stops only when nobody uses it
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
  const interrupted = () => void clean().finally(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted)
  await work({ runtime, databaseUrl: server.url, port }).finally(clean)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted)
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
