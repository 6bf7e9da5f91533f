import { z } from 'zod'
import { toJsonNumber } from '../domain/amount.ts'
import { RemoteError } from '../domain/errors.ts'
import type {
  AttachInput,
  CreditMemoInput,
  DocumentResult,
  InvoiceInput,
  OutboxPage,
  ShipmentInput,
  SyncState,
} from './contract.ts'
import { documentComment, documentItems, jsonItem } from './document-body.ts'
import { isNoRoute } from './errors.ts'
import { readOrderRows, refundItems } from './refund-items.ts'
import type { Rest, RestRequest } from './rest.ts'

const ROOT = '/V1/orderbridge'
const REMEMBER_MS = 60 * 60 * 1000
/** 10 MiB as base64 over a slow line. */
const UPLOAD_TIMEOUT_MS = 180_000

const statusSchema = z.object({
  module_version: z.string(),
  magento_version: z.string(),
  edition: z.string(),
  outbox: z.object({ pending: z.int(), dead: z.int() }).nullish(),
})
export type ModuleStatus = z.infer<typeof statusSchema>

/** The routes of the companion module (contracts: companion-module). All writes are idempotent on the key they name. */
export type CompanionModule = ReturnType<typeof createCompanionModule>

export function createCompanionModule(rest: Rest, clock: { now(): Date }) {
  let known: { readonly present: boolean; readonly at: number } | undefined

  const remember = (present: boolean): boolean => {
    known = { present, at: clock.now().getTime() }
    return present
  }

  const readStatus = async (): Promise<ModuleStatus | undefined> => {
    try {
      const status = await rest.call({ method: 'GET', path: `${ROOT}/status` }, statusSchema)
      remember(true)
      return status
    } catch (error) {
      if (!isNoRoute(error)) throw error
      remember(false)
      return undefined
    }
  }

  const call = async <T>(request: RestRequest, schema: z.ZodType<T>): Promise<T> => {
    try {
      return await rest.call(request, schema)
    } catch (error) {
      if (!isNoRoute(error)) throw error
      remember(false)
      throw new RemoteError({
        errorClass: 'transient',
        code: 'magento:module_gone',
        message: 'The companion module was there and is not any more; the next try goes through plain Magento',
      })
    }
  }
  const postOrder = <T>(
    orderId: number,
    what: string,
    body: unknown,
    schema: z.ZodType<T>,
    more?: Partial<RestRequest>,
  ) => call({ method: 'POST', path: `${ROOT}/orders/${orderId}/${what}`, body, ...more }, schema)

  return {
    readStatus,

    /** Asked once, then again after an hour, and after a route of the module is gone. */
    async isPresent(): Promise<boolean> {
      if (known && clock.now().getTime() - known.at < REMEMBER_MS) return known.present
      return (await readStatus()) !== undefined
    },

    async createInvoice(input: InvoiceInput): Promise<DocumentResult> {
      const body = { ...documentBody(input), items: documentItems(input), capture: input.capture, notify: false }
      return postOrder(input.orderId, 'invoice', body, invoiceSchema)
    },

    async createShipment(input: ShipmentInput): Promise<DocumentResult> {
      const tracks = input.tracks.map(({ carrierCode, title, number }) => ({
        carrier_code: carrierCode,
        title,
        number,
      }))
      const body = {
        ...documentBody(input),
        items: documentItems(input),
        tracks,
        ...(input.sourceCode && { source_code: input.sourceCode }),
        notify: input.notify,
      }
      return postOrder(input.orderId, 'shipment', body, shipmentSchema)
    },

    async createCreditMemo(input: CreditMemoInput): Promise<DocumentResult> {
      const body = {
        ...documentBody(input),
        items: refundItems(await readOrderRows(rest, input.orderId), input.items).map(jsonItem),
        ...(input.shippingAmount !== 'rest' && { shipping_amount: toJsonNumber(input.shippingAmount) }),
        adjustment_positive: toJsonNumber(input.adjustmentPositive),
        adjustment_negative: toJsonNumber(input.adjustmentNegative),
        online: input.online,
      }
      return postOrder(input.orderId, 'creditmemo', body, creditMemoSchema)
    },

    async setStatus(orderId: number, status: string, comment: string): Promise<void> {
      await postOrder(orderId, 'status', { status, comment, notify: false }, z.unknown())
    },

    async putSyncState(orderId: number, states: readonly SyncState[]): Promise<void> {
      const body = { states: states.map(syncStateBody) }
      await call({ method: 'PUT', path: `${ROOT}/orders/${orderId}/sync-state`, body }, z.unknown())
    },

    async attachDocument(input: AttachInput): Promise<{ documentId: number; created: boolean }> {
      const body = {
        erp_document_id: input.erpDocumentId,
        kind: input.kind,
        filename: input.filename,
        mime: input.mime,
        content: Buffer.from(input.content).toString('base64'),
        sha256: input.sha256,
        ...(input.invoiceId !== undefined && { invoice_id: input.invoiceId }),
        visible_to_customer: input.visibleToCustomer,
      }
      return postOrder(input.orderId, 'documents', body, attachedSchema, {
        confidential: true,
        timeoutMs: UPLOAD_TIMEOUT_MS,
      })
    },

    async readOutbox(after: number, limit: number): Promise<OutboxPage> {
      const query = `after=${after}&limit=${limit}`
      return call({ method: 'GET', path: `${ROOT}/outbox`, query }, outboxSchema)
    },
  }
}

/** The marker goes along, so that documents are found in the same way with and without the module. */
const documentBody = (input: InvoiceInput | ShipmentInput | CreditMemoInput) => ({
  erp_document_id: input.erpDocumentId,
  comment: documentComment(input),
})

const syncStateBody = (state: SyncState) => ({
  connection: state.connection,
  connection_name: state.connectionName,
  erp_document_id: state.erpDocumentId,
  erp_document_number: state.erpDocumentNumber,
  state: state.state,
  message: state.message,
  synced_at: state.syncedAt,
})

const id = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)])

const documentAnswer = z.object({ increment_id: z.string().nullish(), created: z.boolean() })

const documentResult = (made: number, answer: z.infer<typeof documentAnswer>): DocumentResult => ({
  id: made,
  ...(answer.increment_id != null && { incrementId: answer.increment_id }),
  created: answer.created,
})

const invoiceSchema = documentAnswer
  .extend({ invoice_id: id })
  .transform(answer => documentResult(answer.invoice_id, answer))
const shipmentSchema = documentAnswer
  .extend({ shipment_id: id })
  .transform(answer => documentResult(answer.shipment_id, answer))
const creditMemoSchema = documentAnswer
  .extend({ creditmemo_id: id })
  .transform(answer => documentResult(answer.creditmemo_id, answer))

const attachedSchema = z
  .object({ document_id: id, created: z.boolean() })
  .transform(answer => ({ documentId: answer.document_id, created: answer.created }))

const outboxSchema = z
  .object({
    events: z.array(
      z
        .object({
          id: z.string(),
          sequence: z.int(),
          type: z.string(),
          entity_type: z.string(),
          entity_id: z.int(),
          increment_id: z.string().nullish(),
          occurred_at: z.string(),
        })
        .transform(event => ({
          id: event.id,
          sequence: event.sequence,
          type: event.type,
          entityType: event.entity_type,
          entityId: event.entity_id,
          incrementId: event.increment_id ?? '',
          occurredAt: event.occurred_at,
        })),
    ),
    last_sequence: z.int(),
  })
  .transform(page => ({ events: page.events, lastSequence: page.last_sequence }))
