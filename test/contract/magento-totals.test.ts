import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openJournal } from '../../sandbox/journal.ts'
import { priceCart } from '../../sandbox/magento/checkout-totals.ts'
import { createCreditmemo } from '../../sandbox/magento/creditmemos.ts'
import { createInvoice } from '../../sandbox/magento/invoices.ts'
import { num, plus } from '../../sandbox/magento/money.ts'
import { findProduct, seedCatalog } from '../../sandbox/magento/products.ts'
import type { Order, OrderItem } from '../../sandbox/magento/records.ts'
import { loadOrder, openShop, type Shop } from '../../sandbox/magento/shop.ts'
import { ORDER_KINDS, type OrderKind, placeOrder } from '../../sandbox/magento/shopper.ts'
import { isMoneyShell, quantityToInvoice, quantityToRefund } from '../../sandbox/magento/state-machine.ts'

const shopOf = (random: () => number): Shop =>
  openShop({
    journal: openJournal(),
    clock: { now: () => new Date('2026-11-21T08:00:00Z') },
    random,
    module: false,
    pricesIncludeTax: true,
  })

const KINDS = Object.keys(ORDER_KINDS).filter((kind): kind is OrderKind => kind !== 'card-captured')
const kindArbitrary = fc.constantFrom(...KINDS)
/** How much of what is left each row gives, in quarters, one list a document. */
const partsArbitrary = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 }), {
  maxLength: 3,
})

const pieces = (order: Order, quarters: readonly number[], left: (item: OrderItem) => number) =>
  order.items
    .filter(item => !isMoneyShell(order, item))
    .map((item, index) => ({
      order_item_id: item.item_id,
      qty: Math.floor((left(item) * (quarters[index % quarters.length] ?? 0)) / 4),
    }))
    .filter(({ qty }) => qty > 0)

function invoiceInParts(shop: Shop, id: number, parts: readonly (readonly number[])[]): void {
  for (const quarters of parts) {
    const order = loadOrder(shop, id)
    const items = pieces(order, quarters, item => quantityToInvoice(order, item))
    if (items.length > 0) createInvoice(shop, id, { capture: true, items })
  }
  const order = loadOrder(shop, id)
  if (order.items.some(item => quantityToInvoice(order, item) > 0))
    createInvoice(shop, id, { capture: true, items: [] })
}

describe('the checkout', () => {
  it.each(['guest-simple', 'two-vat-rates', 'german-guest', 'virtual', 'many-items', 'company-vat'] as const)(
    'prices the cart of %s as the recorded shop did, row by row',
    kind => {
      const shop = shopOf(() => 0.5)
      seedCatalog(shop)
      const order = loadOrder(shop, placeOrder(shop, kind).entity_id)
      const items = order.items.flatMap(item => {
        const product = findProduct(shop, item.sku)
        return product ? [{ product, qty: item.qty_ordered }] : []
      })
      const { lines, ...totals } = priceCart(items, order.billing_address.country_id, true)
      expect(lines.map(line => [line.price, line.rowTotal, line.tax])).toEqual(
        order.items.map(item => [item.price, item.row_total, item.tax_amount]),
      )
      expect(totals).toMatchObject({ subtotal: order.subtotal, tax: order.tax_amount, grandTotal: order.grand_total })
    },
  )
})

describe('the money of documents', () => {
  it('adds up to the placed order: goods, discount, shipping and tax', () => {
    for (const kind of Object.keys(ORDER_KINDS) as OrderKind[]) {
      const shop = shopOf(() => 0.5)
      const order = loadOrder(shop, placeOrder(shop, kind).entity_id)
      for (const currency of ['', 'base_'] as const) {
        const shippingDiscountTax =
          currency === '' ? 'shipping_discount_tax_compensation_amount' : 'base_shipping_discount_tax_compensation_amnt'
        const sum = plus(
          ...['subtotal', 'discount_amount', 'shipping_amount', 'tax_amount', 'discount_tax_compensation_amount'].map(
            field => num(order, `${currency}${field}`),
          ),
          num(order, shippingDiscountTax),
        )
        expect([kind, currency, sum]).toEqual([kind, currency, num(order, `${currency}grand_total`)])
      }
    }
  })

  it('invoiced in any parts is the whole order, in both currencies and in every row', () => {
    fc.assert(
      fc.property(kindArbitrary, partsArbitrary, (kind, parts) => {
        const shop = shopOf(() => 0.5)
        const { entity_id: id } = placeOrder(shop, kind)
        invoiceInParts(shop, id, parts)
        const order = loadOrder(shop, id)
        for (const currency of ['', 'base_']) {
          expect(num(order, `${currency}total_invoiced`)).toBe(num(order, `${currency}grand_total`))
          expect(num(order, `${currency}total_due`)).toBe(0)
          for (const item of order.items.filter(row => !isMoneyShell(order, row))) {
            expect(num(item, `${currency}row_invoiced`)).toBe(num(item, `${currency}row_total`))
            expect(num(item, `${currency}tax_invoiced`)).toBe(num(item, `${currency}tax_amount`))
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('refunded in any parts is the whole payment, and closes the order', () => {
    fc.assert(
      fc.property(
        kindArbitrary.filter(kind => kind !== 'zero-total'),
        partsArbitrary,
        (kind, parts) => {
          const shop = shopOf(() => 0.5)
          const { entity_id: id } = placeOrder(shop, kind)
          invoiceInParts(shop, id, [])
          for (const quarters of parts) {
            const order = loadOrder(shop, id)
            const items = pieces(order, quarters, item => quantityToRefund(order, item))
            if (items.length > 0) createCreditmemo(shop, { orderId: id, items, shippingAmount: 0, online: false })
          }
          if (loadOrder(shop, id).state !== 'closed') createCreditmemo(shop, { orderId: id, items: [], online: false })
          const order = loadOrder(shop, id)
          expect([order.state, order.total_refunded]).toEqual(['closed', order.total_paid])
          expect(order.base_total_refunded).toBe(order.base_total_paid)
        },
      ),
      { numRuns: 60 },
    )
  })
})
