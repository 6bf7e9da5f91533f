import { cataloguePolicy, type ErpConnectionBlock } from '../erp.ts'
import { CASH_ON_DELIVERY, OTHER_FEES, PREPAID } from '../fees.ts'
import type { SapB1 } from './server.ts'
import { EXEMPT, TAXED } from './vat-groups.ts'

type Places = Pick<SapB1, 'url' | 'gatewayUrl' | 'credentials' | 'webhookKey'>

/** The connection of a bridge to the simulated company, with all codes of its set-up (seed.ts). */
export function connectionTo({ url, gatewayUrl, credentials, webhookKey }: Places): ErpConnectionBlock {
  const { companyDb, user, password } = credentials
  return {
    settings: { url, gatewayUrl, companyDb, ...mapping },
    secrets: { user, password, webhookKey },
    policies: { payments: { book: 'captured' }, carriers: { '1': { code: 'custom', title: 'Post' } } },
    collectiveGuests: { subjects: { collective: 'C-WEB' } },
    catalogue: { settings: { catalog: { warehouses: WAREHOUSES } }, policy: cataloguePolicy('2', WAREHOUSES) },
  }
}

/** Of a company on its usual ports. @param secret stands for every secret */
export const usualConnection = (secret: string): ErpConnectionBlock =>
  connectionTo({
    url: 'http://127.0.0.1:50000',
    gatewayUrl: 'http://127.0.0.1:60000',
    credentials: { companyDb: 'SBODEMOSI', user: 'manager', password: secret },
    webhookKey: secret,
  })

/** SAP refuses documents in a currency without the day's rate; the shop's own is 1.1. */
export const DAY_RATE = { currency: 'USD', rate: 0.909091 } as const

const WAREHOUSES = ['01', '02']

/** Expenses of the company (seed.ts). */
const SHIPPING = 1
const CASH = 2
const PAID_BEFORE = 3
const ROUNDING = 4
const OTHERS = 5

const feesOf = (expense: number, codes: readonly string[], vatGroup?: string) =>
  Object.fromEntries(codes.map(code => [code, { expense, ...(vatGroup !== undefined && { vatGroup }) }]))

/** How Magento's codes are called in the simulated company. */
const mapping = {
  vatGroups: Object.fromEntries(TAXED.map(({ code, rate }) => [String(rate), code])),
  exemptVatGroup: EXEMPT,
  shippingExpense: SHIPPING,
  roundingExpense: ROUNDING,
  fees: {
    ...feesOf(CASH, CASH_ON_DELIVERY),
    ...feesOf(OTHERS, OTHER_FEES),
    ...feesOf(PAID_BEFORE, PREPAID, EXEMPT),
  },
  shippingMethods: { flatrate_flatrate: { transportation: 1 }, '*': {} },
  warehouses: { default: '01' },
  webhook: { enabled: true },
  paymentAccount: '110100',
  // It answers at once: what a killed worker was sending is looked up a second time after no longer than this.
  timeoutSeconds: 15,
}
