import { cataloguePolicy, type ErpConnectionBlock } from '../erp.ts'
import { CASH_ON_DELIVERY, OTHER_FEES, PREPAID } from '../fees.ts'
import { RATES } from './seed-lists.ts'
import type { ICenter } from './server.ts'

type Places = Pick<ICenter, 'url' | 'credentials'>

/** The connection of a bridge to the simulated company, with all codes of its set-up (seed.ts, seed-lists.ts). */
export function connectionTo({ url, credentials }: Places): ErpConnectionBlock {
  const { user, password, organisation, apiClientId } = credentials
  return {
    settings: { url, organisation, apiClientId, ...mapping, timeoutSeconds: 15 },
    secrets: { user, password },
    collectiveGuests: { subjects: { collective: '0000001' } },
    catalogue: { policy: cataloguePolicy(RETAIL, WAREHOUSES) },
  }
}

/** Of a company on its usual port. @param secret stands for every secret */
export const usualConnection = (secret: string): ErpConnectionBlock =>
  connectionTo({
    url: 'http://127.0.0.1:8383/iCenterAPI',
    credentials: { user: 'icenter', password: secret, organisation: 1, apiClientId: secret },
  })

const RETAIL = 'MPC'
const WAREHOUSES = ['001', '002']
const EXEMPT = '0'
const FREIGHT = 'POSTNINA'
const ROUNDING = 'ZAOKR'

const feesOf = (item: string, codes: readonly string[], vatRate?: string) =>
  Object.fromEntries(codes.map(code => [code, { item, ...(vatRate !== undefined && { vatRate }) }]))

const fees = {
  ...feesOf('POVZETJE', CASH_ON_DELIVERY),
  ...feesOf('STROSEK', OTHER_FEES),
  ...feesOf('BON', PREPAID, EXEMPT),
}

/** Items that are no goods of the shop: they stand on documents because there is no other field for freight and fees. */
export const FEE_ITEMS: ReadonlySet<string> = new Set([
  FREIGHT,
  ROUNDING,
  ...Object.values(fees).map(({ item }) => item),
])

/** How Magento's codes are called in the simulated company. */
const mapping = {
  orderBook: 'VNK',
  // An empty book is not trusted unless it is known where its numbers begin.
  walk: { from: 501 },
  warehouse: '001',
  vatRates: Object.fromEntries(RATES.filter(([code]) => code !== EXEMPT).map(([code, percent]) => [percent, code])),
  exemptVatRate: EXEMPT,
  payments: {
    testcard_auth: { purpose: 'K', type: '02' },
    testcard_capture: { purpose: 'K', type: '02' },
    '*': { purpose: 'B', type: '01' },
  },
  shippingMethods: { flatrate_flatrate: { deliveryMethod: '01' }, '*': {} },
  shippingItem: FREIGHT,
  fees,
  roundingItem: ROUNDING,
  documents: { invoiceTemplate: 1 },
  catalog: { priceLists: [RETAIL], warehouses: WAREHOUSES },
  // Nobody else works on this server.
  pauseMs: 0,
}
