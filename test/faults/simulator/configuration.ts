import type { Credentials } from '../../../sandbox/magento/auth.ts'
import { B1_HOST, B1_LOGIN, B1_WEBHOOK_KEY, GATEWAY_HOST } from './business-one.ts'
import { MAGENTO_URL } from './magento-shop.ts'

export const STORE = 'main'
export const CONNECTION = 'b1'
export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of the simulator').toString('base64')}`

/** How the merchant has set it up. */
export interface Variant {
  readonly name: string
  /** The companion module is in Magento. */
  readonly module: boolean
  readonly policies: {
    readonly unknownMail: 'send_again' | 'hold'
    readonly guests: 'per_email' | 'collective' | 'per_order'
  } & Readonly<Record<string, unknown>>
}

export const VARIANTS: readonly Variant[] = [
  {
    name: 'usual',
    module: true,
    policies: { unknownMail: 'send_again', guests: 'per_email', payments: { book: 'captured' } },
  },
  {
    name: 'careful',
    module: true,
    policies: { unknownMail: 'hold', guests: 'collective' },
  },
  { name: 'plain', module: false, policies: { unknownMail: 'send_again', guests: 'per_order' } },
]

/** Of the tasks that poll: long, because the webhooks carry the news and each poll costs a dozen statements. */
export const POLL_SECONDS = 3_000

/** The configuration file of the variant; JSON is YAML. */
export function configurationText(variant: Variant, credentials: Credentials): string {
  return JSON.stringify({
    smtp: { host: 'mail.test', port: 25 },
    stores: [
      {
        code: STORE,
        name: 'Test shop',
        url: MAGENTO_URL,
        timezone: 'Europe/Ljubljana',
        pollSeconds: POLL_SECONDS,
        mail: { from: 'Test shop <orders@shop.example>' },
        auth: { kind: 'oauth1', ...credentials },
        webhookSecrets: [WEBHOOK_SECRET],
      },
    ],
    connections: [
      {
        code: CONNECTION,
        store: STORE,
        kind: 'sap-b1',
        name: 'SAP Business One',
        settings: {
          url: `http://${B1_HOST}.test`,
          gatewayUrl: `http://${GATEWAY_HOST}.test`,
          companyDb: B1_LOGIN.companyDb,
          ...mapping,
          ...(variant.policies.guests === 'collective' && { subjects: { collective: 'C-WEB' } }),
        },
        secrets: { user: B1_LOGIN.user, password: B1_LOGIN.password, webhookKey: B1_WEBHOOK_KEY },
        policies: {
          pollSeconds: POLL_SECONDS,
          capture: { default: 'offline', methods: { testcard_auth: 'online' } },
          ...variant.policies,
        },
      },
    ],
  })
}

/** Codes of the simulated company (sandbox/sap-b1/seed.ts). */
const mapping = {
  vatGroups: { '22': 'S22', '9.5': 'S95', '5': 'S5', 'DE:19': 'S19', 'DE:7': 'S7', 'AT:20': 'S20' },
  exemptVatGroup: 'S0',
  shippingExpense: 1,
  roundingExpense: 4,
  fees: { cod: { expense: 2 }, store_credit: { expense: 3, vatGroup: 'S0' } },
  shippingMethods: { flatrate_flatrate: { transportation: 1 }, '*': {} },
  paymentAccount: '110100',
  timeoutSeconds: 30,
}
