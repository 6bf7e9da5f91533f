import { createHash } from 'node:crypto'
import type { Database } from '../../src/db/client.ts'
import { documents, mails } from '../../src/db/schema/documents.ts'
import { attempts, outbox } from '../../src/db/schema/messages.ts'
import { followUps, orderEvents } from '../../src/db/schema/orders.ts'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import type { Draft } from './seed-drafts.ts'

/** An order that the ERP has. */
export type Pushed = Draft & {
  readonly erpNumber: string
  readonly orderId: number
  readonly order: CanonicalOrder
  readonly connection: string
  readonly ackAt: Date
}

const later = (at: Date, milliseconds: number): Date => new Date(at.getTime() + milliseconds)
const REFUSED = 'connect ECONNREFUSED 10.1.2.3:50000'

/** The message that carried it to the ERP; for the newest order it took four tries. @returns the last attempt. */
export async function seedDelivery(db: Database, pushed: Pushed): Promise<number> {
  const { orderId, order, connection, ackAt, erpNumber, store, index } = pushed
  const times = { dueAt: ackAt, createdAt: ackAt, finishedAt: ackAt }
  const key = { queue: `order:${orderId}`, idempotencyKey: `sales:${connection}:${orderId}` }
  const [message] = await db
    .insert(outbox)
    .values({
      store,
      connection,
      orderId,
      ...key,
      ...times,
      kind: 'sales_document.create',
      payload: {},
      state: 'delivered',
      attempts: 1,
    })
    .returning({ id: outbox.id })
  if (!message) throw new Error('no message')
  const about = { store, orderId, outboxId: message.id }
  const call = callOf(pushed)
  if (index === 1) await seedFailedTries(db, about, ackAt, call)
  const answer = {
    DocEntry: 900 + index,
    DocNum: Number(erpNumber),
    DocTotal: Number(order.grandTotal),
    CardName: order.customer.lastName,
  }
  const exchanges = [{ ...call, status: 201, responseBody: JSON.stringify(answer) }]
  const [attempt] = await db
    .insert(attempts)
    .values({
      ...about,
      step: 'send',
      startedAt: later(ackAt, -900),
      durationMs: 840,
      outcome: 'delivered',
      error: null,
      exchanges,
    })
    .returning({ id: attempts.id })
  if (!attempt) throw new Error('no attempt')
  const text = `SAP Business One has it as sales order ${erpNumber}; both totals are ${order.grandTotal} ${order.currency}.`
  await db.insert(orderEvents).values({ ...about, at: ackAt, stage: 'done', actor: 'Orderbridge', text })
  return attempt.id
}

function callOf({ order, store }: Pushed) {
  const lines = order.lines.map(line => ({
    ItemCode: line.sku,
    Quantity: Number(line.quantity),
    GrossTotal: Number(line.gross),
  }))
  const body = {
    CardCode: 'C20000',
    CardName: `${order.customer.firstName} ${order.customer.lastName}`,
    NumAtCard: order.number,
    U_OrderbridgeId: `${store}-${order.magentoId}`,
    DocumentLines: lines,
    AddressExtension: { ShipToStreet: 'Slovenska cesta 12', ShipToCity: 'Ljubljana' },
    EmailAddress: order.customer.email,
  }
  return {
    method: 'POST',
    url: 'https://sap.example:50000/b1s/v2/Orders',
    requestBody: JSON.stringify(body),
    durationMs: 812,
  }
}

async function seedFailedTries(
  db: Database,
  about: { readonly store: string; readonly orderId: number; readonly outboxId: number },
  ackAt: Date,
  call: object,
): Promise<void> {
  for (const index of [0, 1, 2]) {
    const startedAt = later(ackAt, -(3 - index) * 140_000)
    const exchanges = [{ ...call, failure: REFUSED }]
    await db
      .insert(attempts)
      .values({ ...about, step: 'send', startedAt, durationMs: 30_000, outcome: 'retrying', error: REFUSED, exchanges })
    const text = `Try ${index + 1} for the sales document did not get through: ${REFUSED} It is tried again.`
    await db
      .insert(orderEvents)
      .values({ ...about, at: later(startedAt, 30_000), stage: 'answered', actor: 'Orderbridge', text })
  }
}

/** Shipped and invoiced by the ERP, made in Magento, mailed to the customer. @returns the document. */
export async function seedInvoice(db: Database, pushed: Pushed, pdf: Uint8Array): Promise<number> {
  const { orderId, order, connection, ackAt, store, index } = pushed
  const at = later(ackAt, 60_000)
  const number = String(70_000 + index)
  const followUpId = await insertFollowUps(db, pushed, at, number)
  const file = {
    filename: `invoice-${order.number}-${number}.pdf`,
    mime: 'application/pdf',
    pages: 1,
    content: pdf,
    size: pdf.byteLength,
  }
  const sha256 = createHash('sha256').update(pdf).digest('hex')
  const [document] = await db
    .insert(documents)
    .values({
      store,
      orderId,
      followUpId,
      kind: 'invoice',
      number,
      ...file,
      sha256,
      magentoDocumentId: 40 + index,
      createdAt: at,
    })
    .returning({ id: documents.id })
  if (!document) throw new Error('no document')
  const mail = {
    recipient: order.customer.email,
    copyNo: 0,
    messageId: `<seed-${index}@shop.example>`,
    locale: 'en',
    state: 'sent' as const,
  }
  await db.insert(mails).values({
    store,
    orderId,
    documentId: document.id,
    ...mail,
    requestedBy: 'Orderbridge',
    answer: '250 2.0.0 Ok: queued',
    createdAt: at,
    sentAt: later(at, 4_000),
  })
  const event = { store, orderId, actor: 'Orderbridge' }
  await db.insert(orderEvents).values([
    { ...event, at, stage: 'heard', actor: `ERP ${connection}`, text: `The ERP invoiced it as ${number}.` },
    {
      ...event,
      at: later(at, 3_000),
      stage: 'done',
      text: `Magento has invoice ${order.number}; the PDF is on the order.`,
    },
    { ...event, at: later(at, 4_000), stage: 'done', text: 'The invoice was mailed to the customer.' },
  ])
  return document.id
}

async function insertFollowUps(db: Database, pushed: Pushed, at: Date, number: string): Promise<number> {
  const { orderId, order, connection, store, index } = pushed
  const lines = order.lines.map((line, erpLine) => ({
    itemId: line.id,
    erpLine,
    itemCode: line.sku,
    quantity: line.quantity,
    gross: line.gross,
  }))
  const money = { total: order.grandTotal, currency: order.currency, date: at.toISOString().slice(0, 10), lines }
  const magento = { magentoId: 5_000 + index, magentoNumber: order.number }
  const common = {
    store,
    orderId,
    connection,
    erpId: String(4_000 + index),
    ...money,
    ...magento,
    createdAt: at,
    updatedAt: at,
  }
  const tracking = [{ number: `RR${123_456_000 + index}SI`, carrier: 'Pošta' }]
  await db.insert(followUps).values({ ...common, kind: 'shipment', erpNumber: String(50_000 + index), tracking })
  const [invoice] = await db
    .insert(followUps)
    .values({ ...common, kind: 'invoice', erpNumber: number, tracking: [] })
    .returning({ id: followUps.id })
  if (!invoice) throw new Error('no invoice')
  return invoice.id
}
