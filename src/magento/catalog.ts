import { z } from 'zod'
import type { StoreView } from './contract.ts'
import { chunks, PAGE_SIZE, readPage } from './lists.ts'
import type { Rest } from './rest.ts'
import type { Filter } from './search-criteria.ts'

/** SKUs are up to 64 characters; as many fit a request line of 8 KiB, percent-encoded. */
const SKUS_PER_CALL = 40

/** @returns those of the SKUs that are products. Magento compares without regard to case. */
export async function findProducts(rest: Rest, skus: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const chunk of chunks([...new Set(skus)], SKUS_PER_CALL)) {
    const criteria = { groups: [skuFilters(chunk)], pageSize: PAGE_SIZE, fields: 'items[sku]' }
    const products = await readPage(rest, '/V1/products', criteria, z.object({ sku: z.string() }))
    for (const product of products) found.add(product.sku.toLowerCase())
  }
  return new Set(skus.filter(sku => found.has(sku.toLowerCase())))
}

/** @returns the SKU of each product id that exists. Orders carry composed SKUs for products with custom options. */
export async function readSkus(rest: Rest, productIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>()
  for (const chunk of chunks([...new Set(productIds)], PAGE_SIZE)) {
    const criteria = {
      groups: [[{ field: 'entity_id', condition: 'in', value: chunk.map(String) } satisfies Filter]],
      pageSize: PAGE_SIZE,
      fields: 'items[id,sku]',
    }
    const products = await readPage(
      rest,
      '/V1/products',
      criteria,
      z.object({ id: z.coerce.number().int(), sku: z.string() }),
    )
    for (const product of products) found.set(product.id, product.sku)
  }
  return found
}

/** A list is split at its commas, so a SKU that has one is asked for by itself. */
function skuFilters(skus: readonly string[]): Filter[] {
  const plain = skus.filter(sku => !sku.includes(','))
  const list: Filter[] = plain.length > 0 ? [{ field: 'sku', condition: 'in', value: plain }] : []
  const alone = skus.filter(sku => sku.includes(','))
  return [...list, ...alone.map((sku): Filter => ({ field: 'sku', condition: 'eq', value: sku }))]
}

const viewSchema = z.array(z.object({ id: z.int(), code: z.string(), name: z.string() }))
const configSchema = z.array(
  z.object({
    id: z.int(),
    locale: z.string().nullish(),
    timezone: z.string().nullish(),
    base_currency_code: z.string().nullish(),
  }),
)

/** The store views that shoppers can see, with what is configured for each. Id 0 is the admin itself. */
export async function readStoreViews(rest: Rest): Promise<readonly StoreView[]> {
  const views = await rest.call({ method: 'GET', path: '/V1/store/storeViews' }, viewSchema)
  const configs = await rest.call({ method: 'GET', path: '/V1/store/storeConfigs' }, configSchema)
  return views
    .filter(view => view.id !== 0)
    .map(view => {
      const config = configs.find(({ id }) => id === view.id)
      return {
        id: view.id,
        code: view.code,
        name: view.name,
        locale: config?.locale ?? '',
        timezone: config?.timezone ?? 'UTC',
        baseCurrency: config?.base_currency_code ?? '',
      }
    })
}
