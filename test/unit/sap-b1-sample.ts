import type { CanonicalOrder } from '../../src/domain/order.ts'
import type { SalesDocumentInput } from '../../src/erp/connector.ts'
import { type SapB1Settings, sapB1Settings } from '../../src/erp/sap-b1/settings.ts'

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
