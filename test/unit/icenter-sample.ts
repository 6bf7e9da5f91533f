import { readdirSync, readFileSync } from 'node:fs'
import { amount } from '../../src/domain/amount.ts'
import type { CanonicalOrder, OrderAddress, OrderLine } from '../../src/domain/order.ts'
import type { Subject } from '../../src/domain/subject.ts'
import type { SalesDocumentInput } from '../../src/erp/connector.ts'
import { type IcenterSettings, icenterSettings } from '../../src/erp/icenter/settings.ts'
import { translateOrder } from '../../src/magento/translate/order.ts'

/** A mapping that covers everything in the recorded orders, with the codes of the simulated company. */
export const sampleSettings = {
  url: 'http://saop.example:82/iCenterAPI',
  organisation: 1,
  orderBook: 'VNK',
  warehouse: '001',
  pauseMs: 0,
  subjects: { collective: '0000001' },
  vatRates: { '22': '1', '9.5': '2', '20': 'O20', '19': 'O19', '7': 'O7', '0': '0' },
  exemptVatRate: '0',
  shippingItem: 'POSTNINA',
  shippingMethods: { '*': { deliveryMethod: '01' } },
  payments: { '*': { type: '01' }, stripe: { purpose: 'K', type: '02' } },
  fees: { cod: { item: 'POVZETJE' }, gift_card: { item: 'BON' } },
  roundingItem: 'ZAOKR',
  catalog: { priceLists: ['MPC'], warehouses: ['001', '002'] },
}

export const settingsWith = (changes: object = {}): IcenterSettings =>
  icenterSettings.parse({ ...sampleSettings, ...changes })

const FOLDER = new URL('../fixtures/magento-orders/', import.meta.url)

/** Every recorded Magento order, as a canonical order. */
export function recordedOrders(): { readonly name: string; readonly order: CanonicalOrder }[] {
  const files = readdirSync(FOLDER).filter(file => file.endsWith('.json'))
  return files.map(file => {
    const translated = translateOrder(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')))
    if (!translated.ok) throw new Error(`${file}: ${translated.refusal.message}`)
    return { name: file.replace('.json', ''), order: translated.order }
  })
}

/** Every SKU is an item of the same code, but for the one that Magento composed with its options. */
export const inputFor = (order: CanonicalOrder, changes: Partial<SalesDocumentInput> = {}): SalesDocumentInput => ({
  order,
  orderbridgeId: `demo-${order.magentoId}`,
  reference: order.number,
  subjectId: '0000002',
  items: new Map(order.lines.map(({ sku }) => [sku, sku.startsWith('S-OPCIJE') ? 'S-OPCIJE' : sku])),
  documentDate: '2026-01-30',
  ...changes,
})

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

export const sampleSubject = (changes: Partial<Subject> = {}): Subject => ({
  key: 'customer:45',
  kind: 'person',
  name: 'Ana Novak',
  email: 'ana@example.com',
  phone: '+386 40 123 456',
  billing: sampleAddress,
  customerId: 45,
  ...changes,
})

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
