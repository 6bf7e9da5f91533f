import { z } from 'zod'
import { prepareBase } from './base.ts'
import { openConnections } from './database.ts'
import { simulateSeed } from './simulate.ts'
import { virtualizeSleep } from './virtual-time.ts'

/** Runs seeds in a database of its own and tells the parent about each (run-seeds.ts). */
const job = z
  .object({
    url: z.string(),
    first: z.number(),
    step: z.number(),
    last: z.number(),
    trace: z.boolean(),
    erp: z.string(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''))

virtualizeSleep()
const base = await prepareBase(job.url, job.erp)
const connections = await openConnections(job.url, 24)
for (let seed = job.first; seed <= job.last; seed += job.step) {
  const result = await simulateSeed(base, connections, seed, { trace: job.trace })
  await new Promise<void>(resolve => process.send?.(result, () => resolve()))
}
await connections.close()
process.disconnect()
