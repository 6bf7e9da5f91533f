import { z } from 'zod'
import { compare, isZero, toJsonNumber } from '../domain/amount.ts'
import { RemoteError } from '../domain/errors.ts'
import type { CreditMemoInput, DocumentResult, InvoiceInput, MagentoDocument, ShipmentInput } from './contract.ts'
import { documentComment, documentItems, jsonItem } from './document-body.ts'
import { findByErpDocument, readKind } from './documents.ts'
import { readOrderRows, refundItems } from './refund-items.ts'
import type { Rest } from './rest.ts'

/**
 * Invoices, shipments and credit memos through Magento's own routes, which are not idempotent: two invoices at once are
 * serialised, and both succeed while quantity is left (contracts: magento §3). Each document is looked for by our
 * marker before it is made, and after a refusal, in case an earlier try of ours was still under way.
 */

/**
 * capture 'online' charges the card. 'offline' and 'none' are the same here: without capture Magento still marks the
 * invoice as paid (recordings invoice-create-no-capture, invoice-create-card-no-capture).
 */
export function createInvoice(rest: Rest, input: InvoiceInput): Promise<DocumentResult> {
  return createOnce(rest, 'invoice', input, async () => ({
    path: `/V1/order/${input.orderId}/invoice`,
    body: {
      capture: input.capture === 'online',
      items: documentItems(input),
      notify: false,
      ...commentOf(input),
    },
  }))
}

/** Asked for more than is left, Magento ships what is left and says nothing (recording ship-create-error-too-many). */
export function createShipment(rest: Rest, input: ShipmentInput): Promise<DocumentResult> {
  return createOnce(rest, 'shipment', input, async () => ({
    path: `/V1/order/${input.orderId}/ship`,
    body: {
      items: documentItems(input),
      notify: input.notify,
      ...commentOf(input),
      tracks: input.tracks.map(track => ({
        track_number: track.number,
        title: track.title,
        carrier_code: track.carrierCode,
      })),
      ...(input.sourceCode && { arguments: { extension_attributes: { source_code: input.sourceCode } } }),
    },
  }))
}

/**
 * Offline through the order, online through its invoice, since only gateways can refund by invoice (recording
 * invoice-refund-error-offline-payment-method). Goods return to stock only when they never left: the ERP keeps the stock.
 */
export function createCreditMemo(rest: Rest, input: CreditMemoInput): Promise<DocumentResult> {
  return createOnce(rest, 'creditmemo', input, async () => {
    const items = refundItems(await readOrderRows(rest, input.orderId), input.items)
    return {
      path: input.online
        ? `/V1/invoice/${await invoiceToRefund(rest, input)}/refund`
        : `/V1/order/${input.orderId}/refund`,
      body: {
        items: items.map(jsonItem),
        ...(input.online && { isOnline: true }),
        notify: false,
        ...commentOf(input),
        arguments: {
          // Left out, Magento refunds what is left of it.
          ...(input.shippingAmount !== 'rest' && { shipping_amount: toJsonNumber(input.shippingAmount) }),
          adjustment_positive: toJsonNumber(input.adjustmentPositive),
          adjustment_negative: toJsonNumber(input.adjustmentNegative),
          ...(input.returnToStock && {
            extension_attributes: {
              return_to_stock_items: items.filter(item => !isZero(item.quantity)).map(({ orderItemId }) => orderItemId),
            },
          }),
        },
      },
    }
  })
}

/** Magento answers the new document's id as a JSON string (recording invoice-create-full-capture). */
const idSchema = z.union([z.string().regex(/^\d+$/), z.int()]).transform(Number)

async function createOnce(
  rest: Rest,
  kind: MagentoDocument['kind'],
  input: { readonly orderId: number; readonly erpDocumentId: string },
  prepare: () => Promise<{ readonly path: string; readonly body: unknown }>,
): Promise<DocumentResult> {
  const find = () => findByErpDocument(rest, input.orderId, kind, input.erpDocumentId)
  const before = await find()
  if (before) return before
  const request = await prepare()
  try {
    return { id: await rest.call({ method: 'POST', ...request }, idSchema), created: true }
  } catch (error) {
    const refused = error instanceof RemoteError && error.errorClass === 'permanent'
    const made = refused ? await find() : undefined
    if (made) return made
    throw error
  }
}

const commentOf = (input: InvoiceInput | ShipmentInput | CreditMemoInput) => ({
  appendComment: true,
  comment: { comment: documentComment(input), is_visible_on_front: 0 },
})

/** The invoice that holds everything that is to be refunded. */
async function invoiceToRefund(rest: Rest, input: CreditMemoInput): Promise<number> {
  const invoices = await readKind(rest, 'invoice', [input.orderId])
  const holds = (invoice: MagentoDocument) =>
    input.items.every(({ orderItemId, quantity }) =>
      invoice.items.some(item => item.orderItemId === orderItemId && compare(item.quantity, quantity) >= 0),
    )
  const invoice = invoices.find(holds)
  if (invoice) return invoice.id
  throw new RemoteError({
    errorClass: 'permanent',
    code: 'magento:no_invoice_to_refund',
    message: `No single invoice of Magento order ${input.orderId} holds all lines of the credit note, so the payment gateway cannot refund it. Make the credit memo by hand in the Magento admin`,
  })
}
