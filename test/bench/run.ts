import { availableParallelism } from 'node:os'
import { describeMachine } from './machine.ts'

type Bench = (say: (line: string) => void) => Promise<void>

/** Each is loaded only when it is asked for. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  ingest: async () => (await import('./ingest.ts')).benchIngest,
  orders: async () => (await import('./orders.ts')).benchOrders,
  calls: async () => (await import('./calls.ts')).benchCalls,
  ui: async () => (await import('./ui.ts')).benchUi,
  claim: async () => (await import('./claim.ts')).benchClaim,
  drain: async () => (await import('./drain.ts')).benchDrain,
  reconcile: async () => (await import('./reconcile.ts')).benchReconcile,
  catalog: async () => (await import('./catalog.ts')).benchCatalog,
  pdf: async () => (await import('./pdf.ts')).benchPdf,
}

const asked = process.argv.slice(2)
const unknown = asked.filter(name => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown.join('", "')}". There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}

for (const line of describeMachine()) console.log(line)
if (availableParallelism() < 4)
  console.log('Load, far sides, database and bridge share these cores: only ratios within one run mean something.')
for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
  console.log(`\n## ${name}\n`)
  const bench = await benches[name]?.()
  await bench?.(line => console.log(line))
}
