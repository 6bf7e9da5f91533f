import { randomBytes } from 'node:crypto'
import { SANDBOX_STORE, sandboxConfiguration } from '../../sandbox/configuration.ts'
import { startMagento } from '../../sandbox/magento/server.ts'
import type { OrderKind } from '../../sandbox/magento/shopper.ts'
import { startMailbox } from '../../sandbox/mail/server.ts'
import { startClerk } from '../../sandbox/sap-b1/clerk.ts'
import { connectionTo } from '../../sandbox/sap-b1/connection.ts'
import { startSapB1 } from '../../sandbox/sap-b1/server.ts'

/** A shop, an ERP and a mailbox that answer at once and forget everything at the end, in a process of their own. */
export type Ask =
  | { readonly ask: 'configuration' }
  /** Magento's module pushes its events there from now on. */
  | { readonly ask: 'push'; readonly bridgeUrl: string }
  | { readonly ask: 'place'; readonly count: number }
  /** What stands on the far sides now. */
  | { readonly ask: 'count' }

export interface Counted {
  readonly salesDocuments: number
  readonly complete: number
  readonly pdfs: number
  readonly mails: number
}

/** Orders that one delivery and one invoice complete; each as a real Magento had it. */
const KINDS: readonly OrderKind[] = [
  'guest-simple',
  'customer',
  'configurable',
  'two-vat-rates',
  'coupon',
  'german-guest',
]

/** People that deliver, then invoice, everything. */
const onlyPlan = {
  'deliver-then-invoice': 1,
  'invoice-then-deliver': 0,
  'two-deliveries': 0,
  'two-invoices': 0,
  'invoice-only': 0,
  'credit-after': 0,
  cancel: 0,
} as const

const world = { clock: { now: () => new Date() }, random: Math.random }
const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`
const magento = await startMagento({ ...world, module: true })
/** Milliseconds that the ERP takes for each call. */
const latencyMs = Number(process.argv[2] ?? 0)
const b1 = await startSapB1({ ...world, port: 0, gatewayPort: 0, latencyMs })
const mailbox = await startMailbox({ clock: world.clock })
startClerk(b1, { ...world, intervalMs: 20, policy: { stepMs: 0, weights: onlyPlan } })

let placed = 0
function answer(asked: Ask): string | number | Counted {
  switch (asked.ask) {
    case 'configuration':
      return sandboxConfiguration({
        magento,
        erp: { name: 'sap-b1', kind: 'sap-b1', label: 'SAP Business One', connection: connectionTo(b1) },
        smtpPort: mailbox.smtpPort,
        webhookSecret,
        sessionKey: randomBytes(32).toString('base64'),
      })
    case 'push':
      magento.setWebhooks({ url: asked.bridgeUrl, secret: webhookSecret, storeCode: SANDBOX_STORE })
      return 0
    case 'place':
      for (let i = 0; i < asked.count; i++) magento.placeOrder(KINDS[placed++ % KINDS.length] ?? 'guest-simple')
      return placed
    case 'count':
      return {
        salesDocuments: b1.list('Orders').length,
        complete: magento.orders().filter(({ order }) => order.state === 'complete').length,
        pdfs: magento.list<readonly unknown[]>('order_files').flat().length,
        mails: mailbox.messages().length,
      }
  }
}
process.on('message', (asked: Ask) => process.send?.(answer(asked)))
