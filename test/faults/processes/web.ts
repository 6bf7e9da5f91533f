import { loadConfig } from '../../../src/config.ts'
import { startServer } from '../../../src/node.ts'
import { openRuntime } from '../../../src/runtime.ts'

/** What `orderbridge start --role web` does, with fewer connections. */
const config = loadConfig()
const runtime = await openRuntime(config, { poolSize: 8 })
await startServer(runtime, { host: config.host, port: config.port, web: true, worker: false })
process.stdout.write('listening\n')
