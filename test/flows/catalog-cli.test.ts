import { expect, test } from 'vitest'
import { z } from 'zod'
import { catalogRuns } from '../../src/db/schema/catalog.ts'
import { listAudit } from '../../src/flows/audit/list-audit.ts'
import { catalogWorld, PRICES, productOf, STOCK, setPrice } from '../support/catalog.ts'
import { createWorld, STORE, type World } from '../support/world.ts'
import { orderCommands } from './cli-session.ts'

const policy = { sync: ['prices', 'stock'], prices: PRICES, stock: STOCK }
const commands = (world: World) => orderCommands(world.database, world.clock).run

test('a dry run prints the first differences and their number, and its exit code says that there are some', async () => {
  await using world = await catalogWorld(policy)
  const run = commands(world)
  const { text, exitCode } = await run('catalog', 'diff', '--limit', '2')
  expect(exitCode).toBe(3)
  expect(text).toMatch(/^b1: 88 values differ/)
  expect(text).toContain('B-FIKSEN        price (all)  (nothing of ours yet)  105')
  expect(text).toContain('… and 86 more')
  await run('catalog', 'run')
  expect(await run('catalog', 'diff')).toMatchObject({
    exitCode: 0,
    text: expect.stringMatching(/^b1: 0 values differ/),
  })
})

test('a run goes to its end, says what it did, and stands in the audit', async () => {
  await using world = await catalogWorld(policy)
  const run = commands(world)
  const { text, exitCode } = await run('catalog', 'run')
  expect(exitCode).toBe(0)
  expect(text).toContain('prices written 45')
  expect(text).toContain('0 refused')
  expect(productOf(world, 'S-005')?.price).toBe(7.99)
  const entries = await listAudit(world.ctx, { stores: [STORE], limit: 5 })
  expect(JSON.stringify(entries)).toContain('catalog.run')
})

test('refused products are listed with their reason, and the exit code tells of them', async () => {
  await using world = await catalogWorld({ ...policy, prices: { ...PRICES, includeTax: false } })
  const run = commands(world)
  expect((await run('catalog', 'run')).exitCode).toBe(3)
  const { text } = await run('catalog', 'errors', '--limit', '1')
  expect(text).toMatch(/B-FIKSEN +price \(all\) +[\d.]+ +Prices of list 2 include tax, those of the shop do not/)
  const rows = z
    .array(z.object({ code: z.string(), sku: z.string() }))
    .parse(JSON.parse((await run('catalog', 'errors', '--missing', '--json')).text))
  expect(new Set(rows.map(({ code }) => code))).toEqual(new Set(['catalog:tax:2', 'missing']))
})

test('the status tells where a run stands that another process is at', async () => {
  await using world = await catalogWorld(policy)
  const run = commands(world)
  expect((await run('catalog', 'status')).text).toBe('No run of the catalogue has begun yet.\n')
  await run('catalog', 'run')
  setPrice(world, 'S-001', 5)
  await world.database.db
    .update(catalogRuns)
    .set({ holder: 'another', leaseUntil: new Date(world.clock.now().getTime() + 60_000), finishedAt: null })
  expect((await run('catalog', 'status')).text).toContain('b1: complete run since')
  await expect(run('catalog', 'run')).rejects.toThrow('Another process is at the catalogue')
  expect(productOf(world, 'S-001')?.price).toBe(19.9)
})

test('without a policy there is nothing to run', async () => {
  await using world = await createWorld()
  await expect(commands(world)('catalog', 'run')).rejects.toThrow('policies.catalog.sync')
})
