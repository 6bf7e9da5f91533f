import { z } from 'zod'
import { unknownAttribute } from './customers.ts'
import { MagentoError, parseBody } from './magento-error.ts'
import { findProduct, type Product, type TaxClass } from './products.ts'
import { answerList, phpFloat, phpInt, type Route } from './rest.ts'
import type { Shop } from './shop.ts'
import { quantityOf, type SourceItem, salableOf } from './stock.ts'

const FIELDS = new Set(
  'entity_id id sku name price status type_id visibility created_at updated_at weight special_price tax_class_id attribute_set_id'.split(
    ' ',
  ),
)

export const catalogRoutes = (shop: Shop): Route[] => [
  {
    method: 'GET',
    path: '/products',
    resource: 'Magento_Catalog::products',
    handle: ({ query }) => {
      const rows = shop.journal
        .list<Product>('products')
        .map(product => ({ ...productOutput(shop, product, false), entity_id: product.id }))
      return answerList(shop, query, rows, ({ entity_id: _, ...product }) => product, {
        isField: field => FIELDS.has(field),
        unknownField: unknownAttribute,
      })
    },
  },
  {
    method: 'GET',
    path: '/products/:sku',
    resource: 'Magento_Catalog::products',
    handle: ({ params }) => productOutput(shop, existing(shop, params.sku ?? ''), true),
  },
  {
    method: 'POST',
    path: '/products/base-prices',
    resource: 'Magento_Catalog::products',
    handle: ({ body }) => saveBasePrices(shop, body),
  },
  {
    method: 'GET',
    path: '/inventory/source-items',
    resource: 'Magento_InventoryApi::source',
    handle: ({ query }) => answerList(shop, query, shop.journal.list<SourceItem>('source_items'), item => item),
  },
  {
    method: 'POST',
    path: '/inventory/source-items',
    resource: 'Magento_InventoryApi::source',
    handle: ({ body }) => saveSourceItems(shop, body),
  },
  {
    method: 'GET',
    path: '/inventory/get-product-salable-quantity/:sku/:stock',
    resource: 'Magento_InventorySalesApi::stock',
    handle: ({ params }) => salableOf(shop, existing(shop, params.sku ?? '').sku),
  },
]

/** Recording product-get-404. */
function existing(shop: Shop, sku: string): Product {
  const product = findProduct(shop, sku)
  if (!product)
    throw new MagentoError(404, "The product that was requested doesn't exist. Verify the product and try again.")
  return product
}

const TAX_CLASS_IDS: Readonly<Record<TaxClass, string>> = { full: '2', reduced: '4', none: '0' }

/** Shaped like the recordings product-get-* and products-list-*; a list has no stock. */
function productOutput(shop: Shop, product: Product, withStock: boolean): Record<string, unknown> {
  return {
    id: product.id,
    sku: product.sku,
    name: product.name,
    attribute_set_id: 4,
    price: product.price,
    status: product.status ?? 1,
    visibility: product.hidden ? 1 : 4,
    type_id: product.type_id,
    created_at: product.created_at,
    updated_at: product.updated_at ?? product.created_at,
    ...(product.weight === undefined ? {} : { weight: product.weight }),
    extension_attributes: {
      website_ids: [1],
      category_links: [{ position: 0, category_id: '3' }],
      ...(withStock ? { stock_item: stockItem(shop, product) } : {}),
      ...(withStock ? configurableAttributes(shop, product) : {}),
    },
    product_links: [],
    options: [],
    media_gallery_entries: [],
    tier_prices: [],
    custom_attributes: customAttributes(product),
  }
}

function customAttributes(product: Product): { attribute_code: string; value: unknown }[] {
  const values: Record<string, unknown> = {
    options_container: 'container2',
    url_key: product.sku.toLowerCase(),
    required_options: '0',
    has_options: '0',
    tax_class_id: TAX_CLASS_IDS[product.tax],
    category_ids: ['3'],
    special_price: product.special_price?.toFixed(6),
    ean: product.ean,
  }
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([attribute_code, value]) => ({ attribute_code, value }))
}

function configurableAttributes(shop: Shop, { id, variants }: Product): Record<string, unknown> {
  if (!variants) return {}
  const values = variants.values.map(({ value }) => ({ value_index: value }))
  return {
    configurable_product_options: [
      { id: 1, attribute_id: variants.attribute_id, label: variants.label, position: 0, values, product_id: id },
    ],
    configurable_product_links: variants.values.map(({ sku }) => findProduct(shop, sku)?.id),
  }
}

function stockItem(shop: Shop, product: Product): Record<string, unknown> {
  const qty = quantityOf(shop, product.sku)
  const stocked = product.type_id === 'simple' || product.type_id === 'virtual'
  return {
    item_id: product.id,
    product_id: product.id,
    stock_id: 1,
    qty,
    is_in_stock: !stocked || qty > 0,
    is_qty_decimal: false,
    min_qty: 0,
    min_sale_qty: 1,
    max_sale_qty: 10000,
    backorders: 0,
    manage_stock: true,
  }
}

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

/** Good rows are saved, one message for each bad one; updated_at stays (recordings product-base-prices-post*). */
function saveBasePrices(shop: Shop, body: unknown): unknown {
  const { prices } = parseBody(basePricesSchema, body)
  const problem = (name: string, value: string) => ({
    message: 'Invalid attribute %fieldName = %fieldValue.',
    parameters: [name, value],
  })
  const problems: unknown[] = []
  const good: Product[] = []
  for (const { sku, price } of prices) {
    const product = findProduct(shop, sku)
    if (!product || product.type_id === 'configurable') problems.push(problem('SKU', sku))
    else if (price < 0) problems.push(problem('Price', String(price)))
    else good.push({ ...product, price })
  }
  shop.commit(good.map(product => ({ collection: 'products', key: product.sku, value: product })))
  return problems
}

const sourceItemsSchema = z.object({
  sourceItems: z.array(
    z.strictObject({
      sku: z.string(),
      source_code: z.string(),
      quantity: phpFloat,
      status: phpInt.nullish(),
      extension_attributes: z.unknown().optional(),
    }),
  ),
})

/** All or nothing; unknown skus and negative quantities are taken (recordings source-items-post*). */
function saveSourceItems(shop: Shop, body: unknown): unknown[] {
  const { sourceItems } = parseBody(sourceItemsSchema, body)
  if (sourceItems.length === 0) throw new MagentoError(400, 'Input data is empty')
  if (sourceItems.some(item => item.status == null))
    throw new MagentoError(400, 'Validation Failed: "status" should be numeric.', undefined, [
      { message: '"%field" should be numeric.', parameters: { field: 'status' } },
    ])
  if (sourceItems.some(item => item.source_code !== 'default'))
    throw new MagentoError(400, 'Could not save Source Item')
  shop.commit(
    sourceItems.map(({ extension_attributes: _, ...item }) => ({
      collection: 'source_items',
      key: item.sku,
      value: item,
    })),
  )
  return []
}
