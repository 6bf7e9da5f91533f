import { type Amount, absolute, add, isNegative, isZero, negate, ZERO } from '../../domain/amount.ts'
import type { FollowUp } from '../../domain/fulfilment.ts'
import { type IcenterClient, read } from './client.ts'
import { currencyOf } from './currencies.ts'
import type { Dispatch } from './dispatch.ts'
import { type DocumentKey, followUpId, idOf, pathOf } from './document-id.ts'
import { decimal, element, flag, integer, moment, rows, text } from './fields.ts'
import { serviceItems, shippingItems } from './mapping.ts'
import { type IcenterOrder, isOneOf } from './order.ts'
import { traceInvoice } from './trace-invoice.ts'

/** Invoices, and the credits among them: invoices whose total is negative (contract §8). */

const line = element({
  LineNumber: integer,
  ItemID: text,
  Quantity: decimal,
  Price: decimal,
  PriceWithVAT: decimal,
  Reference: text,
  NetAmount: decimal,
  VATAmount: decimal,
  TextLine: flag,
})
export type InvoiceRow = ReturnType<(typeof line)['parse']>

const invoice = element({
  InvoiceNumber: integer,
  InvoiceID: text,
  InvoiceDate: moment,
  CurrencyID: text,
  Document: text,
  Status: text,
  NetAmount: decimal,
  VATAmount: decimal,
  RoundingAmount: decimal,
  AttachmentID: text,
  ModifiedTime: moment,
  InvoiceLines: rows(line),
})
export type Invoice = ReturnType<(typeof invoice)['parse']> & { readonly key: DocumentKey }

export async function readInvoice(client: IcenterClient, key: DocumentKey): Promise<Invoice | undefined> {
  const content = await client.find(`Invoice/GetInvoice/${pathOf(key)}`)
  const found = read(content, invoice, `invoice ${idOf(key)}`)
  return found?.InvoiceNumber ? { ...found, key } : undefined
}

/** With tax. */
const totalOf = ({ NetAmount = ZERO, VATAmount = ZERO, RoundingAmount = ZERO }: Invoice): Amount =>
  add(NetAmount, VATAmount, RoundingAmount)

/** Of goods that cost nothing only the quantities tell. */
export function isCredit(found: Invoice): boolean {
  const total = totalOf(found)
  if (!isZero(total)) return isNegative(total)
  return found.InvoiceLines.some(({ Quantity = ZERO }) => isNegative(Quantity))
}
/** @param said the status in the overview of the order, which is in words */
export const isCanceled = ({ settings }: IcenterClient, found: Invoice, said: string | undefined): boolean =>
  isOneOf([found.Status, said], settings.statuses.canceled)

/** @returns undefined for one that is only prepared. */
export function toInvoice(
  client: IcenterClient,
  found: Invoice,
  order: IcenterOrder,
  dispatches: readonly Dispatch[],
  said: string | undefined,
): FollowUp | undefined {
  const { settings } = client
  if (isOneOf([found.Status, said], settings.statuses.notIssued)) return undefined
  const credit = isCredit(found)
  const freight = freightOf(found, shippingItems(settings))
  return {
    kind: credit ? 'credit_note' : 'invoice',
    erpId: followUpId({ document: found.key, order: order.key }),
    erpNumber: found.InvoiceID ?? `${found.key.book}-${found.key.number}/${found.key.year}`,
    canceled: isCanceled(client, found, said),
    currency: currencyOf(settings, found.CurrencyID),
    total: credit ? negate(totalOf(found)) : totalOf(found),
    ...(freight ? { freight } : {}),
    date: (found.InvoiceDate ?? '').slice(0, 10),
    lines: traceInvoice(found, order, dispatches, serviceItems(settings)),
    tracking: [],
  }
}

function freightOf(found: Invoice, items: ReadonlySet<string>): FollowUp['freight'] {
  const lines = found.InvoiceLines.filter(({ ItemID }) => ItemID !== undefined && items.has(ItemID))
  if (lines.length === 0) return undefined
  const net = absolute(add(ZERO, ...lines.map(({ NetAmount = ZERO }) => NetAmount)))
  const tax = absolute(add(ZERO, ...lines.map(({ VATAmount = ZERO }) => VATAmount)))
  return { net, tax, gross: add(net, tax) }
}
