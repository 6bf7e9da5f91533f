import { z } from 'zod'
import { toJsonNumber } from '../domain/amount.ts'
import { RemoteError } from '../domain/errors.ts'
import type { BulkOperation, MagentoCatalog, ProductBody, Refusal, TierPrice } from './catalog-contract.ts'
import { findKnownProducts, listProducts, readSources } from './catalog-reads.ts'
import { createLimits, type Limits, repeatRolledBack, writeRows } from './catalog-rows.ts'
import { fillPlaceholders } from './errors.ts'
import type { Rest } from './rest.ts'

/** Thousands of rows, with all their indexes, take a slow Magento longer than one order does. */
const TIMEOUT_MS = 180_000

export function createMagentoCatalog(rest: Rest): MagentoCatalog {
  const limits = createLimits()
  return {
    listProducts: aboveId => listProducts(rest, limits, aboveId),
    findProducts: skus => findKnownProducts(rest, limits, skus),
    readSources: () => readSources(rest),
    saveBasePrices: rows =>
      savePrices(rest, limits, '/V1/products/base-prices', rows, ({ sku, storeViewId, price }) => ({
        sku,
        store_id: storeViewId,
        price: toJsonNumber(price),
      })),
    saveTierPrices: rows => savePrices(rest, limits, '/V1/products/tier-prices', rows, tierBody),
    removeTierPrices: rows => savePrices(rest, limits, '/V1/products/tier-prices-delete', rows, tierBody),
    saveSourceItems: rows =>
      writeRows(rows, limits, async chunk => {
        const sourceItems = chunk.map(({ sku, source, quantity, inStock }) => ({
          sku,
          source_code: source,
          quantity: toJsonNumber(quantity),
          status: inStock ? 1 : 0,
        }))
        await post(rest, '/V1/inventory/source-items', { sourceItems }, z.unknown())
        return []
      }),
    queueProducts: (what, products) => queueProducts(rest, what, products),
    readBulk: id => readBulk(rest, id),
    saveProduct: (what, product) => saveProduct(rest, what, product),
  }
}

const post = <T>(rest: Rest, path: string, body: unknown, schema: z.ZodType<T>): Promise<T> =>
  rest.call({ method: 'POST', path, body, timeoutMs: TIMEOUT_MS }, schema)

const tierBody = ({ sku, group, quantity, price }: TierPrice) => ({
  sku,
  website_id: 0,
  customer_group: group,
  price_type: 'fixed',
  quantity: toJsonNumber(quantity),
  price: toJsonNumber(price),
})

const refusalsSchema = z.array(
  z.object({ message: z.string(), parameters: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]) }),
)

/** One message for each bad row, the others are saved (recordings product-base-prices-post, product-special-price-post). */
function savePrices<Row extends { readonly sku: string }>(
  rest: Rest,
  limits: Limits,
  path: string,
  rows: readonly Row[],
  body: (row: Row) => unknown,
): Promise<readonly Refusal<Row>[]> {
  return writeRows(rows, limits, async chunk => {
    const answers = await post(rest, path, { prices: chunk.map(body) }, refusalsSchema)
    return answers.flatMap(answer => attribute(answer, chunk))
  })
}

/**
 * Magento names the SKU among the parameters, but not with every complaint: "Price = -1" is of whichever row has that
 * price. @throws RemoteError permanent when the row cannot be told and there are several; half of them are sent again.
 */
function attribute<Row extends { readonly sku: string }>(
  { message, parameters }: z.infer<typeof refusalsSchema>[number],
  rows: readonly Row[],
): Refusal<Row>[] {
  const named = new Set(Object.values(parameters).map(value => String(value).toLowerCase()))
  const text = fillPlaceholders(placeByPosition(message, parameters), parameters).slice(0, 500)
  const code = `magento:row:${message
    .toLowerCase()
    .replace(/sku = .*$|%\w+/g, '')
    .replace(/[^a-z]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '')}`
  const meant = rows.filter(({ sku }) => named.has(sku.toLowerCase()))
  const [only, ...others] = meant.length > 0 ? meant : rows
  if (!only) return []
  if (meant.length === 0 && others.length > 0)
    throw new RemoteError({ errorClass: 'permanent', code, message: text, status: 200 })
  return [only, ...others].map(row => ({ row, code, message: text }))
}

/** "%fieldName = %fieldValue" comes with a list: the names stand in its order. */
function placeByPosition(message: string, parameters: unknown): string {
  if (!Array.isArray(parameters)) return message
  let position = 0
  return message.replace(/%[A-Za-z]\w*/g, () => {
    position += 1
    return `%${position}`
  })
}

const bulkSchema = z.object({ bulk_uuid: z.string().min(1).max(64) })

async function queueProducts(rest: Rest, what: 'create' | 'update', products: readonly ProductBody[]): Promise<string> {
  const path = what === 'create' ? '/all/async/bulk/V1/products' : '/all/async/bulk/V1/products/bySku'
  const body = products.map(product => ({ product: productBody(product) }))
  const method = what === 'create' ? 'POST' : 'PUT'
  const { bulk_uuid } = await rest.call({ method, path, body, timeoutMs: TIMEOUT_MS }, bulkSchema)
  return bulk_uuid
}

const statusSchema = z.object({
  operations_list: z.array(z.object({ id: z.int(), status: z.int(), result_message: z.string().nullish() })),
})

/** 1 complete, 2 may be tried again, 3 failed, 4 open, 5 rejected (recordings bulk-*-status-*). */
const STATES: Readonly<Record<number, BulkOperation['state']>> = { 1: 'done', 2: 'retry', 3: 'failed', 4: 'open' }

async function readBulk(rest: Rest, id: string): Promise<readonly BulkOperation[] | undefined> {
  try {
    const path = `/V1/bulk/${encodeURIComponent(id)}/status`
    const { operations_list: operations } = await rest.call({ method: 'GET', path }, statusSchema)
    return operations.map(({ id: operation, status, result_message: message }) => ({
      operation,
      state: STATES[status] ?? 'failed',
      message: message ?? '',
    }))
  } catch (error) {
    if (error instanceof RemoteError && error.code === 'magento:404') return undefined
    throw error
  }
}

async function saveProduct(
  rest: Rest,
  what: 'create' | 'update',
  product: ProductBody,
): Promise<Refusal<ProductBody> | undefined> {
  const request =
    what === 'create'
      ? ({ method: 'POST', path: '/all/V1/products' } as const)
      : ({ method: 'PUT', path: `/all/V1/products/${encodeURIComponent(product.sku)}` } as const)
  const body = { product: productBody(product) }
  try {
    await repeatRolledBack(() => rest.call({ ...request, body, timeoutMs: TIMEOUT_MS }, z.unknown()))
    return undefined
  } catch (error) {
    if (!(error instanceof RemoteError) || error.errorClass !== 'permanent' || error.status === 401) throw error
    return { row: product, code: error.code, message: error.message }
  }
}

/** Recording product-post-create. */
function productBody(product: ProductBody): Record<string, unknown> {
  const { sku, name, price, attributeSet, enabled, visibility, weight, websites, categories } = product
  const attributes = { description: product.description, tax_class_id: product.taxClass, url_key: product.urlKey }
  const custom = Object.entries(attributes).filter(([, value]) => value !== undefined)
  const links = categories?.map(category => ({ category_id: String(category), position: 0 }))
  const extension = {
    ...(websites && { website_ids: websites }),
    ...(links && links.length > 0 && { category_links: links }),
  }
  return {
    sku,
    ...(name !== undefined && { name }),
    ...(price !== undefined && { price: toJsonNumber(price) }),
    ...(attributeSet !== undefined && { attribute_set_id: attributeSet, type_id: 'simple' }),
    ...(enabled !== undefined && { status: enabled ? 1 : 2 }),
    ...(visibility !== undefined && { visibility }),
    ...(weight !== undefined && { weight: toJsonNumber(weight) }),
    ...(Object.keys(extension).length > 0 && { extension_attributes: extension }),
    ...(custom.length > 0 && {
      custom_attributes: custom.map(([attribute_code, value]) => ({ attribute_code, value })),
    }),
  }
}
