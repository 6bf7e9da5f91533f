import type { Route } from './rest.ts'
import { answerList } from './rest.ts'
import type { Shop } from './shop.ts'

interface StoreView {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly locale: string
  readonly currency: string
}

/** The recorded install: one website with three store views (recordings store-*). */
export const STORE_VIEWS: readonly StoreView[] = [
  { id: 1, code: 'default', name: 'Default Store View', locale: 'en_US', currency: 'EUR' },
  { id: 3, code: 'usd', name: 'English USD', locale: 'en_US', currency: 'USD' },
  { id: 2, code: 'sl', name: 'Slovenian', locale: 'sl_SI', currency: 'EUR' },
]

export const STORE_CODES: readonly string[] = [...STORE_VIEWS.map(view => view.code), 'all']
export const TIMEZONE = 'Europe/Ljubljana'
/** EUR to USD, as recorded. */
export const USD_RATE = 1.1

export interface TaxRate {
  readonly id: number
  readonly tax_country_id: string
  readonly rate: number
  readonly code: string
}

const taxRate = (id: number, tax_country_id: string, rate: number, code = `${tax_country_id} ${rate}%`): TaxRate => ({
  id,
  tax_country_id,
  rate,
  code,
})

export const TAX_RATES: readonly TaxRate[] = [
  taxRate(3, 'SI', 22),
  taxRate(4, 'SI', 9.5),
  taxRate(5, 'DE', 19),
  taxRate(6, 'DE', 7),
  taxRate(7, 'AT', 20),
  taxRate(8, 'IT', 22),
]

/** Recording customer-groups-search. */
const CUSTOMER_GROUPS = ['NOT LOGGED IN', 'General', 'Wholesale', 'Retailer'].map((code, id) => ({ id, code }))

/** Recording tax-classes-search. */
const TAX_CLASSES = [
  { class_id: 2, class_name: 'Taxable Goods', class_type: 'PRODUCT' },
  { class_id: 3, class_name: 'Retail Customer', class_type: 'CUSTOMER' },
  { class_id: 4, class_name: 'Reduced rate', class_type: 'PRODUCT' },
  { class_id: 5, class_name: 'Exempt', class_type: 'PRODUCT' },
]

const MODULES = [
  'Magento_Store',
  'Magento_Config',
  'Magento_Directory',
  'Magento_Backend',
  'Magento_Integration',
  'Magento_Customer',
  'Magento_Catalog',
  'Magento_Quote',
  'Magento_Tax',
  'Magento_Payment',
  'Magento_Sales',
  'Magento_Shipping',
  'Magento_Bundle',
  'Magento_ConfigurableProduct',
  'Magento_GraphQl',
  'Magento_InventoryApi',
  'Magento_Inventory',
  'Magento_Webapi',
]

export const storeRoutes = (shop: Shop, baseUrl: () => string): Route[] => [
  route('/store/storeViews', () => [
    ...STORE_VIEWS.map(({ id, code, name }) => ({ id, code, name, website_id: 1, store_group_id: 1, is_active: 1 })),
    { id: 0, code: 'admin', name: 'Admin', website_id: 0, store_group_id: 0, is_active: 1 },
  ]),
  route('/store/storeConfigs', ({ query }) => {
    const codes = [...query].filter(([key]) => key.startsWith('storeCodes[')).map(([, value]) => value)
    return STORE_VIEWS.filter(view => codes.length === 0 || codes.includes(view.code)).map(view =>
      storeConfig(view, baseUrl()),
    )
  }),
  route('/store/websites', () => [
    { id: 0, code: 'admin', name: 'Admin', default_group_id: 0 },
    { id: 1, code: 'base', name: 'Main Website', default_group_id: 1 },
  ]),
  route('/store/storeGroups', () => [
    { id: 0, website_id: 0, root_category_id: 0, default_store_id: 0, name: 'Default', code: 'default' },
    {
      id: 1,
      website_id: 1,
      root_category_id: 2,
      default_store_id: 1,
      name: 'Main Website Store',
      code: 'main_website_store',
    },
  ]),
  {
    method: 'GET',
    path: '/modules',
    resource: 'Magento_Backend::store',
    handle: () => (shop.module ? [...MODULES, 'Orderbridge_Connector'] : MODULES),
  },
  {
    method: 'GET',
    path: '/taxRates/search',
    resource: 'Magento_Tax::manage_tax',
    handle: ({ query }) =>
      answerList(shop, query, TAX_RATES, rate => ({ ...rate, tax_region_id: 0, tax_postcode: '*', titles: [] })),
  },
  {
    method: 'GET',
    path: '/customerGroups/search',
    resource: 'Magento_Customer::group',
    handle: ({ query }) =>
      answerList(shop, query, CUSTOMER_GROUPS, group => ({
        ...group,
        tax_class_id: 3,
        tax_class_name: 'Retail Customer',
      })),
  },
  {
    method: 'GET',
    path: '/taxClasses/search',
    resource: 'Magento_Tax::manage_tax',
    handle: ({ query }) => answerList(shop, query, TAX_CLASSES, row => ({ ...row })),
  },
]

const route = (path: string, handle: Route['handle']): Route => ({
  method: 'GET',
  path,
  resource: 'Magento_Backend::store',
  handle,
})

/** Recording store-configs. */
function storeConfig(view: StoreView, base: string): Record<string, unknown> {
  const urls = { base_url: '/', base_link_url: '/', base_static_url: '/static/version1/', base_media_url: '/media/' }
  const absolute = Object.entries(urls).map(([name, path]) => [name, `${base}${path}`])
  return {
    id: view.id,
    code: view.code,
    website_id: 1,
    locale: view.locale,
    base_currency_code: 'EUR',
    default_display_currency_code: view.currency,
    timezone: TIMEZONE,
    weight_unit: 'kgs',
    ...Object.fromEntries(absolute),
    ...Object.fromEntries(absolute.map(([name, value]) => [`secure_${name}`, value])),
  }
}
