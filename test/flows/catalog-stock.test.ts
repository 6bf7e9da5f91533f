import { expect, test } from 'vitest'
import { amount } from '../../src/domain/amount.ts'
import type { ErpCatalog } from '../../src/erp/erp-catalog.ts'
import { catalogWorld, receive, run, STOCK, sourceOf } from '../support/catalog.ts'
import { cancel, erpOrder, finish, make } from '../support/clerk.ts'
import { CONNECTION, type World } from '../support/world.ts'

const SKU = 'S-001'
const policy = { sync: ['stock'], stock: STOCK }
const quantityOf = (world: World, id: number) =>
  world.magento.order(id)?.items.find(({ sku }) => sku === SKU)?.qty_ordered ?? 0

/** Runs the catalogue a while after the last change, when nobody can be in doubt what the ERP's figure has in it. */
async function later(world: World): Promise<void> {
  world.clock.pass(120)
  await run(world)
}

async function placed(world: World): Promise<{ id: number; ordered: number }> {
  const id = world.place('guest-simple')
  const ordered = quantityOf(world, id)
  expect(ordered).toBeGreaterThan(0)
  return { id, ordered }
}

test('an order that is not in the ERP yet is held by Magento alone', async () => {
  await using world = await catalogWorld(policy)
  const { ordered } = await placed(world)
  await later(world)
  expect(sourceOf(world, SKU)?.quantity).toBe(500)
  expect(world.magento.salable(SKU)).toBe(500 - ordered)
})

test('an order that the ERP has committed is not taken off twice', async () => {
  await using world = await catalogWorld(policy)
  const { ordered } = await placed(world)
  await world.runUntilQuiet()
  await later(world)
  expect(sourceOf(world, SKU)?.quantity).toBe(500)
  expect(world.magento.salable(SKU)).toBe(500 - ordered)
})

test('goods that left the ERP are not taken off again before Magento ships them, nor after', async () => {
  await using world = await catalogWorld(policy)
  const { id, ordered } = await placed(world)
  await world.runUntilQuiet()
  make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
  await later(world)
  expect(world.magento.salable(SKU)).toBe(500 - ordered)
  await world.runUntilQuiet()
  expect(sourceOf(world, SKU)?.quantity).toBe(500 - ordered)
  await later(world)
  expect(sourceOf(world, SKU)?.quantity).toBe(500 - ordered)
  expect(world.magento.salable(SKU)).toBe(500 - ordered)
})

test('the same with what is on hand', async () => {
  await using world = await catalogWorld(policy, { settings: { catalog: { quantity: 'on_hand' } } })
  const { id, ordered } = await placed(world)
  await world.runUntilQuiet()
  await later(world)
  expect([sourceOf(world, SKU)?.quantity, world.magento.salable(SKU)]).toEqual([500, 500 - ordered])
  world.magento.faults.add({ kind: 'maintenance503', times: 1_000, match: { path: '/shipment' } })
  make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
  await world.pass(61) // it is heard, and cannot be brought to Magento
  await later(world)
  expect([sourceOf(world, SKU)?.quantity, world.magento.salable(SKU)]).toEqual([500, 500 - ordered])
  world.magento.faults.clear()
  await world.runUntilQuiet()
  await later(world)
  expect([sourceOf(world, SKU)?.quantity, world.magento.salable(SKU)]).toEqual([500 - ordered, 500 - ordered])
})

test('an order that came to the ERP a moment ago is taken for unseen: less is sold rather than too much', async () => {
  await using world = await catalogWorld(policy)
  const { ordered } = await placed(world)
  await world.work()
  await world.pass(61)
  expect(erpOrder(world, 1)).toBeDefined()
  await run(world)
  expect(world.magento.salable(SKU)).toBe(500 - 2 * ordered)
  await later(world)
  expect(world.magento.salable(SKU)).toBe(500 - ordered)
})

test('an order that was cancelled in the ERP and in Magento holds nothing any more', async () => {
  await using world = await catalogWorld(policy)
  const { id } = await placed(world)
  await world.runUntilQuiet()
  await later(world)
  cancel(world, 'Orders', erpOrder(world, id))
  await world.runUntilQuiet()
  await later(world)
  expect([sourceOf(world, SKU)?.quantity, world.magento.salable(SKU)]).toEqual([500, 500])
})

test('a shipment that Magento makes while its product is written is not lost', async () => {
  await using world = await catalogWorld(policy)
  const { id, ordered } = await placed(world)
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  world.clock.pass(120)
  const { catalog } = await world.remotes.magento('main')
  const { saveSourceItems } = catalog
  Object.assign(catalog, {
    async saveSourceItems(...rows: Parameters<typeof saveSourceItems>) {
      Object.assign(catalog, { saveSourceItems })
      await world.runUntilQuiet() // the order is shipped after our look at it, and before the write
      return await saveSourceItems(...rows)
    },
  })
  await run(world)
  await later(world)
  expect([sourceOf(world, SKU)?.quantity, world.magento.salable(SKU)]).toEqual([500 - ordered, 500 - ordered])
})

test('two SKUs of one item share its stock, and each knows of the orders of the other', async () => {
  await using world = await catalogWorld(policy)
  await world.configure({
    store: { orders: { holdMinutes: 30 } },
    policies: { missingItems: 'map', itemMap: { 'S-002': SKU, 'S-001': SKU } },
  })
  const { ordered } = await placed(world)
  await world.pass(61) // heard, and not sent yet
  await later(world)
  expect(world.magento.salable(SKU)).toBe(500 - ordered)
  expect(world.magento.salable('S-002')).toBe(500 - ordered)
  receive(world, SKU, 10)
  await world.configure({ store: { orders: { holdMinutes: 0 } } })
  await world.pass(31 * 60)
  await world.runUntilQuiet()
  expect(erpOrder(world, 1)).toBeDefined()
  await later(world)
  expect(world.magento.salable(SKU)).toBe(510 - ordered)
  expect(world.magento.salable('S-002')).toBe(510 - ordered)
})

test('an ERP that tells one warehouse after the other, or of one only what changed, is added up right', async () => {
  const sources = { '01': 'default', '02': 'default' }
  await using world = await catalogWorld({ sync: ['stock'], stock: { sources } })
  type Row = readonly [code: string, warehouse: string, quantity: string]
  const tell = async (pages: readonly (readonly Row[])[], complete: boolean) => {
    await world.remotes.refresh()
    const erp = await world.remotes.erp(CONNECTION)
    const readStock: ErpCatalog['readStock'] = async ({ next }) => {
      const at = Number(next ?? 0)
      const rows = (pages[at] ?? []).map(([code, warehouse, quantity]) => ({
        code,
        warehouse,
        quantity: amount(quantity),
      }))
      return { rows, cursor: 'x', complete, ...(at + 1 < pages.length && { next: String(at + 1) }) }
    }
    Object.assign(erp, { catalog: { ...erp.catalog, readStock } })
    await run(world)
    return ['S-001', 'S-002', 'S-003'].map(sku => sourceOf(world, sku)?.quantity)
  }
  const first: Row[] = [
    ['S-001', '01', '7'],
    ['S-002', '01', '5'],
    ['S-003', '01', '9'],
  ]
  expect(
    await tell(
      [
        first,
        [
          ['S-001', '02', '3'],
          ['S-002', '02', '1'],
        ],
      ],
      true,
    ),
  ).toEqual([10, 6, 9])
  expect(await tell([[['S-002', '02', '4']]], false)).toEqual([10, 9, 9])
  expect(
    await tell(
      [
        [
          ['S-001', '01', '8'],
          ['S-003', '01', '9'],
        ],
        [['S-002', '02', '4']],
      ],
      true,
    ),
  ).toEqual([8, 4, 9])
  expect(await tell([[['S-001', '01', '8']], [['S-002', '02', '4']]], true)).toEqual([8, 4, 0])
})
