import { randomBytes } from 'node:crypto'
import { SANDBOX_STORE, sandboxConfiguration } from '../../../sandbox/configuration.ts'
import { startMagento } from '../../../sandbox/magento/server.ts'
import type { OrderKind } from '../../../sandbox/magento/shopper.ts'
import { startMailbox } from '../../../sandbox/mail/server.ts'
import { startClerk } from '../../../sandbox/sap-b1/clerk.ts'
import { connectionTo } from '../../../sandbox/sap-b1/connection.ts'
import { officeOf } from '../../../sandbox/sap-b1/office.ts'
import { startSapB1 } from '../../../sandbox/sap-b1/server.ts'
import { type Judged, judge } from '../../../sandbox/verdict.ts'

/** A shop with the module, an ERP with its people and a mailbox, in a process that nobody kills. */
export type Ask =
  | { readonly ask: 'places' }
  /** Magento's module pushes its events there from now on. */
  | { readonly ask: 'push'; readonly bridgeUrl: string }
  | { readonly ask: 'place'; readonly count: number }
  | { readonly ask: 'judge' }

export interface Places {
  readonly configuration: string
  readonly ports: { readonly magento: number; readonly b1: number; readonly gateway: number; readonly smtp: number }
}

export interface Verdict {
  readonly orders: readonly Judged[]
  /** Mails that came a second time under the same Message-ID, which a mailbox shows once. */
  readonly suppressed: number
}

/** Kinds of which nobody has to take care by hand. */
const kinds: readonly OrderKind[] = [
  'guest-simple',
  'customer',
  'company-vat',
  'configurable',
  'bundle-dynamic',
  'bundle-fixed',
  'virtual',
  'custom-options',
  'coupon',
  'shipping-discount',
  'free-shipping',
  'store-usd',
  'two-vat-rates',
  'card-authorized',
  'card-captured',
  'many-items',
  'german-guest',
]

const world = { clock: { now: () => new Date() }, random: Math.random }
const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`
const magento = await startMagento({ ...world, module: true })
const b1 = await startSapB1({ ...world, port: 0, gatewayPort: 0 })
b1.setExchangeRate('USD', 0.909091)
const mailbox = await startMailbox({ clock: world.clock })
startClerk(b1, { ...world, intervalMs: 500, policy: { stepMs: 1_000, weights: { 'invoice-only': 0, cancel: 0 } } })

let placed = 0
function answer(asked: Ask): number | Places | Verdict {
  switch (asked.ask) {
    case 'places': {
      const erp = { name: 'sap-b1', kind: 'sap-b1', label: 'SAP Business One', connection: connectionTo(b1) }
      const sessionKey = randomBytes(32).toString('base64')
      const { smtpPort } = mailbox
      const portOf = (url: string) => Number(new URL(url).port)
      return {
        configuration: sandboxConfiguration({ magento, erp, smtpPort, webhookSecret, sessionKey }),
        ports: { magento: portOf(magento.url), b1: portOf(b1.url), gateway: portOf(b1.gatewayUrl), smtp: smtpPort },
      }
    }
    case 'push':
      magento.setWebhooks({ url: asked.bridgeUrl, secret: webhookSecret, storeCode: SANDBOX_STORE })
      return 0
    case 'place':
      for (let i = 0; i < asked.count; i++) magento.placeOrder(kinds[placed++ % kinds.length] ?? 'guest-simple')
      return placed
    case 'judge':
      return {
        orders: judge({ magento, erp: officeOf(b1), mailbox }),
        suppressed: mailbox.messages().reduce((sum, mail) => sum + mail.suppressed, 0),
      }
  }
}
process.on('message', (asked: Ask) => process.send?.(answer(asked)))
