import type { IcenterClient, Query } from './client.ts'
import type { DocumentKey } from './document-id.ts'
import { element, integer, moment, text } from './fields.ts'

/** Rows of GetOrderStatus: how far an order is, and what was made of it, in one poll (contract §6). */
const status = element({
  OrderYear: integer,
  OrderBook: text,
  OrderNumber: integer,
  OrderStatus: text,
  OrderStatusDescription: text,
  OrderConfirmDate: moment,
  Ref2Dispatch: text,
  DispatchStatus: text,
  DispatchStatusDescription: text,
  DispatchInsUpdTimestamp: moment,
  Ref2Invoice: text,
  InvoiceStatus: text,
  InvoiceStatusDescription: text,
  InvoiceInsUpdTimestamp: moment,
  OrderReference: text,
  TrackingNumber: text,
  AttachmentIDInvoice: text,
  CancelledDate: moment,
})

export type OrderStatus = Row & { readonly key: DocumentKey }

const GET_ORDER_STATUS = 'Order/GetOrderStatus'

/** All rows of the order book of the settings. */
export async function listStatuses(client: IcenterClient, query: Query): Promise<OrderStatus[]> {
  const { orderBook } = client.settings
  return numbered(await client.list(GET_ORDER_STATUS, { orderBook, ...query }, status), orderBook)
}

/** The first of them. */
export async function someStatuses(client: IcenterClient, query: Query): Promise<OrderStatus[]> {
  const { orderBook } = client.settings
  const page = { number: 1, size: 200 }
  return numbered(await client.page(GET_ORDER_STATUS, { orderBook, ...query }, status, page), orderBook)
}

type Row = ReturnType<(typeof status)['parse']>

/** A row without a number is how some sites say that there is none. */
const numbered = (rows: readonly Row[], book: string): OrderStatus[] =>
  rows.flatMap(row => (row.OrderNumber && row.OrderYear ? [withKey(row, book)] : []))

const withKey = (row: Row, book: string): OrderStatus => ({
  ...row,
  key: { year: row.OrderYear ?? 0, book: row.OrderBook ?? book, number: row.OrderNumber ?? 0 },
})
