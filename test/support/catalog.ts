import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Product } from '../../sandbox/magento/products.ts'
import type { SourceItem } from '../../sandbox/magento/stock.ts'
import { createItem, receiveGoods, updateItem } from '../../sandbox/sap-b1/items.ts'
import { problems, runs } from '../../src/db/schema/operations.ts'
import { runCatalog } from '../../src/flows/catalog/run-catalog.ts'
import { CONNECTION, createWorld, STORE, type World, type WorldOptions } from './world.ts'

/** Gross retail list and the first warehouse of the simulated company. */
export const PRICES = { base: { '2': ['all'] } }
export const STOCK = { sources: { '01': 'default' } }

/** A world whose connection brings the catalogue as the policy says; nothing has run yet. */
export async function catalogWorld(catalog: object, options: WorldOptions = {}): Promise<World> {
  const world = await createWorld({
    ...options,
    settings: { catalog: { warehouses: ['01', '02'] }, ...options.settings },
  })
  await world.configure({ policies: { catalog } })
  return world
}

export async function run(
  world: World,
  begin: 'due' | 'now' | 'complete' = 'now',
  longestMs = Number.POSITIVE_INFINITY,
): ReturnType<typeof runCatalog> {
  await world.remotes.refresh()
  return await runCatalog(world.ctx, await world.remotes.connection(CONNECTION), { begin, longestMs })
}

export const productOf = ({ magento }: World, sku: string): Product | undefined =>
  magento.list<Product>('products').find(product => product.sku === sku)
export const sourceOf = ({ magento }: World, sku: string, code = 'default'): SourceItem | undefined =>
  magento.list<SourceItem>('source_items').find(item => item.sku === sku && item.source_code === code)
/** People in the ERP. */
export const changeItem = ({ b1 }: World, code: string, changes: object): void =>
  void b1.transact(work => updateItem(work, work.get('Items', code) ?? {}, { ...changes }, false))
export const newItem = ({ b1 }: World, item: object): void => void b1.transact(work => createItem(work, { ...item }))
export const receive = ({ b1 }: World, code: string, quantity: number, warehouse = '01'): void =>
  b1.transact(work => receiveGoods(work, code, warehouse, quantity))
export const setPrice = (world: World, code: string, price: number | null, list = 2): void =>
  changeItem(world, code, { ItemPrices: [{ PriceList: list, Price: price, Currency: 'EUR' }] })
export const removeItem = ({ b1 }: World, code: string): void => b1.transact(work => work.put('Items', code, undefined))

/** What the last run of the catalogue has counted. */
export async function counts({ database }: World): Promise<Record<string, number>> {
  const [row] = await database.db
    .select()
    .from(runs)
    .where(eq(runs.task, `catalog:${CONNECTION}`))
    .orderBy(desc(runs.id))
    .limit(1)
  return (row?.counts ?? {}) as Record<string, number> // written by the run
}

export async function openCauses({ database }: World): Promise<string[]> {
  const rows = await database.db
    .select({ cause: problems.cause })
    .from(problems)
    .where(and(eq(problems.store, STORE), isNull(problems.closedAt)))
  return rows.map(({ cause }) => cause).sort()
}
