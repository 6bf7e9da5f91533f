import type { CanonicalOrder } from '../../src/domain/order.ts'
import type { Subject } from '../../src/domain/subject.ts'
import type { SalesDocumentInput } from '../../src/erp/connector.ts'
import { type IcenterSettings, icenterSettings } from '../../src/erp/icenter/settings.ts'
import { sampleAddress } from './sample-order.ts'

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
