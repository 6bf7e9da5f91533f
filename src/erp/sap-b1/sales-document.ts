import {
  type Amount,
  absolute,
  add,
  amount,
  compare,
  fixed,
  isNegative,
  isZero,
  round,
  subtract,
  toJsonNumber,
  ZERO,
} from '../../domain/amount.ts'
import type { CanonicalOrder, OrderLine, Price } from '../../domain/order.ts'
import type { SalesDocumentInput, SalesDocumentPlan } from '../connector.ts'
import { hold } from '../order-codes.ts'
import { orderText } from '../order-text.ts'
import { addressExtension } from './addresses.ts'
import { serviceRoot } from './client.ts'
import {
  customerFor,
  feeFor,
  itemFor,
  type Mapping,
  paymentFor,
  shippingExpenseFor,
  shippingFor,
  vatGroupFor,
  warehouseFor,
} from './mapping.ts'
import { extend, splitPrice, withTax } from './prices.ts'
import type { SapB1Settings } from './settings.ts'
import { type Cutter, cutter } from './text.ts'

/** Differences up to this go into the rounding expense; a larger one means that the mapping is wrong. */
const ROUNDING_LIMIT = amount('0.05')
const SIZES = { reference: 100, comments: 254, freeText: 100, remarks: 50 }

interface Planning extends Mapping {
  readonly cut: Cutter
  readonly warnings: string[]
  /** What B1 will add up to, so far. */
  total: Amount
}

/**
 * The sales order for a Magento order, and the total that B1 will compute for it (rules in prices.ts). Pure. What the
 * mapping does not cover comes back as `hold`; the request is then for looking at only.
 */
export function planSalesDocument(input: SalesDocumentInput, settings: SapB1Settings): SalesDocumentPlan {
  const { order, items } = input
  const warnings: string[] = []
  const planning: Planning = { settings, order, items, cut: cutter(warnings), warnings, total: ZERO }

  const { documentLines, lines } = planLines(planning)
  const expenses = [...planExpenses(planning), ...planRounding(planning)]
  const body = {
    ...planHeader(input, planning),
    DocumentLines: documentLines,
    ...(expenses.length > 0 ? { DocumentAdditionalExpenses: expenses } : {}),
  }
  return {
    request: { method: 'POST', path: `${serviceRoot(settings)}/Orders`, body },
    lines,
    expectedTotal: planning.total,
    warnings,
    ...(planning.held ? { hold: planning.held } : {}),
  }
}

function planHeader(input: SalesDocumentInput, planning: Planning): Record<string, unknown> {
  const { settings, order, cut } = planning
  const { paymentMethod, paymentGroup } = paymentFor(planning)
  const { transportation } = shippingFor(planning)
  const customer = customerFor(planning, input.subjectId)
  const vatId = customer === settings.subjects.collective ? order.billing.vatId : undefined
  return {
    ...(customer === undefined ? {} : { CardCode: customer }),
    NumAtCard: cut(input.reference, SIZES.reference, 'The reference'),
    ...userFields(planning),
    [`U_${settings.udf}`]: input.orderbridgeId,
    DocDate: input.documentDate,
    TaxDate: input.documentDate,
    DocDueDate: dueDate(input.documentDate, settings),
    DocCurrency: order.currency,
    // Both said, because the customer's own discount and the company's rounding would move the total.
    DiscountPercent: 0,
    Rounding: 'tNO',
    Comments: cut(comments(settings.comments, order), SIZES.comments, 'The remarks'),
    ...(paymentMethod === undefined ? {} : { PaymentMethod: paymentMethod }),
    ...(paymentGroup === undefined ? {} : { PaymentGroupCode: paymentGroup }),
    ...(transportation === undefined ? {} : { TransportationCode: transportation }),
    ...(settings.branch === undefined ? {} : { BPL_IDAssignedToInvoice: settings.branch }),
    // The collective customer has no VAT id of its own to take over.
    ...(vatId ? { FederalTaxID: cut(vatId, 32, 'The VAT id') } : {}),
    AddressExtension: addressExtension(order.billing, order.shippingAddress, settings, cut),
  }
}

function planLines(planning: Planning): {
  readonly documentLines: readonly Record<string, unknown>[]
  readonly lines: SalesDocumentPlan['lines']
} {
  const documentLines: Record<string, unknown>[] = []
  const lines: { itemId: number; erpLine: number }[] = []
  let next = 0
  for (const line of planning.order.lines) {
    const components = planning.settings.salesBoms[itemFor(planning, line.sku) ?? ''] ?? 0
    for (const documentLine of planLine(line, planning)) {
      documentLines.push(documentLine)
      lines.push({ itemId: line.id, erpLine: next })
      // B1 writes the components of a sales BOM as lines of their own behind it (contract §4.3).
      next += 1 + components
    }
  }
  return { documentLines, lines }
}

function planLine(line: OrderLine, planning: Planning): Record<string, unknown>[] {
  const { settings, cut } = planning
  if (isZero(line.quantity) || isNegative(line.quantity)) {
    const remedy = 'Look at the order in Magento and enter it in SAP Business One by hand.'
    hold(planning, 'quantity_not_positive', `the line "${line.sku}" has the quantity ${line.quantity}.`, remedy)
    return []
  }
  const itemCode = itemFor(planning, line.sku)
  const vatGroup = vatGroupFor(planning, line.taxRate)
  const warehouse = warehouseFor(planning, line.sku)
  const options = line.options.map(({ label, value }) => `${label}: ${value}`).join('; ')
  const gross = settings.priceMode === 'gross'
  const parts = splitPrice(gross ? line.gross : line.net, line.quantity, settings.priceDecimals)
  if (parts.length > 1) {
    const prices = parts.map(({ quantity, price }) => `${quantity} × ${price}`).join(' + ')
    planning.warnings.push(`"${line.sku}" is sent in ${parts.length} lines, ${prices}, so that it adds up.`)
  }
  const freeText = options ? cut(options, SIZES.freeText, `The options of "${line.sku}"`) : undefined
  return parts.map(({ quantity, price }) => {
    const amountOfLine = extend(price, quantity)
    planning.total = add(planning.total, gross ? amountOfLine : withTax(amountOfLine, line.taxRate))
    return {
      ...(itemCode === undefined ? {} : { ItemCode: itemCode }),
      Quantity: toJsonNumber(round(quantity, 6)),
      DiscountPercent: 0,
      ...linePrice(price, gross),
      ...(vatGroup === undefined ? {} : { VatGroup: vatGroup }),
      ...(warehouse === undefined ? {} : { WarehouseCode: warehouse }),
      ...(freeText === undefined ? {} : { FreeText: freeText }),
    }
  })
}

/** A price of zero is said in both ways: a line without a price gets the price list's (contract §4.3). */
function linePrice(price: Amount, gross: boolean): Record<string, number> {
  if (isZero(price)) return { UnitPrice: 0, PriceAfterVAT: 0 }
  return gross ? { PriceAfterVAT: toJsonNumber(price) } : { UnitPrice: toJsonNumber(price) }
}

/** Shipping and fees. What pays for goods before the payment does (gift cards, store credit) is a negative expense. */
function planExpenses(planning: Planning): Record<string, unknown>[] {
  const { order } = planning
  const expenses: Record<string, unknown>[] = []
  if (!isZero(order.shipping.gross)) {
    const code = shippingExpenseFor(planning)
    const vatGroup = vatGroupFor(planning, order.shipping.taxRate)
    const remarks = order.shipping.description ?? order.shipping.method ?? 'Shipping'
    expenses.push(planExpense(planning, code, order.shipping, order.shipping.taxRate, vatGroup, remarks))
  }
  for (const fee of order.fees) {
    if (isZero(fee.gross)) continue
    const mapped = feeFor(planning, fee.code)
    const vatGroup = mapped?.vatGroup ?? vatGroupFor(planning, fee.taxRate)
    expenses.push(planExpense(planning, mapped?.expense, fee, fee.taxRate, vatGroup, fee.label))
  }
  return expenses
}

function planExpense(
  planning: Planning,
  code: number | undefined,
  price: Price,
  rate: Amount,
  vatGroup: string | undefined,
  remarks: string,
): Record<string, unknown> {
  const { settings, order, cut } = planning
  const gross = settings.priceMode === 'gross'
  const value = round(gross ? price.gross : price.net, 2)
  planning.total = add(planning.total, gross ? value : withTax(value, rate))
  // In a document in a foreign currency the plain fields are in local currency.
  const field = `${gross ? 'LineGross' : 'LineTotal'}${order.currency === settings.localCurrency ? '' : 'FC'}`
  return {
    ...(code === undefined ? {} : { ExpenseCode: code }),
    [field]: toJsonNumber(value),
    ...(vatGroup === undefined ? {} : { VatGroup: vatGroup }),
    DistributionMethod: 'aedm_None',
    Remarks: cut(remarks, SIZES.remarks, `The text of "${remarks.slice(0, 20)}"`),
  }
}

/** What is left between B1's total and the shopper's: up to 0.05 an expense of its own, more is not sent. */
function planRounding(planning: Planning): Record<string, unknown>[] {
  const { order, settings } = planning
  const difference = round(subtract(order.grandTotal, planning.total), 2)
  if (isZero(difference) || planning.held) return []
  if (compare(absolute(difference), ROUNDING_LIMIT) > 0) {
    const message = `SAP Business One would come to ${fixed(planning.total, 2)} ${order.currency}, Magento says ${fixed(order.grandTotal, 2)}.`
    const net = settings.priceMode === 'net'
    hold(
      planning,
      'totals_differ',
      message,
      net ? 'Set priceMode of the connection to "gross".' : 'Look at the order in Magento.',
    )
    return []
  }
  const rounding = feeFor(planning, 'rounding')
  const vatGroup = rounding?.vatGroup ?? vatGroupFor(planning, ZERO)
  const price = { net: difference, tax: ZERO, gross: difference }
  return [planExpense(planning, rounding?.expense, price, ZERO, vatGroup, 'Rounding')]
}

/** What a field of the company cannot hold SAP refuses in its own words: only it knows its length and type. */
const userFields = ({ settings, order }: Planning): Record<string, string> =>
  Object.fromEntries(
    Object.entries(settings.userFields)
      .map(([field, template]) => [field, orderText(template, order).trim()] as const)
      .filter(([, text]) => text !== ''),
  )

/** What the order does not have leaves no hole. */
const comments = (template: string, order: CanonicalOrder): string =>
  orderText(template, order)
    .replace(/[ \t]+/g, ' ')
    .trim()

/** The day of the order and so many days, or working days, after it. ISO dates. */
export function dueDate(documentDate: string, { deliveryDays, workingDays }: SapB1Settings): string {
  const day = new Date(`${documentDate}T00:00:00Z`)
  for (let left = deliveryDays; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1)
    if (!workingDays || (day.getUTCDay() !== 0 && day.getUTCDay() !== 6)) left -= 1
  }
  return day.toISOString().slice(0, 10)
}
