import { type Amount, add, amount, compare, isZero, subtract, ZERO } from '../src/domain/amount.ts'
import { counted } from '../src/domain/counted.ts'
import type { SalesDocument } from '../src/domain/fulfilment.ts'
import { SANDBOX_STORE } from './configuration.ts'
import type { BookedFollowUp, ErpOffice } from './erp.ts'
import type { OrderFile } from './magento/module-routes.ts'
import type { Creditmemo, Invoice, Order, Shipment } from './magento/records.ts'
import { ORDER_KINDS } from './magento/shopper.ts'
import type { Stage } from './stage.ts'
import { lineFaults } from './verdict-lines.ts'

/** One order, judged by what stands in the far systems themselves; the bridge is not asked. */
export interface Judged {
  readonly orderId: number
  readonly number: string
  readonly kind: string
  readonly erpDocument: string
  readonly invoice: string
  readonly pdf: string
  readonly mail: string
  readonly shipment: string
  readonly magentoState: string
  /** People and ERP have nothing left to do with it. */
  readonly finished: boolean
  /** Why it is not right; empty when it is. */
  readonly wrong: readonly string[]
}

interface FarSides extends Pick<Stage, 'magento' | 'mailbox'> {
  readonly erp: Pick<ErpOffice, 'salesDocuments' | 'followUps' | 'progress'>
}

/** What both sides have about one order. Of the ERP's documents the live ones, cancelled sales documents too. */
export interface Sides {
  readonly order: Order
  readonly kind: string
  readonly salesDocuments: readonly SalesDocument[]
  readonly erpInvoices: readonly BookedFollowUp[]
  readonly erpShipments: readonly BookedFollowUp[]
  readonly creditNotes: readonly BookedFollowUp[]
  readonly invoices: readonly Invoice[]
  readonly shipments: readonly Shipment[]
  readonly creditmemos: readonly Creditmemo[]
  readonly files: readonly OrderFile[]
  readonly mails: readonly { readonly to: string; readonly sha256: string }[]
}

/** Compares both sides for every order that was placed: quantities by line, money to the cent, documents and mails. */
export function judge({ magento, erp, mailbox }: FarSides): Judged[] {
  const byOrder = <T extends { order_id: number }>(collection: string) =>
    Map.groupBy(magento.list<T>(collection), row => row.order_id)
  const salesDocuments = Map.groupBy(
    erp.salesDocuments().filter(({ state }) => state !== 'draft'),
    ({ orderbridgeId }) => orderbridgeId,
  )
  const followUps = bySalesDocument(erp.followUps().filter(({ canceled }) => !canceled))
  const invoices = byOrder<Invoice>('invoices')
  const shipments = byOrder<Shipment>('shipments')
  const creditmemos = byOrder<Creditmemo>('creditmemos')
  const files = Map.groupBy(magento.list<readonly OrderFile[]>('order_files').flat(), file => file.order_id)
  const mails = mailbox.messages().flatMap(mail => mail.attachments.map(file => ({ to: mail.to, sha256: file.sha256 })))
  return magento.orders().map(({ order, kind }) => {
    const id = order.entity_id
    const mine = salesDocuments.get(`${SANDBOX_STORE}-${id}`) ?? []
    const made = new Set(mine.flatMap(({ erpId }) => followUps.get(erpId) ?? []))
    const ofKind = (wanted: BookedFollowUp['kind']) => [...made].filter(document => document.kind === wanted)
    const sides: Sides = {
      order,
      kind,
      salesDocuments: mine,
      erpInvoices: ofKind('invoice'),
      erpShipments: ofKind('shipment'),
      creditNotes: ofKind('credit_note'),
      invoices: invoices.get(id) ?? [],
      shipments: shipments.get(id) ?? [],
      creditmemos: creditmemos.get(id) ?? [],
      files: files.get(id) ?? [],
      mails,
    }
    return judgeOrder(sides, ({ erpId }) => erp.progress(erpId) === 'finished')
  })
}

function bySalesDocument(followUps: readonly BookedFollowUp[]): Map<string, BookedFollowUp[]> {
  const found = new Map<string, BookedFollowUp[]>()
  for (const followUp of followUps)
    for (const id of new Set(followUp.lines.map(({ salesDocumentId }) => salesDocumentId)))
      found.set(id, [...(found.get(id) ?? []), followUp])
  return found
}

function judgeOrder(sides: Sides, isWorkedOff: (document: SalesDocument) => boolean): Judged {
  const { order, kind, salesDocuments, files } = sides
  const invoiceFiles = files.filter(file => file.kind === 'invoice')
  return {
    orderId: order.entity_id,
    number: order.increment_id,
    kind: (ORDER_KINDS as Readonly<Record<string, string>>)[kind] ?? kind,
    erpDocument:
      salesDocuments
        .map(document => `${document.erpNumber}${document.state === 'canceled' ? ' canceled' : ''}`)
        .join(', ') || '-',
    invoice: numbers(sides.erpInvoices),
    pdf: invoiceFiles.length > 0 ? String(invoiceFiles.length) : '-',
    mail: String(invoiceFiles.flatMap(file => mailsOf(sides, file)).length || '-'),
    shipment: numbers(sides.erpShipments),
    magentoState: order.state,
    finished: isFinished(sides, isWorkedOff),
    wrong: order.state === 'canceled' ? canceledFaults(sides) : faults(sides),
  }
}

const numbers = (documents: readonly BookedFollowUp[]): string =>
  documents.map(({ erpNumber }) => erpNumber).join(', ') || '-'
const mailsOf = (sides: Sides, file: OrderFile) => sides.mails.filter(mail => mail.sha256 === file.sha256)

function isFinished({ order, salesDocuments }: Sides, isWorkedOff: (document: SalesDocument) => boolean): boolean {
  if (order.state === 'canceled') return salesDocuments.every(({ state }) => state === 'canceled')
  const isThrough = order.state === 'complete' || order.state === 'closed'
  return isThrough && salesDocuments.length > 0 && salesDocuments.every(isWorkedOff)
}

/** Cancelled on one side: cancelled on both, and nothing was invoiced or sent. */
function canceledFaults({ salesDocuments, erpInvoices, erpShipments, shipments }: Sides): string[] {
  const wrong: string[] = []
  if (salesDocuments.length > 1) wrong.push(`${salesDocuments.length} sales documents instead of one`)
  if (salesDocuments.some(({ state }) => state !== 'canceled')) wrong.push('canceled in Magento, still open in the ERP')
  if (erpInvoices.length + erpShipments.length + shipments.length > 0) wrong.push('canceled, yet there are documents')
  return wrong
}

function faults(sides: Sides): string[] {
  const { order, salesDocuments, erpInvoices, creditNotes, creditmemos, files } = sides
  const wrong: string[] = []
  const [document] = salesDocuments
  if (salesDocuments.length !== 1 || !document)
    return [`${counted(salesDocuments.length, 'sales document')} instead of one`]
  if (document.state === 'canceled') wrong.push('canceled in the ERP, not in Magento')
  if (compare(document.total, amount(order.grand_total)) !== 0)
    wrong.push(`the ERP has ${document.total}, Magento ${order.grand_total}`)
  if (!['complete', 'closed'].includes(order.state)) wrong.push(`Magento's order is ${order.state}`)
  wrong.push(...moneyFaults(sides), ...trackFaults(sides), ...lineFaults(sides))
  // Magento refuses a refund of nothing: a credit note over 0.00 has no credit memo.
  const refunds = creditNotes.filter(({ total }) => !isZero(total))
  if (creditmemos.length !== refunds.length)
    wrong.push(`${counted(refunds.length, 'credit note')} with money in the ERP, ${creditmemos.length} in Magento`)
  const pdfs = files.filter(file => file.kind === 'invoice')
  if (pdfs.length !== erpInvoices.length)
    wrong.push(`${counted(erpInvoices.length, 'invoice')} in the ERP, ${counted(pdfs.length, 'PDF')} in Magento`)
  for (const pdf of pdfs) {
    const mails = mailsOf(sides, pdf)
    if (mails.length !== 1) wrong.push(`${pdf.filename} was mailed ${counted(mails.length, 'time')}`)
    if (mails.some(mail => mail.to !== order.customer_email)) wrong.push(`${pdf.filename} went to another address`)
  }
  return wrong
}

function moneyFaults({ order, erpInvoices, invoices }: Sides): string[] {
  const erp = add(ZERO, ...erpInvoices.map(({ total }) => total))
  const shop = add(ZERO, ...invoices.map((invoice): Amount => amount(invoice.grand_total)))
  if (compare(shop, amount(order.grand_total)) !== 0) return [`Magento invoiced ${shop} of ${order.grand_total}`]
  return compare(erp, shop) === 0 ? [] : [`the ERP invoiced ${erp}, Magento ${shop}: ${subtract(erp, shop)} apart`]
}

function trackFaults({ order, erpShipments: all, shipments }: Sides): string[] {
  // Some ERPs deliver services too; in Magento nothing is shipped then.
  const virtual = new Set(order.items.flatMap(({ sku, is_virtual }) => (is_virtual === 1 ? [sku] : [])))
  const erpShipments = all.filter(({ lines }) => lines.some(({ itemCode }) => !virtual.has(itemCode)))
  // Magento ships a bundle as a whole: deliveries of its parts make one shipment.
  const whole = order.items.some(item => item.product_type === 'bundle')
  if (whole ? shipments.length > erpShipments.length : erpShipments.length !== shipments.length)
    return [
      `${counted(erpShipments.length, 'delivery', 'deliveries')} in the ERP, ${counted(shipments.length, 'shipment')} in Magento`,
    ]
  const sent = new Set(erpShipments.flatMap(({ tracking }) => tracking.map(({ number }) => number)))
  const shown = new Set(shipments.flatMap(shipment => shipment.tracks.map(track => track.track_number)))
  return sent.size === shown.size && [...sent].every(number => shown.has(number)) ? [] : ['tracking numbers differ']
}
