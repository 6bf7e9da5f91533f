import { expect, test } from 'vitest'
import { catalogRuns, catalogValues } from '../../src/db/schema/catalog.ts'
import { diffCatalog } from '../../src/flows/catalog/run-catalog.ts'
import {
  catalogWorld,
  newItem,
  PRICES,
  productOf,
  receive,
  removeItem,
  run,
  STOCK,
  setPrice,
  sourceOf,
} from '../support/catalog.ts'
import { CONNECTION, type World } from '../support/world.ts'

const create = { sync: ['items', 'prices', 'stock'], prices: PRICES, stock: STOCK, newProducts: { action: 'create' } }

const diff = async (world: World, limit = 1_000) => {
  await world.remotes.refresh()
  return await diffCatalog(world.ctx, await world.remotes.connection(CONNECTION), limit)
}

test('a dry run tells what would be written, and writes neither to Magento nor to our tables', async () => {
  await using world = await catalogWorld(create)
  const result = await diff(world, 5)
  expect(result.total).toBeGreaterThan(100)
  expect(result.differences).toHaveLength(5)
  expect(productOf(world, 'P-0001')).toBeUndefined()
  expect(sourceOf(world, 'S-001')?.quantity).toBe(1000)
  for (const table of [catalogValues, catalogRuns]) expect(await world.database.db.select().from(table)).toEqual([])
})

test('after a run nothing differs, and a dry run names every kind of change with its old and new value', async () => {
  await using world = await catalogWorld(create)
  await run(world)
  expect(await diff(world)).toMatchObject({ total: 0, differences: [] })
  setPrice(world, 'S-001', 21)
  receive(world, 'S-002', 3)
  removeItem(world, 'S-003')
  newItem(world, { ItemCode: 'NEW', ItemName: 'New one' })
  setPrice(world, 'NEW', 5)
  const { differences } = await diff(world)
  expect(differences).toEqual([
    { kind: 'price', sku: 'S-001', scope: 'all', from: '19.9', to: '21' },
    { kind: 'product', sku: 'NEW', scope: '', from: undefined, to: 'New one' },
    { kind: 'stock', sku: 'S-002', scope: 'default', from: '500', to: '503' },
    { kind: 'stock', sku: 'S-003', scope: 'default', from: '500', to: '0' },
  ])
  expect(productOf(world, 'S-001')?.price).toBe(19.9)
})
