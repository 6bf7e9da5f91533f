import { z } from 'zod'
import { checkListLimit, parseBody } from './magento-error.ts'
import { findProduct, type Product, type TierPrice } from './products.ts'
import { phpFloat, phpInt, type Route } from './rest.ts'
import type { Shop } from './shop.ts'

/** Prices of many products in one call: good rows are saved, one message comes for each bad one, updated_at stays. */
export const priceRoutes = (shop: Shop): Route[] =>
  (
    [
      ['/products/base-prices', saveBasePrices],
      ['/products/tier-prices', saveTierPrices],
      ['/products/tier-prices-delete', removeTierPrices],
    ] as const
  ).map(([path, handle]) => ({
    method: 'POST',
    path,
    resource: 'Magento_Catalog::products',
    handle: ({ body }) => handle(shop, body),
  }))

const basePricesSchema = z.object({
  prices: z.array(
    z.strictObject({
      sku: z.string(),
      price: phpFloat,
      store_id: phpInt,
      extension_attributes: z.unknown().optional(),
    }),
  ),
})

/** Recordings product-base-prices-post*. Prices of store views are kept as the one price: orders here have one. */
function saveBasePrices(shop: Shop, body: unknown): unknown {
  const { prices } = parseBody(basePricesSchema, body)
  checkListLimit(shop, prices.length, '\\Magento\\Catalog\\Api\\Data\\BasePriceInterface')
  const problem = (name: string, value: string) => ({
    message: 'Invalid attribute %fieldName = %fieldValue.',
    parameters: [name, value],
  })
  const problems: unknown[] = []
  const good = new Map<string, Product>()
  for (const { sku, price } of prices) {
    const product = findProduct(shop, sku)
    if (!product || product.type_id === 'configurable') problems.push(problem('SKU', sku))
    else if (price < 0) problems.push(problem('Price', String(price)))
    else good.set(product.sku, { ...product, price })
  }
  save(shop, good)
  return problems
}

const tierPricesSchema = z.object({
  prices: z.array(
    z.strictObject({
      sku: z.string(),
      price: phpFloat,
      price_type: z.enum(['fixed', 'discount']),
      website_id: phpInt,
      customer_group: z.string(),
      quantity: phpFloat,
      extension_attributes: z.unknown().optional(),
    }),
  ),
})
type TierRow = z.output<typeof tierPricesSchema>['prices'][number]

/** Recording customer-groups-search, and the name that stands for all of them. */
const GROUPS = ['ALL GROUPS', 'NOT LOGGED IN', 'General', 'Wholesale', 'Retailer']

const sameTier = (tier: TierPrice, row: TierRow): boolean =>
  tier.customer_group.toLowerCase() === row.customer_group.toLowerCase() && tier.quantity === row.quantity

/** Recording product-tier-prices-post; bad rows are told as those of special prices are (product-special-price-post). */
function saveTierPrices(shop: Shop, body: unknown): unknown {
  return changeTiers(shop, body, (tiers, row) => [
    ...tiers.filter(tier => !sameTier(tier, row)),
    { customer_group: row.customer_group, quantity: row.quantity, price: row.price },
  ])
}

/** By the description of the route in Magento's own Swagger. */
const removeTierPrices = (shop: Shop, body: unknown): unknown =>
  changeTiers(shop, body, (tiers, row) => tiers.filter(tier => !sameTier(tier, row)))

function changeTiers(
  shop: Shop,
  body: unknown,
  change: (tiers: readonly TierPrice[], row: TierRow) => TierPrice[],
): unknown {
  const { prices } = parseBody(tierPricesSchema, body)
  checkListLimit(shop, prices.length, '\\Magento\\Catalog\\Api\\Data\\TierPriceInterface')
  const problems: unknown[] = []
  const good = new Map<string, Product>()
  for (const row of prices) {
    const product = good.get(row.sku) ?? findProduct(shop, row.sku)
    const known = GROUPS.some(group => group.toLowerCase() === row.customer_group.toLowerCase())
    if (product && known) good.set(product.sku, { ...product, tier_prices: change(product.tier_prices ?? [], row) })
    else problems.push(tierProblem(row, product ? ['Customer Group', row.customer_group] : ['SKU', row.sku]))
  }
  save(shop, good)
  return problems
}

const tierProblem = (row: TierRow, [field, value]: readonly [string, string]) => ({
  message: `Invalid attribute ${field} = ${value}. Row ID: SKU = ${row.sku}, Website ID: ${row.website_id}, Customer Group: ${row.customer_group}, Quantity: ${row.quantity}.`,
  parameters: [field, value, row.sku, String(row.website_id), row.customer_group, String(row.quantity)],
})

const save = (shop: Shop, products: ReadonlyMap<string, Product>): void =>
  shop.commit([...products.values()].map(product => ({ collection: 'products', key: product.sku, value: product })))
