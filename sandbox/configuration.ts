import type { Credentials as MagentoCredentials } from './magento/auth.ts'
import { EXEMPT, TAXED } from './sap-b1/vat-groups.ts'

export const SANDBOX_STORE = 'sandbox'
export const SANDBOX_CONNECTION = 'sap-b1'

/** Where the simulated systems are, and what opens them. */
export interface Places {
  readonly magento: { readonly url: string; readonly credentials: MagentoCredentials }
  readonly b1: {
    readonly url: string
    readonly gatewayUrl: string
    readonly credentials: { readonly companyDb: string; readonly user: string; readonly password: string }
    readonly webhookKey: string
  }
  readonly smtpPort: number
  readonly webhookSecret: string
  readonly sessionKey: string
}

/** The configuration that connects the bridge to a simulated shop and ERP, as a file would: JSON is YAML. */
export function sandboxConfiguration({ magento, b1, smtpPort, webhookSecret, sessionKey }: Places): string {
  const { companyDb, user, password } = b1.credentials
  const store = {
    code: SANDBOX_STORE,
    name: 'Sandbox shop',
    url: magento.url,
    timezone: 'Europe/Ljubljana',
    allowPrivateNetwork: true,
    pollSeconds: 5,
    mail: { from: 'Sandbox shop <orders@shop.example>', locales: { sl: 'sl', default: 'en', usd: 'en' } },
    auth: { kind: 'oauth1', ...magento.credentials },
    webhookSecrets: [webhookSecret],
    sessionKeys: [sessionKey],
  }
  const connection = {
    code: SANDBOX_CONNECTION,
    store: SANDBOX_STORE,
    kind: 'sap-b1',
    name: 'SAP Business One',
    settings: { url: b1.url, gatewayUrl: b1.gatewayUrl, companyDb, ...mapping },
    secrets: { user, password, webhookKey: b1.webhookKey },
    policies: {
      allowPrivateNetwork: true,
      pollSeconds: 5,
      capture: { default: 'offline', methods: { testcard_auth: 'online' } },
      payments: { book: 'captured' },
    },
  }
  const smtp = { host: '127.0.0.1', port: smtpPort }
  return JSON.stringify({ smtp, stores: [store], connections: [connection] }, null, 2)
}

/** Expenses of the company (sap-b1/seed.ts). */
const SHIPPING = 1
const CASH_ON_DELIVERY = 2
const PREPAID = 3
const ROUNDING = 4
const OTHER_FEES = 5

const feesOf = (expense: number, codes: readonly string[], vatGroup?: string) =>
  Object.fromEntries(codes.map(code => [code, { expense, ...(vatGroup !== undefined && { vatGroup }) }]))

/** How Magento's codes are called in the simulated company. Fees by the codes that common extensions give them. */
const mapping = {
  vatGroups: Object.fromEntries(TAXED.map(({ code, rate }) => [String(rate), code])),
  exemptVatGroup: EXEMPT,
  shippingExpense: SHIPPING,
  roundingExpense: ROUNDING,
  fees: {
    ...feesOf(CASH_ON_DELIVERY, ['cod', 'cod_fee', 'cashondelivery', 'cashondelivery_fee']),
    ...feesOf(OTHER_FEES, ['fee', 'payment_fee', 'service_fee', 'handling_fee', 'extra_fee', 'surcharge', 'weee']),
    ...feesOf(OTHER_FEES, ['mageworx_fee_amount', 'fee_amount', 'insurance', 'deposit', 'donation']),
    ...feesOf(OTHER_FEES, ['gift_wrapping', 'gift_wrapping_items', 'gift_wrapping_card']),
    ...feesOf(PREPAID, ['gift_card', 'store_credit', 'reward_points', 'discount'], EXEMPT),
  },
  shippingMethods: { flatrate_flatrate: { transportation: 1 }, '*': {} },
  warehouses: { default: '01' },
  webhook: { enabled: true },
  paymentAccount: '110100',
}
