import { loadConfig } from '../../../src/config.ts'
import { ensureSchedules } from '../../../src/flows/schedule/ensure-schedules.ts'
import { startWorker } from '../../../src/jobs/worker.ts'
import { openRuntime } from '../../../src/runtime.ts'

/** What `orderbridge start --role worker` does, without the page behind it. The environment says which database. */
const runtime = await openRuntime(loadConfig(), { poolSize: 8 })
await ensureSchedules(runtime.context({ kind: 'job', task: 'schedule' }))
const worker = startWorker(task => runtime.context({ kind: 'job', task }))
await runtime.onWake(worker.wake)
process.stdout.write('working\n')
