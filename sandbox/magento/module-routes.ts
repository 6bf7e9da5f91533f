import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { JournalChange } from '../journal.ts'
import { createCreditmemo } from './creditmemos.ts'
import { createInvoice } from './invoices.ts'
import { MagentoError, parseBody } from './magento-error.ts'
import { addHistory } from './orders.ts'
import type { OutboxRelay } from './outbox-relay.ts'
import type { Order } from './records.ts'
import { idParameter, phpBoolean, phpFloat, phpInt, type RestRequest, type Route } from './rest.ts'
import { createShipment } from './shipments.ts'
import { loadOrder, orderChange, orderEvent, type Shop } from './shop.ts'

const RESOURCE = 'Orderbridge_Connector::api'
export const MODULE_VERSION = '1.0.0'
export const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024

/** Statuses and the state that each is assigned to; the erp_* ones were added by the merchant of the recordings. */
export const STATUSES: Readonly<Record<string, readonly string[]>> = {
  new: ['pending', 'erp_accepted'],
  pending_payment: ['pending_payment'],
  payment_review: ['payment_review', 'fraud'],
  processing: ['processing', 'fraud', 'erp_picking'],
  complete: ['complete', 'erp_shipped'],
  closed: ['closed'],
  canceled: ['canceled'],
  holded: ['holded'],
}

export interface OrderFile {
  document_id: number
  order_id: number
  erp_document_id: string
  kind: string
  filename: string
  mime: string
  sha256: string
  size: number
  invoice_id?: number
  visible_to_customer: boolean
  created_at: string
}

/** The companion module's REST routes (contracts: companion-module). Absent in a plain Magento. */
export const moduleRoutes = (shop: Shop, relay: OutboxRelay, baseUrl: () => string): Route[] => [
  route('GET', '/orderbridge/status', () => ({
    module_version: MODULE_VERSION,
    magento_version: '2.4.7-p3',
    edition: 'Community',
    admin_origin: baseUrl(),
    timezone: 'Europe/Ljubljana',
    base_currency: 'EUR',
    outbox: relay.status(),
  })),
  route('GET', '/orderbridge/outbox', ({ query }) =>
    relay.after(bounded(query.get('after'), 0, 0, Number.MAX_SAFE_INTEGER), bounded(query.get('limit'), 100, 1, 1000)),
  ),
  route('PUT', '/orderbridge/orders/:id/sync-state', request => putSyncState(shop, request)),
  route('POST', '/orderbridge/orders/:id/status', request => changeStatus(shop, request)),
  route('POST', '/orderbridge/orders/:id/invoice', request => postInvoice(shop, request)),
  route('POST', '/orderbridge/orders/:id/shipment', request => postShipment(shop, request)),
  route('POST', '/orderbridge/orders/:id/creditmemo', request => postCreditmemo(shop, request)),
  route('POST', '/orderbridge/orders/:id/documents', request => postDocument(shop, request)),
  route('GET', '/orderbridge/orders/:id/documents', ({ params }) =>
    filesOf(shop, loadOrder(shop, idParameter(params)).entity_id),
  ),
]

const route = (method: Route['method'], path: string, handle: Route['handle']): Route => ({
  method,
  path,
  resource: RESOURCE,
  handle,
})

const bounded = (text: string | null, otherwise: number, least: number, most: number): number => {
  const value = Number(text ?? otherwise)
  return Number.isInteger(value) ? Math.min(Math.max(value, least), most) : otherwise
}

/** What the module adds to orders, in one piece for one order. */
export const moduleAttribute = (shop: Shop, order: Order): unknown => ({
  states: shop.journal.get<unknown[]>('sync_states', order.entity_id) ?? [],
  documents: filesOf(shop, order.entity_id),
})

export const filesOf = (shop: Shop, orderId: number): OrderFile[] =>
  shop.journal.get<OrderFile[]>('order_files', orderId) ?? []

const syncStateSchema = z.object({
  states: z.array(
    z.strictObject({
      connection: z.string(),
      connection_name: z.string(),
      erp_document_id: z.string().nullable(),
      erp_document_number: z.string().nullable(),
      state: z.string(),
      message: z.string().nullable(),
      synced_at: z.string().nullable(),
    }),
  ),
})

function putSyncState(shop: Shop, { params, body }: RestRequest): boolean {
  const { states } = parseBody(syncStateSchema, body)
  const order = loadOrder(shop, idParameter(params))
  shop.commit([{ collection: 'sync_states', key: order.entity_id, value: states }])
  return true
}

const statusSchema = z.object({
  status: z.string(),
  comment: z.string().nullish(),
  notify: phpBoolean.nullish(),
  expected_status: z.string().nullish(),
})

function changeStatus(shop: Shop, { params, body }: RestRequest): unknown {
  const asked = parseBody(statusSchema, body)
  const order = loadOrder(shop, idParameter(params))
  if (!STATUSES[order.state]?.includes(asked.status))
    throw new MagentoError(400, 'The status "%1" is not assigned to the state "%2" of the order.', [
      asked.status,
      order.state,
    ])
  if (order.status === asked.status) return { state: order.state, status: order.status, changed: false }
  if (asked.expected_status != null && asked.expected_status !== order.status)
    throw new MagentoError(400, 'The order has the status "%1", not "%2".', [order.status, asked.expected_status])
  order.status = asked.status
  addHistory(shop, order, {
    comment: asked.comment ?? null,
    is_customer_notified: asked.notify ? 1 : 0,
    is_visible_on_front: 0,
  })
  shop.commit([orderChange(shop, order)], [orderEvent('order.updated', order)])
  return { state: order.state, status: order.status, changed: true }
}

const lines = z.array(z.strictObject({ order_item_id: phpInt, qty: phpFloat }))
const erpDocumentId = z.string().min(1).max(255)

/** A repeat with the same ERP document answers the same ids; the link commits together with the document. */
function once<T extends { entity_id: number; increment_id: string }>(
  shop: Shop,
  kind: 'invoice' | 'shipment' | 'creditmemo',
  orderId: number,
  erpId: string,
  create: (link: (made: T) => JournalChange[]) => T,
): Record<string, unknown> {
  const key = `${orderId} ${kind} ${erpId}`
  const known = shop.journal.get<{ id: number; increment_id: string }>('module_links', key)
  if (known) return { [`${kind}_id`]: known.id, increment_id: known.increment_id, created: false }
  const made = create(document => [
    { collection: 'module_links', key, value: { id: document.entity_id, increment_id: document.increment_id } },
  ])
  return { [`${kind}_id`]: made.entity_id, increment_id: made.increment_id, created: true }
}

const invoiceSchema = z.object({
  erp_document_id: erpDocumentId,
  items: lines,
  capture: z.enum(['online', 'offline', 'none']),
  comment: z.string().nullish(),
  notify: phpBoolean.nullish(),
})

function postInvoice(shop: Shop, { params, body }: RestRequest): unknown {
  const asked = parseBody(invoiceSchema, body)
  const { entity_id: id } = loadOrder(shop, idParameter(params))
  const { items, comment } = asked
  return once(shop, 'invoice', id, asked.erp_document_id, link =>
    createInvoice(shop, id, { items, capture: asked.capture === 'online', comment: comment ?? undefined }, link),
  )
}

const shipmentSchema = z.object({
  erp_document_id: erpDocumentId,
  items: lines,
  tracks: z.array(z.strictObject({ carrier_code: z.string(), title: z.string(), number: z.string() })).nullish(),
  source_code: z.string().nullish(),
  comment: z.string().nullish(),
  notify: phpBoolean.nullish(),
})

function postShipment(shop: Shop, { params, body }: RestRequest): unknown {
  const asked = parseBody(shipmentSchema, body)
  const { entity_id: id } = loadOrder(shop, idParameter(params))
  const tracks = (asked.tracks ?? []).map(({ number, ...track }) => ({ ...track, track_number: number }))
  const request = {
    items: asked.items,
    tracks,
    sourceCode: asked.source_code ?? undefined,
    comment: asked.comment ?? undefined,
  }
  return once(shop, 'shipment', id, asked.erp_document_id, link => createShipment(shop, id, request, link))
}

const creditmemoSchema = z.object({
  erp_document_id: erpDocumentId,
  items: lines,
  shipping_amount: phpFloat.nullish(),
  adjustment_positive: phpFloat.nullish(),
  adjustment_negative: phpFloat.nullish(),
  online: phpBoolean.nullish(),
  comment: z.string().nullish(),
})

function postCreditmemo(shop: Shop, { params, body }: RestRequest): unknown {
  const asked = parseBody(creditmemoSchema, body)
  const { entity_id: id } = loadOrder(shop, idParameter(params))
  return once(shop, 'creditmemo', id, asked.erp_document_id, link =>
    createCreditmemo(
      shop,
      {
        orderId: id,
        items: asked.items,
        shippingAmount: asked.shipping_amount ?? undefined,
        adjustmentPositive: asked.adjustment_positive ?? 0,
        adjustmentNegative: asked.adjustment_negative ?? 0,
        online: asked.online ?? false,
        comment: asked.comment ?? undefined,
      },
      link,
    ),
  )
}

const documentSchema = z.object({
  erp_document_id: erpDocumentId,
  kind: z.enum(['invoice', 'creditnote', 'delivery', 'other']),
  filename: z.string().min(1).max(255),
  mime: z.enum(['application/pdf', 'application/xml']),
  content: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  invoice_id: phpInt.nullish(),
  visible_to_customer: phpBoolean,
})

function postDocument(shop: Shop, { params, body }: RestRequest): unknown {
  const asked = parseBody(documentSchema, body)
  const order = loadOrder(shop, idParameter(params))
  const files = filesOf(shop, order.entity_id)
  const known = files.find(
    file => file.erp_document_id === asked.erp_document_id && file.kind === asked.kind && file.sha256 === asked.sha256,
  )
  if (known) return { document_id: known.document_id, created: false }
  const bytes = checkedContent(asked)
  const file: OrderFile = {
    document_id: shop.nextId('order_file'),
    order_id: order.entity_id,
    erp_document_id: asked.erp_document_id,
    kind: asked.kind,
    filename: asked.filename,
    mime: asked.mime,
    sha256: asked.sha256,
    size: bytes.length,
    ...(asked.invoice_id == null ? {} : { invoice_id: asked.invoice_id }),
    visible_to_customer: asked.visible_to_customer,
    created_at: shop.stamp(),
  }
  shop.commit([
    { collection: 'order_files', key: order.entity_id, value: [...files, file] },
    { collection: 'file_contents', key: file.document_id, value: bytes.toString('base64') },
  ])
  return { document_id: file.document_id, created: true }
}

/** @throws MagentoError 400 when the content is no base64, too large, not what it says, or not of this hash */
function checkedContent(asked: z.output<typeof documentSchema>): Buffer {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(asked.content) || asked.content.length % 4 !== 0)
    throw new MagentoError(400, 'The content is not valid base64.')
  const bytes = Buffer.from(asked.content, 'base64')
  if (bytes.length > MAX_DOCUMENT_BYTES)
    throw new MagentoError(400, 'The document is larger than %1 bytes.', [MAX_DOCUMENT_BYTES])
  const start = bytes
    .subarray(0, 100)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
  const real = asked.mime === 'application/pdf' ? start.startsWith('%PDF-') : start.startsWith('<')
  if (!real) throw new MagentoError(400, 'The content is not %1.', [asked.mime])
  if (createHash('sha256').update(bytes).digest('hex') !== asked.sha256)
    throw new MagentoError(400, 'The content does not have the SHA-256 that was sent with it.')
  return bytes
}
