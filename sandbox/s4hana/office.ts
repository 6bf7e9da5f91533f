import { add, subtract, ZERO } from '../../src/domain/amount.ts'
import type { SalesDocument, SalesDocumentState } from '../../src/domain/fulfilment.ts'
import { progressOf, stepNow } from '../clerk.ts'
import type { BookedFollowUp, ErpOffice } from '../erp.ts'
import { type BillingDocument, type Books, type Delivery, type SalesOrder, transact } from './books.ts'
import { folderOf, isRefusal, stepOrder, workOrder } from './clerk.ts'
import { plans } from './clerk-plans.ts'
import { grossTotal, isRejected, type Letter, processStatus } from './orders.ts'
import { enterMaterial } from './seed.ts'

/** The books of the simulated S/4 in the words of the bridge. */
export function officeOf(books: Books): ErpOffice {
  const { journal } = books
  return {
    salesDocuments: () => journal.list<SalesOrder>('orders').map(toSalesDocument),
    followUps: () => [
      ...journal.list<Delivery>('deliveries').flatMap(toShipment),
      ...journal.list<BillingDocument>('billing').flatMap(toInvoice),
    ],
    // The shop sells to one customer, and is paid elsewhere.
    payments: () => [],
    subjects: () => [],
    plans,
    cancelsByHand: true,
    enterItem(code, name) {
      if (journal.get('materials', code)) return
      transact(books, work => enterMaterial(work, { code, name, isReduced: false, isService: false }))
    },
    plan: (erpId, plan) => workOrder(books, erpId, plan),
    progress: erpId => progressOf(folderOf(books, erpId)),
    step: (erpId, plan) => stepNow(() => stepOrder(books, erpId, plan), isRefusal),
  }
}

const STATES: Readonly<Record<Letter, SalesDocumentState>> = { A: 'open', B: 'confirmed', C: 'closed' }

const toSalesDocument = (order: SalesOrder): SalesDocument => ({
  erpId: order.number,
  erpNumber: order.number,
  orderbridgeId: order.fields.PurchaseOrderByCustomer ?? '',
  state: isRejected(order) ? 'canceled' : STATES[processStatus(order)],
  currency: order.fields.TransactionCurrency ?? '',
  total: grossTotal(order),
  lines: order.items.map(({ line, fields, quantity, issued }) => ({
    erpLine: line,
    itemCode: fields.Material ?? '',
    quantity,
    openQuantity: subtract(quantity, issued),
  })),
})

/** A delivery counts once its goods have left. It tells no money. */
const toShipment = (delivery: Delivery): BookedFollowUp[] =>
  delivery.issuedOn === undefined
    ? []
    : [
        {
          kind: 'shipment',
          erpId: delivery.number,
          erpNumber: delivery.number,
          canceled: false,
          currency: 'EUR',
          total: ZERO,
          lines: delivery.lines.map(line => ({ ...traced(delivery.order, line), gross: ZERO })),
          tracking: [{ number: delivery.parcel }],
        },
      ]

const toInvoice = (document: BillingDocument): BookedFollowUp[] =>
  document.category === 'N'
    ? []
    : [
        {
          kind: 'invoice',
          erpId: document.number,
          erpNumber: document.number,
          canceled: document.isCancelled,
          currency: document.currency,
          total: add(ZERO, ...document.lines.flatMap(({ net, tax }) => [net, tax])),
          lines: document.lines.map(line => ({ ...traced(document.order, line), gross: add(line.net, line.tax) })),
          tracking: [],
        },
      ]

const traced = (salesDocumentId: string, { line, material, quantity }: Delivery['lines'][number]) => ({
  salesDocumentId,
  erpLine: line,
  itemCode: material,
  quantity,
})
