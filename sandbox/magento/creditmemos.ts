import { z } from 'zod'
import type { JournalChange } from '../journal.ts'
import { collectCreditmemoTotals, registerCreditmemo } from './creditmemo-totals.ts'
import { type AskedItem, type DocumentLine, documentLines } from './document-lines.ts'
import { documentComment, documentHead, moneyHead, rowPrices } from './documents.ts'
import { MagentoError, parseBody } from './magento-error.ts'
import { cents, fixed2, minus, num } from './money.ts'
import { isOnlineMethod, newTransactionId } from './payments.ts'
import type { Creditmemo, DocumentItem, Order } from './records.ts'
import {
  answerList,
  documentCommentSchema,
  idParameter,
  itemsSchema,
  phpBoolean,
  phpFloat,
  phpInt,
  type RestRequest,
  type Route,
} from './rest.ts'
import { loadDocument, loadOrder, orderChange, orderEvent, type Shop } from './shop.ts'
import { defaultStatus, deriveState, isMoneyShell, quantityToRefund, stateAllowsCreditmemo } from './state-machine.ts'
import { addToStock, reserve } from './stock.ts'

export interface CreditmemoRequest {
  readonly orderId: number
  /** Refund through an invoice: only gateways that can refund allow it. */
  readonly invoiceId?: number
  readonly items: readonly AskedItem[]
  readonly shippingAmount?: number | undefined
  readonly adjustmentPositive?: number | undefined
  readonly adjustmentNegative?: number | undefined
  readonly online: boolean
  readonly comment?: string | undefined
  readonly returnToStock?: readonly number[]
}

const requestSchema = z.object({
  items: itemsSchema,
  isOnline: phpBoolean.nullish(),
  comment: documentCommentSchema,
  arguments: z
    .strictObject({
      shipping_amount: phpFloat.nullish(),
      adjustment_positive: phpFloat.nullish(),
      adjustment_negative: phpFloat.nullish(),
      extension_attributes: z.looseObject({ return_to_stock_items: z.array(phpInt).nullish() }).nullish(),
    })
    .nullish(),
})

export const creditmemoRoutes = (shop: Shop): Route[] => [
  {
    method: 'POST',
    path: '/order/:id/refund',
    resource: 'Magento_Sales::creditmemo',
    handle: request => {
      const orderId = idParameter(request.params)
      return String(createCreditmemo(shop, { orderId, ...readRequest(request), online: false }).entity_id)
    },
  },
  {
    method: 'POST',
    path: '/invoice/:id/refund',
    resource: 'Magento_Sales::creditmemo',
    handle: request => {
      const invoice = loadDocument(shop, 'invoices', idParameter(request.params))
      const asked = { orderId: invoice.order_id, invoiceId: invoice.entity_id, ...readRequest(request) }
      return String(createCreditmemo(shop, asked).entity_id)
    },
  },
  {
    method: 'GET',
    path: '/creditmemos',
    resource: 'Magento_Sales::sales_creditmemo',
    handle: ({ query }) => answerList(shop, query, shop.journal.list<Creditmemo>('creditmemos'), memo => memo),
  },
  {
    method: 'GET',
    path: '/creditmemo/:id',
    resource: 'Magento_Sales::sales_creditmemo',
    handle: ({ params }) => loadDocument(shop, 'creditmemos', idParameter(params)),
  },
]

function readRequest({ body }: RestRequest): Omit<CreditmemoRequest, 'orderId'> {
  const asked = parseBody(requestSchema, body)
  return {
    items: asked.items ?? [],
    online: asked.isOnline ?? false,
    comment: asked.comment?.comment,
    ...(asked.arguments
      ? {
          shippingAmount: asked.arguments.shipping_amount ?? undefined,
          adjustmentPositive: asked.arguments.adjustment_positive ?? 0,
          adjustmentNegative: asked.arguments.adjustment_negative ?? 0,
          returnToStock: asked.arguments.extension_attributes?.return_to_stock_items ?? [],
        }
      : {}),
  }
}

/**
 * Refunds and moves the order on; everything refunded closes it.
 * @param extra changes that commit together with it (the companion module's link).
 * @throws MagentoError 400 in the words of the recordings order-refund-error-*, invoice-refund-error-*
 */
export function createCreditmemo(
  shop: Shop,
  request: CreditmemoRequest,
  extra: (memo: Creditmemo) => readonly JournalChange[] = () => [],
): Creditmemo {
  const order = loadOrder(shop, request.orderId)
  refuseTooMany(order, request)
  const lines = documentLines(order, request.items, item => quantityToRefund(order, item))
  const memo = emptyCreditmemo(shop, order, request)
  memo.items = lines.map(({ item, qty }) => creditmemoItem(shop, memo, order, item, qty))
  refuseForState(order, request)
  collectCreditmemoTotals(order, memo, lines, {
    shippingAmount: request.shippingAmount,
    adjustmentPositive: request.adjustmentPositive ?? 0,
    adjustmentNegative: request.adjustmentNegative ?? 0,
  })
  const available = minus(num(order, 'base_total_paid'), num(order, 'base_total_refunded'))
  if (memo.base_grand_total > available || available === 0)
    throw refusal([`The most money available to refund is ${cents(available)}.`])

  const online = request.online && request.invoiceId !== undefined
  if (online) order.payment.last_trans_id = memo.transaction_id = newTransactionId(shop)
  if (request.comment)
    memo.comments.push(documentComment(shop, 'creditmemo_comment', memo.entity_id, request.comment, false))
  registerCreditmemo(order, memo, lines, online)
  deriveState(order)
  order.status = defaultStatus(order.state)
  order.customer_note_notify = 0 // recorded with every refund, whatever notify says
  recordHistory(shop, order, memo)
  shop.commit(
    [
      { collection: 'creditmemos', key: memo.entity_id, value: memo },
      orderChange(shop, order),
      ...returnToStock(shop, lines, request.returnToStock ?? []),
      ...extra(memo),
    ],
    [orderEvent('creditmemo.created', order)],
  )
  return memo
}

const refusal = (problems: readonly string[]) =>
  new MagentoError(400, `Creditmemo Document Validation Error(s):\n${problems.join('\n')}`)

const tooMany = (order: Order, asked: AskedItem) => {
  const item = order.items.find(one => one.item_id === asked.order_item_id)
  return item !== undefined && !isMoneyShell(order, item) && asked.qty > quantityToRefund(order, item)
    ? item
    : undefined
}

function refuseTooMany(order: Order, request: CreditmemoRequest): void {
  if (request.invoiceId !== undefined || !stateAllowsCreditmemo(order)) return
  for (const asked of request.items) {
    const item = tooMany(order, asked)
    if (item && item.qty_invoiced > 0)
      throw new MagentoError(400, 'We found an invalid quantity to refund item "%1".', [item.name])
  }
}

function refuseForState(order: Order, request: CreditmemoRequest): void {
  const problems: string[] = []
  if (!stateAllowsCreditmemo(order))
    problems.push(`A creditmemo can not be created when an order has a status of ${order.status}`)
  if (request.invoiceId !== undefined) {
    // Only gateways that can refund, and "free" (contracts magento-observed, Documents).
    if (!isOnlineMethod(order) && order.payment.method !== 'free')
      problems.push("We can't create creditmemo for the invoice.")
    for (const asked of request.items)
      if (tooMany(order, asked))
        problems.push('The quantity to refund must not be greater than the unrefunded quantity.')
  }
  if (problems.length > 0) throw refusal(problems)
}

function emptyCreditmemo(shop: Shop, order: Order, request: CreditmemoRequest): Creditmemo {
  const adjustments = {
    adjustment_positive: request.adjustmentPositive,
    adjustment_negative: request.adjustmentNegative,
    base_adjustment_positive: request.adjustmentPositive,
    base_adjustment_negative: request.adjustmentNegative,
  }
  return {
    ...moneyHead(order),
    ...(request.adjustmentPositive === undefined ? {} : adjustments),
    ...documentHead(shop, order, 'creditmemo'),
    ...(request.invoiceId === undefined ? {} : { invoice_id: request.invoiceId }),
    state: 2,
    grand_total: 0,
    base_grand_total: 0,
  }
}

const creditmemoItem = (
  shop: Shop,
  memo: Creditmemo,
  order: Order,
  item: Order['items'][number],
  qty: number,
): DocumentItem => ({
  ...rowPrices(item),
  base_cost: null,
  base_weee_tax_row_disposition: 0,
  entity_id: shop.nextId('creditmemo_item'),
  name: item.name,
  order_item_id: item.item_id,
  parent_id: memo.entity_id,
  product_id: item.product_id,
  qty,
  sku: item.sku,
  ...(isMoneyShell(order, item)
    ? {}
    : { discount_tax_compensation_amount: 0, base_discount_tax_compensation_amount: 0 }),
  weee_tax_applied: '[]',
  weee_tax_applied_row_amount: 0,
  weee_tax_row_disposition: 0,
})

/** The line that Magento writes itself (order-get-refunded-full, order-get-closed). */
function recordHistory(shop: Shop, order: Order, memo: Creditmemo): void {
  const how = memo.transaction_id ? `online. Transaction ID: "${memo.transaction_id}"` : 'offline.'
  order.status_histories.push({
    comment: `We refunded €${fixed2(memo.base_grand_total)} ${how}`,
    created_at: shop.stamp(),
    entity_id: shop.nextId('comment'),
    entity_name: 'creditmemo',
    is_customer_notified: 0,
    is_visible_on_front: 0,
    parent_id: order.entity_id,
    status: order.status,
  })
}

/** Shipped pieces come back to the shelf, pieces that never left are only for sale again. */
function returnToStock(shop: Shop, lines: readonly DocumentLine[], itemIds: readonly number[]) {
  const back = lines.filter(({ item }) => itemIds.includes(item.item_id))
  const shipped = back
    .filter(({ item }) => item.qty_shipped > 0)
    .map(({ item, qty }) => ({ sku: item.sku, quantity: qty }))
  const unshipped = back
    .filter(({ item }) => item.qty_shipped === 0)
    .map(({ item, qty }) => ({ sku: item.sku, quantity: qty }))
  return [...addToStock(shop, shipped), ...reserve(shop, unshipped)]
}
