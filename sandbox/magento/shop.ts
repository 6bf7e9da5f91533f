import type { Journal, JournalChange } from '../journal.ts'
import { noSuchEntity } from './magento-error.ts'
import type { Creditmemo, Invoice, Order, Shipment } from './records.ts'

export interface Clock {
  now(): Date
}

export interface ShopOptions {
  readonly journal: Journal
  readonly clock: Clock
  readonly random: () => number
  /** The companion module is installed. */
  readonly module: boolean
  readonly pricesIncludeTax: boolean
  /** Rows of a call and of a page, with Magento's input limits switched on. */
  readonly inputLimit?: number
}

export type EventType =
  | 'order.created'
  | 'order.updated'
  | 'order.canceled'
  | 'order.held'
  | 'order.unheld'
  | 'payment.captured'
  | 'invoice.created'
  | 'shipment.created'
  | 'creditmemo.created'
  | 'customer.updated'
  | 'product.updated'

/** A thin row of the module's outbox before it has its sequence (contracts: companion-module, Events out of Magento). */
export interface ShopEvent {
  readonly type: EventType
  readonly entity_type: string
  readonly entity_id: number
  readonly increment_id: string | null
  readonly store_id: number
  readonly state: string | null
  readonly status: string | null
}

/** An event in the outbox table. `sequence` is missing between its commit and the relay's next look. */
export interface OutboxRow extends ShopEvent {
  readonly row: number
  readonly id: string
  readonly occurred_at: string
  sequence?: number
  outcome?: 'sent' | 'dead'
  attempts?: number
  next_attempt_at?: string
  last_error?: string
}

/** The shop's database with the few things that every room of it needs. */
export interface Shop extends ShopOptions {
  /** Now, as Magento writes it: UTC "YYYY-MM-DD HH:MM:SS". */
  stamp(): string
  /** The next number of a sequence; written with the next commit. */
  nextId(sequence: string): number
  randomHex(length: number): string
  /** Everything of one request at once, events included: all or nothing. */
  commit(changes: readonly JournalChange[], events?: readonly ShopEvent[]): void
  /** Forgets the ids that a refused request took. */
  rollback(): void
  /** Called with the new rows after each commit that wrote events. */
  onEvents(listener: (rows: readonly OutboxRow[]) => void): void
}

/** @returns the shop over a journal; ids continue where the journal ends. */
export function openShop(options: ShopOptions): Shop {
  const pending = new Map<string, number>()
  const listeners: ((rows: readonly OutboxRow[]) => void)[] = []
  const { journal, clock, random } = options
  const shop: Shop = {
    ...options,
    stamp: () => toMagentoTime(clock.now()),
    nextId(sequence) {
      const next = (pending.get(sequence) ?? journal.get<number>('sequences', sequence) ?? 0) + 1
      pending.set(sequence, next)
      return next
    },
    randomHex: length => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join(''),
    commit(changes, events = []) {
      const rows: OutboxRow[] = (options.module ? events : []).map(event => ({
        row: shop.nextId('outbox_row'),
        id: randomUuid(random),
        occurred_at: clock.now().toISOString(),
        ...event,
      }))
      const sequences = [...pending].map(([key, value]) => ({ collection: 'sequences', key, value }))
      pending.clear()
      journal.commit([...sequences, ...changes, ...rows.map(outboxChange)])
      if (rows.length > 0) for (const listener of listeners) listener(rows)
    },
    rollback: () => pending.clear(),
    onEvents: listener => void listeners.push(listener),
  }
  return shop
}

export const outboxChange = (row: OutboxRow): JournalChange => ({ collection: 'outbox', key: row.row, value: row })

export const toMagentoTime = (date: Date): string => date.toISOString().slice(0, 19).replace('T', ' ')

function randomUuid(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16))
  hex[12] = '4'
  hex[16] = '89ab'.charAt(Math.floor(random() * 4))
  const text = hex.join('')
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
}

/** "000000123" in the first store view, "2000000001" in the second: each has its own sequence (order-get-guest-store-sl). */
export function nextIncrementId(shop: Shop, entity: string, storeId: number): string {
  const number = shop.nextId(`${entity}_increment_${storeId}`)
  return storeId <= 1 ? String(number).padStart(9, '0') : `${storeId}${String(number).padStart(9, '0')}`
}

/** @returns an own copy that may be changed. @throws MagentoError 404 */
export function loadOrder(shop: Shop, id: number): Order {
  const order = shop.journal.get<Order>('orders', id)
  if (!order) throw noSuchEntity()
  return structuredClone(order)
}

interface Documents {
  invoices: Invoice
  shipments: Shipment
  creditmemos: Creditmemo
}

/** @returns an own copy that may be changed. @throws MagentoError 404 */
export function loadDocument<K extends keyof Documents>(shop: Shop, kind: K, id: number): Documents[K] {
  const found = shop.journal.get<Documents[K]>(kind, id)
  if (!found) throw noSuchEntity()
  return structuredClone(found)
}

export const documentsOf = <K extends keyof Documents>(shop: Shop, kind: K, orderId: number): Documents[K][] =>
  shop.journal.list<Documents[K]>(kind).filter(document => document.order_id === orderId)

/**
 * Prepares an order for commit. `updated_at` moves only when the order's own row changed, not with its comments, tracks,
 * addresses or item counters (recording _facts-what-changes-order-updated_at); each item row has its own.
 */
export function orderChange(shop: Shop, order: Order): JournalChange {
  const before = shop.journal.get<Order>('orders', order.entity_id)
  if (before && ownColumns(before) !== ownColumns(order)) order.updated_at = shop.stamp()
  for (const item of order.items) {
    const old = before?.items.find(candidate => candidate.item_id === item.item_id)
    if (old && JSON.stringify(old) !== JSON.stringify(item)) item.updated_at = shop.stamp()
  }
  return { collection: 'orders', key: order.entity_id, value: order }
}

const RELATIONS = new Set(['items', 'billing_address', 'payment', 'status_histories', 'extension_attributes'])

const ownColumns = (order: Order): string =>
  JSON.stringify(
    Object.entries(order)
      .filter(([field]) => !RELATIONS.has(field))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

export const orderEvent = (type: EventType, order: Order): ShopEvent => ({
  type,
  entity_type: 'order',
  entity_id: order.entity_id,
  increment_id: order.increment_id,
  store_id: order.store_id,
  state: order.state,
  status: order.status,
})
