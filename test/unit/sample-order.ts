import { readdirSync, readFileSync } from 'node:fs'
import { amount } from '../../src/domain/amount.ts'
import type { CanonicalOrder, OrderAddress, OrderLine } from '../../src/domain/order.ts'
import { translateOrder } from '../../src/magento/translate/order.ts'

/** Orders as connectors get them: those that were recorded, and one that tests change. */

const FOLDER = new URL('../fixtures/magento-orders/', import.meta.url)

/** Every recorded Magento order, as a canonical order. */
export function recordedOrders(): { readonly name: string; readonly order: CanonicalOrder }[] {
  return readdirSync(FOLDER)
    .filter(file => file.endsWith('.json'))
    .map(file => ({ name: file.replace('.json', ''), order: recordedOrder(file.replace('.json', '')) }))
}

export function recordedOrder(name: string): CanonicalOrder {
  const translated = translateOrder(JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')))
  if (!translated.ok) throw new Error(`${name}: ${translated.refusal.message}`)
  return translated.order
}

export const sampleAddress: OrderAddress = {
  firstName: 'Ana',
  lastName: 'Novak',
  street: ['Glavna ulica 1a'],
  postcode: '1000',
  city: 'Ljubljana',
  country: 'SI',
  phone: '+386 40 123 456',
  email: 'ana@example.com',
}

const price = (net: string, tax: string, gross: string) => ({
  net: amount(net),
  tax: amount(tax),
  gross: amount(gross),
})
export const inBoth = (net: string, tax: string, gross: string) => ({
  ...price(net, tax, gross),
  base: price(net, tax, gross),
})

export const sampleLine = (changes: Partial<OrderLine> = {}): OrderLine => ({
  id: 11,
  sku: 'S-001',
  name: 'Chair',
  quantity: amount(1),
  ...inBoth('10', '2.2', '12.2'),
  taxRate: amount(22),
  discount: amount(0),
  virtual: false,
  options: [],
  documentItem: { id: 11, unitsPer: amount(1) },
  ...changes,
})

/** One line of 12.20, no shipping. */
export const sampleOrder = (changes: Partial<CanonicalOrder> = {}): CanonicalOrder => ({
  magentoId: 57,
  number: '000000057',
  storeViewId: 1,
  state: 'new',
  status: 'pending',
  placedAt: '2026-01-30T10:00:00Z',
  updatedAt: '2026-01-30T10:00:00Z',
  currency: 'EUR',
  baseCurrency: 'EUR',
  grandTotal: amount('12.2'),
  baseGrandTotal: amount('12.2'),
  customer: { email: 'ana@example.com', firstName: 'Ana', lastName: 'Novak', groupId: 0 },
  billing: sampleAddress,
  shippingAddress: sampleAddress,
  lines: [sampleLine()],
  shipping: {
    method: 'flatrate_flatrate',
    description: 'Flat Rate',
    ...inBoth('0', '0', '0'),
    taxRate: amount(22),
    discount: amount(0),
  },
  fees: [],
  payment: { method: 'checkmo', paid: amount(0), authorized: amount(0) },
  progress: {},
  ...changes,
})
