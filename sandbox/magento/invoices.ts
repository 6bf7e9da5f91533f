import { z } from 'zod'
import type { JournalChange } from '../journal.ts'
import { type AskedItem, type DocumentLine, documentLines } from './document-lines.ts'
import { documentComment, documentHead, moneyHead, rowPrices } from './documents.ts'
import { collectInvoiceTotals, registerInvoice } from './invoice-totals.ts'
import { MagentoError, parseBody } from './magento-error.ts'
import { bump, fixed2, num } from './money.ts'
import { isOnlineMethod, newTransactionId } from './payments.ts'
import type { Comment, DocumentItem, Invoice, Order } from './records.ts'
import { answerList, commentList, documentCommentSchema, idParameter, itemsSchema, type Route } from './rest.ts'
import { documentsOf, loadDocument, loadOrder, orderChange, orderEvent, type Shop } from './shop.ts'
import {
  canInvoice,
  defaultStatus,
  deriveState,
  isMoneyShell,
  quantityToInvoice,
  stateAllowsInvoice,
} from './state-machine.ts'

export interface InvoiceRequest {
  readonly capture: boolean
  readonly items: readonly AskedItem[]
  readonly comment?: string | undefined
  readonly commentVisible?: boolean
}

const requestSchema = z.object({
  capture: z.preprocess(value => Boolean(value), z.boolean()).optional(),
  items: itemsSchema,
  comment: documentCommentSchema,
})

export const invoiceRoutes = (shop: Shop): Route[] => [
  {
    method: 'POST',
    path: '/order/:id/invoice',
    resource: 'Magento_Sales::invoice',
    handle: ({ params, body }) => {
      const asked = parseBody(requestSchema, body)
      const invoice = createInvoice(shop, idParameter(params), {
        capture: asked.capture ?? false,
        items: asked.items ?? [],
        comment: asked.comment?.comment,
        commentVisible: asked.comment?.is_visible_on_front === 1,
      })
      return String(invoice.entity_id)
    },
  },
  {
    method: 'GET',
    path: '/invoices',
    resource: 'Magento_Sales::sales_invoice',
    handle: ({ query }) => answerList(shop, query, shop.journal.list<Invoice>('invoices'), invoice => invoice),
  },
  {
    method: 'GET',
    path: '/invoices/:id',
    resource: 'Magento_Sales::sales_invoice',
    handle: ({ params }) => loadDocument(shop, 'invoices', idParameter(params)),
  },
  {
    method: 'POST',
    path: '/invoices/:id/capture',
    resource: 'Magento_Sales::sales_invoice',
    handle: ({ params }) => captureLater(shop, idParameter(params)),
  },
  {
    method: 'POST',
    path: '/invoices/:id/void',
    resource: 'Magento_Sales::sales_invoice',
    handle: ({ params }) => {
      loadDocument(shop, 'invoices', idParameter(params))
      throw new MagentoError(400, 'The void action is not available.')
    },
  },
  {
    method: 'POST',
    path: '/invoices/:id/emails',
    resource: 'Magento_Sales::sales_invoice',
    handle: ({ params }) => Boolean(loadDocument(shop, 'invoices', idParameter(params))),
  },
  {
    method: 'GET',
    path: '/invoices/:id/comments',
    resource: 'Magento_Sales::sales_invoice',
    handle: ({ params }) => {
      const id = idParameter(params)
      return commentList(id, shop.journal.get<Invoice>('invoices', id)?.comments ?? [])
    },
  },
]

/**
 * Makes an invoice, paid at once, and moves the order on.
 * @param extra changes that commit together with it (the companion module's link).
 * @throws MagentoError 400 in the words of the recordings invoice-create-error-*; 404 without such an order.
 */
export function createInvoice(
  shop: Shop,
  orderId: number,
  request: InvoiceRequest,
  extra: (invoice: Invoice) => readonly JournalChange[] = () => [],
): Invoice {
  const order = loadOrder(shop, orderId)
  const lines = checkedLines(order, request.items)
  const invoice: Invoice = {
    ...moneyHead(order),
    ...documentHead(shop, order, 'invoice'),
    can_void_flag: 0,
    state: 2,
    grand_total: 0,
    base_grand_total: 0,
    total_qty: lines.filter(line => line.item.parent_item_id === undefined).reduce((sum, line) => sum + line.qty, 0),
  }
  invoice.items = lines.map(line => invoiceItem(shop, invoice, order, line))
  collectInvoiceTotals(order, invoice, lines, documentsOf(shop, 'invoices', orderId))
  if (request.comment)
    invoice.comments = [
      documentComment(shop, 'invoice_comment', invoice.entity_id, request.comment, request.commentVisible),
    ]
  registerInvoice(order, invoice, lines)
  const history = request.capture && isOnlineMethod(order) ? [captureOnline(shop, order, invoice)] : []
  deriveState(order, true)
  order.status = defaultStatus(order.state)
  for (const comment of history) order.status_histories.push({ ...comment, status: order.status })
  shop.commit(
    [{ collection: 'invoices', key: invoice.entity_id, value: invoice }, orderChange(shop, order), ...extra(invoice)],
    [orderEvent('invoice.created', order), ...history.map(() => orderEvent('payment.captured', order))],
  )
  return invoice
}

/** @throws MagentoError 400 when the order or the quantities do not allow an invoice */
function checkedLines(order: Order, asked: readonly AskedItem[]): DocumentLine[] {
  const known = asked.filter(one => order.items.some(item => item.item_id === one.order_item_id))
  const foreignOnly = asked.length > 0 && known.length === 0
  const lines = foreignOnly ? [] : documentLines(order, known, item => quantityToInvoice(order, item))
  for (const { item, qty } of lines) {
    if (!isMoneyShell(order, item) && qty > quantityToInvoice(order, item))
      throw new MagentoError(400, 'We found an invalid quantity to invoice item "%1".', [item.name])
  }
  const problems = [
    ...(lines.some(line => line.qty > 0)
      ? []
      : ["The invoice can't be created without products. Add products and try again."]),
    ...orderProblems(order),
  ]
  if (problems.length > 0) throw new MagentoError(400, `Invoice Document Validation Error(s):\n${problems.join('\n')}`)
  return lines
}

function orderProblems(order: Order): string[] {
  if (!stateAllowsInvoice(order)) return [`An invoice cannot be created when an order has a status of ${order.status}`]
  return canInvoice(order) ? [] : ['The order does not allow an invoice to be created.']
}

const invoiceItem = (shop: Shop, invoice: Invoice, order: Order, { item, qty }: DocumentLine): DocumentItem => ({
  ...rowPrices(item),
  entity_id: shop.nextId('invoice_item'),
  parent_id: invoice.entity_id,
  order_item_id: item.item_id,
  product_id: item.product_id,
  name: item.name,
  sku: item.sku,
  qty,
  ...(isMoneyShell(order, item)
    ? {}
    : { discount_tax_compensation_amount: 0, base_discount_tax_compensation_amount: 0 }),
})

/** Charges the card. @returns the history line that Magento writes (order-get-card-capture). */
function captureOnline(shop: Shop, order: Order, invoice: Invoice): Comment {
  const transaction = newTransactionId(shop)
  invoice.transaction_id = transaction
  order.payment.last_trans_id = transaction
  order.payment.additional_information.push(String(invoice.base_grand_total))
  bump(order.payment, 'base_amount_paid_online', invoice.base_grand_total)
  return {
    comment: `Captured amount of €${fixed2(invoice.base_grand_total)} online. Transaction ID: "${transaction}"`,
    created_at: shop.stamp(),
    entity_id: shop.nextId('comment'),
    entity_name: 'invoice',
    is_customer_notified: null,
    is_visible_on_front: 0,
    parent_id: order.entity_id,
    status: order.status,
  }
}

/** Recordings invoice-capture, invoice-capture-card: only an authorized card that was not charged yet. */
function captureLater(shop: Shop, id: number): boolean {
  const invoice = loadDocument(shop, 'invoices', id)
  const order = loadOrder(shop, invoice.order_id)
  if (!isOnlineMethod(order) || num(order.payment, 'base_amount_paid_online') > 0)
    throw new MagentoError(400, 'The capture action is not available.')
  order.status_histories.push(captureOnline(shop, order, invoice))
  invoice.updated_at = shop.stamp()
  shop.commit(
    [{ collection: 'invoices', key: id, value: invoice }, orderChange(shop, order)],
    [orderEvent('payment.captured', order)],
  )
  return true
}
