import { RemoteError } from '../../domain/errors.ts'
import type { FollowUpKind } from '../../domain/fulfilment.ts'
import { type IcenterClient, read } from './client.ts'
import { readDispatch } from './dispatch.ts'
import { type DocumentKey, type FollowUpKey, idOf, namesDocument, parseFollowUpId } from './document-id.ts'
import { refused, unreadable } from './errors.ts'
import { element, text } from './fields.ts'
import { isCanceled, readInvoice } from './invoice.ts'
import { PRINT_INVOICE } from './models.ts'
import { listStatuses } from './order-status.ts'
import { readOverview } from './overview.ts'

/** PDFs live in iCenter's archive under ids that the documents name; what was never printed is not there (contract §8). */

/** @returns undefined as long as there is none. */
export async function fetchDocument(
  client: IcenterClient,
  kind: FollowUpKind,
  erpId: string,
): Promise<Uint8Array | undefined> {
  const key = parseFollowUpId(erpId)
  if (!key) return undefined
  if (kind === 'shipment') {
    const archived = await findDeliveryNote(client, key)
    return archived === undefined ? undefined : await readArchive(client, archived)
  }
  const archived = client.settings.documents.attachmentIsDocument ? await findArchived(client, key) : undefined
  if (archived !== undefined) return await readArchive(client, archived)
  const printed = await printInvoice(client, key.document)
  return printed === undefined ? undefined : await readArchive(client, printed)
}

/** The source that the settings name, then the invoice itself. */
async function findArchived(client: IcenterClient, { document, order }: FollowUpKey): Promise<string | undefined> {
  const { source } = client.settings.documents
  if (source === 'overview') {
    const { invoices } = await readOverview(client, order)
    const made = invoices.find(({ key }) => idOf(key) === idOf(document))
    if (made?.attachment !== undefined) return made.attachment
  }
  if (source === 'order_status') {
    const rows = await listStatuses(client, { orderYear: order.year, orderNumber: order.number })
    // A row that shows another invoice of the order has that one's PDF.
    const row = rows.find(({ Ref2Invoice }) => namesDocument(Ref2Invoice, document))
    if (row?.AttachmentIDInvoice !== undefined) return row.AttachmentIDInvoice
  }
  return (await readInvoice(client, document))?.AttachmentID
}

async function findDeliveryNote(client: IcenterClient, { document, order }: FollowUpKey): Promise<string | undefined> {
  const { dispatches } = await readOverview(client, order)
  const made = dispatches.find(({ key }) => idOf(key) === idOf(document))
  if (made?.attachment !== undefined) return made.attachment
  const dispatch = await readDispatch(client, document)
  return dispatch?.AttachmentIDDeliveryNote ?? dispatch?.AttachmentID
}

/** Prints into the archive. Printing twice makes a second file of the same invoice there, and nothing else. */
async function printInvoice(client: IcenterClient, key: DocumentKey): Promise<string | undefined> {
  const { invoiceTemplate } = client.settings.documents
  if (invoiceTemplate === undefined) return undefined
  const invoice = await readInvoice(client, key)
  if (!invoice || isCanceled(client, invoice, undefined)) return undefined
  const value = { InvoiceYear: key.year, InvoiceBook: key.book, InvoiceNumber: key.number, TemplateID: invoiceTemplate }
  const keys = await client
    .write('Invoice/PrintInvoiceToPDF', { root: 'PrintInvoiceToPDF', content: { value, model: PRINT_INVOICE } })
    .catch(asRead)
  const parts = [String(key.year), key.book, String(key.number)]
  const id = keys.find(({ value: said }) => said !== '' && !parts.includes(said))?.value
  if (id === undefined) throw unreadable('the key of the printed invoice', false)
  return id
}

/** Whether it was printed does not matter: it is looked for again. */
function asRead(error: unknown): never {
  if (!(error instanceof RemoteError) || error.errorClass !== 'unknown') throw error
  const { code, message } = error
  throw new RemoteError({ errorClass: 'transient', code, message }, { cause: error })
}

const documentData = element({ DocumentID: text, Data: text })

async function readArchive(client: IcenterClient, id: string): Promise<Uint8Array | undefined> {
  const { apiClientId } = client.settings
  if (apiClientId === undefined)
    throw refused(
      'no-api-client',
      'PDFs are read with the apiClientID of the API licence. Set apiClientId of the connection',
    )
  const path = `Document/GetDocument/${encodeURIComponent(apiClientId)}/${encodeURIComponent(id)}/false`
  const found = read(await client.file(path), documentData, 'a file of the archive')
  if (found?.Data === undefined) return undefined
  const bytes = Buffer.from(found.Data.replace(/\s+/g, ''), 'base64')
  return bytes.byteLength > 0 ? new Uint8Array(bytes) : undefined
}
