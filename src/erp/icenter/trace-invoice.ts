import {
  type Amount,
  absolute,
  add,
  compare,
  divide,
  isNegative,
  isZero,
  minimum,
  multiply,
  round,
  subtract,
  ZERO,
} from '../../domain/amount.ts'
import type { FollowUpLine } from '../../domain/fulfilment.ts'
import { type Dispatch, linesFrom, shippedQuantity } from './dispatch.ts'
import { type DocumentKey, idOf, namesDocument } from './document-id.ts'
import type { Invoice, InvoiceRow } from './invoice.ts'
import { goodsOf, type IcenterOrder } from './order.ts'

/**
 * Where a line of an invoice comes from is not documented (contract §8). In this order: its Reference, where a site names
 * order and line in it; the dispatch advices that name the invoice; item and price among the lines of the order that the
 * invoice was found from. Two lines with the same item and price cannot be told apart then, and need not be.
 */

/** A line of the order that a line of the invoice may come from, and how much of it. */
interface Candidate {
  readonly erpLine: number
  readonly item: string
  readonly price: Amount | undefined
  /** Line of the invoice, where the dispatch advice names it. */
  readonly invoiceLine: number | undefined
  left: Amount
}

export function traceInvoice(
  invoice: Invoice,
  order: IcenterOrder,
  dispatches: readonly Dispatch[],
  services: ReadonlySet<string>,
): FollowUpLine[] {
  const goods = goodsOf(order, services)
  const priceOf = new Map(goods.map(row => [row.OrderLineNo, row.Price]))
  const named = dispatches.flatMap(found => namedBy(found, invoice, order, priceOf))
  const candidates = named.length > 0 ? named : goods.flatMap(row => candidateOf(row))
  const isService = ({ ItemID }: { readonly ItemID?: string | undefined }) =>
    ItemID !== undefined && services.has(ItemID)
  const rows = invoice.InvoiceLines.filter(({ ItemID, TextLine }) => ItemID !== undefined && TextLine !== true)
  const lines = rows.filter(row => !isService(row)).flatMap(row => take(row, candidates, order))
  if (lines.length > 0 || !rows.every(isService)) return lines
  // An invoice over freight alone: without these lines nothing would say whose it is, and nobody would get it.
  const freight = order.OrderLines.filter(isService).flatMap(row => candidateOf(row))
  return rows.flatMap(row => take(row, freight, order))
}

function candidateOf({ OrderLineNo, ItemID, Price, Qty = ZERO }: ReturnType<typeof goodsOf>[number]): Candidate[] {
  if (!OrderLineNo || ItemID === undefined) return []
  return [{ erpLine: OrderLineNo, item: ItemID, price: Price, invoiceLine: undefined, left: Qty }]
}

function namedBy(
  dispatch: Dispatch,
  { key }: Invoice,
  order: IcenterOrder,
  priceOf: ReadonlyMap<number | undefined, Amount | undefined>,
): Candidate[] {
  return linesFrom(dispatch, order.key).flatMap((row): Candidate[] => {
    const isNamed = row.InvoiceYear === key.year && row.InvoiceBook === key.book && row.InvoiceNumber === key.number
    if (!isNamed || row.ItemID === undefined || !row.OrderLineNumber) return []
    const { OrderLineNumber: erpLine, ItemID: item, InvoiceLineNumber } = row
    const price = priceOf.get(erpLine)
    return [{ erpLine, item, price, invoiceLine: InvoiceLineNumber || undefined, left: shippedQuantity(row) }]
  })
}

/** The best fitting lines first, none for more than it has; what is left over belongs to another order. */
function take(row: InvoiceRow, candidates: readonly Candidate[], order: IcenterOrder): FollowUpLine[] {
  const whole = absolute(row.Quantity ?? ZERO)
  const named = namedLine(row.Reference, order.key)
  if (isZero(whole) || named === 'another order') return []
  const lines: FollowUpLine[] = []
  let left = whole
  const likely = (candidate: Candidate) => likeness(candidate, row, named)
  const fitting = candidates.filter(({ item }) => item === row.ItemID).toSorted((a, b) => likely(b) - likely(a))
  for (const candidate of fitting) {
    const quantity = minimum(left, candidate.left)
    if (isZero(quantity) || isNegative(quantity)) continue
    candidate.left = subtract(candidate.left, quantity)
    left = subtract(left, quantity)
    const gross = round(divide(multiply(grossOf(row), quantity), whole), 2)
    const { erpLine, item: itemCode } = candidate
    lines.push({ salesDocumentId: idOf(order.key), erpLine, itemCode, quantity, gross })
  }
  return lines
}

function likeness({ erpLine, invoiceLine, price }: Candidate, row: InvoiceRow, named: number | undefined): number {
  if (named !== undefined && named === erpLine) return 3
  if (invoiceLine !== undefined && invoiceLine === row.LineNumber) return 2
  // An invoice may show net prices of an order with gross ones.
  const prices = [row.Price, row.PriceWithVAT].filter(one => one !== undefined)
  return price !== undefined && prices.some(one => compare(price, one) === 0) ? 1 : 0
}

/** "2026/VNK/512/3" is line 3; a reference that says something else is not looked at. */
function namedLine(reference: string | undefined, order: DocumentKey): number | 'another order' | undefined {
  const [, document, line] = /^(.{3,60})\/(\d{1,4})$/.exec(reference ?? '') ?? []
  if (document === undefined) return undefined
  if (namesDocument(document, order)) return Number(line)
  const number = /\d+$/.exec(document)?.[0]
  return number !== undefined && namesDocument(document, { ...order, number: Number(number) })
    ? 'another order'
    : undefined
}

/** With tax; of a credit positive, as a credit note counts. */
const grossOf = ({ NetAmount = ZERO, VATAmount = ZERO }: InvoiceRow): Amount => absolute(add(NetAmount, VATAmount))
