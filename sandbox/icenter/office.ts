import { absolute, add, subtract, ZERO } from '../../src/domain/amount.ts'
import type { FollowUpLine, SalesDocument } from '../../src/domain/fulfilment.ts'
import { type Folder, progressOf, stepNow } from '../clerk.ts'
import { type BookedFollowUp, type ErpOffice, erpPlans } from '../erp.ts'
import { Rejection } from './answer.ts'
import { stepOrder, workOrder } from './clerk.ts'
import {
  beginWork,
  type Dispatch,
  type DocumentKey,
  type Invoice,
  idOf,
  type Order,
  type OrderLine,
  type Work,
} from './company.ts'
import { FEE_ITEMS } from './connection.ts'
import { text } from './fields.ts'
import { pricedInvoice } from './invoices.ts'
import { findIn, vatRate } from './lookups.ts'
import { pricedOrder } from './orders.ts'
import { type PricedLine, priceLines, totalsOf } from './pricing.ts'
import { shippedOf } from './references.ts'
import type { ICenter } from './server.ts'

type Office = Pick<ICenter, 'company' | 'transact' | 'list' | 'createItem'>

/** The company in the words of the bridge. Goods that are only prepared have not left: they are no shipment yet. */
export function officeOf(icenter: Office): ErpOffice {
  const { company, list } = icenter
  return {
    salesDocuments: () => list('orders').map(order => toSalesDocument(beginWork(company), order)),
    followUps: () => {
      const work = beginWork(company)
      return [
        ...list('dispatches').flatMap(dispatch => toShipment(work, dispatch)),
        ...list('invoices').flatMap(invoice => toBill(work, invoice)),
      ]
    },
    // Money comes with the order, in its payment lines; nothing is booked later.
    payments: () => [],
    subjects: () => list('customers').map(customer => text(customer, 'Code')),
    plans: erpPlans,
    enterItem(code, name, gross) {
      if (!company.journal.get('items', code)) icenter.createItem(code, name, gross)
    },
    plan: (erpId, plan) => workOrder(icenter, keyOf(erpId), plan),
    progress: erpId => progressOf(company.journal.get<Folder>('clerk', erpId)),
    step: (erpId, plan) => stepNow(() => stepOrder(icenter, keyOf(erpId), plan), isRefusal),
  }
}

/** "2026/VNK/512" */
function keyOf(erpId: string): DocumentKey {
  const [year, book = '', number] = erpId.split('/')
  return { year: Number(year), book, number: Number(number) }
}
const numberOf = ({ year, book, number }: DocumentKey): string => `${book}-${number}/${year}`

const isRefusal = (error: unknown): error is Rejection => error instanceof Rejection

/** ISO letters of a numeric currency code. */
const currencyOf = (work: Work, code: string): string => {
  const found = findIn(work, 'currencies', code)
  return found ? text(found, 'CurrencyCode') : code
}

const STATES = { O: 'open', P: 'confirmed', D: 'confirmed', Z: 'closed', X: 'canceled' } as const

function toSalesDocument(work: Work, order: Order): SalesDocument {
  const key = text(order.header, 'OrderReference')
  return {
    erpId: idOf(order.key),
    erpNumber: numberOf(order.key),
    ...(key !== '' && { orderbridgeId: key }),
    state: STATES[order.status],
    currency: currencyOf(work, text(order.header, 'CurrencyId')),
    total: pricedOrder(work, order).totals.payment,
    lines: order.lines
      .filter(({ ItemID }) => !FEE_ITEMS.has(ItemID))
      .map(({ OrderLineNo, ItemID, Qty, ClosedLine }) => ({
        erpLine: OrderLineNo,
        itemCode: ItemID,
        quantity: Qty,
        openQuantity: ClosedLine === true ? ZERO : subtract(Qty, shippedOf(work, order, OrderLineNo)),
      })),
  }
}

interface Piece {
  readonly line: OrderLine
  /** Of the order; absent where the ERP does not know it. */
  readonly orderLine: number | undefined
  readonly priced: PricedLine | undefined
}

/** Credits have negative quantities; a credit note counts them positive. */
const linesOf = (order: DocumentKey, pieces: readonly Piece[]): FollowUpLine[] =>
  pieces.flatMap(({ line, orderLine, priced }) => {
    if (orderLine === undefined || FEE_ITEMS.has(line.ItemID)) return []
    const gross = priced ? absolute(add(priced.net, priced.vat)) : ZERO
    const { ItemID: itemCode, Qty } = line
    return [{ salesDocumentId: idOf(order), erpLine: orderLine, itemCode, quantity: absolute(Qty), gross }]
  })

/** Follow-ups are named together with the order that they were made from, as the connector does. */
const followUpId = (document: DocumentKey, order: DocumentKey): string => `${idOf(document)}@${idOf(order)}`

function toShipment(work: Work, { key, order: orderKey, status, lines, tracking }: Dispatch): BookedFollowUp[] {
  const order = work.get('orders', idOf(orderKey))
  if (status === 'O' || !order) return []
  const taken = lines.flatMap(({ orderLine, quantity }) => {
    const line = order.lines.find(one => one.OrderLineNo === orderLine)
    return line ? [{ ...line, Qty: quantity }] : []
  })
  const { variants } = work.company
  const priced = priceLines(taken, order.header, { variants, rateOf: id => vatRate(work, id) })
  const pieces = taken.map((line, index) => ({ line, orderLine: line.OrderLineNo, priced: priced[index] }))
  return [
    {
      kind: 'shipment',
      erpId: followUpId(key, orderKey),
      erpNumber: numberOf(key),
      canceled: status === 'X',
      currency: currencyOf(work, text(order.header, 'CurrencyId')),
      total: totalsOf(priced, variants.vatRounding).payment,
      lines: linesOf(orderKey, pieces),
      tracking: tracking === undefined ? [] : [{ number: tracking }],
    },
  ]
}

/** What was made over the API without an order is nobody's follow-up. */
function toBill(work: Work, invoice: Invoice): BookedFollowUp[] {
  const { key, order, credits, header, status } = invoice
  if (!order) return []
  const { lines, totals } = pricedInvoice(work, invoice)
  const pieces = invoice.lines.map(({ orderLine, priced: line }, index) => ({ line, orderLine, priced: lines[index] }))
  return [
    {
      kind: credits ? 'credit_note' : 'invoice',
      erpId: followUpId(key, order),
      erpNumber: text(header, 'InvoiceID') || numberOf(key),
      canceled: status === 'S',
      currency: currencyOf(work, text(header, 'CurrencyId')),
      total: credits ? absolute(totals.payment) : totals.payment,
      lines: linesOf(order, pieces),
      tracking: [],
    },
  ]
}
