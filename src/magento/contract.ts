import type { Amount } from '../domain/amount.ts'
import type { Finding } from '../domain/finding.ts'
import type { MagentoCatalog } from './catalog-contract.ts'
import type { ShopCode, ShopList } from './shop-codes.ts'
import type { TaxRate } from './tax-rates.ts'

/**
 * What flows ask of a store. Two implementations of the writing half: through the companion module (idempotent) and
 * through plain Magento (looked up before and after). Every failure is a RemoteError with its class.
 */
export interface Magento {
  readonly store: string
  /** Products, prices and stock, many at a time. */
  readonly catalog: MagentoCatalog
  /** Companion module present? Asked once, asked again after an hour or after a 404. A missing permission is an error. */
  hasModule(): Promise<boolean>

  /** Raw REST orders by entity_id, in one call per 100; ids that do not exist are left out. Translate with translateOrder. */
  readOrders(ids: readonly number[]): Promise<readonly unknown[]>
  /** @returns every store view's order with this number (unique only per store view). */
  findOrdersByNumber(number: string): Promise<readonly unknown[]>
  /**
   * One page of ids changed since, by (updated_at, entity_id), each with its version "updated_at". Reads at most
   * `limit`; fewer means that there are no more. `after` continues a page.
   */
  listChangedOrders(
    since: Date,
    after: { updatedAt: string; id: number } | undefined,
    limit: number,
  ): Promise<readonly OrderHint[]>
  /** Ids above the given one: finds orders whatever their updated_at says. */
  listOrdersAbove(entityId: number, limit: number): Promise<readonly OrderHint[]>
  /** Raw REST orders, the newest first: at most 100. */
  readNewestOrders(limit: number): Promise<readonly unknown[]>
  /** The documents of these orders, for reading back and for verifying writes. */
  readDocuments(orderIds: readonly number[]): Promise<readonly MagentoDocument[]>

  /** The credit memos of these orders, with what decides about their answer in the ERP. */
  readCreditMemos(orderIds: readonly number[]): Promise<readonly CreditMemo[]>

  /** Makes an invoice; `erpDocumentId` is the idempotency key ("SBODEMO:invoice:77"). */
  createInvoice(input: InvoiceInput): Promise<DocumentResult>
  createShipment(input: ShipmentInput): Promise<DocumentResult>
  createCreditMemo(input: CreditMemoInput): Promise<DocumentResult>
  /** @returns the document that an earlier try made for this key, if any; what verifying after an unknown outcome asks. */
  findByErpDocument(
    orderId: number,
    kind: 'invoice' | 'shipment' | 'creditmemo',
    erpDocumentId: string,
  ): Promise<DocumentResult | undefined>
  /** Adds a tracking number to a shipment that is there. A number that it has already is not added twice. */
  addTrack(input: TrackInput): Promise<{ readonly created: boolean }>
  /** @returns the tracking numbers of a shipment. */
  readTracks(shipmentId: number): Promise<readonly string[]>
  /** true: it is canceled, now or already. false: Magento refused (complete, held, in review …) and nothing changed. */
  cancelOrder(orderId: number): Promise<boolean>
  /** A status within the present state; never moves the state. Plain Magento has no safe way: the comment alone. */
  setStatus(orderId: number, status: string, comment: string): Promise<void>
  /** Not visible to the customer. One of the last comments that is the very same is not repeated. */
  addComment(orderId: number, comment: string): Promise<void>
  /** Where the order stands in the ERP: through the module, else one comment per connection and change of state. */
  putSyncState(orderId: number, states: readonly SyncState[]): Promise<void>
  /** Through the module only; plain Magento: `undefined` (nothing to attach to). */
  attachDocument(input: AttachInput): Promise<{ documentId: number; created: boolean } | undefined>

  /** The module's outbox, by pull. undefined without the module. */
  readOutbox(after: number, limit: number): Promise<OutboxPage | undefined>
  readStoreViews(): Promise<readonly StoreView[]>
  /** For people who map them. An integration without the permission is refused. */
  readTaxRates(): Promise<readonly TaxRate[]>
  /** For people who say where the catalogue goes. An integration without the permission is refused. */
  readShopCodes(list: ShopList): Promise<readonly ShopCode[]>
  /** What shoppers see, by GraphQL; a SKU that is out of stock, invisible or unknown is not in the answer. */
  readShopperPrices(
    skus: readonly string[],
    storeViewCode: string,
  ): Promise<ReadonlyMap<string, { price: Amount; currency: string; available: boolean }>>
  /** SKUs that exist, by REST. */
  findProducts(skus: readonly string[]): Promise<ReadonlySet<string>>
  /** The product's own SKU by product id: order rows carry composed ones for custom options. */
  readSkus(productIds: readonly number[]): Promise<ReadonlyMap<number, string>>
  diagnose(): Promise<readonly Finding[]>
}

export interface OrderHint {
  readonly id: number
  readonly number: string
  readonly storeViewId: number
  readonly state: string
  readonly status: string
  /** Magento's own text, UTC without a zone: "2026-01-31 10:22:31". */
  readonly createdAt: string
  readonly updatedAt: string
}

export interface DocumentItem {
  readonly orderItemId: number
  readonly quantity: Amount
}

export interface InvoiceInput {
  readonly orderId: number
  readonly erpDocumentId: string
  readonly items: readonly DocumentItem[]
  /** Plain Magento marks the invoice as paid in any case; only 'online' charges the card. */
  readonly capture: 'online' | 'offline' | 'none'
  readonly comment: string
}
export interface ShipmentInput {
  readonly orderId: number
  readonly erpDocumentId: string
  readonly items: readonly DocumentItem[]
  readonly tracks: readonly { readonly carrierCode: string; readonly title: string; readonly number: string }[]
  readonly sourceCode?: string
  readonly notify: boolean
  readonly comment: string
}
export interface CreditMemoInput {
  readonly orderId: number
  readonly erpDocumentId: string
  readonly items: readonly DocumentItem[]
  /** Net, as Magento wants it (magento-observed.md "Documents"); 'rest' is what is not refunded yet. */
  readonly shippingAmount: Amount | 'rest'
  readonly adjustmentPositive: Amount
  readonly adjustmentNegative: Amount
  /** By the payment gateway, through the one invoice that holds all the lines. */
  readonly online: boolean
  /** The goods never left: they are for sale again. Through plain Magento; the module's route has no such field. */
  readonly returnToStock?: boolean
  readonly comment: string
}
export interface TrackInput {
  readonly orderId: number
  readonly shipmentId: number
  readonly carrierCode: string
  readonly title: string
  readonly number: string
}
export interface DocumentResult {
  readonly id: number
  readonly incrementId?: string
  readonly created: boolean
}

export interface MagentoDocument {
  readonly kind: 'invoice' | 'shipment' | 'creditmemo'
  readonly id: number
  readonly incrementId: string
  readonly orderId: number
  readonly items: readonly DocumentItem[]
  /** Absent for shipments. In order currency. */
  readonly grandTotal?: Amount
  readonly comments: readonly string[]
}

export interface CreditMemo {
  readonly id: number
  readonly incrementId: string
  readonly orderId: number
  readonly items: readonly DocumentItem[]
  /** In order currency, like the two below. */
  readonly grandTotal: Amount
  /** Gross, before the discount on it. */
  readonly shipping: Amount
  /** Given back on top less kept back; Magento puts no tax on it. */
  readonly adjustment: Amount
  readonly comments: readonly string[]
}

export interface SyncState {
  readonly connection: string
  readonly connectionName: string
  readonly erpDocumentId: string
  readonly erpDocumentNumber: string
  readonly state: string
  readonly message: string
  readonly syncedAt: string
}

export interface AttachInput {
  readonly orderId: number
  readonly erpDocumentId: string
  readonly kind: 'invoice' | 'creditnote' | 'delivery' | 'other'
  readonly filename: string
  readonly mime: 'application/pdf' | 'application/xml'
  readonly content: Uint8Array
  readonly sha256: string
  readonly invoiceId?: number
  readonly visibleToCustomer: boolean
}

export interface OutboxPage {
  readonly events: readonly ModuleEvent[]
  readonly lastSequence: number
}
export interface ModuleEvent {
  readonly id: string
  readonly sequence: number
  readonly type: string
  readonly entityType: string
  readonly entityId: number
  readonly incrementId: string
  readonly occurredAt: string
}

export interface StoreView {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly locale: string
  readonly timezone: string
  readonly baseCurrency: string
}
