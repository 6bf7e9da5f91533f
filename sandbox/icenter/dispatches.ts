import { ZERO } from '../../src/domain/amount.ts'
import { type Answer, type Call, created, type Key, ok, type Route, updated } from './answer.ts'
import { type Dispatch, type DocumentKey, idOf, type Order, type OrderLine, type Row, type Work } from './company.ts'
import { makeDispatch, postDispatch, readDispatch } from './dispatching.ts'
import { archive } from './documents.ts'
import { fields, readRow, text, writeRow } from './fields.ts'
import { vatRate } from './lookups.ts'
import { missingDocument } from './missing.ts'
import { DISPATCH, DISPATCH_LINE } from './models.ts'
import { readOrder, toDispatch } from './open-pieces.ts'
import { DISPATCH_TEXTS } from './order-status.ts'
import { keyOf, partyElements } from './orders.ts'
import { priceLines, totalsOf } from './pricing.ts'
import { changedOnly, pageOf } from './query.ts'
import { invoicesOf, referenceText } from './references.ts'
import { bodyOf } from './request-body.ts'
import { branch, type Markup, root } from './xml.ts'

/** Dispatch advices: read, made from orders, posted and printed. */
export const dispatchRoutes = (): Route[] => [
  { method: 'GET', path: '/api/v2/DispatchAdvice/GetDispatchAdvice/:year/:book/:number', handle: getDispatch },
  { method: 'GET', path: '/api/DispatchAdvice/GetDispatchAdvices', handle: listDispatches },
  { method: 'GET', path: '/api/DispatchAdvice/GetDispatchAdviceStatus', handle: dispatchStatus },
  { method: 'POST', path: '/api/Order/MoveOrderToDispatchAdvice/:year/:book/:number/:dispatchYear', handle: moveOrder },
  { method: 'POST', path: '/api/DispatchAdvice/PostDispatchAdvice/:year/:book/:number', handle: post },
  { method: 'POST', path: '/api/DispatchAdvice/PrintDeliveryNoteToPDF', handle: print },
]

function getDispatch(work: Work, { params }: Call): Answer {
  const dispatch = work.get('dispatches', idOf(keyOf(params)))
  const style = work.company.variants.missingDocument
  if (!dispatch) return missingDocument(style, 'DispatchAdviceHeaderDetailV2', DISPATCH, 'DispatchAdviceNumber')
  const order = readOrder(work, dispatch.order)
  return ok(
    root('DispatchAdviceHeaderDetailV2', [
      ...writeRow(head(work, dispatch, order), DISPATCH),
      branch('DispatchAdviceLines', lines(work, dispatch, order)),
    ]),
  )
}

interface Priced {
  readonly line: OrderLine
  readonly number: number
}

const linesOf = (dispatch: Dispatch, order: Order): Priced[] =>
  dispatch.lines.flatMap(({ line: number, orderLine, quantity }) => {
    const line = order.lines.find(one => one.OrderLineNo === orderLine)
    return line ? [{ number, line: { ...line, Qty: quantity } }] : []
  })

function priced(work: Work, dispatch: Dispatch, order: Order) {
  const { variants } = work.company
  return priceLines(
    linesOf(dispatch, order).map(({ line }) => line),
    order.header,
    { variants, rateOf: id => vatRate(work, id) },
  )
}

function head(work: Work, dispatch: Dispatch, order: Order): Row {
  const { header } = order
  const totals = totalsOf(priced(work, dispatch, order), work.company.variants.vatRounding)
  return {
    ...header,
    DispatchAdviceYear: dispatch.key.year,
    DispatchAdviceBook: dispatch.key.book,
    DispatchAdviceNumber: dispatch.key.number,
    WarehouseID: header.WarehouseId,
    CustomerID: header.CustomerId,
    ...partyElements(work, text(header, 'CustomerId'), 'Customer'),
    CustomerPayerID: header.CustomerPayerId,
    CurrencyID: header.CurrencyId,
    PriceListID: header.PriceListId,
    DispatchAdviceDate: dispatch.date,
    DeliveryDate: dispatch.date,
    Status: dispatch.status,
    StatusDescription: DISPATCH_TEXTS[dispatch.status],
    TrackingNumber: dispatch.tracking,
    AttachmentIDDeliveryNote: dispatch.attachment,
    GrossAmount: totals.gross,
    DiscountAmount: totals.discount,
    RebateAmount: totals.rebate,
    NetAmount: totals.net,
    VATAmount: totals.vat,
    PaymentAmount: totals.payment,
    ReferenceOrder: referenceText(work, order.key),
    ReferenceInvoice: referenceText(work, invoicesOf(work, order.key).at(-1)?.key),
    InsertedTime: dispatch.inserted,
    ModifiedTime: dispatch.modified,
  }
}

/** A line says which line of the order it is, without the order's book: that is the advice's own. */
function lines(work: Work, dispatch: Dispatch, order: Order): Markup[] {
  const amounts = priced(work, dispatch, order)
  return linesOf(dispatch, order).map(({ line, number }, index) => {
    const one = amounts[index]
    const row: Row = {
      ...line,
      LineNumber: number,
      OrderYear: order.key.year,
      OrderNumber: order.key.number,
      OrderLineNumber: line.OrderLineNo,
      Quantity: line.Qty,
      WarehouseID: line.WareHouseId,
      OrderedQuantity: order.lines.find(other => other.OrderLineNo === line.OrderLineNo)?.Qty,
      QuantityForShipping: line.Qty,
      // Nothing is shipped before the advice is posted.
      ShippedQuantity: dispatch.status === 'Z' ? line.Qty : ZERO,
      PriceWithVAT: one?.grossPrice,
      VATRateID: line.VATRateId,
      VATRatePercent: one?.rate,
      Status: dispatch.status,
      GrossAmount: one?.gross,
      IntermediateAmount: one?.intermediate,
      NetAmount: one?.net,
      RebateAmount: one?.rebate,
      VATAmount: one?.vat,
      DiscountAmount: one?.discount,
      ...invoicedAs(work, order, line.OrderLineNo),
    }
    return branch('DispatchAdviceLine', writeRow(row, DISPATCH_LINE))
  })
}

/** The invoice line that the pieces are on. */
function invoicedAs(work: Work, order: Order, orderLine: number): Row {
  for (const { key, lines: rows } of invoicesOf(work, order.key)) {
    const found = rows.find(one => one.orderLine === orderLine)
    if (!found) continue
    return { InvoiceYear: key.year, InvoiceBook: key.book, InvoiceNumber: key.number, InvoiceLineNumber: found.line }
  }
  return {}
}

function listDispatches(work: Work, { query }: Call): Answer {
  const [from, to] = [query.text('dateFrom')?.slice(0, 10), query.text('dateTo')?.slice(0, 10)]
  const [customer, statuses] = [query.text('customerID'), query.list('dispatchAdviceStatuses')]
  const [year, book, number] = [
    query.integer('dispatchAdviceYear'),
    query.text('dispatchAdviceBook'),
    query.integer('dispatchAdviceNumber'),
  ]
  const found = work
    .list('dispatches')
    .filter(({ key }) => (year ?? key.year) === key.year && (book ?? key.book) === key.book)
    .filter(({ key }) => (number ?? key.number) === key.number)
    .filter(
      ({ date }) => (from === undefined || date.slice(0, 10) >= from) && (to === undefined || date.slice(0, 10) <= to),
    )
    .filter(({ status }) => statuses?.includes(status) ?? true)
    .map(dispatch => ({ dispatch, order: readOrder(work, dispatch.order) }))
    .filter(({ order }) => customer === undefined || order.header.CustomerId === customer)
  const changed = changedOnly(work.company, found, query, ({ dispatch }) => dispatch.modified)
  return ok(
    root(
      'ArrayOfDispatchAdviceHead',
      pageOf(changed, query).map(({ dispatch, order }) =>
        branch('DispatchAdviceHead', writeRow(head(work, dispatch, order), DISPATCH)),
      ),
    ),
  )
}

const STATUS_ROW = fields(`DispatchAdviceYear:i DispatchAdviceBook DispatchAdviceNumber:i Status StatusDescription
  CustomerID CustomerPayerID DispatchAdviceDate:t DeliveryDate:t ReferenceOrder ReferenceInvoice InsertedTime:t
  ModifiedTime:t TrackingNumber`)

function dispatchStatus(work: Work, { query }: Call): Answer {
  const book = query.required('dispatchAdviceBook')
  const [year, number] = [query.integer('dispatchAdviceYear'), query.integer('dispatchAdviceNumber')]
  const status = query.text('dispatchAdviceStatus')
  const found = work
    .list('dispatches')
    .filter(({ key }) => key.book === book && (year ?? key.year) === key.year && (number ?? key.number) === key.number)
    .filter(one => status === undefined || one.status === status)
  const changed = changedOnly(work.company, found, query, ({ modified }) => modified)
  return ok(
    root(
      'ArrayOfDispatchAdviceStatus',
      pageOf(changed, query).map(one =>
        branch('DispatchAdviceStatus', writeRow(head(work, one, readOrder(work, one.order)), STATUS_ROW)),
      ),
    ),
  )
}

const dispatchKeys = (work: Work, { year, book, number }: DocumentKey): Key[] => {
  const names = work.company.variants.orderKeyNames.map(name => name.replace(/^Order/, 'DispatchAdvice'))
  const values = [String(year), book, String(number)]
  return values.map((value, index) => ({ name: names[index] ?? '', value }))
}

function moveOrder(work: Work, { params }: Call): Answer {
  const key = keyOf(params)
  const order = readOrder(work, key)
  const dispatch = makeDispatch(work, key, Number(params.dispatchYear), toDispatch(work, order))
  return created(work, dispatchKeys(work, dispatch.key))
}

function post(work: Work, { params }: Call): Answer {
  postDispatch(work, keyOf(params))
  return updated()
}

const PRINT = fields('DispatchAdviceYear:i DispatchAdviceBook DispatchAdviceNumber:i TemplateID:i')

function print(work: Work, { body }: Call): Answer {
  const sent = readRow(bodyOf(body, 'PrintDeliveryNoteToPDF'), PRINT, false)
  const key = {
    year: Number(sent.DispatchAdviceYear),
    book: text(sent, 'DispatchAdviceBook'),
    number: Number(sent.DispatchAdviceNumber),
  }
  return created(work, [{ name: work.company.variants.documentKeyName, value: printDispatch(work, key) }])
}

/** @returns the id of the file in the archive */
function printDispatch(work: Work, key: DocumentKey): string {
  const dispatch = readDispatch(work, key)
  return archive(work, `Dobavnica ${idOf(key)}.pdf`, { dispatch: key }, attachment =>
    work.put('dispatches', idOf(key), { ...dispatch, attachment, modified: work.now }),
  )
}
