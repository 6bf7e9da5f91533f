import { z } from 'zod'
import { productOutput } from './catalog.ts'
import { MagentoError, parseBody } from './magento-error.ts'
import { findProduct, type Product, type TaxClass } from './products.ts'
import { phpFloat, phpInt, type Route } from './rest.ts'
import type { Shop } from './shop.ts'

/** Single products: created and changed by POST and PUT alike (recordings product-post-*, product-put-*). */
export const productWriteRoutes = (shop: Shop): Route[] => [
  {
    method: 'POST',
    path: '/products',
    resource: 'Magento_Catalog::products',
    handle: ({ body }) => saveProduct(shop, body),
  },
  {
    method: 'PUT',
    path: '/products/:sku',
    resource: 'Magento_Catalog::products',
    handle: ({ params, body }) => saveProduct(shop, body, params.sku),
  },
]

const productSchema = z.object({
  product: z.strictObject({
    sku: z.string().nullish(),
    name: z.string().nullish(),
    price: phpFloat.nullish(),
    attribute_set_id: phpInt.nullish(),
    status: phpInt.nullish(),
    visibility: phpInt.nullish(),
    type_id: z.string().nullish(),
    weight: phpFloat.nullish(),
    extension_attributes: z.looseObject({ website_ids: z.array(phpInt).nullish() }).nullish(),
    custom_attributes: z.array(z.object({ attribute_code: z.string(), value: z.unknown() })).nullish(),
  }),
})
type ProductInput = z.output<typeof productSchema>['product']

/** What a body is checked for before it is queued: types only (recording async-bulk-type-error-row). */
export const checkProductTypes = (body: unknown): void => void parseBody(productSchema, body)

const DEFAULT_SET = 4
const MAX_SKU = 64

/** @returns the product as REST answers it. @throws MagentoError 400 in Magento's words */
export function saveProduct(shop: Shop, body: unknown, pathSku?: string): Record<string, unknown> {
  const { product: input } = parseBody(productSchema, body)
  const sku = pathSku ?? input.sku ?? ''
  const before = findProduct(shop, sku)
  const product = merged(shop, sku, input, before)
  check(shop, product, { isNew: before === undefined, hasPrice: before !== undefined || input.price != null })
  shop.commit([{ collection: 'products', key: sku, value: product }])
  return productOutput(shop, product, true)
}

function merged(shop: Shop, sku: string, input: ProductInput, before: Product | undefined): Product {
  const now = shop.stamp()
  const attribute = (code: string) =>
    input.custom_attributes?.find(({ attribute_code }) => attribute_code === code)?.value
  const text = (code: string) => (attribute(code) === undefined ? undefined : String(attribute(code)))
  const known: Product = before ?? {
    id: shop.nextId('product') + FIRST_FREE_ID,
    sku,
    name: '',
    type_id: 'simple',
    price: 0,
    tax: 'full',
    created_at: now,
  }
  const fields = {
    name: input.name,
    price: input.price,
    status: input.status,
    visibility: input.visibility,
    weight: input.weight,
    attribute_set_id: input.attribute_set_id,
    website_ids: input.extension_attributes?.website_ids,
    tax: TAX_CLASSES[text('tax_class_id') ?? ''],
    url_key: text('url_key') ?? (before ? undefined : input.name?.toLowerCase().replace(/[^a-z0-9]+/g, '-')),
    description: text('description'),
  }
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null))
  return { ...known, ...given, updated_at: now }
}

/** Above what the shop is filled with (products.ts). */
const FIRST_FREE_ID = 1_000
const TAX_CLASSES: Readonly<Record<string, TaxClass>> = { '2': 'full', '4': 'reduced', '0': 'none' }

function check(
  shop: Shop,
  product: Product,
  { isNew, hasPrice }: { readonly isNew: boolean; readonly hasPrice: boolean },
): void {
  const empty = (label: string) =>
    new MagentoError(400, `The "${label}" attribute value is empty. Set the attribute and try again.`)
  // Those that the shop was filled with are all of the default set; a new one has to name it (product-put-error-new-incomplete).
  const set = product.attribute_set_id ?? (isNew ? 0 : DEFAULT_SET)
  if (set !== DEFAULT_SET)
    throw new MagentoError(400, 'Invalid product data: %1', ['Invalid attribute set entity type'])
  if (product.name === '') throw empty('Product Name')
  if (!hasPrice) throw empty('Price')
  if (product.price < 0) throw new MagentoError(400, 'Please enter a number 0 or greater in this field.')
  if (product.sku.length > MAX_SKU)
    throw new MagentoError(400, 'SKU length should be %1 characters maximum.', [MAX_SKU])
  const key = product.url_key
  // Only new addresses are looked for: a shop of 100,000 products is not searched for every change of a name.
  if (key === undefined || findProduct(shop, product.sku)?.url_key === key) return
  const owner = shop.journal.get<string>('url_keys', key)
  if (owner !== undefined && owner !== product.sku)
    throw new MagentoError(400, 'URL key for specified store already exists.')
  shop.commit([{ collection: 'url_keys', key, value: product.sku }])
}
