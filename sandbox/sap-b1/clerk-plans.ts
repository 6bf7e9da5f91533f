import { isZero } from '../../src/domain/amount.ts'
import type { ErpPlan } from '../erp.ts'
import type { Work } from './company.ts'
import { cancelDocument, closeDocument } from './document-actions.ts'
import { createDocument, updateDocument } from './document-post.ts'
import { type B1Document, type DocumentLine, drawnFrom, kindOf, targetsOf } from './documents.ts'
import { receiveGoods } from './items.ts'
import type { Item } from './stock.ts'

/** Does the next step of a plan. @returns what was done, or undefined when nothing is left to do. */
export function nextStep(work: Work, order: B1Document, plan: ErpPlan): string | undefined {
  if (order.CancelStatus !== 'csNo') return undefined
  if (order.Confirmed !== 'tYES' && order.DocumentStatus === 'bost_Open') return confirm(work, order)
  if (plan === 'cancel') return cancel(work, order)
  const goods = order.DocumentLines.some(line => isGoods(work, line))
  return steps[goods ? plan : 'invoice-only'](work, order)
}

type Step = (work: Work, order: B1Document) => string | undefined

const steps: Readonly<Record<Exclude<ErpPlan, 'cancel'>, Step>> = {
  'deliver-then-invoice': (work, order) => deliver(work, order, 1) ?? invoiceDeliveries(work, order),
  'invoice-then-deliver': (work, order) => invoiceOrder(work, order, 1, true) ?? deliverReserved(work, order),
  'two-deliveries': (work, order) => deliver(work, order, 2) ?? invoiceDeliveries(work, order),
  'two-invoices': (work, order) => invoiceOrder(work, order, 2, true) ?? deliverReserved(work, order),
  'invoice-only': (work, order) => invoiceOrder(work, order, 1, false),
  'credit-after': (work, order) => deliver(work, order, 1) ?? invoiceDeliveries(work, order) ?? creditOne(work, order),
}

function confirm(work: Work, order: B1Document): string {
  updateDocument(work, kindOf('Orders'), 'Orders', order, { Confirmed: 'tYES' }, false)
  return 'confirmed'
}

function cancel(work: Work, order: B1Document): string | undefined {
  if (order.DocumentStatus === 'bost_Close') return undefined
  const touched = order.DocumentLines.some(line => line.RemainingOpenQuantity < line.Quantity)
  if (touched) closeDocument(work, kindOf('Orders'), order)
  else cancelDocument(work, kindOf('Orders'), order)
  return touched ? 'closed' : 'cancelled'
}

const isGoods = (work: Work, line: DocumentLine): boolean =>
  line.ItemCode !== null && work.get<Item>('Items', line.ItemCode)?.InventoryItem === 'tYES'

interface BaseReference {
  readonly BaseType: number
  readonly BaseEntry: number
  readonly BaseLine: number
  readonly Quantity: number
}

/** Open lines as base references; with `share` 2 the first document takes the first half, rounded up to whole units. */
function openReferences(document: B1Document, baseType: number, share: 1 | 2) {
  const open = document.DocumentLines.filter(line => line.RemainingOpenQuantity > 0)
  const untouched = open.every(line => line.RemainingOpenQuantity === line.Quantity)
  const reference = (line: DocumentLine, quantity: number): BaseReference => ({
    BaseType: baseType,
    BaseEntry: document.DocEntry,
    BaseLine: line.LineNum,
    Quantity: quantity,
  })
  if (share === 1 || !untouched || open.length === 0)
    return open.map(line => reference(line, line.RemainingOpenQuantity))
  if (open.length > 1) {
    return open.slice(0, Math.ceil(open.length / 2)).map(line => reference(line, line.RemainingOpenQuantity))
  }
  return open.map(line => reference(line, Math.ceil(line.RemainingOpenQuantity / 2)))
}

function deliver(work: Work, order: B1Document, share: 1 | 2): string | undefined {
  // Services travel with the first delivery: B1 delivers them like goods, without stock.
  const begun = targetsOf(work, order, 'DeliveryNotes').length > 0
  const lines = openReferences(order, 17, begun ? 1 : share)
  if (lines.length === 0) return undefined
  restock(work, order, lines)
  createDocument(work, kindOf('DeliveryNotes'), {
    CardCode: order.CardCode,
    TrackingNumber: trackingNumber(work),
    DocumentLines: lines,
  })
  return 'delivered'
}

function invoiceDeliveries(work: Work, order: B1Document): string | undefined {
  for (const delivery of targetsOf(work, order, 'DeliveryNotes')) {
    const lines = openReferences(delivery, 15, 1)
    if (lines.length === 0) continue
    createDocument(work, kindOf('Invoices'), { CardCode: order.CardCode, DocumentLines: lines })
    return 'invoiced'
  }
  return undefined
}

function invoiceOrder(work: Work, order: B1Document, share: 1 | 2, reserve: boolean): string | undefined {
  const begun = targetsOf(work, order, 'Invoices').length > 0
  const lines = openReferences(order, 17, begun ? 1 : share)
  if (lines.length === 0) return undefined
  if (!reserve) restock(work, order, lines)
  createDocument(work, kindOf('Invoices'), {
    CardCode: order.CardCode,
    ReserveInvoice: reserve ? 'tYES' : 'tNO',
    DocumentLines: lines,
  })
  return 'invoiced'
}

function deliverReserved(work: Work, order: B1Document): string | undefined {
  for (const invoice of targetsOf(work, order, 'Invoices')) {
    if (invoice.ReserveInvoice !== 'tYES') continue
    const lines = openReferences(invoice, 13, 1)
    if (lines.length === 0) continue
    restock(work, invoice, lines)
    createDocument(work, kindOf('DeliveryNotes'), {
      CardCode: order.CardCode,
      TrackingNumber: trackingNumber(work),
      DocumentLines: lines,
    })
    return 'delivered'
  }
  return undefined
}

/** One unit of the first invoiced line comes back. */
function creditOne(work: Work, order: B1Document): string | undefined {
  for (const delivery of targetsOf(work, order, 'DeliveryNotes')) {
    for (const invoice of targetsOf(work, delivery, 'Invoices')) {
      if (targetsOf(work, invoice, 'CreditNotes').length > 0) return undefined
      const line = invoice.DocumentLines.find(candidate => isZero(drawnFrom(candidate, 'credit').quantity))
      if (!line) continue
      createDocument(work, kindOf('CreditNotes'), {
        CardCode: order.CardCode,
        DocumentLines: [
          { BaseType: 13, BaseEntry: invoice.DocEntry, BaseLine: line.LineNum, Quantity: Math.min(1, line.Quantity) },
        ],
      })
      return 'credited'
    }
  }
  return undefined
}

/** Somebody fills the shelf before goods leave it. */
function restock(work: Work, base: B1Document, references: readonly BaseReference[]): void {
  for (const { BaseLine, Quantity } of references) {
    const line = base.DocumentLines.find(candidate => candidate.LineNum === BaseLine)
    if (!line?.ItemCode || !line.WarehouseCode || !isGoods(work, line)) continue
    const item = work.get<Item>('Items', line.ItemCode)
    const there = item?.ItemWarehouseInfoCollection.find(row => row.WarehouseCode === line.WarehouseCode)?.InStock ?? 0
    if (there < Quantity) receiveGoods(work, line.ItemCode, line.WarehouseCode, Math.ceil(Quantity) + 100)
  }
}

/** Nine digits between the letters of a parcel label. */
function trackingNumber(work: Work): string {
  const digits = Array.from({ length: 9 }, () => Math.floor(work.company.random() * 10)).join('')
  return `CP${digits}SI`
}
