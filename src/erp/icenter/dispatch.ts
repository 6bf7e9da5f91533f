import { type Amount, add, ZERO } from '../../domain/amount.ts'
import type { FollowUp, FollowUpLine } from '../../domain/fulfilment.ts'
import { type IcenterClient, read } from './client.ts'
import { currencyOf } from './currencies.ts'
import { type DocumentKey, followUpId, idOf, pathOf } from './document-id.ts'
import { decimal, element, flag, integer, moment, rows, text } from './fields.ts'
import { serviceItems } from './mapping.ts'
import { isOneOf } from './order.ts'

/** Dispatch advices: deliveries, whose lines name the lines of their orders (contract §7). */

const line = element({
  OrderYear: integer,
  OrderNumber: integer,
  OrderLineNumber: integer,
  ItemID: text,
  WarehouseID: text,
  Quantity: decimal,
  ShippedQuantity: decimal,
  TextLine: flag,
  InvoiceYear: integer,
  InvoiceBook: text,
  InvoiceNumber: integer,
  InvoiceLineNumber: integer,
  NetAmount: decimal,
  VATAmount: decimal,
})
export type DispatchLine = ReturnType<(typeof line)['parse']>

const dispatch = element({
  DispatchAdviceNumber: integer,
  DispatchAdviceDate: moment,
  CurrencyID: text,
  OrderReference: text,
  DeliveryMethod: text,
  CarrierID: text,
  Status: text,
  TrackingNumber: text,
  NetAmount: decimal,
  VATAmount: decimal,
  AttachmentID: text,
  AttachmentIDDeliveryNote: text,
  ModifiedTime: moment,
  DispatchAdviceLines: rows(line),
})
export type Dispatch = ReturnType<(typeof dispatch)['parse']> & { readonly key: DocumentKey }

export async function readDispatch(client: IcenterClient, key: DocumentKey): Promise<Dispatch | undefined> {
  const content = await client.find(`v2/DispatchAdvice/GetDispatchAdvice/${pathOf(key)}`)
  const found = read(content, dispatch, `dispatch advice ${idOf(key)}`)
  return found?.DispatchAdviceNumber ? { ...found, key } : undefined
}

/** Lines that were made from this order. They carry no order book: the overview led here, and it is ours. */
export const linesFrom = (found: Dispatch, order: DocumentKey): DispatchLine[] =>
  found.DispatchAdviceLines.filter(
    row => row.OrderYear === order.year && row.OrderNumber === order.number && row.TextLine !== true,
  )

export const shippedQuantity = ({ ShippedQuantity, Quantity }: DispatchLine): Amount =>
  ShippedQuantity ?? Quantity ?? ZERO

/**
 * @param said the status in the overview of the order, which is in words
 * @returns undefined for one that is only prepared: the goods are still on the shelf
 */
export function toShipment(
  { settings }: IcenterClient,
  found: Dispatch,
  order: DocumentKey,
  said: string | undefined,
): FollowUp | undefined {
  const status = [found.Status, said]
  if (isOneOf(status, settings.statuses.notShipped)) return undefined
  const services = serviceItems(settings)
  const carrier = found.CarrierID ?? found.DeliveryMethod
  const numbers = [...new Set((found.TrackingNumber ?? '').split(/[\s,;]+/).filter(number => number !== ''))]
  return {
    kind: 'shipment',
    erpId: followUpId({ document: found.key, order }),
    erpNumber: `${found.key.book}-${found.key.number}/${found.key.year}`,
    canceled: isOneOf(status, settings.statuses.canceled),
    currency: currencyOf(settings, found.CurrencyID),
    total: add(found.NetAmount ?? ZERO, found.VATAmount ?? ZERO),
    date: (found.DispatchAdviceDate ?? '').slice(0, 10),
    lines: linesFrom(found, order).flatMap((row): FollowUpLine[] => {
      if (row.ItemID === undefined || services.has(row.ItemID) || !row.OrderLineNumber) return []
      return [
        {
          salesDocumentId: idOf(order),
          erpLine: row.OrderLineNumber,
          itemCode: row.ItemID,
          quantity: shippedQuantity(row),
          gross: add(row.NetAmount ?? ZERO, row.VATAmount ?? ZERO),
          ...(row.WarehouseID === undefined ? {} : { warehouse: row.WarehouseID }),
        },
      ]
    }),
    tracking: numbers.map(number => ({ number, ...(carrier === undefined ? {} : { carrier }) })),
  }
}
