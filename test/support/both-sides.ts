import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { z } from 'zod'
import type { OrderFile } from '../../sandbox/magento/module-routes.ts'
import type { Creditmemo, Invoice, Order, OrderDocument, Shipment } from '../../sandbox/magento/records.ts'
import { childrenOf, isMoneyShell } from '../../sandbox/magento/state-machine.ts'
import type { ReceivedMail } from '../../sandbox/mail/mailbox.ts'
import { type B1Document, type DocumentLine, documentKinds } from '../../sandbox/sap-b1/documents.ts'
import { salesDocuments } from '../../src/db/schema/orders.ts'
import { type Amount, add, amount, ZERO } from '../../src/domain/amount.ts'
import { STORE, type World } from './world.ts'

/** What stands in the far systems about one order; the bridge is not asked. */
export interface Sides {
  readonly order: Order
  /** Live ones. */
  readonly salesDocuments: readonly B1Document[]
  readonly erpInvoices: readonly B1Document[]
  readonly deliveries: readonly B1Document[]
  readonly creditNotes: readonly B1Document[]
  readonly invoices: readonly Invoice[]
  readonly shipments: readonly Shipment[]
  readonly creditmemos: readonly Creditmemo[]
  readonly files: readonly OrderFile[]
  /** To the customer of the order that name its number. */
  readonly mails: readonly ReceivedMail[]
}

export function sidesOf({ magento, b1, mailbox }: World, orderId: number): Sides {
  const order = magento.order(orderId)
  if (!order) throw new Error(`Magento has no order ${orderId}`)
  const ofOrder = <T extends { order_id: number }>(collection: string) =>
    magento.list<T>(collection).filter(document => document.order_id === orderId)
  const inErp = (set: string) =>
    b1
      .list<B1Document>(set)
      .filter(document => document.U_OrderbridgeId === `${STORE}-${orderId}` && document.CancelStatus === 'csNo')
  return {
    order,
    salesDocuments: inErp('Orders'),
    erpInvoices: inErp('Invoices'),
    deliveries: inErp('DeliveryNotes'),
    creditNotes: inErp('CreditNotes'),
    invoices: ofOrder<Invoice>('invoices'),
    shipments: ofOrder<Shipment>('shipments'),
    creditmemos: ofOrder<Creditmemo>('creditmemos'),
    files: magento
      .list<OrderFile[]>('order_files')
      .flat()
      .filter(file => file.order_id === orderId),
    mails: mailbox
      .messages()
      .filter(mail => mail.to === order.customer_email && mail.subject.includes(order.increment_id)),
  }
}

/** One sales document, every document of the ERP in Magento by line and money, each invoice mailed once, nothing open. */
export async function expectWhole(world: World, orderId: number, plainMagento = false): Promise<Sides> {
  const sides = sidesOf(world, orderId)
  const { order, erpInvoices, deliveries, invoices, shipments, files, mails } = sides
  expect(sides.salesDocuments).toHaveLength(1)
  expect(sides.salesDocuments.map(totalOf)).toEqual([amount(order.grand_total)])
  const itemOf = await itemsByErpLine(world, orderId)
  // Magento documents a bundle as a whole, so halves of it in two documents of the ERP make one: the sums are compared.
  const together = order.items.some(item => item.product_type === 'bundle')
  const grouped = <T>(documents: readonly T[]): (readonly T[])[] =>
    together ? [documents] : documents.map(one => [one])
  const erp = (documents: readonly B1Document[], skip: ReadonlySet<number> = new Set()) =>
    grouped(documents)
      .map(some => erpQuantities(world, some, itemOf, skip))
      .filter(lines => lines.length > 0)
      .sort()
  const shop = (documents: readonly OrderDocument[]) =>
    grouped(documents)
      .map(some => quantities(order, ...some))
      .filter(lines => lines.length > 0)
      .sort()
  // An order that the shop has charged or that costs nothing has its invoice from checkout.
  if (!invoices.some(invoice => invoice.created_at === order.created_at)) {
    expect(shop(invoices)).toEqual(erp(erpInvoices))
    expect(sumOf(invoices.map(invoice => amount(invoice.grand_total)))).toBe(sumOf(erpInvoices.map(totalOf)))
  }
  const virtual = new Set(order.items.filter(item => item.is_virtual === 1).map(item => item.item_id))
  expect(shop(shipments)).toEqual(erp(deliveries, virtual))
  expect(sumOf(erpInvoices.map(totalOf))).toBe(amount(order.grand_total))
  const pdfs = files.filter(file => file.kind === 'invoice')
  expect(pdfs).toHaveLength(plainMagento ? 0 : erpInvoices.length)
  expect(mails).toHaveLength(erpInvoices.length)
  for (const { sha256 } of pdfs)
    expect(mails.filter(mail => mail.attachments.some(file => file.sha256 === sha256))).toHaveLength(1)
  expect(['complete', 'closed']).toContain(order.state)
  return sides
}

/** In the document's own currency. */
export const totalOf = (document: B1Document): Amount => document.$total ?? amount(document.DocTotal)
const sumOf = (amounts: readonly Amount[]): Amount => amounts.reduce((sum, part) => add(sum, part), ZERO)

/**
 * ["17 × 2", …]: quantity by Magento's order item, of the rows that carry money. A shipment names a bundle alone; what
 * is in it counts.
 */
export const quantities = (order: Order, ...documents: readonly OrderDocument[]): string[] =>
  written(
    documents
      .flatMap(document => document.items.map(row => ({ row, priced: 'grand_total' in document })))
      .flatMap(({ row, priced }) => {
        const item = order.items.find(candidate => candidate.item_id === row.order_item_id)
        if (!item || row.qty === 0) return []
        if (!isMoneyShell(order, item)) return [[item.item_id, amount(row.qty)] as const]
        if (item.product_type !== 'bundle' || priced) return []
        return childrenOf(order, item).map(
          child => [child.item_id, amount((row.qty * child.qty_ordered) / item.qty_ordered)] as const,
        )
      }),
  )

function erpQuantities(
  world: World,
  documents: readonly B1Document[],
  itemOf: ReadonlyMap<number, number>,
  skip: ReadonlySet<number>,
): string[] {
  return written(
    documents
      .flatMap(document => document.DocumentLines)
      .flatMap(line => {
        const erpLine = lineOfOrder(world, line)
        const item = erpLine === undefined ? undefined : itemOf.get(erpLine)
        return item === undefined || skip.has(item) ? [] : [[item, amount(line.Quantity)] as const]
      }),
  )
}

/** Adds up split lines. */
function written(rows: readonly (readonly [number, Amount])[]): string[] {
  const sums = new Map<number, Amount>()
  for (const [item, quantity] of rows) sums.set(item, add(sums.get(item) ?? ZERO, quantity))
  return [...sums].map(([item, quantity]) => `${item} × ${quantity}`).sort()
}

/** Follows the base documents back to the line of the sales order. */
function lineOfOrder(world: World, line: DocumentLine): number | undefined {
  if (line.BaseEntry === null || line.BaseLine === null) return undefined
  if (line.BaseType === 17) return line.BaseLine
  const set = documentKinds.find(kind => kind.objectCode === line.BaseType)?.set
  const base = set && world.b1.list<B1Document>(set).find(document => document.DocEntry === line.BaseEntry)
  const origin = base?.DocumentLines.find(candidate => candidate.LineNum === line.BaseLine)
  return origin && lineOfOrder(world, origin)
}

const planned = z.array(z.object({ itemId: z.number(), erpLine: z.number() }))

/** Magento's order item by line number of the sales document, as it was planned. */
async function itemsByErpLine(world: World, orderId: number): Promise<Map<number, number>> {
  const [row] = await world.database.db
    .select({ lines: salesDocuments.lines })
    .from(salesDocuments)
    .where(eq(salesDocuments.orderbridgeId, `${STORE}-${orderId}`))
  return new Map(planned.parse(row?.lines ?? []).map(({ itemId, erpLine }) => [erpLine, itemId]))
}
