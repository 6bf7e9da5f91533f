import { createHash } from 'node:crypto'
import type { Database } from '../../src/db/client.ts'
import { documents, mails } from '../../src/db/schema/documents.ts'
import { attempts, outbox } from '../../src/db/schema/messages.ts'
import { followUps, orderEvents, orders, salesDocuments } from '../../src/db/schema/orders.ts'
import { add, amount } from '../../src/domain/amount.ts'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import { canonicalOrder, type Draft } from './seed-drafts.ts'
import { ago } from './seed-stores.ts'

/** One order with its story, as far as its phase has come. */
export async function seedOrder(db: Database, draft: Draft, now: Date, pdf: Uint8Array) {
  const invoiced = draft.phase === 'done' || draft.index === 2
  const order = canonicalOrder(draft, invoiced)
  const heardAt = new Date(draft.placedAt.getTime() + 2_000)
  const ackAt = new Date(heardAt.getTime() + 2_500 + (draft.index % 5) * 900)
  const connection = draft.store === 'main' ? 'b1' : 'b1-us'
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
      settledAt: draft.phase === 'done' ? ago(now, 1) : null,
      updatedAt: ackAt,
    })
    .returning({ id: orders.id })
  if (!row) throw new Error('no row')
  const event = { store: draft.store, orderId: row.id, actor: 'Orderbridge' }
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
  const base = { id: row.id, store: draft.store, number: order.number, phase: draft.phase, email: order.customer.email }
  if (!draft.inErp) return { ...base, documentId: undefined, attemptId: undefined, erpNumber: undefined }
  const erpNumber = String(10_000_300 + draft.index)
  await db.insert(salesDocuments).values({
    store: draft.store,
    orderId: row.id,
    connection,
    orderbridgeId: `${draft.store}-${order.magentoId}`,
    state: 'open',
    erpId: String(900 + draft.index),
    erpNumber,
    total: draft.index === 2 ? add(order.grandTotal, amount('0.01')) : order.grandTotal,
    currency: order.currency,
    lines: order.lines.map((line, erpLine) => ({ itemId: line.id, erpLine })),
    subjectErpId: 'C20000',
    createdAt: ackAt,
    updatedAt: ackAt,
  })
  const attemptId = await seedDelivery(db, { ...draft, orderId: row.id, order, connection, erpNumber, ackAt })
  const documentId = invoiced
    ? await seedInvoice(db, { ...draft, orderId: row.id, order, connection, ackAt }, pdf)
    : undefined
  return { ...base, documentId, attemptId, erpNumber }
}

type Pushed = Draft & {
  readonly orderId: number
  readonly order: CanonicalOrder
  readonly connection: string
  readonly ackAt: Date
}

async function seedDelivery(db: Database, pushed: Pushed & { readonly erpNumber: string }): Promise<number> {
  const { orderId, order, connection, ackAt, erpNumber, store } = pushed
  const [message] = await db
    .insert(outbox)
    .values({
      store,
      connection,
      orderId,
      queue: `order:${orderId}`,
      kind: 'create_sales_document',
      idempotencyKey: `sales:${connection}:${orderId}`,
      payload: {},
      state: 'delivered',
      dueAt: ackAt,
      attempts: 1,
      createdAt: ackAt,
      finishedAt: ackAt,
    })
    .returning({ id: outbox.id })
  if (!message) throw new Error('no message')
  const body = {
    CardCode: 'C20000',
    CardName: `${order.customer.firstName} ${order.customer.lastName}`,
    NumAtCard: order.number,
    U_OrderbridgeId: `${store}-${order.magentoId}`,
    DocumentLines: order.lines.map(line => ({
      ItemCode: line.sku,
      Quantity: Number(line.quantity),
      GrossTotal: Number(line.gross),
    })),
    AddressExtension: { ShipToStreet: 'Slovenska cesta 12', ShipToCity: 'Ljubljana' },
    EmailAddress: order.customer.email,
  }
  const call = {
    method: 'POST',
    url: 'https://sap.example:50000/b1s/v2/Orders',
    requestBody: JSON.stringify(body),
    durationMs: 812,
  }
  const failures = pushed.index === 1 ? [0, 1, 2] : []
  for (const index of failures) {
    const at = new Date(ackAt.getTime() - (failures.length - index) * 140_000)
    await db.insert(attempts).values({
      store,
      outboxId: message.id,
      orderId,
      step: 'send',
      startedAt: at,
      durationMs: 30_000,
      outcome: 'retrying',
      error: 'connect ECONNREFUSED 10.1.2.3:50000',
      exchanges: [{ ...call, failure: 'connect ECONNREFUSED 10.1.2.3:50000' }],
    })
    await db.insert(orderEvents).values({
      store,
      orderId,
      at: new Date(at.getTime() + 30_000),
      stage: 'answered',
      actor: 'Orderbridge',
      outboxId: message.id,
      text: `Try ${index + 1} for the sales document did not get through: connect ECONNREFUSED 10.1.2.3:50000 It is tried again.`,
    })
  }
  const [attempt] = await db
    .insert(attempts)
    .values({
      store,
      outboxId: message.id,
      orderId,
      step: 'send',
      startedAt: new Date(ackAt.getTime() - 900),
      durationMs: 840,
      outcome: 'delivered',
      error: null,
      exchanges: [
        {
          ...call,
          status: 201,
          responseBody: JSON.stringify({
            DocEntry: 900 + pushed.index,
            DocNum: Number(erpNumber),
            DocTotal: Number(order.grandTotal),
            CardName: body.CardName,
          }),
        },
      ],
    })
    .returning({ id: attempts.id })
  await db.insert(orderEvents).values({
    store,
    orderId,
    at: ackAt,
    stage: 'done',
    actor: 'Orderbridge',
    outboxId: message.id,
    text: `SAP Business One has it as sales order ${erpNumber}; both totals are ${order.grandTotal} ${order.currency}.`,
  })
  if (!attempt) throw new Error('no attempt')
  return attempt.id
}

async function seedInvoice(db: Database, pushed: Pushed, pdf: Uint8Array): Promise<number> {
  const { orderId, order, connection, ackAt, store, index } = pushed
  const at = new Date(ackAt.getTime() + 60_000)
  const times = { createdAt: at, updatedAt: at }
  const lines = order.lines.map((line, erpLine) => ({
    itemId: line.id,
    erpLine,
    itemCode: line.sku,
    quantity: line.quantity,
    gross: line.gross,
  }))
  const number = String(70_000 + index)
  const common = {
    store,
    orderId,
    connection,
    erpId: String(4_000 + index),
    total: order.grandTotal,
    currency: order.currency,
    date: at.toISOString().slice(0, 10),
    lines,
    magentoId: 5_000 + index,
    ...times,
  }
  await db.insert(followUps).values({
    ...common,
    kind: 'shipment',
    erpNumber: String(50_000 + index),
    tracking: [{ number: `RR${123_456_000 + index}SI`, carrier: 'Pošta' }],
    magentoNumber: order.number,
  })
  const [invoice] = await db
    .insert(followUps)
    .values({ ...common, kind: 'invoice', erpNumber: number, tracking: [], magentoNumber: order.number })
    .returning({ id: followUps.id })
  if (!invoice) throw new Error('no invoice')
  const [document] = await db
    .insert(documents)
    .values({
      store,
      orderId,
      followUpId: invoice.id,
      kind: 'invoice',
      number,
      filename: `invoice-${order.number}-${number}.pdf`,
      mime: 'application/pdf',
      sha256: createHash('sha256').update(pdf).digest('hex'),
      size: pdf.byteLength,
      pages: 1,
      content: pdf,
      magentoDocumentId: 40 + index,
      createdAt: at,
    })
    .returning({ id: documents.id })
  if (!document) throw new Error('no document')
  await db.insert(mails).values({
    store,
    orderId,
    documentId: document.id,
    recipient: order.customer.email,
    copyNo: 0,
    messageId: `<seed-${index}@shop.example>`,
    locale: 'en',
    state: 'sent',
    requestedBy: 'Orderbridge',
    answer: '250 2.0.0 Ok: queued',
    createdAt: at,
    sentAt: new Date(at.getTime() + 4_000),
  })
  await db.insert(orderEvents).values([
    { store, orderId, at, stage: 'heard', actor: `ERP ${connection}`, text: `The ERP invoiced it as ${number}.` },
    {
      store,
      orderId,
      at: new Date(at.getTime() + 3_000),
      stage: 'done',
      actor: 'Orderbridge',
      text: `Magento has invoice ${order.number}; the PDF is on the order.`,
    },
    {
      store,
      orderId,
      at: new Date(at.getTime() + 4_000),
      stage: 'done',
      actor: 'Orderbridge',
      text: 'The invoice was mailed to the customer.',
    },
  ])
  return document.id
}
