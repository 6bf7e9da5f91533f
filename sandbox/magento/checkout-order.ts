import type { Cart, CartItem, CheckoutAddress } from './checkout.ts'
import type { CartTotals, PricedLine } from './checkout-totals.ts'
import { CURRENCIES, put, share } from './money.ts'
import type { Product } from './products.ts'
import type { Order, OrderAddress, OrderItem, OrderPayment } from './records.ts'
import { nextIncrementId, type Shop } from './shop.ts'
import { STORE_VIEWS } from './stores.ts'

interface Placed {
  readonly cart: Cart
  readonly lines: readonly { item: CartItem; product: Product; qty: number }[]
  readonly totals: CartTotals
  readonly email: string
  readonly method: { readonly code: string; readonly title: string }
  readonly billing: CheckoutAddress
  readonly poNumber: string | undefined
}

const GUEST_IN_EURO = {
  customer_group_id: 0,
  customer_is_guest: 1,
  customer_note_notify: 1,
  email_sent: 1,
  remote_ip: '127.0.0.1',
  global_currency_code: 'EUR',
  base_currency_code: 'EUR',
  order_currency_code: 'EUR',
  store_currency_code: 'EUR',
  base_to_global_rate: 1,
  base_to_order_rate: 1,
  store_to_base_rate: 0,
  store_to_order_rate: 0,
} as const

const payment = (orderId: number, { method, poNumber }: Placed): OrderPayment => ({
  account_status: null,
  additional_information: [method.title],
  cc_last4: null,
  entity_id: orderId,
  method: method.code,
  parent_id: orderId,
  ...(poNumber ? { po_number: poNumber } : {}),
})

/** Makes the order of a cart, with the fields of the recording order-get-guest-simple. */
export function buildOrder(shop: Shop, placed: Placed): Order {
  const { cart, totals, billing } = placed
  const entityId = shop.nextId('order')
  const now = shop.stamp()
  const items = placed.lines.flatMap((line, index) => {
    const priced = totals.lines[index]
    return priced ? orderItems(shop, entityId, cart, line, priced) : []
  })
  const shippingAddress = cart.shippingAddress
    ? orderAddress(shop, entityId, 'shipping', cart.shippingAddress, placed.email)
    : undefined
  const billingAddress = orderAddress(shop, entityId, 'billing', billing, placed.email)
  const virtual = totals.shipping === undefined
  const weight = items.reduce((sum, item) => sum + (typeof item.row_weight === 'number' ? item.row_weight : 0), 0)
  const order: Order = {
    entity_id: entityId,
    increment_id: nextIncrementId(shop, 'order', cart.storeId),
    store_id: cart.storeId,
    store_name: `Main Website\nMain Website Store\n${STORE_VIEWS.find(view => view.id === cart.storeId)?.name ?? ''}`,
    state: 'new',
    status: 'pending',
    created_at: now,
    updated_at: now,
    is_virtual: virtual ? 1 : 0,
    customer_email: placed.email,
    customer_firstname: billing.firstname,
    customer_lastname: billing.lastname,
    ...GUEST_IN_EURO,
    protect_code: shop.randomHex(32),
    quote_id: cart.quoteId,
    ...(virtual ? {} : { shipping_description: 'Flat Rate - Fixed' }),
    total_item_count: placed.lines.length,
    total_qty_ordered: cart.items.reduce((sum, item) => sum + item.qty, 0),
    weight,
    grand_total: 0,
    total_due: 0,
    billing_address_id: billingAddress.entity_id,
    items,
    billing_address: billingAddress,
    payment: payment(entityId, placed),
    status_histories: [],
    extension_attributes: {
      shipping_assignments: [
        { shipping: shippingAddress ? { address: shippingAddress, method: 'flatrate_flatrate' } : {} },
      ],
      payment_additional_info: [{ key: 'method_title', value: placed.method.title }],
      applied_taxes: [],
      item_applied_taxes: [],
      converting_from_quote: false,
    },
  }
  setMoney(order, totals)
  return order
}

function setMoney(order: Order, totals: CartTotals): void {
  for (const currency of CURRENCIES) {
    put(order, `${currency}subtotal`, totals.subtotal)
    put(order, `${currency}subtotal_incl_tax`, totals.subtotalInclTax)
    put(order, `${currency}tax_amount`, totals.tax)
    put(order, `${currency}discount_amount`, 0)
    put(order, `${currency}discount_tax_compensation_amount`, 0)
    put(order, `${currency}shipping_amount`, totals.shipping?.rowTotal ?? 0)
    put(order, `${currency}shipping_incl_tax`, totals.shipping?.rowTotalInclTax ?? 0)
    put(order, `${currency}shipping_tax_amount`, totals.shipping?.tax ?? 0)
    put(order, `${currency}shipping_discount_amount`, 0)
    put(order, `${currency}grand_total`, totals.grandTotal)
    put(order, `${currency}total_due`, totals.grandTotal)
    put(order.payment, `${currency}amount_ordered`, totals.grandTotal)
    put(order.payment, `${currency}shipping_amount`, totals.shipping?.rowTotal ?? 0)
  }
  put(order, 'shipping_discount_tax_compensation_amount', 0)
  put(order, 'base_shipping_discount_tax_compensation_amnt', 0)
}

function orderItems(
  shop: Shop,
  orderId: number,
  cart: Cart,
  line: Placed['lines'][number],
  priced: PricedLine,
): OrderItem[] {
  const { product, item } = line
  const parentProduct = item.configurable && shop.journal.get<Product>('products', item.configurable.sku)
  const row = orderItem(shop, orderId, cart, line, parentProduct ?? product)
  row.sku = product.sku
  row.tax_percent = priced.rate
  row.original_price = product.price
  row.base_original_price = product.price
  for (const currency of CURRENCIES) {
    put(row, `${currency}price`, priced.price)
    put(row, `${currency}price_incl_tax`, priced.priceInclTax)
    put(row, `${currency}row_total`, priced.rowTotal)
    put(row, `${currency}row_total_incl_tax`, priced.rowTotalInclTax)
    put(row, `${currency}tax_amount`, priced.tax)
    put(row, `${currency}discount_tax_compensation_amount`, 0)
  }
  if (!item.configurable) return [row]
  row.product_option = { extension_attributes: { configurable_item_options: item.configurable.options } }
  const child = orderItem(shop, orderId, cart, line, product)
  child.parent_item_id = row.item_id
  return [row, child]
}

const BLANK_ROW = {
  is_qty_decimal: 0,
  no_discount: 0,
  free_shipping: 0,
  qty_invoiced: 0,
  qty_shipped: 0,
  qty_refunded: 0,
  qty_canceled: 0,
  original_price: 0,
  price: 0,
  base_price: 0,
  row_total: 0,
  base_row_total: 0,
  tax_amount: 0,
  base_tax_amount: 0,
  tax_percent: 0,
  discount_amount: 0,
  base_discount_amount: 0,
  discount_percent: 0,
  row_invoiced: 0,
  base_row_invoiced: 0,
  tax_invoiced: 0,
  base_tax_invoiced: 0,
  discount_invoiced: 0,
  base_discount_invoiced: 0,
  amount_refunded: 0,
  base_amount_refunded: 0,
} as const

/** A row without money, as the child of a configurable stays. */
function orderItem(
  shop: Shop,
  orderId: number,
  cart: Cart,
  { qty, product: sold, item }: Placed['lines'][number],
  product: Product,
): OrderItem {
  const now = shop.stamp()
  return {
    item_id: shop.nextId('order_item'),
    order_id: orderId,
    quote_item_id: item.item_id,
    store_id: cart.storeId,
    product_id: product.id,
    product_type: product.type_id,
    sku: product.sku,
    name: product.name,
    ...(sold.weight === undefined ? {} : { weight: sold.weight, row_weight: share(sold.weight, qty, 1) }),
    is_virtual: product.type_id === 'virtual' ? 1 : 0,
    ...BLANK_ROW,
    qty_ordered: qty,
    created_at: now,
    updated_at: now,
  }
}

const orderAddress = (
  shop: Shop,
  orderId: number,
  type: string,
  sent: CheckoutAddress,
  email: string,
): OrderAddress => ({
  address_type: type,
  city: sent.city,
  country_id: sent.country_id,
  email: sent.email ?? email,
  entity_id: shop.nextId('order_address'),
  firstname: sent.firstname,
  lastname: sent.lastname,
  parent_id: orderId,
  postcode: sent.postcode,
  street: sent.street,
  telephone: sent.telephone,
  ...(sent.company === undefined ? {} : { company: sent.company }),
  ...(sent.vat_id === undefined ? {} : { vat_id: sent.vat_id }),
})
