import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { catalogRuns, catalogValues } from '../../src/db/schema/catalog.ts'
import { runs } from '../../src/db/schema/operations.ts'
import { ensureSchedules } from '../../src/flows/schedule/ensure-schedules.ts'
import { runDueTasks } from '../../src/flows/schedule/run-due-tasks.ts'
import {
  catalogWorld,
  counts,
  openCauses,
  PRICES,
  productOf,
  receive,
  run,
  STOCK,
  setPrice,
  sourceOf,
} from '../support/catalog.ts'
import { CONNECTION, type World } from '../support/world.ts'

const BOTH = { sync: ['prices', 'stock'], prices: PRICES, stock: STOCK }

/** Paths that were asked of Magento since. */
async function callsOf(world: World, work: () => Promise<unknown>): Promise<string[]> {
  const calls: string[] = []
  const { take } = world.magento.faults
  Object.assign(world.magento.faults, {
    take(method: string, path: string) {
      calls.push(`${method} ${path.replace('/rest', '')}`)
      return take(method, path)
    },
  })
  await work()
  Object.assign(world.magento.faults, { take })
  return calls
}

test('prices and stock of products that the shop has are brought, and a second run writes nothing', async () => {
  await using world = await catalogWorld(BOTH)
  expect(await run(world)).toBe('done')
  expect(productOf(world, 'S-005')?.price).toBe(7.99)
  expect(sourceOf(world, 'S-001')).toMatchObject({ quantity: 500, status: 1 })
  // P-0001 is an item of the ERP that the shop does not sell.
  expect(sourceOf(world, 'P-0001')).toBeUndefined()
  expect(await counts(world)).toMatchObject({ 'products of the shop': 48, 'prices written': 45, 'stock written': 43 })
  const calls = await callsOf(world, () => run(world))
  expect(calls).toEqual(['GET /V1/inventory/sources'])
  expect(await counts(world)).not.toHaveProperty('prices written')
})

test('only what the ERP has changed is written, many rows in one call', async () => {
  await using world = await catalogWorld(BOTH)
  await run(world)
  world.clock.pass(600)
  setPrice(world, 'S-001', 21)
  setPrice(world, 'S-002', 22)
  receive(world, 'S-003', 7)
  const calls = await callsOf(world, () => run(world))
  expect(calls).toEqual([
    'POST /V1/products/base-prices',
    'GET /V1/inventory/sources',
    'POST /V1/inventory/source-items',
  ])
  expect([productOf(world, 'S-001')?.price, productOf(world, 'S-002')?.price]).toEqual([21, 22])
  expect(sourceOf(world, 'S-003')?.quantity).toBe(507)
  expect(await counts(world)).toMatchObject({ 'prices written': 2, 'stock written': 1 })
})

test('a store with input limits gets calls of the size that it takes', async () => {
  await using world = await catalogWorld(BOTH, { magento: { inputLimit: 20 } })
  expect(await run(world)).toBe('done')
  expect(productOf(world, 'S-030')?.price).toBe(0.99)
  expect(sourceOf(world, 'S-030')?.quantity).toBe(500)
})

test('a call that a deadlock rolled back is repeated', async () => {
  await using world = await catalogWorld(BOTH)
  world.magento.faults.add({ kind: 'deadlock400', times: 2, match: { path: 'source-items' } })
  world.magento.faults.add({ kind: 'commitThenDrop', times: 1, match: { path: 'base-prices' } })
  expect(await run(world)).toBe('done')
  expect(sourceOf(world, 'S-001')?.quantity).toBe(500)
  expect(productOf(world, 'S-001')?.price).toBe(19.9)
})

test('a run that stopped half-way goes on where it was, and what Magento has taken is not written again', async () => {
  await using world = await catalogWorld(BOTH)
  world.magento.faults.add({ kind: 'maintenance503', times: 50, match: { path: 'source-items' } })
  await expect(run(world)).rejects.toThrow('maintenance')
  expect(productOf(world, 'S-001')?.price).toBe(19.9)
  world.magento.faults.clear()
  expect(await run(world, 'due')).toBe('busy') // the far sides are left in peace for a minute
  world.clock.pass(61)
  const calls = await callsOf(world, async () => expect(await run(world, 'due')).toBe('done'))
  expect(calls).not.toContain('POST /V1/products/base-prices')
  expect(sourceOf(world, 'S-001')?.quantity).toBe(500)
  const rows = await world.database.db
    .select()
    .from(runs)
    .where(eq(runs.task, `catalog:${CONNECTION}`))
  expect(rows).toMatchObject([{ outcome: 'done', error: null }])
})

test('a slice that is over leaves the rest to the next one, page by page', async () => {
  await using world = await catalogWorld(BOTH, { settings: { pageSize: 10 } })
  const results = []
  for (let slices = 0; slices < 60 && results.at(-1) !== 'done'; slices++) results.push(await run(world, 'due', 0))
  expect(results.length).toBeGreaterThan(15)
  expect(results.at(-1)).toBe('done')
  expect(sourceOf(world, 'S-030')?.quantity).toBe(500)
  expect(productOf(world, 'S-029')?.price).toBe(19.9)
})

test('two processes never write at once: the second finds the run taken', async () => {
  await using world = await catalogWorld(BOTH)
  const [first, second] = await Promise.all([run(world), run(world)])
  expect([first, second].sort()).toEqual(['busy', 'done'])
})

test('a process that was taken for dead writes nothing any more', async () => {
  await using world = await catalogWorld(BOTH)
  const { saveBasePrices } = (await world.remotes.magento('main')).catalog
  let stolen = 0
  Object.assign((await world.remotes.magento('main')).catalog, {
    async saveBasePrices(...input: Parameters<typeof saveBasePrices>) {
      stolen += 1
      await world.database.db.update(catalogRuns).set({ holder: 'another process' })
      return await saveBasePrices(...input)
    },
  })
  await expect(run(world)).rejects.toThrow('taken over by another process')
  expect(stolen).toBe(1)
  expect(sourceOf(world, 'S-001')?.quantity).toBe(1000)
})

test('other settings begin a complete run, and a price of another list is written', async () => {
  await using world = await catalogWorld({ ...BOTH, prices: { base: { '1': ['all'] }, includeTax: false } })
  await run(world)
  expect(productOf(world, 'S-001')?.price).toBe(16.3115)
  await world.configure({ policies: { catalog: BOTH } })
  await run(world, 'due')
  expect(productOf(world, 'S-001')?.price).toBe(19.9)
})

test('it runs by itself when the policy says so, and again when its time has come', async () => {
  await using world = await catalogWorld({ ...BOTH, everyMinutes: 30 })
  await ensureSchedules(world.ctx)
  await world.pass(30)
  expect(sourceOf(world, 'S-001')?.quantity).toBe(500)
  receive(world, 'S-001', 5)
  await world.pass(20 * 60)
  expect(sourceOf(world, 'S-001')?.quantity).toBe(500)
  await world.pass(11 * 60)
  expect(sourceOf(world, 'S-001')?.quantity).toBe(505)
})

test('nothing runs and nothing is scheduled without a policy', async () => {
  await using world = await catalogWorld({})
  await ensureSchedules(world.ctx)
  await runDueTasks(world.ctx)
  expect(await world.database.db.select().from(catalogRuns)).toEqual([])
})

test('what is not in a complete read of the stock any more is set to 0', async () => {
  await using world = await catalogWorld(BOTH)
  await run(world)
  world.b1.transact(work => work.put('Items', 'S-004', undefined))
  await run(world)
  expect(sourceOf(world, 'S-004')).toMatchObject({ quantity: 0, status: 0 })
  expect(sourceOf(world, 'S-003')?.quantity).toBe(500)
})

test('an ERP that tells no stock at all empties no shelf: the run stops and says so', async () => {
  await using world = await catalogWorld(BOTH)
  await run(world)
  await world.configure({ settings: { catalog: { warehouses: ['99'] } } })
  await expect(run(world)).rejects.toThrow('no stock at all for the source "default"')
  // Nor does a name of the warehouse that has changed.
  await world.configure({
    settings: { catalog: { warehouses: ['01'] } },
    policies: { catalog: { ...BOTH, stock: { sources: { '1': 'default' } } } },
  })
  await expect(run(world)).rejects.toThrow('no stock at all for the source "default"')
  expect(sourceOf(world, 'S-001')?.quantity).toBe(500)
  await ensureSchedules(world.ctx)
  await world.pass(61)
  expect(await openCauses(world)).toContain(`catalog:${CONNECTION}:stopped`)
})

test('when most of the stock is gone at once, nothing becomes 0 before a person says that it is meant', async () => {
  await using world = await catalogWorld(BOTH)
  await run(world)
  for (let i = 1; i <= 28; i++)
    world.b1.transact(work => work.put('Items', `S-${String(i).padStart(3, '0')}`, undefined))
  await expect(run(world)).rejects.toThrow('28 of 43 stock rows')
  world.clock.pass(61)
  await expect(run(world, 'due')).rejects.toThrow('28 of 43 stock rows')
  expect(sourceOf(world, 'S-001')?.quantity).toBe(500)
  expect(await run(world, 'complete')).toBe('done')
  expect([sourceOf(world, 'S-001')?.quantity, sourceOf(world, 'S-029')?.quantity]).toEqual([0, 500])
})

test('warehouses of one source are added up, others keep their own', async () => {
  const sources = { '01': 'default', '02': 'maribor' }
  await using world = await catalogWorld({ sync: ['stock'], stock: { sources } }, { magento: { sources: ['maribor'] } })
  await run(world)
  expect([sourceOf(world, 'S-001')?.quantity, sourceOf(world, 'S-001', 'maribor')?.quantity]).toEqual([500, 20])
  await world.configure({
    policies: { catalog: { sync: ['stock'], stock: { sources: { '01': 'default', '02': 'default' } } } },
  })
  await run(world)
  expect(sourceOf(world, 'S-001')?.quantity).toBe(520)
})

test('a source that Magento does not have is refused for its products alone, as one problem', async () => {
  const sources = { '01': 'default', '02': 'maribor' }
  await using world = await catalogWorld({ sync: ['stock'], stock: { sources } })
  await run(world)
  expect(sourceOf(world, 'S-001')?.quantity).toBe(500)
  expect(await openCauses(world)).toEqual([`catalog:${CONNECTION}:catalog:unknown_source`])
  const refused = await world.database.db
    .select()
    .from(catalogValues)
    .where(eq(catalogValues.errorCode, 'catalog:unknown_source'))
  expect(refused.every(({ scope, taken }) => scope === 'maribor' && taken === null)).toBe(true)
})
