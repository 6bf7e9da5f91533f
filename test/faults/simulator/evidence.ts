import type { Sql } from 'postgres'
import { z } from 'zod'
import type { BookedFollowUp } from '../../../sandbox/erp.ts'
import type { OrderFile } from '../../../sandbox/magento/module-routes.ts'
import type { Creditmemo, Invoice, Order, OrderDocument, Shipment } from '../../../sandbox/magento/records.ts'
import type { ReceivedMail } from '../../../sandbox/mail/mailbox.ts'
import { type Amount, add, amount, compare, isZero, ZERO } from '../../../src/domain/amount.ts'
import { documentItems, type LineQuantity } from '../../../src/domain/document-items.ts'
import type { FollowUpKind, SalesDocument } from '../../../src/domain/fulfilment.ts'
import type { CanonicalOrder } from '../../../src/domain/order.ts'
import { canonicalOf } from '../../../src/flows/order/canonical-of.ts'
import { STORE } from './configuration.ts'
import type { Surroundings } from './worker.ts'

/** What stands on both sides about one order, and what the bridge says of it. */
export interface Evidence {
  readonly order: Order
  readonly row: OrderRow | undefined
  readonly canonical: CanonicalOrder | undefined
  /** Every one that the ERP ever had, drafts included while they are open. */
  readonly salesDocuments: readonly SalesDocument[]
  /** Those that are not cancelled. */
  readonly erp: Readonly<Record<FollowUpKind, readonly BookedFollowUp[]>>
  readonly shipments: readonly Shipment[]
  readonly invoices: readonly Invoice[]
  readonly creditmemos: readonly Creditmemo[]
  readonly files: readonly OrderFile[]
  readonly mails: readonly ReceivedMail[]
  readonly payments: number
  /** Causes of open problems that the order waits for. */
  readonly problems: readonly string[]
  readonly messages: readonly Message[]
}

const messageRow = z.object({
  id: z.coerce.number(),
  order_id: z.coerce.number().nullable(),
  queue: z.string(),
  kind: z.string(),
  state: z.string(),
  reason: z.string(),
  attempts: z.number(),
})
export type Message = z.infer<typeof messageRow>

const orderRow = z.object({
  id: z.coerce.number(),
  magento_id: z.coerce.number(),
  phase: z.string(),
  phase_reason: z.string(),
  due_at: z.unknown(),
  waiting_for: z.string().nullable(),
  canonical: z.unknown(),
  lines: z.unknown(),
  problems: z.array(z.string()).nullable(),
})
export type OrderRow = z.infer<typeof orderRow>

export async function readRows(admin: Sql): Promise<{ orders: OrderRow[]; messages: Message[] }> {
  const orders = await admin`
    select o.id, o.magento_id, o.phase, o.phase_reason, o.due_at, o.waiting_for, o.canonical::text as canonical,
      (select d.lines::text from sales_documents d where d.order_id = o.id) as lines,
      (select array_agg(p.cause) from problem_orders w join problems p on p.id = w.problem_id
        where w.order_id = o.id and p.closed_at is null) as problems
    from orders o order by o.id`
  const messages = await admin`select id, order_id, queue, kind, state, reason, attempts from outbox order by id`
  const json = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : undefined)
  return {
    orders: orders.map(row => orderRow.parse({ ...row, canonical: json(row.canonical), lines: json(row.lines) })),
    messages: messages.map(row => messageRow.parse(row)),
  }
}

/** @param rows of the bridge's database, read when all is quiet */
export function gather(
  { farSides, mailbox }: Surroundings,
  rows: Awaited<ReturnType<typeof readRows>>,
  orderId: number,
): Evidence {
  const { magento, erp } = farSides
  const order = magento.shop.journal.get<Order>('orders', orderId)
  if (!order) throw new Error(`Magento has no order ${orderId}`)
  const row = rows.orders.find(one => one.magento_id === orderId)
  const ofOrder = <T extends { order_id: number }>(collection: string) =>
    magento.list<T>(collection).filter(document => document.order_id === orderId)
  const key = `${STORE}-${orderId}`
  const salesDocuments = erp.salesDocuments().filter(document => document.orderbridgeId === key)
  const ids = new Set(salesDocuments.map(({ erpId }) => erpId))
  const followUps = erp
    .followUps()
    .filter(({ canceled, lines }) => !canceled && lines.some(line => ids.has(line.salesDocumentId)))
  const ofKind = (kind: FollowUpKind) => followUps.filter(followUp => followUp.kind === kind)
  return {
    order,
    row,
    canonical: row && canonicalOf(row),
    salesDocuments,
    erp: {
      shipment: ofKind('shipment'),
      invoice: ofKind('invoice'),
      // Magento refuses a refund of nothing: a credit note over 0.00 has no credit memo.
      credit_note: ofKind('credit_note').filter(({ total }) => !isZero(total)),
    },
    shipments: ofOrder<Shipment>('shipments'),
    invoices: ofOrder<Invoice>('invoices'),
    creditmemos: ofOrder<Creditmemo>('creditmemos'),
    files: magento
      .list<OrderFile[]>('order_files')
      .flat()
      .filter(file => file.order_id === orderId),
    mails: mailbox.list().filter(mail => namesOrder(mail.subject, order.increment_id)),
    payments: erp.payments().filter(({ references }) => references.some(text => text.includes(`${key}:payment`)))
      .length,
    problems: row?.problems ?? [],
    messages: rows.messages.filter(message => row !== undefined && message.order_id === row.id),
  }
}

/** Numbers of other store views end with the same digits. */
const namesOrder = (text: string, number: string): boolean => new RegExp(`(^|\\D)${number}(\\D|$)`).test(text)

export const isLive = (document: SalesDocument): boolean => document.state !== 'canceled'
/** Goods can still leave by it. */
export const isOpen = ({ state }: SalesDocument): boolean => state !== 'canceled' && state !== 'closed'

/** "17 × 2, 18 × 1" for each document that Magento should have, by the lines of the ERP's documents. Sorted. */
export function wantedItems(
  { canonical, row, salesDocuments }: Evidence,
  documents: readonly BookedFollowUp[],
  skipVirtual: boolean,
): string[] {
  if (!canonical) return []
  const ids = new Set(salesDocuments.map(({ erpId }) => erpId))
  const itemByLine = new Map(planned.parse(row?.lines ?? []).map(({ itemId, erpLine }) => [erpLine, itemId]))
  const virtual = new Set(canonical.lines.filter(line => line.virtual).map(line => line.documentItem.id))
  const before: LineQuantity[] = []
  return documents
    .flatMap(document => {
      const lines = document.lines.flatMap((line): LineQuantity[] => {
        const itemId = ids.has(line.salesDocumentId) ? itemByLine.get(line.erpLine) : undefined
        return itemId === undefined ? [] : [{ itemId, quantity: line.quantity }]
      })
      const items = documentItems(canonical.lines, before, lines).filter(
        item => !(skipVirtual && virtual.has(item.orderItemId)),
      )
      before.push(...lines)
      return items.length === 0 ? [] : [written(items.map(item => [item.orderItemId, item.quantity]))]
    })
    .sort()
}

const planned = z.array(z.object({ itemId: z.number(), erpLine: z.number() }))

/** The same of Magento's documents, of the items that the bridge names. */
export function foundItems({ canonical }: Evidence, documents: readonly OrderDocument[]): string[] {
  const named = new Set(canonical?.lines.map(line => line.documentItem.id) ?? [])
  return documents
    .map(({ items }) =>
      written(
        items
          .filter(item => named.has(item.order_item_id) && item.qty > 0)
          .map(item => [item.order_item_id, amount(item.qty)] as const),
      ),
    )
    .sort()
}

function written(rows: readonly (readonly [number, Amount])[]): string {
  const sums = new Map<number, Amount>()
  for (const [item, quantity] of rows) sums.set(item, add(sums.get(item) ?? ZERO, quantity))
  return [...sums]
    .filter(([, quantity]) => compare(quantity, ZERO) !== 0)
    .sort(([a], [b]) => a - b)
    .map(([item, quantity]) => `${item} × ${quantity}`)
    .join(', ')
}
