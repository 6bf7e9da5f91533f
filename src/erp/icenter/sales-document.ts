import {
  type Amount,
  absolute,
  amount,
  compare,
  fixed,
  isNegative,
  isZero,
  negate,
  round,
  subtract,
  ZERO,
} from '../../domain/amount.ts'
import type { CanonicalOrder, OrderLine, Price } from '../../domain/order.ts'
import type { SalesDocumentInput, SalesDocumentPlan } from '../connector.ts'
import { hold } from '../order-codes.ts'
import { orderText } from '../order-text.ts'
import { shipTo } from './addresses.ts'
import {
  currencyFor,
  customerFor,
  feeFor,
  itemFor,
  type Mapping,
  paymentFor,
  shippingFor,
  shippingItemFor,
  vatRateFor,
} from './mapping.ts'
import { type PricedLine, splitPrice, totalOf } from './prices.ts'
import type { IcenterSettings } from './settings.ts'
import { type Cutter, cutter } from './text.ts'

/** Differences up to this go into the rounding item; a larger one means that the mapping is wrong. */
const ROUNDING_LIMIT = amount('0.05')
const ONE = amount(1)

export const ADD_ORDER = '/api/Order/AddOrder'

interface Planning extends Mapping {
  readonly cut: Cutter
  readonly warnings: string[]
  readonly rows: Record<string, unknown>[]
  /** The same lines, for the total. */
  readonly priced: PricedLine[]
}

/**
 * The order in iCenter for a Magento order, and the total that iCenter will compute for it (rules in prices.ts). Pure.
 * Discounts are in the prices already, and the customer's own ones are switched off. What the mapping does not cover comes
 * back as `hold`; the request is then for looking at only.
 */
export function planSalesDocument(input: SalesDocumentInput, settings: IcenterSettings): SalesDocumentPlan {
  const warnings: string[] = []
  const { order, items } = input
  const planning: Planning = { settings, order, items, cut: cutter(warnings), warnings, rows: [], priced: [] }

  const lines = order.lines.flatMap(line => planLine(line, planning))
  planShipping(planning)
  for (const fee of order.fees) if (!isZero(fee.gross)) planFee(planning, fee)
  planRounding(planning)
  const header = planHeader(input, planning)
  const payments = planPayments(planning)
  const OrderHeader = {
    ...header,
    OrderLines: { OrderLine: planning.rows },
    ...(payments.length > 0 ? { OrderPaymentLines: { OrderPaymentLine: payments } } : {}),
  }
  return {
    request: { method: 'POST', path: ADD_ORDER, body: { OrderHeader } },
    lines,
    expectedTotal: totalOf(planning.priced, settings),
    warnings,
    ...(planning.held ? { hold: planning.held } : {}),
  }
}

function planHeader(input: SalesDocumentInput, planning: Planning): Record<string, unknown> {
  const { settings, order, cut } = planning
  const { purposeCode, type, method } = paymentFor(planning)
  const { deliveryMethod } = shippingFor(planning)
  const customer = customerFor(planning, input.subjectId)
  const comment = cut(
    orderText(settings.comment, input.order, { reference: input.reference }),
    settings.limits.comment,
    'The comment',
  )
  return {
    OrderYear: Number(input.documentDate.slice(0, 4)),
    OrderBook: settings.orderBook,
    WarehouseId: settings.warehouse,
    CustomerId: customer,
    CustomerPayerId: customer,
    OrderDate: atMidnight(input.documentDate),
    ...keyFields(input, planning),
    DeliveryMethod: deliveryMethod,
    CurrencyId: currencyFor(planning),
    // Said, because the customer's own rebate would move the total.
    RebatePercentage: '0',
    ...(comment ? { Comment: comment } : {}),
    DeliveryDate: atMidnight(daysLater(input.documentDate, settings.deliveryDays)),
    PaymentPurposeCode: purposeCode,
    PaymentTypeID: type,
    ...shipTo(order.shippingAddress ?? order.billing, settings, cut),
    PaymentMethod: method,
  }
}

/** Our key where it is found again, never cut; the number that people know in the field beside it. */
function keyFields({ orderbridgeId, reference }: SalesDocumentInput, planning: Planning): Record<string, string> {
  const { keyField, limits } = planning.settings
  const isReference = keyField === 'order_reference'
  const size = isReference ? limits.reference : limits.quotation
  if (orderbridgeId.length > size) {
    const field = isReference ? 'reference' : 'quotation'
    const message = `our key "${orderbridgeId}" is longer than the ${size} characters of its field.`
    const remedy = `Raise limits.${field} of the connection, if iCenter really keeps as many, or take a shorter store code.`
    hold(planning, 'key_too_long', message, remedy)
  }
  const words = planning.cut(reference, isReference ? limits.quotation : limits.reference, 'The reference')
  return isReference
    ? { OrderReference: orderbridgeId, QuotationNumber: words }
    : { OrderReference: words, QuotationNumber: orderbridgeId }
}

function planLine(line: OrderLine, planning: Planning): { itemId: number; erpLine: number }[] {
  const { settings, cut, warnings } = planning
  if (isZero(line.quantity) || isNegative(line.quantity)) {
    const remedy = 'Look at the order in Magento and enter it in iCenter by hand.'
    hold(planning, 'quantity_not_positive', `the line "${line.sku}" has the quantity ${line.quantity}.`, remedy)
    return []
  }
  const item = itemFor(planning, line.sku)
  const vatRate = vatRateFor(planning, line.taxRate)
  const options = line.options.map(({ label, value }) => `${label}: ${value}`).join('; ')
  const comment = options && cut(options, settings.limits.itemTitle, `The options of "${line.sku}"`)
  const total = settings.priceMode === 'gross' ? line.gross : line.net
  const parts = splitPrice(total, line.quantity, settings.priceDecimals)
  if (parts.length > 1) {
    const prices = parts.map(({ quantity, price }) => `${quantity} × ${price}`).join(' + ')
    warnings.push(`"${line.sku}" is sent in ${parts.length} lines, ${prices}, so that it adds up.`)
  }
  return parts.map(({ quantity, price }) => {
    const erpLine = addRow(
      planning,
      item,
      vatRate,
      { quantity: round(quantity, 6), price, rate: line.taxRate },
      comment,
    )
    return { itemId: line.id, erpLine }
  })
}

/** @returns the line's number in the order. */
function addRow(
  planning: Planning,
  item: string | undefined,
  vatRate: string | undefined,
  line: PricedLine,
  comment?: string,
): number {
  const OrderLineNo = planning.rows.length + 1
  planning.priced.push(line)
  planning.rows.push({
    OrderLineNo,
    ItemID: item,
    Qty: line.quantity,
    Price: line.price,
    DiscountPercentage: '0',
    VATRateId: vatRate,
    PriceIncludeVAT: planning.settings.priceMode === 'gross',
    ...(comment ? { Comment: comment } : {}),
  })
  return OrderLineNo
}

function planShipping(planning: Planning): void {
  const { shipping } = planning.order
  if (isZero(shipping.gross)) return
  const item = shippingItemFor(planning)
  addService(planning, item, vatRateFor(planning, shipping.taxRate), shipping, shipping.taxRate)
}

function planFee(planning: Planning, fee: CanonicalOrder['fees'][number]): void {
  const mapped = feeFor(planning, fee.code)
  if (isNegative(fee.gross) && planning.settings.negativeFees === 'hold') {
    const message = `"${fee.code}" takes ${fixed(negate(fee.gross), 2)} ${planning.order.currency} off the total.`
    const remedy = 'Enter the order in iCenter by hand, or set negativeFees of the connection.'
    hold(planning, 'negative_fee', message, remedy)
  }
  addService(planning, mapped?.item, mapped?.vatRate ?? vatRateFor(planning, fee.taxRate), fee, fee.taxRate)
}

/** One piece; what is taken off has a negative price or a negative quantity. */
function addService(
  planning: Planning,
  item: string | undefined,
  vatRate: string | undefined,
  value: Pick<Price, 'net' | 'gross'>,
  rate: Amount,
): void {
  const { priceMode, negativeFees } = planning.settings
  const price = round(priceMode === 'gross' ? value.gross : value.net, 2)
  const turned = isNegative(price) && negativeFees === 'quantity'
  const line = turned ? { quantity: negate(ONE), price: negate(price) } : { quantity: ONE, price }
  addRow(planning, item, vatRate, { ...line, rate })
}

/** What is left between iCenter's total and the shopper's: up to 0.05 a line of its own, more is not sent. */
function planRounding(planning: Planning): void {
  const { order, settings } = planning
  const total = totalOf(planning.priced, settings)
  const difference = round(subtract(order.grandTotal, total), 2)
  if (isZero(difference) || planning.held) return
  if (compare(absolute(difference), ROUNDING_LIMIT) > 0) {
    const message = `iCenter would come to ${fixed(total, 2)} ${order.currency}, Magento says ${fixed(order.grandTotal, 2)}.`
    const net = settings.priceMode === 'net' || settings.grossPrices === 'converted'
    const remedy = net
      ? 'Set priceMode to "gross" and let iCenter keep prices with tax.'
      : 'Look at the order in Magento.'
    hold(planning, 'totals_differ', message, remedy)
    return
  }
  const rounding = feeFor(planning, 'rounding')
  const vatRate = rounding?.vatRate ?? vatRateFor(planning, ZERO)
  addService(planning, rounding?.item, vatRate, { net: difference, gross: difference }, ZERO)
}

/** Money that was captured in the shop already goes with the order; there is no later call for it (contract §6). */
function planPayments(planning: Planning): Record<string, unknown>[] {
  const { paid, transactionId } = planning.order.payment
  const { purpose } = paymentFor(planning)
  if (purpose === undefined || compare(paid, ZERO) <= 0) return []
  return [
    {
      PaymentLineNo: 1,
      PaymentPurposeID: purpose,
      PaymentAmount: round(paid, 2),
      ...(transactionId ? { PaymentTransactionID: planning.cut(transactionId, 50, 'The transaction') } : {}),
    },
  ]
}

const atMidnight = (day: string): string => `${day}T00:00:00`

function daysLater(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
