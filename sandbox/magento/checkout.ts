import { z } from 'zod'
import { buildOrder } from './checkout-order.ts'
import { type CartTotals, priceCart } from './checkout-totals.ts'
import { MagentoError, parseBody, required } from './magento-error.ts'
import { findProduct, type Product } from './products.ts'
import { phpFloat, type RestRequest, type Route } from './rest.ts'
import type { Shop } from './shop.ts'
import { storeOrder } from './shopper.ts'
import { salableOf } from './stock.ts'
import { STORE_VIEWS } from './stores.ts'

export interface CartItem {
  readonly item_id: number
  readonly sku: string
  readonly qty: number
  /** The parent of the chosen variant, for a configurable. */
  readonly configurable?: {
    readonly sku: string
    readonly options: readonly { option_id: string; option_value: number }[]
  }
}

export interface Cart {
  readonly id: string
  readonly quoteId: number
  readonly storeId: number
  readonly items: readonly CartItem[]
  readonly shippingAddress?: CheckoutAddress
  readonly billingAddress?: CheckoutAddress
}

const addressSchema = z.looseObject({
  firstname: z.string(),
  lastname: z.string(),
  street: z.array(z.string()),
  city: z.string(),
  postcode: z.string(),
  country_id: z.string(),
  telephone: z.string(),
  company: z.string().optional(),
  vat_id: z.string().optional(),
  email: z.string().optional(),
})
export type CheckoutAddress = z.output<typeof addressSchema>

/** The anonymous checkout for simple, configurable and virtual products (recordings checkout-flow-guest-*). */
export const checkoutRoutes = (shop: Shop): Route[] => [
  route('/guest-carts', request => createCart(shop, request)),
  route('/guest-carts/:cart/items', request => addItem(shop, request)),
  route('/guest-carts/:cart/shipping-information', request => setShipping(shop, request)),
  route('/guest-carts/:cart/payment-information', request => placeCart(shop, request)),
]

const route = (path: string, handle: Route['handle']): Route => ({
  method: 'POST',
  path,
  resource: 'anonymous',
  handle,
})

function createCart(shop: Shop, { storeCode }: RestRequest): string {
  const id = shop.randomHex(32)
  const storeId = STORE_VIEWS.find(view => view.code === storeCode && view.currency === 'EUR')?.id ?? 1
  const cart: Cart = { id, quoteId: shop.nextId('quote'), storeId, items: [] }
  shop.commit([{ collection: 'carts', key: id, value: cart }])
  return id
}

function loadCart(shop: Shop, params: Readonly<Record<string, string>>): Cart {
  const cart = shop.journal.get<Cart>('carts', params.cart ?? '')
  if (!cart)
    throw new MagentoError(404, 'No such entity with %fieldName = %fieldValue', {
      fieldName: 'cartId',
      fieldValue: params.cart,
    })
  return cart
}

const itemSchema = z.object({
  cartItem: z.strictObject({
    sku: z.string(),
    qty: phpFloat,
    quote_id: z.unknown().optional(),
    product_option: z
      .looseObject({
        extension_attributes: z.looseObject({
          configurable_item_options: z
            .array(z.looseObject({ option_id: z.coerce.string(), option_value: z.coerce.number() }))
            .optional(),
        }),
      })
      .optional(),
  }),
})

function addItem(shop: Shop, { params, body }: RestRequest): unknown {
  const cart = loadCart(shop, params)
  const { cartItem } = parseBody(itemSchema, body)
  const asked = findProduct(shop, cartItem.sku)
  if (!asked)
    throw new MagentoError(404, "The product that was requested doesn't exist. Verify the product and try again.")
  const options = cartItem.product_option?.extension_attributes.configurable_item_options ?? []
  const product = asked.variants ? chosenVariant(shop, asked, options) : asked
  if (!['simple', 'virtual'].includes(product.type_id))
    throw new MagentoError(400, 'This checkout sells simple, configurable and virtual products only.')
  // Recording order-create-error-out-of-stock.
  if (salableOf(shop, product.sku) < cartItem.qty)
    throw new MagentoError(400, 'Product that you are trying to add is not available.')
  const item: CartItem = {
    item_id: shop.nextId('quote_item'),
    sku: product.sku,
    qty: cartItem.qty,
    ...(asked.variants ? { configurable: { sku: asked.sku, options } } : {}),
  }
  shop.commit([{ collection: 'carts', key: cart.id, value: { ...cart, items: [...cart.items, item] } }])
  const price = priceCart([{ product, qty: item.qty }], 'SI', shop.pricesIncludeTax).lines[0]?.price
  return {
    item_id: item.item_id,
    sku: product.sku,
    qty: item.qty,
    name: asked.name,
    price,
    product_type: asked.type_id,
    quote_id: String(cart.quoteId),
    ...(cartItem.product_option ? { product_option: cartItem.product_option } : {}),
  }
}

function chosenVariant(shop: Shop, parent: Product, options: readonly { option_value: number }[]): Product {
  const value = parent.variants?.values.find(one => options.some(option => option.option_value === one.value))
  const product = value && findProduct(shop, value.sku)
  if (!product) throw new MagentoError(400, 'You need to choose options for your item.')
  return product
}

const shippingSchema = z.object({
  addressInformation: z.looseObject({
    shipping_address: addressSchema,
    billing_address: addressSchema.optional(),
    shipping_carrier_code: z.string(),
    shipping_method_code: z.string(),
  }),
})

function setShipping(shop: Shop, { params, body }: RestRequest): unknown {
  const cart = loadCart(shop, params)
  const { addressInformation } = parseBody(shippingSchema, body)
  if (addressInformation.shipping_carrier_code !== 'flatrate')
    throw new MagentoError(400, 'Carrier with such method not found: %1, %2', [
      addressInformation.shipping_carrier_code,
      addressInformation.shipping_method_code,
    ])
  const { shipping_address: shippingAddress, billing_address: billingAddress } = addressInformation
  const next: Cart = { ...cart, shippingAddress, ...(billingAddress ? { billingAddress } : {}) }
  shop.commit([{ collection: 'carts', key: cart.id, value: next }])
  return { payment_methods: PAYMENT_METHODS, totals: totalsOutput(next, cartTotals(shop, next)) }
}

const PAYMENT_METHODS = [
  { code: 'checkmo', title: 'Check / Money order' },
  { code: 'purchaseorder', title: 'Purchase Order' },
  { code: 'banktransfer', title: 'Bank Transfer Payment' },
  { code: 'cashondelivery', title: 'Cash On Delivery' },
]

export const cartProducts = (shop: Shop, cart: Cart) =>
  cart.items.flatMap(item => {
    const product = findProduct(shop, item.sku)
    return product ? [{ item, product, qty: item.qty }] : []
  })

const cartTotals = (shop: Shop, cart: Cart): CartTotals =>
  priceCart(
    cartProducts(shop, cart),
    (cart.shippingAddress ?? cart.billingAddress)?.country_id ?? 'SI',
    shop.pricesIncludeTax,
  )

/** The part of the recorded totals that a client can use. */
const totalsOutput = (cart: Cart, totals: CartTotals): Record<string, unknown> => ({
  grand_total: totals.grandTotal,
  base_grand_total: totals.grandTotal,
  subtotal: totals.subtotal,
  base_subtotal: totals.subtotal,
  discount_amount: 0,
  shipping_amount: totals.shipping?.rowTotal ?? 0,
  tax_amount: totals.tax,
  subtotal_incl_tax: totals.subtotalInclTax,
  shipping_incl_tax: totals.shipping?.rowTotalInclTax ?? 0,
  base_currency_code: 'EUR',
  quote_currency_code: 'EUR',
  items_qty: cart.items.reduce((sum, item) => sum + item.qty, 0),
})

const paymentSchema = z.object({
  email: z.string(),
  paymentMethod: z.looseObject({ method: z.string(), po_number: z.string().optional() }),
  billingAddress: addressSchema.optional(),
})

/** @returns the order id as a JSON number, not as text like the document calls. */
function placeCart(shop: Shop, { params, body }: RestRequest): number {
  const cart = loadCart(shop, params)
  const { email, paymentMethod, billingAddress } = parseBody(paymentSchema, body)
  const method = PAYMENT_METHODS.find(one => one.code === paymentMethod.method)
  if (!method) throw new MagentoError(400, 'The requested Payment Method is not available.')
  const billing = billingAddress ?? cart.billingAddress ?? cart.shippingAddress
  if (!billing) throw required('billingAddress')
  const lines = cartProducts(shop, cart)
  const goods = lines.some(({ product }) => product.type_id !== 'virtual')
  if (lines.length === 0 || (goods && !cart.shippingAddress))
    throw new MagentoError(400, 'The shipping address is missing. Set the address and try again.')
  const totals = cartTotals(shop, { ...cart, billingAddress: billing })
  const order = buildOrder(shop, { cart, lines, totals, email, method, billing, poNumber: paymentMethod.po_number })
  const emptied = { collection: 'carts', key: cart.id, value: undefined }
  return storeOrder(shop, order, 'checkout', [emptied]).entity_id
}
