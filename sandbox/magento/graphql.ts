import { buildSchema, GraphQLError, type GraphQLSchema, graphql, parse } from 'graphql'
import { z } from 'zod'
import { priceCart } from './checkout-totals.ts'
import { errorPage } from './error-pages.ts'
import type { AppContext } from './http-app.ts'
import { cents, share } from './money.ts'
import { findProduct, type Product } from './products.ts'
import type { Shop } from './shop.ts'
import { quantityOf } from './stock.ts'
import { STORE_VIEWS, TIMEZONE, USD_RATE } from './stores.ts'

/** The part of Magento's schema that a back office reads. */
const SCHEMA = `
  type Query {
    storeConfig: StoreConfig
    availableStores(useCurrentGroup: Boolean): [StoreConfig]
    currency: Currency
    products(search: String, filter: ProductAttributeFilterInput, pageSize: Int = 20, currentPage: Int = 1): Products
  }
  type StoreConfig {
    id: Int code: String store_code: String store_name: String website_id: Int website_code: String locale: String
    base_currency_code: String default_display_currency_code: String timezone: String weight_unit: String
    base_url: String secure_base_url: String product_url_suffix: String
  }
  type Currency {
    base_currency_code: String available_currency_codes: [String] default_display_currency_code: String
    exchange_rates: [ExchangeRate]
  }
  type ExchangeRate { currency_to: String rate: Float }
  input FilterEqualTypeInput { eq: String in: [String] }
  input ProductAttributeFilterInput { sku: FilterEqualTypeInput }
  type Products { items: [ProductInterface] total_count: Int page_info: SearchResultPageInfo }
  type SearchResultPageInfo { current_page: Int page_size: Int total_pages: Int }
  enum ProductStockStatus { IN_STOCK OUT_OF_STOCK }
  interface ProductInterface {
    id: Int uid: ID! sku: String name: String stock_status: ProductStockStatus type_id: String url_key: String
    updated_at: String price_range: PriceRange!
  }
  type SimpleProduct implements ProductInterface {
    id: Int uid: ID! sku: String name: String stock_status: ProductStockStatus type_id: String url_key: String
    updated_at: String price_range: PriceRange! weight: Float
  }
  type VirtualProduct implements ProductInterface {
    id: Int uid: ID! sku: String name: String stock_status: ProductStockStatus type_id: String url_key: String
    updated_at: String price_range: PriceRange!
  }
  type BundleProduct implements ProductInterface {
    id: Int uid: ID! sku: String name: String stock_status: ProductStockStatus type_id: String url_key: String
    updated_at: String price_range: PriceRange!
  }
  type ConfigurableVariant { product: SimpleProduct }
  type ConfigurableProduct implements ProductInterface {
    id: Int uid: ID! sku: String name: String stock_status: ProductStockStatus type_id: String url_key: String
    updated_at: String price_range: PriceRange! variants: [ConfigurableVariant]
  }
  type PriceRange { minimum_price: ProductPrice! }
  type ProductPrice { regular_price: Money! final_price: Money! }
  type Money { value: Float currency: String }
`
const TYPE_NAMES: Readonly<Record<Product['type_id'], string>> = {
  simple: 'SimpleProduct',
  virtual: 'VirtualProduct',
  bundle: 'BundleProduct',
  configurable: 'ConfigurableProduct',
}

const requestSchema = z.object({
  query: z.string().max(100_000).optional(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})

/**
 * POST (and GET) /graphql. Resolver and validation errors are 200 with `errors`; a syntax error, a wrong content type and
 * an unknown store are 500 (contracts magento-observed, GraphQL).
 */
export function graphqlEndpoint(shop: Shop, baseUrl: () => string): (c: AppContext) => Promise<Response> {
  const schema = buildSchema(SCHEMA)
  return async c => {
    const view = STORE_VIEWS.find(one => one.code === (c.req.header('store') ?? 'default'))
    if (!view) return c.json({ errors: [inputError(`Requested store is not found (${c.req.header('store')})`)] }, 500)
    const request = await readRequest(c, shop)
    if (request instanceof Response) return request
    return run(c, schema, root(shop, view, c.req.header('content-currency') ?? view.currency, baseUrl()), request)
  }
}

type GraphqlRequest = z.output<typeof requestSchema>

const inputError = (message: string) => ({ message, extensions: { category: 'graphql-input' } })

async function readRequest(c: AppContext, shop: Shop): Promise<GraphqlRequest | Response> {
  if (c.req.method === 'GET') return { query: c.req.query('query') ?? '' }
  if (!(c.req.header('content-type') ?? '').startsWith('application/json'))
    return c.json({ errors: [inputError('Request content type must be application/json')] }, 500)
  try {
    const parsed = requestSchema.safeParse(await c.req.json())
    return parsed.success ? parsed.data : {}
  } catch {
    return c.html(errorPage(shop.randomHex(64)), 500)
  }
}

async function run(
  c: AppContext,
  schema: GraphQLSchema,
  rootValue: unknown,
  request: GraphqlRequest,
): Promise<Response> {
  try {
    parse(request.query ?? '')
  } catch (error) {
    const { message, locations } = error as GraphQLError // parse throws nothing else
    return c.json({ errors: [{ message: message.replace('.', ''), locations }] }, 500)
  }
  const { data, errors } = await graphql({
    schema,
    source: request.query ?? '',
    rootValue,
    variableValues: request.variables ?? {},
    operationName: request.operationName ?? null,
  })
  return c.json({
    ...(errors ? { errors: errors.map(withoutGuess) } : {}),
    ...(data === undefined ? {} : { data }),
  })
}

/** webonyx does not guess what was meant. */
const withoutGuess = (error: GraphQLError) => {
  const answered = error.toJSON()
  return { ...answered, message: answered.message.replace(/ Did you mean .*\?$/, '') }
}

function root(shop: Shop, view: (typeof STORE_VIEWS)[number], currency: string, base: string) {
  const config = (one: (typeof STORE_VIEWS)[number]) => ({
    id: one.id,
    code: one.code,
    store_code: one.code,
    store_name: one.name,
    website_id: 1,
    website_code: 'base',
    locale: one.locale,
    base_currency_code: 'EUR',
    default_display_currency_code: one.currency,
    timezone: TIMEZONE,
    weight_unit: 'kgs',
    base_url: `${base}/`,
    secure_base_url: `${base}/`,
    product_url_suffix: '.html',
  })
  return {
    storeConfig: () => config(view),
    availableStores: () => STORE_VIEWS.map(config),
    currency: () => ({
      base_currency_code: 'EUR',
      available_currency_codes: ['EUR', 'USD'],
      default_display_currency_code: view.currency,
      exchange_rates: [
        { currency_to: 'EUR', rate: 1 },
        { currency_to: 'USD', rate: USD_RATE },
      ],
    }),
    products: (query: ProductsQuery) => products(shop, query, currency),
  }
}

interface ProductsQuery {
  search?: string
  filter?: { sku?: { eq?: string; in?: string[] } }
  pageSize: number
  currentPage: number
}

const refuse = (message: string) => new GraphQLError(message, { extensions: { category: 'graphql-input' } })

/** Skips unknown, hidden and out-of-stock skus without a word (recording graphql-products-by-sku). */
function products(shop: Shop, { search, filter, pageSize, currentPage }: ProductsQuery, currency: string) {
  if (search === undefined && filter === undefined) throw refuse("'search' or 'filter' input argument is required.")
  if (pageSize < 1) throw refuse('pageSize value must be greater than 0.')
  const wanted = filter?.sku?.in ?? (filter?.sku?.eq === undefined ? undefined : [filter.sku.eq])
  const found = shop.journal
    .list<Product>('products')
    .filter(one => !one.hidden && one.status !== 2 && inStock(shop, one))
    .filter(one => (wanted ? wanted.includes(one.sku) : true))
    .filter(one => (search === undefined ? true : one.name.toLowerCase().includes(search.toLowerCase())))
    .sort((a, b) => b.id - a.id)
  const pages = Math.ceil(found.length / pageSize)
  if (currentPage > Math.max(pages, 1))
    throw refuse(`currentPage value ${currentPage} specified is greater than the ${pages} page(s) available.`)
  return {
    total_count: found.length,
    page_info: { current_page: currentPage, page_size: pageSize, total_pages: pages },
    items: found
      .slice((currentPage - 1) * pageSize, currentPage * pageSize)
      .map(one => productNode(shop, one, currency)),
  }
}

const inStock = (shop: Shop, product: Product): boolean =>
  product.type_id === 'bundle' || product.type_id === 'configurable' || quantityOf(shop, product.sku) > 0

function productNode(shop: Shop, product: Product, currency: string): Record<string, unknown> {
  const variants = (product.variants?.values ?? []).flatMap(value => findProduct(shop, value.sku) ?? [])
  const cheapest = [...variants].sort((a, b) => a.price - b.price)[0] ?? product
  return {
    __typename: TYPE_NAMES[product.type_id],
    id: product.id,
    uid: Buffer.from(String(product.id)).toString('base64'),
    sku: product.sku,
    name: product.name,
    stock_status: inStock(shop, product) ? 'IN_STOCK' : 'OUT_OF_STOCK',
    type_id: product.type_id,
    url_key: product.sku.toLowerCase(),
    updated_at: product.updated_at ?? product.created_at,
    weight: product.weight,
    variants: variants.map(variant => ({ product: productNode(shop, variant, currency) })),
    price_range: {
      minimum_price: {
        regular_price: money({ ...cheapest, special_price: cheapest.price }, shop.pricesIncludeTax, currency),
        final_price: money(cheapest, shop.pricesIncludeTax, currency),
      },
    },
  }
}

function money(product: Product, pricesIncludeTax: boolean, currency: string) {
  const [line] = priceCart([{ product, qty: 1 }], 'SI', pricesIncludeTax).lines
  const price = (pricesIncludeTax ? line?.priceInclTax : line?.price) ?? 0
  return currency === 'USD' ? { value: cents(share(price, USD_RATE, 1)), currency } : { value: price, currency: 'EUR' }
}
