import { compare, isZero } from '../../src/domain/amount.ts'
import { type Answer, type Call, created, type Key, ok, type Route, refuse, updatedDocuments } from './answer.ts'
import { type DocumentKey, idOf, type Order, type OrderStatus, type Row, type Work } from './company.ts'
import { settle } from './dispatching.ts'
import { type Field, readRow, text, writeRow } from './fields.ts'
import { vatRate } from './lookups.ts'
import { missingDocument } from './missing.ts'
import { ORDER_DETAIL, ORDER_HEADER, ORDER_LINE, ORDER_LINE_DETAIL, PAYMENT_LINE } from './models.ts'
import { completeOrder } from './order-rules.ts'
import { type PricedLine, priceLines, totalsOf } from './pricing.ts'
import {
  dispatchedOf,
  dispatchesOf,
  invoicedOf,
  invoicesOf,
  referenceText,
  shippedOf,
  takeNumber,
} from './references.ts'
import { bodyOf } from './request-body.ts'
import { branch, type Element, type Markup, root } from './xml.ts'

/** Orders: added, read and replaced as whole documents. There is no idempotency of any kind (contract §6). */
export const orderRoutes = (): Route[] => [
  { method: 'POST', path: '/api/Order/AddOrder', handle: addOrder },
  { method: 'GET', path: '/api/Order/GetOrder/:year/:book/:number', handle: getOrder },
  { method: 'POST', path: '/api/Order/ModifyOrder', handle: modifyOrder },
]

export const STATUS_TEXTS: Readonly<Record<OrderStatus, string>> = {
  O: 'Odprto',
  P: 'Potrjeno',
  D: 'Delno odpremljeno',
  Z: 'Zaključeno',
  X: 'Preklicano',
}

const FIRST_NUMBER = 501

function addOrder(work: Work, { body }: Call): Answer {
  const element = bodyOf(body, 'OrderHeader')
  const strict = work.company.variants.elementOrderStrict
  const { lines, payments } = rowsOf(element, ORDER_LINE, strict)
  const draft = completeOrder(work, readRow(element, ORDER_HEADER, strict), lines, payments)
  const key = takeNumber(work, 'order', Number(draft.header.OrderYear), text(draft.header, 'OrderBook'), FIRST_NUMBER)
  const { header, payments: paid } = draft
  work.put('orders', idOf(key), {
    key,
    header,
    lines: draft.lines,
    payments: paid,
    status: 'O',
    inserted: work.now,
    modified: work.now,
  })
  return created(work, orderKeys(work, key), draft.warnings)
}

function rowsOf(element: Element, lineModel: readonly Field[], strict: boolean): { lines: Row[]; payments: Row[] } {
  const read = (list: string, row: string, model: readonly Field[]) =>
    (element.children.find(({ name }) => name === list)?.children ?? [])
      .filter(({ name }) => name === row)
      .map(one => readRow(one, model, strict))
  return {
    lines: read('OrderLines', 'OrderLine', lineModel),
    payments: read('OrderPaymentLines', 'OrderPaymentLine', PAYMENT_LINE),
  }
}

function orderKeys(work: Work, { year, book, number }: DocumentKey): Key[] {
  const [yearName, bookName, numberName] = work.company.variants.orderKeyNames
  return [
    { name: yearName, value: String(year) },
    { name: bookName, value: book },
    { name: numberName, value: String(number) },
  ]
}

export const keyOf = ({ year = '', book = '', number = '' }: Readonly<Record<string, string>>): DocumentKey => ({
  year: Number(year),
  book,
  number: Number(number),
})

function getOrder(work: Work, { params }: Call): Answer {
  const order = work.get('orders', idOf(keyOf(params)))
  if (!order)
    return missingDocument(work.company.variants.missingOrder, 'OrderHeaderDetail', ORDER_DETAIL, 'OrderNumber')
  return ok(root('OrderHeaderDetail', writeOrder(work, order)))
}

export function pricedOrder(work: Work, order: Order) {
  const { variants } = work.company
  const lines = priceLines(order.lines, order.header, { variants, rateOf: id => vatRate(work, id) })
  return { lines, totals: totalsOf(lines, variants.vatRounding) }
}

export function partyElements(work: Work, code: string, prefix: string): Row {
  const row = work.get('customers', code) ?? {}
  return {
    [`${prefix}Title1`]: row.Name,
    [`${prefix}Title2`]: row.Name2,
    [`${prefix}Address`]: row.Street ?? row.Address,
    [`${prefix}HouseNo`]: row.HomeNumber,
    [`${prefix}PostalCode`]: row.PostalCode,
    [`${prefix}City`]: row.City,
    [`${prefix}Country`]: row.Country,
    [`${prefix}TaxNumber`]: row.TaxNumber,
  }
}

function writeOrder(work: Work, order: Order): Markup[] {
  const { lines, totals } = pricedOrder(work, order)
  const detail: Row = {
    ...order.header,
    OrderYear: order.key.year,
    OrderBook: order.key.book,
    OrderNumber: order.key.number,
    ...partyElements(work, text(order.header, 'CustomerId'), 'Customer'),
    ...partyElements(work, text(order.header, 'CustomerPayerId'), 'Payer'),
    OrderStatus: work.company.variants.orderStatusText ? STATUS_TEXTS[order.status] : order.status,
    GrossAmount: totals.gross,
    DiscountAmount: totals.discount,
    RebateAmount: totals.rebate,
    NetAmount: totals.net,
    VATAmount: totals.vat,
    PaymentAmount: totals.payment,
    ReferenceDeliveryNote: referenceText(work, dispatchesOf(work, order.key).at(-1)?.key),
    ReferenceInvoice: referenceText(work, invoicesOf(work, order.key).at(-1)?.key),
    InsertedTime: order.inserted,
    ModifiedTime: order.modified,
    CancelledDate: order.canceledAt,
  }
  const rows = order.lines.map((line, index) => {
    const priced = lines[index]
    return branch(
      'OrderLine',
      writeRow({ ...line, ...lineAmounts(work, priced), ...progress(work, order, index) }, ORDER_LINE_DETAIL),
    )
  })
  const payments = order.payments.map(row => branch('OrderPaymentLine', writeRow(row, PAYMENT_LINE)))
  return [...writeRow(detail, ORDER_DETAIL), branch('OrderLines', rows), branch('OrderPaymentLines', payments)]
}

/** Amounts of a line under the names of an order. */
function lineAmounts(work: Work, priced: PricedLine | undefined): Row {
  if (!priced) return {}
  return {
    ...(work.company.variants.detailPrice === 'net' && { Price: priced.netPrice }),
    PriceWithVAT: priced.grossPrice,
    VATRatePercent: priced.rate,
    GrossAmout: priced.gross,
    IntermediateAmount: priced.intermediate,
    NetAmount: priced.net,
    VATAmount: priced.vat,
    DiscountAmount: priced.discount,
    RebatAmount: priced.rebate,
  }
}

function progress(work: Work, order: Order, index: number): Row {
  const line = order.lines[index]
  if (!line) return {}
  const shipped = shippedOf(work, order, line.OrderLineNo)
  const done = compare(shipped, line.Qty) >= 0 || line.ClosedLine === true
  return { ShippedQTY: shipped, Status: done ? 'Z' : isZero(shipped) ? 'O' : 'D' }
}

/** The whole document: lines that are not in it are gone, elements that are not in it get their defaults again. */
function modifyOrder(work: Work, { body }: Call): Answer {
  const element = bodyOf(body, 'OrderHeaderDetail')
  const strict = work.company.variants.elementOrderStrict
  const sent = readRow(element, ORDER_DETAIL, strict)
  const key = { year: Number(sent.OrderYear), book: text(sent, 'OrderBook'), number: Number(sent.OrderNumber) }
  const order = work.get('orders', idOf(key))
  if (!order) return refuse(`Naročilo ${idOf(key)} ne obstaja!`)
  if (order.status === 'X' || order.status === 'Z') {
    return refuse(`Naročila ${idOf(key)} ni mogoče spremeniti, ker ima status ${STATUS_TEXTS[order.status]}!`)
  }
  const { lines, payments } = rowsOf(element, ORDER_LINE_DETAIL, strict)
  const header = only(sent, ORDER_HEADER)
  const draft = completeOrder(
    work,
    header,
    lines.map(line => only(enteredPrice(work, line), ORDER_LINE)),
    payments,
  )
  for (const line of order.lines) {
    const now = draft.lines.find(one => one.OrderLineNo === line.OrderLineNo)
    const taken = [dispatchedOf(work, order, line.OrderLineNo), invoicedOf(work, order, line.OrderLineNo)]
    const untouched = taken.every(isZero)
    const stays = now?.ItemID === line.ItemID && taken.every(quantity => compare(quantity, now.Qty) <= 0)
    if (!untouched && !stays) return refuse(`Vrstica ${line.OrderLineNo} naročila ${idOf(key)} je že odpremljena!`)
  }
  const { header: next, lines: kept, payments: paid } = draft
  work.put('orders', idOf(key), { ...order, header: next, lines: kept, payments: paid, modified: work.now })
  settle(work, key)
  return updatedDocuments(work, [orderKeys(work, key)], draft.warnings)
}

/** The elements that a client may set; the others are the ERP's own. */
const only = (row: Row, model: readonly Field[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => model.some(field => field.name === name)))

/** Where GetOrder answers net prices in Price, the price that was entered with VAT comes back in PriceWithVAT. */
function enteredPrice(work: Work, line: Row): Row {
  const net = work.company.variants.detailPrice === 'net'
  return net && line.PriceIncludeVAT === true && line.PriceWithVAT !== undefined
    ? { ...line, Price: line.PriceWithVAT }
    : line
}
