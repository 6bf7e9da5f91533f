import type { Database } from '../../src/db/client.ts'
import { orderEvents, orders, salesDocuments } from '../../src/db/schema/orders.ts'
import { add, amount } from '../../src/domain/amount.ts'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import { canonicalOrder, type Draft } from './seed-drafts.ts'
import { type Pushed, seedDelivery, seedInvoice } from './seed-effects.ts'
import { ago } from './seed-stores.ts'

/** One order with its story, as far as its phase has come. */
export async function seedOrder(db: Database, draft: Draft, now: Date, pdf: Uint8Array) {
  const invoiced = draft.phase === 'done' || draft.index === 2
  const order = canonicalOrder(draft, invoiced)
  const heardAt = new Date(draft.placedAt.getTime() + 2_000)
  const ackAt = new Date(heardAt.getTime() + 2_500 + (draft.index % 5) * 900)
  const connection = draft.store === 'main' ? 'b1' : 'b1-us'
  const row = await insertOrder(db, draft, order, {
    heardAt,
    ackAt,
    settledAt: draft.phase === 'done' ? ago(now, 1) : null,
  })
  await tellStart(db, draft, { orderId: row.id, order, heardAt, ackAt })
  const base = { id: row.id, store: draft.store, number: order.number, phase: draft.phase, email: order.customer.email }
  if (!draft.inErp) return { ...base, documentId: undefined, attemptId: undefined, erpNumber: undefined }
  const erpNumber = String(10_000_300 + draft.index)
  const pushed = { ...draft, orderId: row.id, order, connection, ackAt, erpNumber }
  await insertSalesDocument(db, pushed)
  const attemptId = await seedDelivery(db, pushed)
  const documentId = invoiced ? await seedInvoice(db, pushed, pdf) : undefined
  return { ...base, documentId, attemptId, erpNumber }
}

async function insertOrder(
  db: Database,
  draft: Draft,
  order: CanonicalOrder,
  times: { readonly heardAt: Date; readonly ackAt: Date; readonly settledAt: Date | null },
) {
  const { heardAt, ackAt, settledAt } = times
  const [row] = await db
    .insert(orders)
    .values({
      store: draft.store,
      magentoId: order.magentoId,
      number: order.number,
      storeViewId: 1,
      state: order.state,
      status: order.status,
      placedAt: draft.placedAt,
      magentoUpdatedAt: draft.placedAt,
      customerName: `${order.customer.firstName} ${order.customer.lastName}`,
      customerEmail: order.customer.email,
      currency: order.currency,
      grandTotal: order.grandTotal,
      canonical: order,
      phase: draft.phase,
      phaseReason: draft.reason,
      heardAt,
      acknowledgedAt: draft.inErp ? ackAt : null,
      settledAt,
      updatedAt: ackAt,
    })
    .returning({ id: orders.id })
  if (!row) throw new Error('no row')
  return row
}

async function tellStart(
  db: Database,
  draft: Draft,
  told: { readonly orderId: number; readonly order: CanonicalOrder; readonly heardAt: Date; readonly ackAt: Date },
): Promise<void> {
  const { orderId, order, heardAt, ackAt } = told
  const event = { store: draft.store, orderId, actor: 'Orderbridge' }
  await db.insert(orderEvents).values([
    {
      ...event,
      at: heardAt,
      stage: 'heard',
      actor: 'Magento (module)',
      text: `Order ${order.number} was placed in Magento; its parts add up to ${order.grandTotal} ${order.currency}.`,
    },
    {
      ...event,
      at: new Date(heardAt.getTime() + 200),
      stage: 'decided',
      text: `Decided: ${draft.phase === 'waiting' ? draft.reason : 'customer and items are looked up in the ERP'}.`,
    },
  ])
  if (draft.phase === 'held')
    await db.insert(orderEvents).values({
      ...event,
      at: ackAt,
      stage: 'problem',
      text: `Held: ${draft.reason} Create the item in SAP or map the SKU; it goes on by itself.`,
    })
  if (draft.phase === 'skipped')
    await db
      .insert(orderEvents)
      .values({ ...event, at: ackAt, stage: 'person', actor: 'Petra', text: 'Skipped: entered by hand.' })
}

async function insertSalesDocument(db: Database, pushed: Pushed): Promise<void> {
  const { orderId, order, connection, ackAt, erpNumber, store, index } = pushed
  await db.insert(salesDocuments).values({
    store,
    orderId,
    connection,
    orderbridgeId: `${store}-${order.magentoId}`,
    state: 'open',
    erpId: String(900 + index),
    erpNumber,
    total: index === 2 ? add(order.grandTotal, amount('0.01')) : order.grandTotal,
    currency: order.currency,
    lines: order.lines.map((line, erpLine) => ({ itemId: line.id, erpLine })),
    subjectErpId: 'C20000',
    createdAt: ackAt,
    updatedAt: ackAt,
  })
}
