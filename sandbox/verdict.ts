import { type Amount, add, amount, compare, isZero, subtract, ZERO } from '../src/domain/amount.ts'
import { SANDBOX_STORE } from './configuration.ts'
import type { OrderFile } from './magento/module-routes.ts'
import type { Creditmemo, Invoice, Order, Shipment } from './magento/records.ts'
import { ORDER_KINDS } from './magento/shopper.ts'
import type { B1Document } from './sap-b1/documents.ts'
import type { Stage } from './stage.ts'

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

type FarSides = Pick<Stage, 'magento' | 'b1' | 'mailbox'>

interface Sides {
  readonly order: Order
  readonly kind: string
  readonly orders: readonly B1Document[]
  readonly invoices: readonly B1Document[]
  readonly deliveries: readonly B1Document[]
  readonly credits: readonly B1Document[]
  readonly magentoInvoices: readonly Invoice[]
  readonly shipments: readonly Shipment[]
  readonly creditmemos: readonly Creditmemo[]
  readonly files: readonly OrderFile[]
  readonly mails: readonly { readonly to: string; readonly sha256: string }[]
}

/** Compares both sides for every order that was placed, line counts, money to the cent, documents and mails. */
export function judge(stage: FarSides): Judged[] {
  const { magento, b1, mailbox } = stage
  const byOrder = <T extends { order_id: number }>(collection: string) =>
    Map.groupBy(magento.list<T>(collection), row => row.order_id)
  const byKey = (set: string) =>
    Map.groupBy(b1.list<B1Document>(set).filter(isLive), document => String(document.U_OrderbridgeId ?? ''))
  const sets = {
    orders: Map.groupBy(b1.list<B1Document>('Orders'), document => String(document.U_OrderbridgeId ?? '')),
    invoices: byKey('Invoices'),
    deliveries: byKey('DeliveryNotes'),
    credits: byKey('CreditNotes'),
  }
  const magentoInvoices = byOrder<Invoice>('invoices')
  const shipments = byOrder<Shipment>('shipments')
  const creditmemos = byOrder<Creditmemo>('creditmemos')
  const files = Map.groupBy(magento.list<readonly OrderFile[]>('order_files').flat(), file => file.order_id)
  const mails = mailbox.messages().flatMap(mail => mail.attachments.map(file => ({ to: mail.to, sha256: file.sha256 })))
  return magento.orders().map(({ order, kind }) => {
    const key = `${SANDBOX_STORE}-${order.entity_id}`
    const id = order.entity_id
    return judgeOrder(stage, {
      order,
      kind,
      orders: sets.orders.get(key) ?? [],
      invoices: sets.invoices.get(key) ?? [],
      deliveries: sets.deliveries.get(key) ?? [],
      credits: sets.credits.get(key) ?? [],
      magentoInvoices: magentoInvoices.get(id) ?? [],
      shipments: shipments.get(id) ?? [],
      creditmemos: creditmemos.get(id) ?? [],
      files: files.get(id) ?? [],
      mails,
    })
  })
}

const isLive = (document: B1Document): boolean => document.Cancelled === 'tNO' && document.CancelStatus === 'csNo'

function judgeOrder(stage: FarSides, sides: Sides): Judged {
  const { order, kind, orders, invoices, deliveries, files } = sides
  const invoiceFiles = files.filter(file => file.kind === 'invoice')
  return {
    orderId: order.entity_id,
    number: order.increment_id,
    kind: (ORDER_KINDS as Readonly<Record<string, string>>)[kind] ?? kind,
    erpDocument:
      orders.map(document => `${document.DocNum}${document.Cancelled === 'tYES' ? ' canceled' : ''}`).join(', ') || '-',
    invoice: numbers(invoices),
    pdf: invoiceFiles.length > 0 ? String(invoiceFiles.length) : '-',
    mail: String(invoiceFiles.flatMap(file => mailsOf(sides, file)).length || '-'),
    shipment: numbers(deliveries),
    magentoState: order.state,
    finished: isFinished(stage, sides),
    wrong: order.state === 'canceled' ? canceledFaults(sides) : faults(sides),
  }
}

const numbers = (documents: readonly B1Document[]): string =>
  documents.map(document => document.DocNum).join(', ') || '-'
const mailsOf = (sides: Sides, file: OrderFile) => sides.mails.filter(mail => mail.sha256 === file.sha256)

function isFinished(stage: FarSides, { order, orders }: Sides): boolean {
  if (order.state === 'canceled') return orders.every(document => document.Cancelled === 'tYES')
  const worked = orders.every(
    document => stage.b1.company.journal.get<{ done: boolean }>('clerk', document.DocEntry)?.done === true,
  )
  return orders.length > 0 && worked && (order.state === 'complete' || order.state === 'closed')
}

/** Cancelled on one side: cancelled on both, and nothing was invoiced or sent. */
function canceledFaults({ orders, invoices, deliveries, shipments }: Sides): string[] {
  const wrong: string[] = []
  if (orders.length > 1) wrong.push(`${orders.length} sales documents instead of one`)
  if (orders.some(document => document.Cancelled !== 'tYES')) wrong.push('canceled in Magento, still open in SAP')
  if (invoices.length + deliveries.length + shipments.length > 0) wrong.push('canceled, yet there are documents')
  return wrong
}

function faults(sides: Sides): string[] {
  const { order, orders, invoices, credits, magentoInvoices, creditmemos, files } = sides
  const wrong: string[] = []
  const [document] = orders
  if (orders.length !== 1 || !document) return [`${orders.length} sales documents instead of one`]
  if (document.Cancelled === 'tYES') wrong.push('canceled in SAP, not in Magento')
  const total = amount(document.DocTotal)
  if (compare(documentTotal(document), amount(order.grand_total)) !== 0)
    wrong.push(`SAP has ${total}, Magento ${order.grand_total}`)
  if (!['complete', 'closed'].includes(order.state)) wrong.push(`Magento's order is ${order.state}`)
  wrong.push(...moneyFaults(invoices, magentoInvoices, order), ...trackFaults(sides))
  // Magento refuses a refund of nothing: a credit note over 0.00 has no credit memo.
  const refunds = credits.filter(credit => !isZero(documentTotal(credit)))
  if (creditmemos.length !== refunds.length)
    wrong.push(`${refunds.length} credit notes with money in SAP, ${creditmemos.length} in Magento`)
  const pdfs = files.filter(file => file.kind === 'invoice')
  if (pdfs.length !== invoices.length) wrong.push(`${invoices.length} invoices in SAP, ${pdfs.length} PDFs in Magento`)
  for (const pdf of pdfs) {
    const mails = mailsOf(sides, pdf)
    if (mails.length !== 1) wrong.push(`${pdf.filename} was mailed ${mails.length} times`)
    if (mails.some(mail => mail.to !== order.customer_email)) wrong.push(`${pdf.filename} went to another address`)
  }
  return wrong
}

/** In the document's own currency: DocTotal is in the company's. */
const documentTotal = (document: B1Document): Amount => document.$total ?? amount(document.DocTotal)

function moneyFaults(invoices: readonly B1Document[], magentoInvoices: readonly Invoice[], order: Order): string[] {
  const erp = invoices.reduce<Amount>((sum, document) => add(sum, documentTotal(document)), ZERO)
  const shop = magentoInvoices.reduce<Amount>((sum, invoice) => add(sum, amount(invoice.grand_total)), ZERO)
  if (compare(shop, amount(order.grand_total)) !== 0) return [`Magento invoiced ${shop} of ${order.grand_total}`]
  return compare(erp, shop) === 0 ? [] : [`SAP invoiced ${erp}, Magento ${shop}: ${subtract(erp, shop)} apart`]
}

function trackFaults({ order, deliveries, shipments }: Sides): string[] {
  // Magento ships a bundle as a whole: deliveries of its parts make one shipment.
  const whole = order.items.some(item => item.product_type === 'bundle')
  if (whole ? shipments.length > deliveries.length : deliveries.length !== shipments.length)
    return [`${deliveries.length} deliveries in SAP, ${shipments.length} shipments in Magento`]
  const sent = new Set(
    deliveries.flatMap(document => (document.TrackingNumber ? [String(document.TrackingNumber)] : [])),
  )
  const shown = new Set(shipments.flatMap(shipment => shipment.tracks.map(track => track.track_number)))
  return sent.size === shown.size && [...sent].every(number => shown.has(number)) ? [] : ['tracking numbers differ']
}
