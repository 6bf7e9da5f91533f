import { parseArgs } from 'node:util'
import { runSeeds } from './run-seeds.ts'
import { startServer } from './server.ts'
import type { SeedResult } from './simulate.ts'

/** `npm run faults`: runs seeds and prints what they found. Ends with 1 when an invariant broke. */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '500' },
    start: { type: 'string', default: '1' },
    seed: { type: 'string' },
    trace: { type: 'boolean', default: false },
    processes: { type: 'string', default: '2' },
    erp: { type: 'string', default: 'sap-b1' },
  },
})
const say = (text: string) => void process.stdout.write(`${text}\n`)

const server = await startServer()
try {
  const one = values.seed === undefined ? undefined : Number(values.seed)
  const job = {
    first: one ?? Number(values.start),
    count: one === undefined ? Number(values.seeds) : 1,
    processes: Number(values.processes),
    trace: values.trace,
    erp: values.erp,
  }
  const began = performance.now()
  const results: SeedResult[] = []
  await runSeeds(server.url, job, result => {
    results.push(result)
    if (job.trace) for (const line of result.lines) say(line)
    if (result.violations.length > 0) say(`seed ${result.seed}:\n  ${result.violations.join('\n  ')}`)
  })
  report(results, (performance.now() - began) / 1_000)
  process.exitCode = results.every(({ violations }) => violations.length === 0) ? 0 : 1
} finally {
  await server.stop()
}

function report(results: readonly SeedResult[], seconds: number): void {
  const faults = new Map<string, number>()
  for (const result of results)
    for (const [fault, count] of Object.entries(result.faults)) faults.set(fault, (faults.get(fault) ?? 0) + count)
  say('')
  for (const [fault, count] of [...faults].sort((a, b) => b[1] - a[1])) say(`${String(count).padStart(8)}  ${fault}`)
  const broken = results.filter(({ violations }) => violations.length > 0).map(({ seed }) => seed)
  const orders = results.reduce((sum, result) => sum + result.orders, 0)
  say('')
  say(
    `${results.length} seeds, ${orders} orders in ${seconds.toFixed(1)} s: ${(results.length / seconds).toFixed(1)} seeds/s, ${broken.length} with violations`,
  )
  if (results.length === 1) say(`record ${results[0]?.hash}`)
  if (broken.length > 0) {
    say(`broken: ${broken.slice(0, 50).join(', ')}`)
    say(`npm run faults -- --erp ${values.erp} --seed ${broken[0]} --trace`)
  }
}
