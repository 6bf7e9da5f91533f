import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { add, amount, isZero } from '../../src/domain/amount.ts'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import { productsToLookUp, translateOrder } from '../../src/magento/translate/order.ts'
import { recordedInvoice, recordedOrder, recordedOrders } from './canonical-recorded.ts'

function translated(name: string): CanonicalOrder {
  const result = translateOrder(recordedOrder(name))
  if (!result.ok) throw new Error(result.refusal.message)
  return result.order
}

/** "sku quantity net tax gross rate discount", as one writes it down by hand from the recording. */
const written = (order: CanonicalOrder): string[] =>
  order.lines.map(l => [l.sku, l.quantity, l.net, l.tax, l.gross, `${l.taxRate}%`, l.discount].join(' '))
const shipping = ({ shipping: s }: CanonicalOrder): string =>
  [s.net, s.tax, s.gross, `${s.taxRate}%`, s.discount].join(' ')

describe('orders of a real Magento', () => {
  test.each(recordedOrders())('$name adds up exactly in both currencies without any fee', ({ raw }) => {
    const result = translateOrder(raw)
    if (!result.ok) throw new Error(result.refusal.message)
    expect(result.check.order).toMatchObject({ magento: amount(Number(raw.grand_total)), difference: '0' })
    expect(result.check.base).toMatchObject({ magento: amount(Number(raw.base_grand_total)), difference: '0' })
    expect(result.order.fees).toEqual([])
    const taxes = [...result.order.lines, result.order.shipping].map(part => part.tax)
    expect(add(...taxes)).toBe(amount(Number(raw.tax_amount)))
  })

  test.each([
    ['guest-simple', ['S-001 2 32.62 7.18 39.8 22% 0'], '8.2 1.8 10 22% 0'],
    ['guest-configurable', ['C-MAJICA-Modra 2 40.82 8.98 49.8 22% 0'], '8.2 1.8 10 22% 0'],
    ['guest-bundle-dynamic', ['S-001 2 32.62 7.18 39.8 22% 0', 'S-005 2 13.33 1.27 14.6 9.5% 0'], '8.2 1.8 10 22% 0'],
    ['guest-bundle-fixed', ['B-FIKSEN 1 86.07 18.93 105 22% 0'], '4.09 0.91 5 22% 0'],
    ['guest-virtual-only', ['V-SERVIS 2 131.15 28.85 160 22% 0'], '0 0 0 22% 0'],
    ['guest-custom-options', ['S-OPCIJE-GRAV-DARILO 1 31.15 6.85 38 22% 0'], '4.1 0.9 5 22% 0'],
    ['guest-exempt-tax', ['S-028 1 9.99 0 9.99 0% 0', 'S-029 1 19.9 0 19.9 0% 0'], '8.2 1.8 10 22% 0'],
    // Prices with tax: 39.80 − 3.98 = 35.82, of which 6.46 is tax.
    [
      'guest-coupon-percent',
      ['S-001 2 29.36 6.46 35.82 22% 3.98', 'S-005 1 6 0.57 6.57 9.5% 0.73'],
      '12.3 2.7 15 22% 0',
    ],
    ['guest-coupon-bundle', ['S-002 1 0.73 0.16 0.89 22% 0.1', 'S-005 1 6 0.57 6.57 9.5% 0.73'], '4.1 0.9 5 22% 0'],
    ['guest-coupon-configurable', ['C-MAJICA-Rdeca 3 55.11 10.47 65.58 19% 7.29'], '12.29 2.34 14.63 19% 0'],
    [
      'guest-coupon-fixed-with-shipping',
      ['S-012 1 4.77 1.05 5.82 22% 0.02', 'S-013 1 1224.63 269.42 1494.05 22% 4.95'],
      '8.17 1.8 9.97 22% 0.03',
    ],
    ['guest-zero-total', ['S-002 1 0 0 0 22% 0.99'], '0 0 0 0% 0'],
    // Prices without tax: the discount of 5.97 net takes 1.31 of tax along.
    ['excl-coupon', ['S-001 3 53.73 11.82 65.55 22% 7.28', 'S-005 1 6.57 0.62 7.19 9.5% 0.8'], '20 4.4 24.4 22% 0'],
    ['excl-coupon-shipping', ['S-001 3 55.7 10.58 66.28 19% 4.76'], '14 2.66 16.66 19% 1.19'],
    ['guest-store-usd-si-tax', ['S-001 3 48.44 10.66 59.1 22% 6.57'], '13.53 2.97 16.5 22% 0'],
  ])('%s has the lines and the shipping that were worked out by hand', (name, lines, shipped) => {
    const order = translated(name)
    expect(written(order)).toEqual(lines)
    expect(shipping(order)).toBe(shipped)
  })

  test('a dollar order keeps its own amounts and those of the euro books apart', () => {
    const order = translated('guest-store-usd-si-tax')
    expect([order.currency, order.baseCurrency, order.grandTotal, order.baseGrandTotal]).toEqual([
      'USD',
      'EUR',
      '75.6',
      '68.73',
    ])
    expect(order.lines[0]?.base).toEqual({ net: '44.04', tax: '9.69', gross: '53.73' })
    expect(order.shipping.base).toEqual({ net: '12.3', tax: '2.7', gross: '15' })
  })

  test.each([
    ['full', 'invoiced-not-shipped'],
    ['refunded', 'refunded-full'],
    ['captured', 'card-auth'],
    ['made-at-checkout', 'card-capture'],
  ])('the invoice "%s" of everything has the same total, tax and rows as its order', (invoiceName, orderName) => {
    const number = z.number().transform(amount)
    const row = z.object({ order_item_id: z.number(), row_total: number.optional(), tax_amount: number.optional() })
    const shape = z.object({ order_id: z.number(), grand_total: number, tax_amount: number, items: z.array(row) })
    const invoice = shape.parse(recordedInvoice(invoiceName))
    const order = translated(orderName)
    expect(order.magentoId).toBe(invoice.order_id)
    expect(order.grandTotal).toBe(invoice.grand_total)
    expect(add(...order.lines.map(line => line.tax), order.shipping.tax)).toBe(invoice.tax_amount)
    for (const line of order.lines) {
      const invoiced = invoice.items.find(item => item.order_item_id === line.id)
      expect([line.net, line.tax]).toEqual([invoiced?.row_total, invoiced?.tax_amount])
    }
  })
})

describe('what documents name', () => {
  test('a dynamic bundle: its parent item, whose progress is that of the parent', () => {
    const order = translated('bundle-partially-shipped')
    expect(order.lines.map(line => [line.id, line.documentItem])).toEqual([
      [125, { id: 124, unitsPer: '1' }],
      [126, { id: 124, unitsPer: '1' }],
    ])
    const counts = { ordered: '2', invoiced: '2', shipped: '1', refunded: '0', canceled: '0' }
    expect(order.progress).toEqual({ '124': counts })
  })

  test('a configurable: the row with the money, and what was refunded or canceled of it', () => {
    expect(translated('guest-configurable').lines[0]?.documentItem).toEqual({ id: 15, unitsPer: '1' })
    const refunded = translated('refunded-partial').progress['99']
    expect(refunded).toEqual({ ordered: '3', invoiced: '3', shipped: '3', refunded: '1', canceled: '0' })
    expect(Object.values(translated('canceled').progress).every(each => !isZero(each.canceled))).toBe(true)
  })
})

describe('people, addresses and payment', () => {
  test('a guest has no id, a customer has one with the tax number', () => {
    expect(translated('guest-simple').customer.id).toBeUndefined()
    const { customer, billing, shippingAddress } = translated('cust-company-vat')
    expect(customer).toMatchObject({ taxId: 'SI12345678', firstName: 'Žiga', lastName: 'Čuček' })
    expect(customer.id).toBeGreaterThan(0)
    expect(billing).toMatchObject({
      company: 'Kovač & Sinovi d.o.o.',
      vatId: 'SI12345678',
      country: 'SI',
      street: ['Tržaška cesta 118'],
    })
    expect(shippingAddress?.city).toBe('Maribor')
  })

  test('a virtual order has no shipping address and no shipping method', () => {
    const order = translated('guest-virtual-only')
    expect(order.shippingAddress).toBeUndefined()
    expect(order.shipping.method).toBeUndefined()
    expect(order.lines.every(line => line.virtual)).toBe(true)
  })

  test('authorized is not paid', () => {
    expect(translated('card-review').payment).toMatchObject({
      paid: '0',
      authorized: '62.1',
      transactionId: 'TX-2CCD2DCE13',
    })
    expect(translated('card-capture').payment).toMatchObject({ paid: '62.1', authorized: '62.1' })
  })

  test('dates are UTC instants, the number is text, a store of its own counts by itself', () => {
    const order = translated('guest-store-sl')
    expect(order).toMatchObject({ number: '2000000001', state: 'new', status: 'pending' })
    expect(order.placedAt).toBe(`${String(recordedOrder('guest-store-sl').created_at).replace(' ', 'T')}Z`)
  })
})

describe('custom options', () => {
  const raw = recordedOrder('guest-custom-options')

  test('are kept in words, and the composed SKU is reported', () => {
    const result = translateOrder(raw)
    if (!result.ok) throw new Error(result.refusal.message)
    expect(result.order.lines[0]?.options[0]).toEqual({ label: 'Option 1', value: 'Za Ano ❤' })
    expect(result.warnings.join()).toContain('"S-OPCIJE-GRAV-DARILO"')
  })

  test('leave the plain SKU when the caller has looked the product up', () => {
    expect(productsToLookUp(raw)).toEqual([48])
    const result = translateOrder(raw, new Map([[48, 'S-OPCIJE']]))
    expect(result).toMatchObject({ ok: true, warnings: [], order: { lines: [{ sku: 'S-OPCIJE' }] } })
  })

  test('leave the plain SKU when the product stands in another row without options, whatever else has its id', () => {
    const items = raw.items as Record<string, unknown>[] // fixtures are orders
    const free = {
      price: 0,
      base_price: 0,
      row_total: 0,
      base_row_total: 0,
      row_total_incl_tax: 0,
      base_row_total_incl_tax: 0,
    }
    const gift = { ...items[0], ...free, tax_amount: 0, base_tax_amount: 0, product_option: undefined }
    const skus = (...others: string[]) => {
      const result = translateOrder({
        ...raw,
        items: [...items, ...others.map((sku, i) => ({ ...gift, item_id: 90 + i, sku }))],
      })
      return result.ok ? result.order.lines.map(line => line.sku) : result.refusal
    }
    expect(skus('S-OPCIJE')).toEqual(['S-OPCIJE', 'S-OPCIJE'])
    expect(skus('OTHER', 'ANOTHER')).toEqual(['S-OPCIJE-GRAV-DARILO', 'OTHER', 'ANOTHER'])
  })
})
