import { readFileSync } from 'node:fs'
import type { JournalChange } from '../journal.ts'
import type { Customer } from './customers.ts'
import { newTransactionId } from './payments.ts'
import { emailOf, PEOPLE, type Person } from './people.ts'
import type { Product } from './products.ts'
import type { Invoice, Order, OrderAddress } from './records.ts'
import { nextIncrementId, orderEvent, type Shop, toMagentoTime } from './shop.ts'
import { childrenOf } from './state-machine.ts'
import { reserve, type SourceItem } from './stock.ts'

/** The orders that the shopper can place, and what people read about them. Each is a recorded order of a real Magento. */
export const ORDER_KINDS = {
  'guest-simple': 'Guest, one product',
  customer: 'Registered customer',
  'company-vat': 'Company with VAT number',
  configurable: 'Configurable product',
  'bundle-dynamic': 'Bundle, price from its parts',
  'bundle-fixed': 'Bundle, fixed price',
  virtual: 'Virtual product only',
  'custom-options': 'Product with custom options',
  coupon: 'Coupon, 10 percent',
  'shipping-discount': 'Discount on goods and shipping',
  'free-shipping': 'Free shipping, to Italy',
  'store-usd': 'Store view in USD, with a coupon',
  'two-vat-rates': 'Two VAT rates',
  'prices-excl-tax': 'Catalog prices without tax, with a coupon',
  'card-authorized': 'Card, authorized only',
  'card-captured': 'Card, charged at checkout',
  'zero-total': 'Nothing to pay',
  'many-items': 'Twenty products',
  'german-guest': 'Guest from Germany',
  'unknown-item': 'A product that the ERP does not know yet',
  'canceled-later': 'Canceled after a while',
  'held-then-released': 'Held, then released',
} as const

export type OrderKind = keyof typeof ORDER_KINDS

export const isOrderKind = (kind: string): kind is OrderKind => Object.hasOwn(ORDER_KINDS, kind)

interface Template {
  readonly order: Order
  readonly invoice?: Invoice
}

const TEMPLATE_OF: Partial<Record<OrderKind, string>> = {
  'unknown-item': 'guest-simple',
  'canceled-later': 'two-vat-rates',
  'held-then-released': 'guest-simple',
}
const templates = new Map<string, Template>()

function templateOf(kind: OrderKind): Template {
  const name = TEMPLATE_OF[kind] ?? kind
  const found = templates.get(name)
  if (found) return found
  const text = readFileSync(new URL(`./templates/${name}.json`, import.meta.url), 'utf8')
  const template = JSON.parse(text) as Template // our own file, made from a recording
  templates.set(name, template)
  return template
}

export interface PlacedOrder {
  readonly entity_id: number
  readonly increment_id: string
  readonly kind: string
}

/**
 * Places an order of this kind, just as a shopper would: fresh ids and number, another person, the recorded money.
 * @param at when it was placed; now when left out.
 */
export function placeOrder(shop: Shop, kind: OrderKind, at?: Date): PlacedOrder {
  const template = templateOf(kind)
  const { order, itemIds } = freshOrder(shop, template.order, toMagentoTime(at ?? shop.clock.now()))
  setPerson(shop, order)
  const also = kind === 'unknown-item' ? makeUnknown(shop, order) : []
  const invoice = template.invoice ? freshInvoice(shop, template.invoice, order, itemIds) : undefined
  return storeOrder(shop, order, kind, also, invoice)
}

/**
 * Commits a placed order with its reservations and events. Used by the checkout too.
 * @param also changes that belong to placing it
 */
export function storeOrder(
  shop: Shop,
  order: Order,
  kind: string,
  also: readonly JournalChange[],
  invoice?: Invoice,
): PlacedOrder {
  const changes: JournalChange[] = [
    ...also,
    { collection: 'orders', key: order.entity_id, value: order },
    { collection: 'order_kinds', key: order.entity_id, value: kind },
    ...reserve(shop, soldPieces(order)),
    ...(invoice ? [{ collection: 'invoices', key: invoice.entity_id, value: invoice }] : []),
  ]
  const events = [orderEvent('order.created', order)]
  if (invoice) events.push(orderEvent('invoice.created', order), orderEvent('payment.captured', order))
  shop.commit(changes, events)
  return { entity_id: order.entity_id, increment_id: order.increment_id, kind }
}

const soldPieces = (order: Order) =>
  order.items
    .filter(item => item.parent_item_id === undefined)
    .flatMap(item => (item.product_type === 'bundle' ? childrenOf(order, item) : [item]))
    .map(item => ({ sku: item.sku, quantity: -item.qty_ordered }))

/** Fields that hold an id of a sequence of their own, wherever they occur in an order. */
const ID_SEQUENCES: Readonly<Record<string, string>> = {
  item_id: 'order_item',
  parent_item_id: 'order_item',
  associated_item_id: 'order_item',
  quote_item_id: 'quote_item',
  tax_item_id: 'tax_item',
  tax_id: 'order_tax',
}

/** The same goods, money and people in an order of its own, as it was when it was placed. */
export function copyOrder(shop: Shop, order: Order, now: string): Order {
  const copy = freshOrder(shop, order, now).order
  copy.state = 'new'
  copy.status = 'pending'
  copy.status_histories = []
  for (const item of copy.items)
    Object.assign(item, { qty_invoiced: 0, qty_shipped: 0, qty_refunded: 0, qty_canceled: 0 })
  return copy
}

function freshOrder(shop: Shop, template: Order, now: string): { order: Order; itemIds: Map<number, number> } {
  const entityId = shop.nextId('order')
  const maps = new Map<string, Map<number, number>>()
  const mapped = (sequence: string, old: number): number => {
    const map = maps.get(sequence) ?? new Map<number, number>()
    maps.set(sequence, map)
    const id = map.get(old) ?? shop.nextId(sequence)
    map.set(old, id)
    return id
  }
  const text = JSON.stringify(template, function (this: Record<string, unknown>, key, value) {
    if (key === 'created_at' || key === 'updated_at') return now
    if (key === 'order_id' || key === 'parent_id') return entityId
    if (typeof value !== 'number') return value
    if (key === 'entity_id')
      return 'address_type' in this
        ? mapped('order_address', value)
        : 'comment' in this
          ? mapped('comment', value)
          : entityId
    if (key === 'billing_address_id') return mapped('order_address', value)
    return ID_SEQUENCES[key] ? mapped(ID_SEQUENCES[key], value) : value
  })
  const transaction = template.payment.last_trans_id
  const order = JSON.parse(transaction ? text.replaceAll(transaction, newTransactionId(shop)) : text) as Order // an Order was written two lines above
  order.increment_id = nextIncrementId(shop, 'order', order.store_id)
  order.protect_code = shop.randomHex(32)
  order.quote_id = shop.nextId('quote')
  return { order, itemIds: maps.get('order_item') ?? new Map() }
}

/** Repeat customers come back with their one address; most guests have a new one. */
function setPerson(shop: Shop, order: Order): void {
  const country = order.billing_address.country_id
  const withCompany = order.billing_address.company !== undefined
  if (order.customer_id !== undefined) {
    setCustomer(shop, order, withCompany)
    return
  }
  const candidates = PEOPLE.filter(
    person => person.country_id === country && (person.company !== undefined) === withCompany,
  )
  const person = candidates[Math.floor(shop.random() * candidates.length)]
  if (!person) return
  const repeats = shop.random() < 0.2
  setAddresses(order, person, emailOf(person, repeats ? undefined : order.entity_id))
}

function setCustomer(shop: Shop, order: Order, withCompany: boolean): void {
  const customers = shop.journal.list<Customer>('customers').filter(one => (one.taxvat !== undefined) === withCompany)
  const customer = customers[Math.floor(shop.random() * customers.length)]
  const address = customer?.addresses[0]
  if (!customer || !address) return
  order.customer_id = customer.id
  order.customer_group_id = customer.group_id
  if (customer.taxvat) order.customer_taxvat = customer.taxvat
  setAddresses(order, address, customer.email)
}

function setAddresses(order: Order, person: Person, email: string): void {
  order.customer_email = email
  order.customer_firstname = person.firstname
  order.customer_lastname = person.lastname
  const shipping = order.extension_attributes.shipping_assignments.map(one => one.shipping.address)
  for (const address of [order.billing_address, ...shipping]) if (address) setAddress(address, person, email)
}

function setAddress(address: OrderAddress, person: Person, email: string): void {
  for (const field of ['region', 'region_id', 'region_code', 'company', 'vat_id']) delete address[field]
  address.firstname = person.firstname
  address.lastname = person.lastname
  address.street = [...person.street]
  address.postcode = person.postcode
  address.city = person.city
  address.telephone = person.telephone
  address.email = email
  if (person.company !== undefined) address.company = person.company
  if (person.vat_id !== undefined) address.vat_id = person.vat_id
}

/** Another product, created in Magento a moment ago. @returns the changes that create it */
function makeUnknown(shop: Shop, order: Order): JournalChange[] {
  const item = order.items[0]
  if (!item) return []
  const number = shop.nextId('new_product')
  item.sku = `S-NEW-${number}`
  item.name = `Nov izdelek ${number}`
  item.product_id = 1000 + number
  const product: Product = {
    id: item.product_id,
    sku: item.sku,
    name: item.name,
    type_id: 'simple',
    price: 19.9,
    tax: 'full',
    weight: 0.5,
    created_at: order.created_at,
  }
  const stock: SourceItem = { sku: item.sku, source_code: 'default', quantity: 100, status: 1 }
  return [
    { collection: 'products', key: item.sku, value: product },
    { collection: 'source_items', key: item.sku, value: stock },
  ]
}

function freshInvoice(shop: Shop, template: Invoice, order: Order, itemIds: ReadonlyMap<number, number>): Invoice {
  const invoice = structuredClone(template)
  invoice.entity_id = shop.nextId('invoice')
  invoice.increment_id = nextIncrementId(shop, 'invoice', order.store_id)
  invoice.order_id = order.entity_id
  invoice.created_at = invoice.updated_at = order.created_at
  invoice.billing_address_id = order.billing_address_id
  invoice.shipping_address_id = order.extension_attributes.shipping_assignments[0]?.shipping.address?.entity_id
  if (order.payment.last_trans_id) invoice.transaction_id = order.payment.last_trans_id
  for (const item of invoice.items) {
    item.entity_id = shop.nextId('invoice_item')
    item.parent_id = invoice.entity_id
    item.order_item_id = itemIds.get(item.order_item_id) ?? item.order_item_id
  }
  return invoice
}
