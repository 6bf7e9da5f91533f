import { readdirSync, readFileSync } from 'node:fs'
import { amount } from '../../src/domain/amount.ts'
import type { CanonicalOrder, OrderAddress, OrderLine } from '../../src/domain/order.ts'
import type { SalesDocumentInput } from '../../src/erp/connector.ts'
import { type SapB1Settings, sapB1Settings } from '../../src/erp/sap-b1/settings.ts'
import { translateOrder } from '../../src/magento/translate/order.ts'

/** A mapping that covers everything in the recorded orders, with the codes of the simulated company. */
export const sampleSettings = {
  url: 'http://b1.example:50000',
  companyDb: 'SBODEMOSI',
  subjects: { group: 101, companyGroup: 100, collective: 'C-WEB' },
  vatGroups: { '22': 'S22', '9.5': 'S95', '20': 'S20', 'DE:19': 'S19', 'DE:7': 'S7', '0': 'S0' },
  exemptVatGroup: 'S0',
  shippingExpense: 1,
  shippingMethods: { '*': { transportation: 1 } },
  fees: { cod: { expense: 2 }, gift_card: { expense: 3, vatGroup: 'S0' } },
  roundingExpense: 4,
  paymentAccount: '110100',
}

export const settingsWith = (changes: object = {}): SapB1Settings =>
  sapB1Settings.parse({ ...sampleSettings, ...changes })

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

/** Every SKU is an item of the same code, but for the one that Magento composed with its options. */
export const inputFor = (order: CanonicalOrder, changes: Partial<SalesDocumentInput> = {}): SalesDocumentInput => ({
  order,
  orderbridgeId: `demo-b1-${order.magentoId}`,
  reference: `WEB-${order.number}`,
  subjectId: 'WEB45',
  items: new Map(order.lines.map(({ sku }) => [sku, sku.startsWith('S-OPCIJE') ? 'S-OPCIJE' : sku])),
  documentDate: '2026-01-30',
  ...changes,
})

const address: OrderAddress = {
  firstName: 'Ana',
  lastName: 'Novak',
  street: ['Glavna 1'],
  postcode: '1000',
  city: 'Ljubljana',
  country: 'SI',
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
  billing: address,
  shippingAddress: address,
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
