import type { DocumentLine } from './document-lines.ts'
import {
  bump,
  CURRENCIES,
  type CurrencyPrefix,
  carryingRounder,
  cents,
  DISCOUNT_TAX,
  minus,
  num,
  plus,
  put,
  type Rounder,
  shippingDiscountTax,
} from './money.ts'
import type { DocumentItem, Invoice, Order, OrderItem } from './records.ts'
import { isMoneyShell, quantityToInvoice } from './state-machine.ts'

/**
 * Fills in the money of an invoice, in Magento's order of totals (rows, discount, shipping, tax): shipping goes wholly
 * into the first invoice, the last one takes what rounding left over.
 * @param earlier the order's other invoices.
 */
export function collectInvoiceTotals(
  order: Order,
  invoice: Invoice,
  lines: readonly DocumentLine[],
  earlier: readonly Invoice[],
): void {
  const last = order.items.every(item => {
    const line = lines.find(candidate => candidate.item === item)
    return (line && !isMoneyShell(order, item) ? line.qty : 0) >= quantityToInvoice(order, item)
  })
  const round = carryingRounder()
  for (const currency of CURRENCIES) {
    const rows = collectRows(order, invoice, lines, currency, round)
    const discount = collectDiscount(order, invoice, lines, earlier, currency, round)
    const tax = collectTax(order, invoice, lines, earlier, currency, round, last)
    const shipping = num(invoice, `${currency}shipping_amount`)
    put(invoice, `${currency}grand_total`, plus(rows, -discount, shipping, tax))
  }
}

const invoiceRow = (invoice: Invoice, item: OrderItem): DocumentItem | undefined =>
  invoice.items.find(row => row.order_item_id === item.item_id)

function collectRows(
  order: Order,
  invoice: Invoice,
  lines: readonly DocumentLine[],
  currency: CurrencyPrefix,
  round: Rounder,
): number {
  let subtotal = 0
  let including = 0
  for (const { item, qty } of lines) {
    const row = invoiceRow(invoice, item)
    if (!row || isMoneyShell(order, item)) continue
    const rowTotal = remaining(order, item, qty, `${currency}row_total`, `${currency}row_invoiced`, currency, round)
    put(row, `${currency}row_total`, rowTotal)
    const ordered = num(item, `${currency}row_total_incl_tax`)
    if (ordered !== 0)
      put(row, `${currency}row_total_incl_tax`, round(ordered, qty, item.qty_ordered, `${currency}including`))
    subtotal = plus(subtotal, rowTotal)
    including = plus(including, num(row, `${currency}row_total_incl_tax`))
  }
  put(invoice, `${currency}subtotal`, subtotal)
  put(invoice, `${currency}subtotal_incl_tax`, including)
  return subtotal
}

function collectDiscount(
  order: Order,
  invoice: Invoice,
  lines: readonly DocumentLine[],
  earlier: readonly Invoice[],
  currency: CurrencyPrefix,
  round: Rounder,
): number {
  const shippingShare = earlier.some(other => num(other, 'discount_amount') !== 0)
    ? 0
    : num(order, `${currency}shipping_discount_amount`)
  let total = shippingShare
  for (const { item, qty } of lines) {
    const row = invoiceRow(invoice, item)
    if (!row || isMoneyShell(order, item) || num(item, `${currency}discount_amount`) === 0) continue
    const discount = remaining(
      order,
      item,
      qty,
      `${currency}discount_amount`,
      `${currency}discount_invoiced`,
      currency,
      round,
    )
    put(row, `${currency}discount_amount`, discount)
    total = plus(total, discount)
  }
  put(invoice, `${currency}discount_amount`, total === 0 ? 0 : -total)
  return total
}

/** Tax and what the discount gave up of it. @returns both together. */
function collectTax(
  order: Order,
  invoice: Invoice,
  lines: readonly DocumentLine[],
  earlier: readonly Invoice[],
  currency: CurrencyPrefix,
  round: Rounder,
  last: boolean,
): number {
  const first = !earlier.some(other => num(other, 'shipping_amount') !== 0)
  for (const field of ['shipping_amount', 'shipping_incl_tax', 'shipping_tax_amount'])
    put(invoice, `${currency}${field}`, first ? num(order, `${currency}${field}`) : 0)
  put(invoice, shippingDiscountTax(currency), first ? num(order, shippingDiscountTax(currency)) : 0)
  let tax = num(invoice, `${currency}shipping_tax_amount`)
  let discountTax = num(invoice, shippingDiscountTax(currency))
  for (const { item, qty } of lines) {
    const row = invoiceRow(invoice, item)
    if (!row || isMoneyShell(order, item)) continue
    const rowTax = remaining(order, item, qty, `${currency}tax_amount`, `${currency}tax_invoiced`, currency, round)
    const rowDiscountTax = remaining(
      order,
      item,
      qty,
      `${currency}${DISCOUNT_TAX}_amount`,
      `${currency}${DISCOUNT_TAX}_invoiced`,
      currency,
      round,
    )
    put(row, `${currency}tax_amount`, rowTax)
    put(row, `${currency}${DISCOUNT_TAX}_amount`, rowDiscountTax)
    tax = plus(tax, rowTax)
    discountTax = plus(discountTax, rowDiscountTax)
  }
  const allowedTax = minus(num(order, `${currency}tax_amount`), num(order, `${currency}tax_invoiced`))
  const allowedDiscountTax = minus(
    plus(num(order, `${currency}${DISCOUNT_TAX}_amount`), num(order, shippingDiscountTax(currency))),
    num(order, `${currency}${DISCOUNT_TAX}_invoiced`),
  )
  tax = last ? allowedTax : Math.min(tax, allowedTax)
  discountTax = last ? allowedDiscountTax : Math.min(discountTax, allowedDiscountTax)
  put(invoice, `${currency}tax_amount`, tax)
  put(invoice, `${currency}${DISCOUNT_TAX}_amount`, discountTax)
  return plus(tax, discountTax)
}

/** The share of what is not invoiced yet; the last piece takes the rest to the cent. */
function remaining(
  order: Order,
  item: OrderItem,
  qty: number,
  total: string,
  done: string,
  currency: CurrencyPrefix,
  round: Rounder,
): number {
  const rest = minus(num(item, total), num(item, done))
  if (qty >= quantityToInvoice(order, item)) return cents(rest)
  return round(rest, qty, minus(item.qty_ordered, item.qty_invoiced), currency === '' ? 'regular' : 'base')
}

/** Books a finished invoice on the order and its rows. All invoices are paid at once (recording invoice-create-no-capture). */
export function registerInvoice(order: Order, invoice: Invoice, lines: readonly DocumentLine[]): void {
  for (const { item, qty } of lines) {
    const row = invoiceRow(invoice, item)
    item.qty_invoiced = plus(item.qty_invoiced, qty)
    for (const currency of CURRENCIES) {
      bump(item, `${currency}row_invoiced`, row && !isMoneyShell(order, item) ? num(row, `${currency}row_total`) : 0)
      bump(item, `${currency}tax_invoiced`, row ? num(row, `${currency}tax_amount`) : 0)
      bump(item, `${currency}discount_invoiced`, row ? num(row, `${currency}discount_amount`) : 0)
      bump(item, `${currency}${DISCOUNT_TAX}_invoiced`, row ? num(row, `${currency}${DISCOUNT_TAX}_amount`) : 0)
    }
  }
  for (const currency of CURRENCIES) {
    for (const field of ['subtotal', 'tax', 'discount', 'shipping', DISCOUNT_TAX])
      bump(
        order,
        `${currency}${field}_invoiced`,
        num(invoice, field === 'subtotal' ? `${currency}subtotal` : `${currency}${field}_amount`),
      )
    bump(order, `${currency}total_invoiced`, num(invoice, `${currency}grand_total`))
    bump(order, `${currency}total_paid`, num(invoice, `${currency}grand_total`))
    put(order, `${currency}total_due`, minus(num(order, `${currency}grand_total`), num(order, `${currency}total_paid`)))
    bump(order.payment, `${currency}amount_paid`, num(invoice, `${currency}grand_total`))
    bump(order.payment, `${currency}shipping_captured`, num(invoice, `${currency}shipping_amount`))
  }
  put(order, 'base_total_invoiced_cost', 0)
}
