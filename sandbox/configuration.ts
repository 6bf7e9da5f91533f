import type { ErpConnectionBlock, SimulatedErpKind } from './erp.ts'
import type { Credentials as MagentoCredentials } from './magento/auth.ts'

export const SANDBOX_STORE = 'sandbox'

/** Where the simulated systems are, and what opens them. */
export interface Places {
  readonly magento: { readonly url: string; readonly credentials: MagentoCredentials }
  /** Its name is the code of the connection. */
  readonly erp: Pick<SimulatedErpKind, 'name' | 'kind' | 'label'> & { readonly connection: ErpConnectionBlock }
  readonly smtpPort: number
  readonly webhookSecret: string
  readonly sessionKey: string
  /** Items, prices and stock of the ERP are brought to the shop. */
  readonly withCatalogue?: boolean
}

/** The configuration that connects the bridge to a simulated shop and ERP, as a file would: JSON is YAML. */
export function sandboxConfiguration(places: Places): string {
  const { magento, erp, smtpPort, webhookSecret, sessionKey } = places
  const catalogue = places.withCatalogue ? erp.connection.catalogue : undefined
  const store = {
    code: SANDBOX_STORE,
    name: 'Sandbox shop',
    url: magento.url,
    timezone: 'Europe/Ljubljana',
    allowPrivateNetwork: true,
    pollSeconds: 5,
    mail: { from: 'Sandbox shop <orders@shop.example>', locales: { sl: 'sl', default: 'en', usd: 'en' } },
    // Soon, so that somebody who tries it sees one in the mailbox.
    alerts: { to: ['team@shop.example'], afterMinutes: 2, orders: 5, digestMinutes: 2 },
    auth: { kind: 'oauth1', ...magento.credentials },
    webhookSecrets: [webhookSecret],
    sessionKeys: [sessionKey],
  }
  const connection = {
    code: erp.name,
    store: SANDBOX_STORE,
    kind: erp.kind,
    name: erp.label,
    settings: { ...erp.connection.settings, ...catalogue?.settings },
    secrets: erp.connection.secrets,
    policies: {
      allowPrivateNetwork: true,
      pollSeconds: 5,
      capture: { default: 'offline', methods: { testcard_auth: 'online' } },
      ...erp.connection.policies,
      ...(catalogue && { catalog: catalogue.policy }),
    },
  }
  const smtp = { host: '127.0.0.1', port: smtpPort }
  return JSON.stringify({ smtp, stores: [store], connections: [connection] }, null, 2)
}
