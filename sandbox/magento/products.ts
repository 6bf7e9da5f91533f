import type { Shop } from './shop.ts'

export type TaxClass = 'full' | 'reduced' | 'none'

export interface Product {
  id: number
  sku: string
  name: string
  type_id: 'simple' | 'configurable' | 'virtual' | 'bundle'
  price: number
  special_price?: number
  tax: TaxClass
  weight?: number
  ean?: string
  /** Variants are not visible on their own. */
  hidden?: boolean
  /** Configurable: the attribute and the variant of each of its values. */
  variants?: { attribute_id: string; label: string; values: { value: number; label: string; sku: string }[] }
  status?: number
  /** Of products that came in by REST. */
  attribute_set_id?: number
  visibility?: number
  website_ids?: number[]
  url_key?: string
  description?: string
  tier_prices?: TierPrice[]
  created_at: string
  updated_at?: string
}

export interface TierPrice {
  customer_group: string
  quantity: number
  price: number
}

export const findProduct = (shop: Shop, sku: string): Product | undefined => shop.journal.get<Product>('products', sku)

/** Fills an empty shop with the catalog of the recorded install. */
export function seedCatalog(shop: Shop): void {
  if (shop.journal.list('products').length > 0) return
  const now = shop.stamp()
  const products = [...simpleProducts(now), ...shirts(now), ...trousers(now), ...otherProducts(now)]
  const stocked = products.filter(product => product.type_id === 'simple' || product.type_id === 'virtual')
  shop.commit([
    ...products.map(product => ({ collection: 'products', key: product.sku, value: product })),
    ...stocked.map(({ id, sku }) => {
      const soldOut = id === SOLD_OUT
      const value = { sku, source_code: 'default', quantity: soldOut ? 0 : 1000, status: soldOut ? 0 : 1 }
      return { collection: 'source_items', key: sku, value }
    }),
  ])
}

/** S-030 (recording order-create-error-out-of-stock). */
const SOLD_OUT = 30
const PRICES = [9.99, 19.9, 0.99, 49, 123.45, 7.3, 1499]

/** S-001 to S-030 by their pattern: prices repeat every seven, each fifth has the reduced rate, each sixth is cheaper. */
const simpleProducts = (now: string): Product[] =>
  Array.from({ length: 30 }, (_, index) => {
    const n = index + 1
    const price = PRICES[n % PRICES.length] ?? 0
    return {
      id: n,
      sku: `S-${String(n).padStart(3, '0')}`,
      name: `Izdelek ${n} šumniki čšž`,
      type_id: 'simple',
      price,
      ...(n % 6 === 0 ? { special_price: Math.round(price * 80) / 100 } : {}),
      tax: n === 28 || n === 29 ? 'none' : n % 5 === 0 ? 'reduced' : 'full',
      ...(n % 4 === 0 ? {} : { weight: n / 2 }),
      ean: `38300000${String(n).padStart(5, '0')}`,
      created_at: now,
    }
  })

const COLOURS = [
  { value: 4, label: 'Rdeča', code: 'Rdeca' },
  { value: 5, label: 'Modra', code: 'Modra' },
  { value: 6, label: 'Črna', code: 'Crna' },
]
const SIZES = ['S', 'M', 'L']

const product = (
  id: number,
  sku: string,
  name: string,
  type_id: Product['type_id'],
  price: number,
  now: string,
): Product => ({
  id,
  sku,
  name,
  type_id,
  price,
  tax: 'full',
  created_at: now,
})

const variant = (id: number, sku: string, name: string, price: number, now: string): Product => ({
  ...product(id, sku, name, 'simple', price, now),
  weight: 1.25,
  hidden: true,
})

const shirts = (now: string): Product[] => [
  ...COLOURS.map(({ code, label }, index) => variant(31 + index, `C-MAJICA-${code}`, `Majica ${label}`, 24.9, now)),
  {
    ...product(34, 'C-MAJICA', 'Majica', 'configurable', 0, now),
    variants: {
      attribute_id: '137',
      label: 'Barva',
      values: COLOURS.map(({ value, label, code }) => ({ value, label, sku: `C-MAJICA-${code}` })),
    },
  },
]

const trousers = (now: string): Product[] => [
  ...COLOURS.flatMap(({ code, label }, c) =>
    SIZES.map((size, s) => variant(35 + c * 3 + s, `C-HLACE-${code}-${size}`, `Hlače ${label} ${size}`, 59.9, now)),
  ),
  product(44, 'C-HLACE', 'Hlače', 'configurable', 0, now),
]

const otherProducts = (now: string): Product[] => [
  product(45, 'V-SERVIS', 'Storitev svetovanja (virtual)', 'virtual', 80, now),
  product(46, 'B-PAKET', 'Paket (bundle)', 'bundle', 0, now),
  product(47, 'B-FIKSEN', 'Paket s fiksno ceno (bundle)', 'bundle', 100, now),
  { ...product(48, 'S-OPCIJE', 'Izdelek z opcijami', 'simple', 30, now), weight: 1 },
]
