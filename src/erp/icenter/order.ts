import { type Amount, add, compare, subtract, ZERO } from '../../domain/amount.ts'
import type { SalesDocument, SalesDocumentState } from '../../domain/fulfilment.ts'
import { type IcenterClient, read } from './client.ts'
import { currencyOf } from './currencies.ts'
import { type DocumentKey, idOf, pathOf } from './document-id.ts'
import { decimal, element, flag, integer, moment, rows, text } from './fields.ts'
import { inTurns } from './in-turns.ts'
import { serviceItems } from './mapping.ts'
import type { IcenterSettings } from './settings.ts'
import type { XmlValue } from './xml.ts'

/** Orders as GetOrder gives them (contract §6, OrderHeaderDetail). */

const line = element({
  OrderLineNo: integer,
  ItemID: text,
  Qty: decimal,
  ShippedQTY: decimal,
  Price: decimal,
  PriceIncludeVAT: flag,
  NetAmount: decimal,
  VATAmount: decimal,
  ClosedLine: flag,
  TextLine: flag,
})
export type OrderRow = ReturnType<(typeof line)['parse']>

const order = element({
  OrderYear: integer,
  OrderBook: text,
  OrderNumber: integer,
  OrderReference: text,
  QuotationNumber: text,
  CurrencyId: text,
  ConfirmationDate: moment,
  OrderStatus: text,
  OrderDetailsStatus: text,
  CancelledDate: moment,
  NetAmount: decimal,
  VATAmount: decimal,
  PaymentAmount: decimal,
  ReferenceDeliveryNote: text,
  ReferenceInvoice: text,
  InsertedTime: moment,
  ModifiedTime: moment,
  OrderLines: rows(line),
})
export type IcenterOrder = ReturnType<(typeof order)['parse']> & { readonly key: DocumentKey }

/** @returns undefined for a number that nobody has, in whatever way the site says so: without OrderNumber there is none. */
export async function readOrder(client: IcenterClient, key: DocumentKey): Promise<IcenterOrder | undefined> {
  return parseOrder(await readRawOrder(client, key), key)
}

/** As it came, for sending it back. */
export const readRawOrder = (client: IcenterClient, key: DocumentKey): Promise<XmlValue | undefined> =>
  client.find(`Order/GetOrder/${pathOf(key)}`)

export function parseOrder(content: XmlValue | undefined, key: DocumentKey): IcenterOrder | undefined {
  const found = read(content, order, `order ${idOf(key)}`)
  return found?.OrderNumber ? { ...found, key } : undefined
}

export const readOrders = (client: IcenterClient, keys: readonly DocumentKey[]): Promise<IcenterOrder[]> =>
  inTurns(keys, async key => {
    const found = await readOrder(client, key)
    return found ? [found] : []
  })

export const ourKeyOf = (found: IcenterOrder, { keyField }: IcenterSettings): string | undefined =>
  keyField === 'order_reference' ? found.OrderReference : found.QuotationNumber

export function toSalesDocument(found: IcenterOrder, settings: IcenterSettings): SalesDocument {
  const key = ourKeyOf(found, settings)
  const services = serviceItems(settings)
  return {
    erpId: idOf(found.key),
    erpNumber: `${found.key.book}-${found.key.number}/${found.key.year}`,
    ...(key === undefined ? {} : { orderbridgeId: key }),
    state: stateOf(found, settings),
    currency: currencyOf(settings, found.CurrencyId),
    total: totalOfOrder(found),
    // Services are never delivered: they would keep an order open for ever.
    lines: goodsOf(found, services).map(row => ({
      erpLine: row.OrderLineNo ?? 0,
      itemCode: row.ItemID ?? '',
      quantity: row.Qty ?? ZERO,
      openQuantity: openQuantity(row),
    })),
  }
}

export const goodsOf = (found: IcenterOrder, services: ReadonlySet<string>): OrderRow[] =>
  found.OrderLines.filter(row => row.TextLine !== true && row.ItemID !== undefined && !services.has(row.ItemID))

/** With tax. PaymentAmount is for a server that answers no other one. */
const totalOfOrder = ({ NetAmount, VATAmount, PaymentAmount }: IcenterOrder): Amount =>
  NetAmount === undefined || VATAmount === undefined ? (PaymentAmount ?? ZERO) : add(NetAmount, VATAmount)

function openQuantity({ Qty = ZERO, ShippedQTY = ZERO, ClosedLine }: OrderRow): Amount {
  const open = subtract(Qty, ShippedQTY)
  return ClosedLine === true || compare(open, ZERO) < 0 ? ZERO : open
}

/** CancelledDate decides; status texts and codes are compared without case (contract §6: "Zaključeno", "Preklicano"). */
function stateOf(found: IcenterOrder, { statuses }: IcenterSettings): SalesDocumentState {
  const said = [found.OrderStatus]
  if (found.CancelledDate !== undefined || isOneOf(said, statuses.canceled)) return 'canceled'
  if (isOneOf(said, statuses.closed)) return 'closed'
  return found.ConfirmationDate !== undefined || isOneOf(said, statuses.confirmed) ? 'confirmed' : 'open'
}

export function isOneOf(said: readonly (string | undefined)[], known: readonly string[]): boolean {
  const plain = (word: string) => word.normalize('NFC').trim().toLowerCase()
  const words = new Set(known.map(plain))
  return said.some(word => word !== undefined && words.has(plain(word)))
}
