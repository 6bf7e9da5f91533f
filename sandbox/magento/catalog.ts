import { z } from 'zod'
import { unknownAttribute } from './customers.ts'
import { checkListLimit, MagentoError, parseBody } from './magento-error.ts'
import { findProduct, type Product, type TaxClass } from './products.ts'
import { answerList, phpFloat, phpInt, type Route } from './rest.ts'
import type { Shop } from './shop.ts'
import { quantityOf, type SourceItem, salableOf, sourceItemKey, sourcesOf } from './stock.ts'

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
      const rows = shop.journal.list<Product>('products').map(columnsOf)
      return answerList(shop, query, rows, ({ product }) => productOutput(shop, product, false), {
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
    method: 'GET',
    path: '/inventory/sources',
    resource: 'Magento_InventoryApi::source',
    handle: () => {
      const items = sourcesOf(shop).map(code => ({ source_code: code, name: code, enabled: true }))
      return { items, search_criteria: { filter_groups: [] }, total_count: items.length }
    },
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

/** What a list can be searched by: the output is made of the rows that are found only. */
const columnsOf = (product: Product) => ({
  product,
  entity_id: product.id,
  id: product.id,
  sku: product.sku,
  name: product.name,
  price: product.price,
  status: product.status ?? 1,
  type_id: product.type_id,
  visibility: visibilityOf(product),
  created_at: product.created_at,
  updated_at: product.updated_at ?? product.created_at,
  weight: product.weight,
  special_price: product.special_price,
  tax_class_id: TAX_CLASS_IDS[product.tax],
  attribute_set_id: product.attribute_set_id ?? 4,
})

const visibilityOf = (product: Product): number => product.visibility ?? (product.hidden ? 1 : 4)

const TAX_CLASS_IDS: Readonly<Record<TaxClass, string>> = { full: '2', reduced: '4', none: '0' }

/** Shaped like the recordings product-get-* and products-list-*; a list has no stock. */
export function productOutput(shop: Shop, product: Product, withStock: boolean): Record<string, unknown> {
  return {
    id: product.id,
    sku: product.sku,
    name: product.name,
    attribute_set_id: product.attribute_set_id ?? 4,
    price: product.price,
    status: product.status ?? 1,
    visibility: visibilityOf(product),
    type_id: product.type_id,
    created_at: product.created_at,
    updated_at: product.updated_at ?? product.created_at,
    ...(product.weight === undefined ? {} : { weight: product.weight }),
    extension_attributes: {
      website_ids: product.website_ids ?? [1],
      category_links: [{ position: 0, category_id: '3' }],
      ...(withStock ? { stock_item: stockItem(shop, product) } : {}),
      ...(withStock ? configurableAttributes(shop, product) : {}),
    },
    product_links: [],
    options: [],
    media_gallery_entries: [],
    tier_prices: (product.tier_prices ?? []).map(({ quantity, price }) => ({
      customer_group_id: 32000,
      qty: quantity,
      value: price,
    })),
    custom_attributes: customAttributes(product),
  }
}

function customAttributes(product: Product): { attribute_code: string; value: unknown }[] {
  const values: Record<string, unknown> = {
    options_container: 'container2',
    url_key: product.url_key ?? product.sku.toLowerCase(),
    description: product.description,
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
export function saveSourceItems(shop: Shop, body: unknown): unknown[] {
  const { sourceItems } = parseBody(sourceItemsSchema, body)
  checkListLimit(shop, sourceItems.length, '\\Magento\\InventoryApi\\Api\\Data\\SourceItemInterface')
  if (sourceItems.length === 0) throw new MagentoError(400, 'Input data is empty')
  if (sourceItems.some(item => item.status == null))
    throw new MagentoError(400, 'Validation Failed: "status" should be numeric.', undefined, [
      { message: '"%field" should be numeric.', parameters: { field: 'status' } },
    ])
  if (sourceItems.some(item => !sourcesOf(shop).includes(item.source_code)))
    throw new MagentoError(400, 'Could not save Source Item')
  shop.commit(
    sourceItems.map(({ extension_attributes: _, ...item }) => ({
      collection: 'source_items',
      key: sourceItemKey(item.sku, item.source_code),
      value: item,
    })),
  )
  return []
}
