import { adminPages } from '../../../sandbox/magento/admin-page.tsx'
import { type Credentials, ensureIntegration } from '../../../sandbox/magento/auth.ts'
import { catalogRoutes } from '../../../sandbox/magento/catalog.ts'
import { creditmemoRoutes } from '../../../sandbox/magento/creditmemos.ts'
import { customerRoutes, seedCustomers } from '../../../sandbox/magento/customers.ts'
import { createFaults } from '../../../sandbox/magento/faults.ts'
import { graphqlEndpoint } from '../../../sandbox/magento/graphql.ts'
import { magentoApp } from '../../../sandbox/magento/http-app.ts'
import { invoiceRoutes } from '../../../sandbox/magento/invoices.ts'
import { moduleAttribute, moduleRoutes } from '../../../sandbox/magento/module-routes.ts'
import { orderRoutes } from '../../../sandbox/magento/orders.ts'
import { createOutboxRelay } from '../../../sandbox/magento/outbox-relay.ts'
import { seedCatalog } from '../../../sandbox/magento/products.ts'
import { shipmentRoutes } from '../../../sandbox/magento/shipments.ts'
import { type OutboxRow, openShop, type Shop } from '../../../sandbox/magento/shop.ts'
import { storeRoutes } from '../../../sandbox/magento/stores.ts'
import type { HttpAnswer, HttpRequest } from '../../../src/domain/http.ts'
import { signOAuth1 } from '../../../src/magento/oauth.ts'
import { askApp } from './ask-app.ts'
import type { Random } from './random.ts'
import type { SnapshotJournal } from './snapshot-journal.ts'

export const MAGENTO_URL = 'http://magento.test'

/** The simulated Magento of the sandbox without its sockets and timers. */
export interface MagentoShop {
  readonly shop: Shop
  readonly credentials: Credentials
  ask(request: HttpRequest): Promise<HttpAnswer>
  /** What a person does in Magento's admin. @returns the HTTP status. */
  act(orderId: number, action: 'cancel' | 'hold' | 'unhold'): Promise<number>
  list<T>(collection: string): T[]
}

interface ShopOptions {
  readonly journal: SnapshotJournal
  readonly clock: { now(): Date }
  readonly random: Random
  readonly module: boolean
  /** Called with the rows of the module's outbox after each commit. */
  readonly onEvents?: (rows: readonly OutboxRow[]) => void
}

/** Fills an empty journal with catalogue, customers and our integration. */
export function seedMagento(options: ShopOptions): void {
  const shop = openShop({ ...options, pricesIncludeTax: true })
  seedCatalog(shop)
  seedCustomers(shop)
  ensureIntegration(shop, 'orderbridge', ['*'])
}

/** Opens the shop over a journal that was seeded. */
export function openMagento(options: ShopOptions): MagentoShop {
  const shop = openShop({ ...options, pricesIncludeTax: true })
  const relay = createOutboxRelay(shop, () => Promise.reject(new Error('the relay pushes nothing here')))
  if (options.onEvents) shop.onEvents(options.onEvents)
  const credentials = ensureIntegration(shop, 'orderbridge', ['*'])
  const url = () => MAGENTO_URL
  const app = magentoApp({
    shop,
    faults: createFaults(),
    auth: { bearerAllowed: false },
    latencyMs: 0,
    routes: [
      ...orderRoutes(shop, order => (shop.module ? moduleAttribute(shop, order) : undefined)),
      ...invoiceRoutes(shop),
      ...shipmentRoutes(shop),
      ...creditmemoRoutes(shop),
      ...customerRoutes(shop),
      ...catalogRoutes(shop),
      ...storeRoutes(shop, url),
      ...(shop.module ? moduleRoutes(shop, relay, url) : []),
    ],
    graphql: graphqlEndpoint(shop, url),
    pages: [adminPages(shop)],
  })
  const ask = (request: HttpRequest) => askApp(app.fetch, request)
  return {
    shop,
    credentials,
    ask,
    async act(orderId, action) {
      const address = `${MAGENTO_URL}/rest/V1/orders/${orderId}/${action}`
      const nonce = Array.from({ length: 24 }, () => Math.floor(options.random() * 16).toString(16)).join('')
      const timestamp = Math.floor(options.clock.now().getTime() / 1000)
      const authorization = signOAuth1({ method: 'POST', url: address, credentials, nonce, timestamp })
      const headers = { authorization, accept: 'application/json' }
      return (await ask({ method: 'POST', url: address, headers })).status
    },
    list: collection => shop.journal.list(collection),
  }
}
