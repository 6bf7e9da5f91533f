import { expect, test } from 'vitest'
import { amount } from '../../src/domain/amount.ts'
import type { CatalogPrice } from '../../src/erp/erp-catalog.ts'
import { catalogWorld, counts, openCauses, PRICES, productOf, run, setPrice } from '../support/catalog.ts'
import { CONNECTION, type World } from '../support/world.ts'

const only = (prices: object) => ({ sync: ['prices'], prices })
const tiersOf = (world: World, sku: string) =>
  productOf(world, sku)?.tier_prices?.map(tier => `${tier.customer_group} ${tier.quantity}: ${tier.price}`)

/** Lets the ERP tell these prices, as one with quantity prices would. */
async function tell(world: World, rows: readonly Partial<CatalogPrice>[]): Promise<void> {
  await world.remotes.refresh()
  const erp = await world.remotes.erp(CONNECTION)
  const full = rows.map(row => ({
    code: 'S-001',
    list: '2',
    currency: 'EUR',
    taxIncluded: true,
    price: amount('20'),
    tiers: [],
    ...row,
  }))
  Object.assign(erp, {
    catalog: { ...erp.catalog, readPrices: async () => ({ rows: full, cursor: '', complete: true }) },
  })
}

test('a list for a customer group becomes its price from one piece on, beside the base price', async () => {
  await using world = await catalogWorld(only({ base: { '2': ['all'] }, groups: { '3': 'Wholesale' } }))
  await tell(world, [{ price: amount('20') }, { list: '3', price: amount('17.5') }])
  await run(world)
  expect([productOf(world, 'S-001')?.price, tiersOf(world, 'S-001')]).toEqual([20, ['Wholesale 1: 17.5']])
})

test('quantity prices follow the ERP: changed, added and taken away, and those of people stay', async () => {
  await using world = await catalogWorld(only(PRICES))
  const tier = (quantity: string, price: string) => ({ quantity: amount(quantity), price: amount(price) })
  const { catalog } = await world.remotes.magento('main')
  await catalog.saveTierPrices([{ sku: 'S-001', group: 'Retailer', quantity: amount(3), price: amount(9) }])
  await tell(world, [{ tiers: [tier('5', '18'), tier('10', '16.25')] }])
  await run(world)
  expect(tiersOf(world, 'S-001')).toEqual(['Retailer 3: 9', 'ALL GROUPS 5: 18', 'ALL GROUPS 10: 16.25'])
  await tell(world, [{ tiers: [tier('5', '17'), tier('20', '15')] }])
  await run(world)
  expect(tiersOf(world, 'S-001')?.sort()).toEqual(['ALL GROUPS 20: 15', 'ALL GROUPS 5: 17', 'Retailer 3: 9'])
  await tell(world, [{ tiers: [] }])
  await run(world)
  expect(tiersOf(world, 'S-001')).toEqual(['Retailer 3: 9'])
})

test('what would sell goods for a wrong price is refused, each with its reason, and the others are written', async () => {
  await using world = await catalogWorld(only(PRICES))
  await tell(world, [
    { code: 'S-001', price: amount('0') },
    { code: 'S-002', price: amount('-1') },
    { code: 'S-003', taxIncluded: false },
    { code: 'S-004', currency: 'USD' },
    { code: 'S-005', price: amount('8.123456789') },
  ])
  const before = ['S-001', 'S-002', 'S-003', 'S-004'].map(sku => productOf(world, sku)?.price)
  await run(world)
  expect(['S-001', 'S-002', 'S-003', 'S-004'].map(sku => productOf(world, sku)?.price)).toEqual(before)
  expect(productOf(world, 'S-005')?.price).toBe(8.123457)
  expect(await openCauses(world)).toEqual(
    ['currency:2:USD', 'negative_price', 'tax:2', 'zero_price'].map(code => `catalog:${CONNECTION}:catalog:${code}`),
  )
  await tell(world, [{ code: 'S-004' }])
  await run(world)
  expect(productOf(world, 'S-004')?.price).toBe(20)
  expect(await openCauses(world)).not.toContain(`catalog:${CONNECTION}:catalog:currency:2:USD`)
})

test('a row that Magento refuses is kept with its words; the good ones of the same call are saved', async () => {
  await using world = await catalogWorld(only(PRICES))
  await run(world)
  const { catalog } = await world.remotes.magento('main')
  // Deleted in Magento since it was listed.
  world.magento.deleteProduct('S-003')
  setPrice(world, 'S-002', 2)
  setPrice(world, 'S-003', 3)
  await run(world)
  expect(productOf(world, 'S-002')?.price).toBe(2)
  expect(await openCauses(world)).toEqual([`catalog:${CONNECTION}:magento:row:invalid-attribute`])
  expect(await counts(world)).toMatchObject({ 'prices written': 1, refused: 1 })
  expect((await catalog.findProducts(['S-003'])).size).toBe(0)
  await run(world, 'complete')
  expect(await openCauses(world)).toEqual([])
})

test('a value that comes twice before it was written is written once, with the later word', async () => {
  await using world = await catalogWorld(only(PRICES))
  await tell(world, [{ price: amount('1') }, { price: amount('2') }])
  await run(world)
  expect(productOf(world, 'S-001')?.price).toBe(2)
  expect(await counts(world)).toMatchObject({ 'prices written': 1 })
})

test('prices of one store view go to that view, and an unknown view is refused', async () => {
  await using world = await catalogWorld(only({ base: { '2': ['sl', 'nowhere'] } }))
  const { catalog } = await world.remotes.magento('main')
  const { saveBasePrices } = catalog
  const views = new Set<number>()
  Object.assign(catalog, {
    saveBasePrices(rows: Parameters<typeof saveBasePrices>[0]) {
      for (const { storeViewId } of rows) views.add(storeViewId)
      return saveBasePrices(rows)
    },
  })
  await run(world)
  expect([...views]).toEqual([2])
  expect(await openCauses(world)).toEqual([`catalog:${CONNECTION}:catalog:unknown_view:nowhere`])
})
