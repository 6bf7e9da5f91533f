import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createUserField } from '../../sandbox/sap-b1/user-fields.ts'
import { catalogValues } from '../../src/db/schema/catalog.ts'
import { amount } from '../../src/domain/amount.ts'
import {
  catalogWorld,
  changeItem,
  counts,
  newItem,
  openCauses,
  PRICES,
  productOf,
  run,
  STOCK,
  setPrice,
  sourceOf,
} from '../support/catalog.ts'
import { CONNECTION } from '../support/world.ts'

const create = {
  sync: ['items', 'prices', 'stock'],
  prices: PRICES,
  stock: STOCK,
  newProducts: { action: 'create', taxClasses: { '9.5': '4' }, groups: { '100': { categories: [3] } } },
}

test('new products come with name, price, tax class and address, not for sale yet, and get their stock', async () => {
  await using world = await catalogWorld(create)
  newItem(world, {
    ItemCode: '0007',
    ItemName: 'Šivanka & nit',
    SalesVATGroup: 'S95',
    SalesUnitWeight: 0.2,
    User_Text: 'a < b',
  })
  setPrice(world, '0007', 3.5)
  expect(await run(world)).toBe('done')
  expect(productOf(world, '0007')).toMatchObject({
    name: 'Šivanka & nit',
    price: 3.5,
    tax: 'reduced',
    weight: 0.2,
    status: 2,
    visibility: 4,
    url_key: 'sivanka-nit-0007',
    description: 'a &lt; b',
  })
  expect(sourceOf(world, '0007')).toMatchObject({ quantity: 0, status: 0 })
  expect(sourceOf(world, 'P-0001')?.quantity).toBe(500)
  expect(await counts(world)).toMatchObject({ 'products queued to create': 31, 'products written': 31 })
  await run(world)
  expect(await counts(world)).not.toHaveProperty('products queued to create')
  expect(await counts(world)).not.toHaveProperty('prices written')
})

test('products that people made keep their texts, unless the policy lets them follow the ERP', async () => {
  await using world = await catalogWorld(create)
  const before = productOf(world, 'S-001')
  changeItem(world, 'S-001', { ItemName: 'Another name' })
  await run(world)
  expect(productOf(world, 'S-001')?.name).toBe(before?.name)
  await world.configure({ policies: { catalog: { ...create, update: ['name'] } } })
  await run(world)
  expect(productOf(world, 'S-001')).toMatchObject({ name: 'Another name', price: before?.price })
  expect(productOf(world, 'S-001')).not.toHaveProperty('url_key') // the address stays the one it was
  world.clock.pass(86_400)
  changeItem(world, 'S-002', { ItemName: 'And one more' })
  await run(world)
  expect(productOf(world, 'S-002')?.name).toBe('And one more')
  expect(await counts(world)).toMatchObject({ 'products queued to update': 1 })
})

test('one bad product of a bulk is refused alone, with its reason, and tried again by a complete run', async () => {
  await using world = await catalogWorld({
    ...create,
    newProducts: { action: 'create', groups: { '200': { attributeSet: 9 } } },
  })
  newItem(world, { ItemCode: 'BAD', ItemName: 'Bad', ItemsGroupCode: 200 })
  setPrice(world, 'BAD', 5)
  await run(world)
  expect(productOf(world, 'BAD')).toBeUndefined()
  expect(productOf(world, 'P-0001')).toBeDefined()
  const [row] = await world.database.db.select().from(catalogValues).where(eq(catalogValues.sku, 'BAD'))
  expect(row).toBeDefined()
  const cause = `catalog:${CONNECTION}:magento:queue:invalid-product-data-invalid-attribute-s`
  expect(await openCauses(world)).toEqual([cause])
  await world.configure({ policies: { catalog: { ...create, newProducts: { action: 'create' } } } })
  await run(world, 'complete')
  expect(productOf(world, 'BAD')?.price).toBe(5)
  expect(await openCauses(world)).toEqual([])
})

test('an item without a price, without a name or with too long a code is not created', async () => {
  await using world = await catalogWorld(create)
  newItem(world, { ItemCode: 'NO-PRICE', ItemName: 'No price' })
  newItem(world, { ItemCode: 'NO-NAME', ItemName: ' ' })
  newItem(world, { ItemCode: 'OFF', ItemName: 'Not sold', SalesItem: 'tNO' })
  await run(world)
  for (const sku of ['NO-PRICE', 'NO-NAME', 'OFF']) expect(productOf(world, sku)).toBeUndefined()
  expect(await openCauses(world)).toEqual([
    `catalog:${CONNECTION}:catalog:no_name`,
    `catalog:${CONNECTION}:catalog:no_price`,
  ])
})

test('an item that the ERP does not mark for the shop is not created', async () => {
  await using world = await catalogWorld(create, {
    settings: { catalog: { warehouses: ['01', '02'], publishedField: 'U_Shop' } },
  })
  world.b1.transact(work =>
    work.put('UserFieldsMD', 'OITM,9', createUserField(work, { TableName: 'OITM', Name: 'Shop' })),
  )
  world.clock.pass(120) // until the workers of the Service Layer have read it
  for (const [code, U_Shop] of [
    ['FOR-SHOP', 'Y'],
    ['NOT-FOR-SHOP', 'N'],
  ])
    newItem(world, { ItemCode: code, ItemName: code, U_Shop })
  for (const code of ['FOR-SHOP', 'NOT-FOR-SHOP']) setPrice(world, code, 5)
  await run(world)
  expect(productOf(world, 'FOR-SHOP')?.price).toBe(5)
  expect(productOf(world, 'NOT-FOR-SHOP')).toBeUndefined()
  expect(await openCauses(world)).toEqual([])
})

test('a run waits for the queue of Magento, and then goes on where it was', async () => {
  await using world = await catalogWorld(create, { magento: { queueStands: true } })
  expect(await run(world)).toBe('waiting')
  expect(await run(world, 'due')).toBe('waiting')
  expect(sourceOf(world, 'P-0001')).toBeUndefined()
  world.magento.runConsumers()
  expect(await run(world, 'due')).toBe('done')
  expect(sourceOf(world, 'P-0001')?.quantity).toBe(500)
})

test('a queue that nobody works on does not keep stock and prices back, and is told as a problem', async () => {
  await using world = await catalogWorld(create, { magento: { queueStands: true } })
  expect(await run(world)).toBe('waiting')
  world.clock.pass(31 * 60)
  expect(await run(world, 'due')).toBe('done')
  expect(sourceOf(world, 'S-001')?.quantity).toBe(500)
  expect(await openCauses(world)).toEqual([`catalog:${CONNECTION}:queue`])
  world.magento.runConsumers()
  expect(await run(world)).toBe('done')
  expect(productOf(world, 'P-0001')?.price).toBe(11)
  expect(sourceOf(world, 'P-0001')?.quantity).toBe(500)
  expect(await openCauses(world)).toEqual([])
})

test('without the queue products are written one by one', async () => {
  await using world = await catalogWorld({ ...create, queue: false }, { magento: { queueStands: true } })
  world.magento.faults.add({ kind: 'deadlock400', times: 1, match: { method: 'POST', path: '/all/V1/products' } })
  expect(await run(world)).toBe('done')
  expect(productOf(world, 'P-0030')?.price).toBe(40)
  expect(await counts(world)).toMatchObject({ 'products created': 30 })
})

test('a product that the shop does not have is left to people, and gets its values once they made it', async () => {
  await using world = await catalogWorld({ sync: ['prices', 'stock'], prices: PRICES, stock: STOCK })
  await run(world)
  expect(await openCauses(world)).toEqual([])
  const { catalog } = await world.remotes.magento('main')
  await catalog.saveProduct('create', {
    sku: 'p-0001',
    name: 'By hand',
    attributeSet: 4,
    price: amount(1),
  })
  await run(world)
  expect(productOf(world, 'p-0001')?.price).toBe(1)
  await run(world, 'complete')
  expect(sourceOf(world, 'P-0001')?.quantity).toBe(500)
})

test('a name that changes again while the first change waits in the queue wins, as does the price of a product that is not there yet', async () => {
  await using world = await catalogWorld({ ...create, update: ['name'] }, { magento: { queueStands: true } })
  changeItem(world, 'S-001', { ItemName: 'First' })
  await run(world)
  world.clock.pass(31 * 60)
  expect(await run(world, 'due')).toBe('done')
  changeItem(world, 'S-001', { ItemName: 'Second' })
  setPrice(world, 'P-0001', 99)
  expect(await run(world)).toBe('done') // the queue is known to stand
  world.magento.runConsumers()
  expect(await run(world)).toBe('done')
  expect(productOf(world, 'S-001')?.name).toBe('Second')
  expect(productOf(world, 'P-0001')?.price).toBe(11)
  await run(world)
  expect(productOf(world, 'P-0001')?.price).toBe(99)
  await run(world)
  expect(await counts(world)).not.toHaveProperty('products queued to update')
})
