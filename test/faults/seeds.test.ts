import { afterAll, beforeAll, expect, test } from 'vitest'
import { runSeeds } from './simulator/run-seeds.ts'
import { startServer } from './simulator/server.ts'
import type { SeedResult } from './simulator/simulate.ts'
import { FAULTS } from './simulator/weather.ts'

/** Tells another range apart from the one of the suite: FAULTS_START=5000 npx vitest run test/faults/seeds.test.ts */
const START = Number(process.env.FAULTS_START ?? 1)
const COUNT = 200

let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => await server.stop())

async function run(first: number, count: number, processes: number): Promise<SeedResult[]> {
  const results: SeedResult[] = []
  await runSeeds(server.url, { first, count, processes, trace: false }, result => void results.push(result))
  return results.sort((a, b) => a.seed - b.seed)
}

const among: SeedResult[] = []

test('through 200 bad days every promise is kept, and every kind of accident was among them', async () => {
  const results = await run(START, COUNT, 2)
  among.push(...results)
  const broken = results.filter(({ violations }) => violations.length > 0)
  expect(broken.map(({ seed, violations }) => `npm run faults -- --seed ${seed} --trace: ${violations[0]}`)).toEqual([])
  expect(results).toHaveLength(COUNT)
  const met = new Set(results.flatMap(({ faults }) => Object.keys(faults)))
  expect(FAULTS.filter(fault => !met.has(fault))).toEqual([])
}, 300_000)

test('the same number gives the same day, to the last statement, whatever else the machine does', async () => {
  // Among two hundred days in two processes, and in one that begins with the fifth.
  const alone = await run(START + 4, 6, 1)
  const hashes = (results: readonly SeedResult[]) => results.map(({ seed, hash }) => `${seed} ${hash}`)
  expect(hashes(among.slice(4, 10))).toEqual(hashes(alone))
}, 120_000)
