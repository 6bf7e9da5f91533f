import { type Answer, type Call, ok, type Route, refuse, updated } from './answer.ts'
import { type Dispatch, type DocumentKey, type Invoice, idOf, type Order, type Row, type Work } from './company.ts'
import { text, writeRow } from './fields.ts'
import { missingDocument } from './missing.ts'
import { ORDER_STATUS, OVERVIEW, OVERVIEW_DISPATCH, OVERVIEW_INVOICE } from './models.ts'
import { STATUS_TEXTS } from './orders.ts'
import { changedOnly, pageOf, type Query } from './query.ts'
import { allDispatchesOf, allInvoicesOf, dispatchesOf, invoicesOf, referenceText } from './references.ts'
import { branch, type Markup, root } from './xml.ts'

/** How orders have come along, and the two things that end them. */
export const orderStatusRoutes = (): Route[] => [
  { method: 'GET', path: '/api/Order/GetOrderStatus', handle: orderStatus },
  { method: 'GET', path: '/api/Order/GetOrderProcessOverview', handle: overview },
  { method: 'POST', path: '/api/Order/PostOrderCancellation', prefix: 'order', handle: cancelRequested },
  { method: 'POST', path: '/api/Order/PostOrderClose', prefix: 'order', handle: closeRequested },
]

export const DISPATCH_TEXTS = { O: 'V pripravi', Z: 'Zaključeno', X: 'Stornirano' } as const
export const INVOICE_TEXTS = { Z: 'Zaključeno', S: 'Stornirano' } as const

function orderStatus(work: Work, { query }: Call): Answer {
  const book = query.required('orderBook')
  const reference = query.text('orderReference')
  const { variants } = work.company
  const silent = !variants.orderStatusAnswers || (reference !== undefined && !variants.orderReferenceFilter)
  const [year, number] = [query.integer('orderYear'), query.integer('orderNumber')]
  const [statuses, workOrder] = [query.list('orderStatusList'), query.text('workOrderId')]
  const orders = silent
    ? []
    : work
        .list('orders')
        .filter(({ key }) => key.book === book && (year ?? key.year) === key.year)
        .filter(({ key }) => (number ?? key.number) === key.number)
        .filter(({ status }) => statuses?.includes(status) ?? true)
        .filter(({ header }) => reference === undefined || header.OrderReference === reference)
        .filter(({ header }) => workOrder === undefined || header.WorkOrderId === workOrder)
        .toSorted((a, b) => a.key.year - b.key.year || a.key.number - b.key.number)
  const changed = changedOnly(work.company, orders, query, order => lastChange(work, order))
  const rows = changed.flatMap(order => statusRows(work, order))
  return ok(
    root(
      'ArrayOfOrdersStatus',
      pageOf(rows, query).map(row => branch('OrdersStatus', writeRow(row, ORDER_STATUS))),
    ),
  )
}

function lastChange(work: Work, order: Order): string {
  if (work.company.variants.statusDelta === 'order') return order.modified
  const others = [...allDispatchesOf(work, order.key), ...allInvoicesOf(work, order.key)]
  return [order.modified, ...others.map(({ modified }) => modified)].toSorted().at(-1) ?? order.modified
}

/** One row with the latest dispatch and invoice, or a row for each dispatch advice. */
function statusRows(work: Work, order: Order): Row[] {
  const dispatches = dispatchesOf(work, order.key)
  const invoices = invoicesOf(work, order.key)
  if (work.company.variants.statusRows === 'order' || dispatches.length === 0) {
    // Where everything was reversed the last one is still named, with its status.
    const dispatch = dispatches.at(-1) ?? allDispatchesOf(work, order.key).at(-1)
    const billed = allInvoicesOf(work, order.key).filter(({ credits }) => credits === undefined)
    return [statusRow(work, order, dispatch, invoices.at(-1) ?? billed.at(-1))]
  }
  return dispatches.map((dispatch, index) => statusRow(work, order, dispatch, invoices[index] ?? invoices.at(-1)))
}

function statusRow(work: Work, order: Order, dispatch: Dispatch | undefined, invoice: Invoice | undefined): Row {
  const reached = order.status !== 'O' && order.status !== 'X'
  return {
    OrderYear: order.key.year,
    OrderBook: order.key.book,
    OrderNumber: order.key.number,
    OrderStatus: order.status,
    OrderStatusDescription: STATUS_TEXTS[order.status],
    OrderConfirmDate: reached ? order.header.ConfirmationDate : undefined,
    Ref2Dispatch: referenceText(work, dispatch?.key),
    DispatchStatus: dispatch?.status,
    DispatchStatusDescription: dispatch && DISPATCH_TEXTS[dispatch.status],
    DispatchInsUpdTimestamp: dispatch?.modified,
    Ref2Invoice: referenceText(work, invoice?.key),
    InvoiceStatus: invoice?.status,
    InvoiceStatusDescription: invoice && INVOICE_TEXTS[invoice.status],
    InvoiceInsUpdTimestamp: invoice?.modified,
    OrderReference: order.header.OrderReference,
    TrackingNumber: dispatch?.tracking,
    AttachmentIDDeliveryNote: dispatch?.attachment,
    AttachmentIDInvoice: invoice?.attachment,
    WorkOrderId: order.header.WorkOrderId,
    ReadyForPickup: false,
    CancelledDate: order.canceledAt,
  }
}

const requestedKey = (query: Query): DocumentKey => ({
  year: query.requiredInteger('orderYear'),
  book: query.required('orderBook'),
  number: query.requiredInteger('orderNumber'),
})

function overview(work: Work, { query }: Call): Answer {
  const order = work.get('orders', idOf(requestedKey(query)))
  if (!order)
    return missingDocument(work.company.variants.missingOrder, 'OrderProcessOverview', OVERVIEW, 'OrderNumber')
  const head: Row = {
    OrderYear: order.key.year,
    OrderBook: order.key.book,
    OrderNumber: order.key.number,
    OrderStatusDescription: STATUS_TEXTS[order.status],
    CancelledDate: order.canceledAt,
  }
  const parts: Markup[] = []
  if (query.boolean('includeProformaInvoices') === true) parts.push(branch('Order_ProformaInvoices', []))
  if (query.boolean('includeDispatches') === true)
    parts.push(branch('Order_Dispatches', overviewDispatches(work, order)))
  if (query.boolean('includeInvoices') === true) parts.push(branch('Order_Invoices', overviewInvoices(work, order)))
  return ok(root('OrderProcessOverview', [...writeRow(head, OVERVIEW), ...parts]))
}

/** Reversed documents stay in the list, with their status. */
const overviewDispatches = (work: Work, order: Order): Markup[] =>
  allDispatchesOf(work, order.key).map(({ key, status, attachment, tracking }) =>
    branch(
      'Order_Dispatch',
      writeRow(
        {
          DispatchYear: key.year,
          DispatchBook: key.book,
          DispatchNumber: key.number,
          DispatchStatusDescription: DISPATCH_TEXTS[status],
          AttachmentIDDispatch: attachment,
          TrackingNumber: tracking,
        },
        OVERVIEW_DISPATCH,
      ),
    ),
  )

const overviewInvoices = (work: Work, order: Order): Markup[] =>
  allInvoicesOf(work, order.key)
    .filter(one => one.credits === undefined || work.company.variants.creditsInOverview)
    .map(({ key, status, attachment, header }) =>
      branch(
        'Order_Invoice',
        writeRow(
          {
            InvoiceYear: key.year,
            InvoiceBook: key.book,
            InvoiceNumber: key.number,
            InvoiceStatusDescription: INVOICE_TEXTS[status],
            AttachmentIDInvoice: attachment,
            IDInvoiceNumber: text(header, 'InvoiceID'),
          },
          OVERVIEW_INVOICE,
        ),
      ),
    )

function cancelRequested(work: Work, { query }: Call): Answer {
  cancelOrder(work, requestedKey(query))
  return updated()
}

function closeRequested(work: Work, { query }: Call): Answer {
  closeOrder(work, requestedKey(query), query.required('dispatchAdviceClose').toLowerCase() === 'true')
  return updated()
}

const existing = (work: Work, key: DocumentKey): Order =>
  work.get('orders', idOf(key)) ?? refuse(`Naročilo ${idOf(key)} ne obstaja!`)

/** @throws Rejection when anything was dispatched or invoiced */
export function cancelOrder(work: Work, key: DocumentKey): void {
  const order = existing(work, key)
  const why = reasonNotToCancel(work, order)
  if (why !== undefined) refuse(`Naročila ${idOf(key)} ni mogoče preklicati, ker ${why}!`)
  work.put('orders', idOf(key), { ...order, status: 'X', canceledAt: work.now, modified: work.now })
}

function reasonNotToCancel(work: Work, order: Order): string | undefined {
  if (order.status === 'X') return 'je že preklicano'
  if (dispatchesOf(work, order.key).length > 0) return 'je že odpremljeno'
  if (invoicesOf(work, order.key).length > 0) return 'je zanj že izdan račun'
  return order.status === 'Z' ? 'je zaključeno' : undefined
}

/** What is not dispatched yet will not be; @param withDispatches closes open dispatch advices too */
export function closeOrder(work: Work, key: DocumentKey, withDispatches: boolean): void {
  const order = existing(work, key)
  if (order.status === 'X') refuse(`Naročila ${idOf(key)} ni mogoče zaključiti, ker je preklicano!`)
  const open = dispatchesOf(work, key).filter(({ status }) => status === 'O')
  if (open.length > 0 && !withDispatches) refuse(`Naročilo ${idOf(key)} ima odprte dobavnice!`)
  for (const dispatch of open) {
    work.put('dispatches', idOf(dispatch.key), { ...dispatch, status: 'X', modified: work.now })
  }
  const lines = order.lines.map(line => ({ ...line, ClosedLine: true }))
  work.put('orders', idOf(key), { ...order, lines, status: 'Z', modified: work.now })
}
