import { subtract } from '../../src/domain/amount.ts'
import type { FollowUpKind, SalesDocument } from '../../src/domain/fulfilment.ts'
import { progressOf, stepNow } from '../clerk.ts'
import { type BookedFollowUp, type ErpOffice, erpPlans } from '../erp.ts'
import { BooksError, type DocumentKind, type ErpDocument, type Order } from './books.ts'
import { folderOf, stepOrder, workOrder } from './clerk.ts'
import type { HttpErp } from './server.ts'

type Office = Pick<HttpErp, 'books' | 'list' | 'createItem'>

/** The books of the made-up ERP in the words of the bridge. */
export function officeOf({ books, list, createItem }: Office): ErpOffice {
  return {
    salesDocuments: () => list('orders').map(toSalesDocument),
    followUps: () => {
      const keys = new Map(list('orders').map(order => [order.id, order.externalId]))
      return FOLLOW_UPS.flatMap(([kind, collection]) =>
        list(collection).map(document => toFollowUp(kind, document, keys.get(document.orderId))),
      )
    },
    // It has neither: an order carries its customer and is paid elsewhere.
    payments: () => [],
    subjects: () => [],
    plans: erpPlans,
    enterItem(code, name, gross) {
      if (!books.journal.get('items', code)) createItem(code, name, gross)
    },
    plan: (erpId, plan) => workOrder(books, Number(erpId), plan),
    progress: erpId => progressOf(folderOf(books, Number(erpId))),
    step: (erpId, plan) => stepNow(() => stepOrder(books, Number(erpId), plan), isRefusal),
  }
}

const FOLLOW_UPS: readonly (readonly [FollowUpKind, DocumentKind])[] = [
  ['shipment', 'shipments'],
  ['invoice', 'invoices'],
  ['credit_note', 'credit-notes'],
]
const STATES = { NEW: 'open', CONFIRMED: 'confirmed', DONE: 'closed', CANCELLED: 'canceled' } as const

const isRefusal = (error: unknown): error is BooksError => error instanceof BooksError

const toSalesDocument = (order: Order): SalesDocument => ({
  erpId: String(order.id),
  erpNumber: order.number,
  orderbridgeId: order.externalId,
  state: STATES[order.status],
  currency: order.currency,
  total: order.total,
  lines: order.lines.map(({ line, item, quantity, shipped }) => ({
    erpLine: line,
    itemCode: item,
    quantity,
    openQuantity: subtract(quantity, shipped),
  })),
})

const toFollowUp = (kind: FollowUpKind, document: ErpDocument, key: string | undefined): BookedFollowUp => ({
  kind,
  erpId: String(document.id),
  erpNumber: document.number,
  ...(key !== undefined && { orderbridgeId: key }),
  canceled: document.cancelled,
  currency: document.currency,
  total: document.total,
  lines: document.lines.map(({ orderId, orderLine, item, quantity, gross }) => ({
    salesDocumentId: String(orderId),
    erpLine: orderLine,
    itemCode: item,
    quantity,
    gross,
  })),
  tracking: document.parcels.map(({ number }) => ({ number })),
})
