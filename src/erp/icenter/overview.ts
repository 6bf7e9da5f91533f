import { type IcenterClient, read } from './client.ts'
import type { DocumentKey } from './document-id.ts'
import { element, integer, rows, text } from './fields.ts'

/** GetOrderProcessOverview: what was made from an order (contract §6). */

const dispatch = element({
  DispatchYear: integer,
  DispatchBook: text,
  DispatchNumber: integer,
  DispatchStatusDescription: text,
  AttachmentIDDispatch: text,
  TrackingNumber: text,
})
const invoice = element({
  InvoiceYear: integer,
  InvoiceBook: text,
  InvoiceNumber: integer,
  InvoiceStatusDescription: text,
  AttachmentIDInvoice: text,
  IDInvoiceNumber: text,
})
const overview = element({ Order_Dispatches: rows(dispatch), Order_Invoices: rows(invoice) })

/** A document that was made from an order, as the overview shows it. */
export interface Made {
  readonly key: DocumentKey
  readonly status: string | undefined
  /** Id of the archived PDF. */
  readonly attachment: string | undefined
  /** Of a dispatch. */
  readonly tracking?: string | undefined
  /** Printed number of an invoice. */
  readonly printed?: string | undefined
}

export interface Overview {
  readonly dispatches: readonly Made[]
  readonly invoices: readonly Made[]
}

const keyOf = (year?: number, book?: string, number?: number): DocumentKey[] =>
  year && book && number ? [{ year, book, number }] : []

/** Empty for an order that does not exist. */
export async function readOverview(client: IcenterClient, order: DocumentKey): Promise<Overview> {
  const { year: orderYear, book: orderBook, number: orderNumber } = order
  const query = { orderYear, orderBook, orderNumber, includeDispatches: true, includeInvoices: true }
  const content = await client.find('Order/GetOrderProcessOverview', query)
  const found = read(content, overview, 'the overview of an order')
  return {
    dispatches: (found?.Order_Dispatches ?? []).flatMap(row =>
      keyOf(row.DispatchYear, row.DispatchBook, row.DispatchNumber).map(key => ({
        key,
        status: row.DispatchStatusDescription,
        attachment: row.AttachmentIDDispatch,
        tracking: row.TrackingNumber,
      })),
    ),
    invoices: (found?.Order_Invoices ?? []).flatMap(row =>
      keyOf(row.InvoiceYear, row.InvoiceBook, row.InvoiceNumber).map(key => ({
        key,
        status: row.InvoiceStatusDescription,
        attachment: row.AttachmentIDInvoice,
        printed: row.IDInvoiceNumber,
      })),
    ),
  }
}
