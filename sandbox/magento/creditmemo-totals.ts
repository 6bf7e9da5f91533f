import type { DocumentLine } from './document-lines.ts'
import { MagentoError } from './magento-error.ts'
import {
  bump,
  CURRENCIES,
  type CurrencyPrefix,
  carryingRounder,
  cents,
  DISCOUNT_TAX,
  fixed2,
  minus,
  num,
  plus,
  put,
  type Rounder,
  share,
  shippingDiscountTax,
} from './money.ts'
import type { Creditmemo, Order } from './records.ts'
import { isMoneyShell, quantityToRefund } from './state-machine.ts'

export interface RefundAmounts {
  /** NET, base currency; undefined refunds what is left of it. */
  readonly shippingAmount: number | undefined
  readonly adjustmentPositive: number
  readonly adjustmentNegative: number
}

/**
 * Fills in the money of a credit memo: rows, discount, shipping, tax, adjustments.
 * @throws MagentoError 400 when more shipping is asked than is left (recording invoice-refund-error-shipping-amount-is-net)
 */
export function collectCreditmemoTotals(
  order: Order,
  memo: Creditmemo,
  lines: readonly DocumentLine[],
  amounts: RefundAmounts,
): void {
  const round = carryingRounder()
  const part = shippingPart(order, amounts.shippingAmount)
  const last =
    part === undefined &&
    order.items.every(item => (lines.find(line => line.item === item)?.qty ?? 0) >= quantityToRefund(order, item))
  for (const currency of CURRENCIES) {
    const rows = collectRows(order, memo, lines, currency, round)
    const discount = collectDiscount(order, memo, lines, currency, round, part)
    collectShipping(order, memo, currency, part)
    const tax = collectTax(order, memo, lines, currency, round, last, part)
    const adjustment = minus(amounts.adjustmentPositive, amounts.adjustmentNegative)
    put(memo, `${currency}adjustment`, adjustment)
    put(memo, `${currency}grand_total`, plus(rows, -discount, num(memo, `${currency}shipping_amount`), tax, adjustment))
  }
}

interface Part {
  readonly amount: number
  readonly whole: number
}

/** @returns which part of the shipping goes back; undefined means everything that is left of it. */
function shippingPart(order: Order, asked: number | undefined): Part | undefined {
  const whole = num(order, 'base_shipping_amount')
  const left = minus(whole, num(order, 'base_shipping_refunded'))
  if (asked === undefined) return undefined
  const amount = cents(asked)
  if (amount > cents(left))
    throw new MagentoError(400, 'Maximum shipping amount allowed to refund is: %1', [`€${fixed2(left)}`])
  return amount === cents(left) ? undefined : { amount, whole }
}

const partOf = (value: number, part: Part): number =>
  part.whole === 0 ? 0 : cents(share(value, part.amount, part.whole))

function collectRows(
  order: Order,
  memo: Creditmemo,
  lines: readonly DocumentLine[],
  currency: CurrencyPrefix,
  round: Rounder,
): number {
  let subtotal = 0
  let including = 0
  for (const { item, qty } of lines) {
    const row = memo.items.find(one => one.order_item_id === item.item_id)
    if (!row || isMoneyShell(order, item)) continue
    const rowTotal = rest(
      order,
      { item, qty },
      `${currency}row_invoiced`,
      `${currency}amount_refunded`,
      currency,
      round,
    )
    put(row, `${currency}row_total`, rowTotal)
    put(
      row,
      `${currency}row_total_incl_tax`,
      round(num(item, `${currency}row_total_incl_tax`), qty, item.qty_ordered, `${currency}including`),
    )
    subtotal = plus(subtotal, rowTotal)
    including = plus(including, num(row, `${currency}row_total_incl_tax`))
  }
  put(memo, `${currency}subtotal`, subtotal)
  put(memo, `${currency}subtotal_incl_tax`, including)
  return subtotal
}

function collectDiscount(
  order: Order,
  memo: Creditmemo,
  lines: readonly DocumentLine[],
  currency: CurrencyPrefix,
  round: Rounder,
  part: Part | undefined,
): number {
  const shippingDiscount = num(order, `${currency}shipping_discount_amount`)
  const refundedBefore = num(order, `${currency}shipping_refunded`) > 0
  let total = part ? partOf(shippingDiscount, part) : refundedBefore ? 0 : shippingDiscount
  for (const line of lines) {
    const row = memo.items.find(one => one.order_item_id === line.item.item_id)
    if (!row || isMoneyShell(order, line.item) || num(line.item, `${currency}discount_invoiced`) === 0) continue
    const discount = rest(order, line, `${currency}discount_invoiced`, `${currency}discount_refunded`, currency, round)
    put(row, `${currency}discount_amount`, discount)
    total = plus(total, discount)
  }
  put(memo, `${currency}discount_amount`, total === 0 ? 0 : -total)
  return total
}

function collectShipping(order: Order, memo: Creditmemo, currency: CurrencyPrefix, part: Part | undefined): void {
  const net = num(order, `${currency}shipping_amount`)
  const tax = num(order, `${currency}shipping_tax_amount`)
  if (part) {
    put(memo, `${currency}shipping_amount`, partOf(net, part))
    put(memo, `${currency}shipping_tax_amount`, partOf(tax, part))
    put(memo, `${currency}shipping_incl_tax`, partOf(num(order, `${currency}shipping_incl_tax`), part))
    return
  }
  const leftNet = minus(net, num(order, `${currency}shipping_refunded`))
  const leftTax = minus(tax, num(order, `${currency}shipping_tax_refunded`))
  put(memo, `${currency}shipping_amount`, leftNet)
  put(memo, `${currency}shipping_tax_amount`, leftTax)
  put(
    memo,
    `${currency}shipping_incl_tax`,
    leftNet === net ? num(order, `${currency}shipping_incl_tax`) : plus(leftNet, leftTax),
  )
}

function collectTax(
  order: Order,
  memo: Creditmemo,
  lines: readonly DocumentLine[],
  currency: CurrencyPrefix,
  round: Rounder,
  last: boolean,
  part: Part | undefined,
): number {
  const shippingDiscount = num(order, shippingDiscountTax(currency))
  let tax = num(memo, `${currency}shipping_tax_amount`)
  let discountTax = part
    ? partOf(shippingDiscount, part)
    : num(order, `${currency}shipping_refunded`) > 0
      ? 0
      : shippingDiscount
  for (const line of lines) {
    const row = memo.items.find(one => one.order_item_id === line.item.item_id)
    if (!row || isMoneyShell(order, line.item)) continue
    const rowTax = rest(order, line, `${currency}tax_invoiced`, `${currency}tax_refunded`, currency, round)
    const rowDiscountTax = rest(
      order,
      line,
      `${currency}${DISCOUNT_TAX}_invoiced`,
      `${currency}${DISCOUNT_TAX}_refunded`,
      currency,
      round,
    )
    put(row, `${currency}tax_amount`, rowTax)
    put(row, `${currency}${DISCOUNT_TAX}_amount`, rowDiscountTax)
    tax = plus(tax, rowTax)
    discountTax = plus(discountTax, rowDiscountTax)
  }
  const allowed = (field: string) =>
    minus(num(order, `${currency}${field}_invoiced`), num(order, `${currency}${field}_refunded`))
  tax = last ? allowed('tax') : Math.min(tax, allowed('tax'))
  discountTax = last ? allowed(DISCOUNT_TAX) : Math.min(discountTax, allowed(DISCOUNT_TAX))
  put(memo, `${currency}tax_amount`, tax)
  put(memo, `${currency}${DISCOUNT_TAX}_amount`, discountTax)
  return plus(tax, discountTax)
}

/** The share of what is invoiced and not yet given back; the last piece takes the rest to the cent. */
function rest(
  order: Order,
  { item, qty }: DocumentLine,
  invoiced: string,
  refunded: string,
  currency: CurrencyPrefix,
  round: Rounder,
): number {
  const left = minus(num(item, invoiced), num(item, refunded))
  if (qty >= quantityToRefund(order, item)) return cents(left)
  return round(left, qty, minus(item.qty_invoiced, item.qty_refunded), currency === '' ? 'regular' : 'base')
}

/** Books a finished credit memo on the order and its rows. */
export function registerCreditmemo(
  order: Order,
  memo: Creditmemo,
  lines: readonly DocumentLine[],
  online: boolean,
): void {
  for (const { item, qty } of lines) {
    const row = memo.items.find(one => one.order_item_id === item.item_id)
    item.qty_refunded = plus(item.qty_refunded, qty)
    item.weee_tax_applied = '[]'
    if (!row || isMoneyShell(order, item)) continue
    for (const currency of CURRENCIES) {
      bump(item, `${currency}amount_refunded`, num(row, `${currency}row_total`))
      bump(item, `${currency}tax_refunded`, num(row, `${currency}tax_amount`))
      bump(item, `${currency}discount_refunded`, num(row, `${currency}discount_amount`))
      bump(item, `${currency}${DISCOUNT_TAX}_refunded`, num(row, `${currency}${DISCOUNT_TAX}_amount`))
    }
  }
  for (const currency of CURRENCIES) {
    const total = num(memo, `${currency}grand_total`)
    for (const part of ['subtotal', 'tax', 'discount', 'shipping', 'shipping_tax', DISCOUNT_TAX])
      bump(
        order,
        `${currency}${part}_refunded`,
        num(memo, part === 'subtotal' ? `${currency}subtotal` : `${currency}${part}_amount`),
      )
    bump(order, `${currency}total_refunded`, total)
    bump(order, `${currency}total_${online ? 'online' : 'offline'}_refunded`, total)
    for (const sign of ['adjustment_positive', 'adjustment_negative'])
      if (sign in memo) bump(order, `${currency}${sign}`, num(memo, `${currency}${sign}`))
    bump(order.payment, `${currency}amount_refunded`, total)
    bump(order.payment, `${currency}shipping_refunded`, num(memo, `${currency}shipping_amount`))
  }
  if (online) bump(order.payment, 'base_amount_refunded_online', memo.base_grand_total)
}
