import type { ErpConnectionBlock } from '../../../sandbox/erp.ts'
import type { Credentials } from '../../../sandbox/magento/auth.ts'
import { MAGENTO_URL } from './magento-shop.ts'

export const STORE = 'main'
export const CONNECTION = 'erp'
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

/** Where a far side cannot call, its news come by polling alone: several times in a bad day. */
export const NEWS_POLL_SECONDS = 240

/** Of calls to the ERP; longer than the slowest answer (network.ts). */
const TIMEOUT_SECONDS = 60

interface Places {
  readonly variant: Variant
  readonly credentials: Credentials
  /** As in the configuration: "sap-b1". */
  readonly kind: string
  readonly connection: ErpConnectionBlock
}

/** The configuration file of the variant; JSON is YAML. */
export function configurationText({ variant, credentials, kind, connection }: Places): string {
  const { settings, secrets, policies, collectiveGuests } = connection
  const { payments, ...others } = variant.policies
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
        kind,
        name: 'ERP',
        settings: {
          ...settings,
          timeoutSeconds: TIMEOUT_SECONDS,
          ...(variant.policies.guests === 'collective' && collectiveGuests),
        },
        secrets,
        policies: {
          pollSeconds: POLL_SECONDS,
          capture: { default: 'offline', methods: { testcard_auth: 'online' } },
          ...(payments !== undefined && policies?.payments !== undefined && { payments: policies.payments }),
          ...others,
        },
      },
    ],
  })
}
