import { type ServerType, serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { openJournal } from '../journal.ts'
import { adminPages } from './admin-page.tsx'
import { type Credentials, ensureIntegration } from './auth.ts'
import type { PairedBridge } from './bridge-frame.tsx'
import { bulkRoutes, runConsumers } from './bulks.ts'
import { catalogRoutes } from './catalog.ts'
import { checkoutRoutes } from './checkout.ts'
import { type CreditmemoRequest, createCreditmemo, creditmemoRoutes } from './creditmemos.ts'
import { customerRoutes, seedCustomers } from './customers.ts'
import { type EditOptions, editOrder } from './edit-order.ts'
import { createFaults, type Faults } from './faults.ts'
import { graphqlEndpoint } from './graphql.ts'
import { type HttpBindings, magentoApp } from './http-app.ts'
import { invoiceRoutes } from './invoices.ts'
import { moduleAttribute, moduleRoutes } from './module-routes.ts'
import { orderRoutes } from './orders.ts'
import { createOutboxRelay, type OutboxRelay, type WebhookTarget } from './outbox-relay.ts'
import { priceRoutes } from './price-routes.ts'
import { productWriteRoutes } from './product-writes.ts'
import { seedCatalog } from './products.ts'
import type { Creditmemo, Invoice, Order } from './records.ts'
import type { Route } from './rest.ts'
import { sandboxRoutes } from './sandbox-routes.ts'
import { shipmentRoutes } from './shipments.ts'
import { type Clock, openShop, type Shop } from './shop.ts'
import { type OrderKind, type PlacedOrder, placeOrder } from './shopper.ts'
import { salableOf } from './stock.ts'
import { storeRoutes } from './stores.ts'

export interface MagentoOptions {
  /** 0 takes a free one. */
  readonly port?: number
  readonly host?: string
  /** Kept across restarts and kill -9; in memory when left out. */
  readonly journalFile?: string
  readonly clock: Clock
  readonly random: () => number
  /** The companion module is installed. */
  readonly module: boolean
  readonly webhooks?: WebhookTarget
  /** The admin shows this bridge's page, as with the companion module after pairing. */
  readonly bridge?: PairedBridge
  /** Catalog prices with tax (default) or without. */
  readonly pricesIncludeTax?: boolean
  /** Added to every request. */
  readonly latencyMs?: number
  /** oauth/consumer/enable_integration_as_bearer; off by default, as in Magento. */
  readonly bearerAllowed?: boolean
  /** ACL of the integration; everything when left out. */
  readonly resources?: readonly string[]
  /** Magento's input limits are switched on, with so many rows a call or page. */
  readonly inputLimit?: number
  /** Sources besides "default". */
  readonly sources?: readonly string[]
  /** The consumer of the queue does not run by itself. */
  readonly queueStands?: boolean
  /** For the pushes of the module. */
  readonly fetch?: typeof fetch
}

export interface RunningMagento {
  readonly url: string
  readonly app: Hono<HttpBindings>
  readonly credentials: Credentials
  /** Bearer token for /sandbox/*. */
  readonly sandboxToken: string
  readonly faults: Faults
  readonly relay: OutboxRelay
  placeOrder(kind: OrderKind, at?: Date): PlacedOrder
  /** As the admin's "Edit": cancels the order and places one that replaces it, with `quantity` of each row when given. */
  editOrder(id: number, options?: EditOptions): PlacedOrder
  /** As the admin's "Credit Memo", offline; an empty list of items refunds all goods. */
  refund(request: Omit<CreditmemoRequest, 'online'>): Creditmemo
  /** Credentials of another integration with only these ACL resources. */
  integration(name: string, resources: readonly string[]): Credentials
  /** Puts in an order as it stands, for tests that start from a recording. */
  importOrder(order: Order, invoices?: readonly Invoice[]): void
  order(id: number): Order | undefined
  /** Everything that was placed, oldest first, with the kind it was placed as. */
  orders(): readonly { readonly order: Order; readonly kind: string }[]
  /** As stored: invoices, shipments, creditmemos, orderbridge documents … */
  list<T>(collection: string): T[]
  setWebhooks(target: WebhookTarget | undefined): void
  /** Whose page the admin shows. */
  setBridge(paired: PairedBridge | undefined): void
  /** As people do in the admin. */
  deleteProduct(sku: string): void
  /** What shoppers can buy: the quantity less what open orders hold. */
  salable(sku: string): number
  /** What a cron job does: works on everything that is queued. */
  runConsumers(): void
  close(): Promise<void>
}

/**
 * Starts a simulated Magento Open Source 2.4.7 that answers as the recordings of a real one do.
 * @returns its address, credentials and controls; everything it knows is in the journal file.
 */
export async function startMagento(options: MagentoOptions): Promise<RunningMagento> {
  const shop = openShop({
    journal: openJournal(options.journalFile),
    clock: options.clock,
    random: options.random,
    module: options.module,
    pricesIncludeTax: options.pricesIncludeTax ?? true,
    ...(options.inputLimit !== undefined && { inputLimit: options.inputLimit }),
  })
  shop.commit((options.sources ?? []).map(code => ({ collection: 'sources', key: code, value: code })))
  seedCatalog(shop)
  seedCustomers(shop)
  const credentials = ensureIntegration(shop, 'orderbridge', options.resources ?? ['*'])
  const sandboxToken = ensureSandboxToken(shop)
  const relay = createOutboxRelay(shop, options.fetch ?? fetch)
  const faults = createFaults()
  let url = ''
  let { bridge } = options
  const app = magentoApp({
    shop,
    faults,
    auth: { bearerAllowed: options.bearerAllowed ?? false },
    latencyMs: options.latencyMs ?? 0,
    routes: [...allRoutes(shop, relay, () => url), ...bulkRoutes(shop, () => !options.queueStands)],
    graphql: graphqlEndpoint(shop, () => url),
    pages: [
      sandboxRoutes(shop, faults, sandboxToken),
      adminPages(shop, { shop, bridge: () => bridge, baseUrl: () => url }),
    ],
  })
  const server = await listen(app, options.host ?? '127.0.0.1', options.port ?? 0)
  url = `http://${options.host ?? '127.0.0.1'}:${server.port}`
  relay.setTarget(options.webhooks)
  return {
    url,
    app,
    credentials,
    sandboxToken,
    faults,
    relay,
    placeOrder: (kind, at) => placeOrder(shop, kind, at),
    editOrder: (id, edit) => editOrder(shop, id, edit),
    refund: request => createCreditmemo(shop, { ...request, online: false }),
    integration: (name, resources) => ensureIntegration(shop, name, resources),
    importOrder: (order, invoices = []) =>
      shop.commit([
        { collection: 'orders', key: order.entity_id, value: order },
        ...invoices.map(invoice => ({ collection: 'invoices', key: invoice.entity_id, value: invoice })),
      ]),
    order: id => shop.journal.get<Order>('orders', id),
    orders: () =>
      shop.journal
        .list<Order>('orders')
        .map(order => ({ order, kind: shop.journal.get<string>('order_kinds', order.entity_id) ?? 'other' })),
    list: collection => shop.journal.list(collection),
    setWebhooks: target => relay.setTarget(target),
    setBridge(paired) {
      bridge = paired
    },
    deleteProduct: sku => shop.commit([{ collection: 'products', key: sku, value: undefined }]),
    salable: sku => salableOf(shop, sku),
    runConsumers: () => runConsumers(shop),
    async close() {
      await relay.close()
      await closed(server.server)
    },
  }
}

function allRoutes(shop: Shop, relay: OutboxRelay, url: () => string): Route[] {
  return [
    ...orderRoutes(shop, order => (shop.module ? moduleAttribute(shop, order) : undefined)),
    ...invoiceRoutes(shop),
    ...shipmentRoutes(shop),
    ...creditmemoRoutes(shop),
    ...customerRoutes(shop),
    ...catalogRoutes(shop),
    ...priceRoutes(shop),
    ...productWriteRoutes(shop),
    ...checkoutRoutes(shop),
    ...storeRoutes(shop, url),
    ...(shop.module ? moduleRoutes(shop, relay, url) : []),
  ]
}

function ensureSandboxToken(shop: Shop): string {
  const found = shop.journal.get<string>('settings', 'sandbox_token')
  if (found) return found
  const token = shop.randomHex(40)
  shop.commit([{ collection: 'settings', key: 'sandbox_token', value: token }])
  return token
}

const listen = (
  app: Hono<HttpBindings>,
  hostname: string,
  port: number,
): Promise<{ server: ServerType; port: number }> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname, port }, info => resolve({ server, port: info.port }))
    server.once('error', reject)
  })

const closed = (server: ServerType): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
