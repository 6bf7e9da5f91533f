import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import type { DatabaseHandle } from '../../src/db/client.ts'
import { documents, mails } from '../../src/db/schema/documents.ts'
import { attempts, outbox } from '../../src/db/schema/messages.ts'
import { problemOrders, problems, runs, schedules } from '../../src/db/schema/operations.ts'
import { followUps, orderEvents, orders, salesDocuments } from '../../src/db/schema/orders.ts'
import { connections, stores } from '../../src/db/schema/stores.ts'
import type { SecretBox } from '../../src/db/secret-box.ts'
import { type Amount, add, amount, multiply, subtract } from '../../src/domain/amount.ts'
import type { CanonicalOrder, OrderLine } from '../../src/domain/order.ts'
import { connectionPolicies, storeSettings } from '../../src/domain/settings.ts'

export const SESSION_KEY = 'session-key-of-the-seeded-store-main-0123456789'

/** What tests point at. */
export interface Seeded {
  readonly done: { readonly id: number; readonly number: string; readonly erpNumber: string; readonly invoiceId: number; readonly email: string }
  readonly held: { readonly id: number; readonly number: string; readonly problemId: number }
  readonly waiting: { readonly id: number; readonly number: string }
  readonly differing: { readonly id: number }
  readonly foreign: { readonly id: number; readonly documentId: number; readonly problemId: number }
  readonly attemptId: number
}

type Db = DatabaseHandle['db']
type Phase = (typeof orders.$inferInsert)['phase']

const PRODUCTS = [
  ['MUG-001', 'Stoneware mug, sand', '14.90'],
  ['LAMP-220', 'Reading lamp Nord', '89.00'],
  ['THROW-17', 'Wool throw 130 × 200', '64.50'],
  ['SKU-4711', 'Walnut chopping board', '39.00'],
  ['CANDLE-03', 'Beeswax candle, set of 4', '12.46'],
] as const
const PEOPLE = [
  ['Ana', 'Novak', 'ana.novak@example.com'],
  ['Luka', 'Horvat', 'luka.horvat@example.com'],
  ['Mia', 'Schneider', 'mia.schneider@example.de'],
  ['Petra', 'Kovač', 'petra.kovac@example.si'],
  ['Jonas', 'Weber', 'j.weber@example.de'],
  ['Eva', 'Žagar', 'eva.zagar@example.si'],
  ['Tom', '<script>alert(1)</script>', 'tom@example.com'],
] as const

const VAT = amount('22')
const price = (gross: Amount) => {
  const net = amount((Number(gross) / 1.22).toFixed(2)) // a seed, not a bookkeeping
  const one = { net, tax: subtract(gross, net), gross }
  return { ...one, base: one }
}

const lineOf = (id: number, product: readonly [string, string, string], quantity: string): OrderLine => ({
  id,
  sku: product[0],
  name: product[1],
  quantity: amount(quantity),
  ...price(multiply(amount(product[2]), amount(quantity))),
  taxRate: VAT,
  discount: amount('0'),
  virtual: false,
  options: [],
  documentItem: { id, unitsPer: amount('1') },
})

interface Draft {
  readonly index: number
  readonly store: string
  readonly currency: string
  readonly placedAt: Date
  readonly phase: Phase
  readonly reason: string
  readonly inErp: boolean
}

function canonicalOrder(draft: Draft, invoiced: boolean): CanonicalOrder {
  const { index } = draft
  const [first, second] = [PRODUCTS[index % 5] ?? PRODUCTS[0], PRODUCTS[(index * 3 + 1) % 5] ?? PRODUCTS[0]]
  const lines = [lineOf(index * 10 + 1, first, String((index % 3) + 1)), ...(index % 2 ? [lineOf(index * 10 + 2, second, '1')] : [])]
  const shipping = price(amount(index % 4 === 0 ? '0' : '4.90'))
  const total = add(...lines.map(line => line.gross), shipping.gross)
  const [firstName, lastName, email] = PEOPLE[index % PEOPLE.length] ?? PEOPLE[0]
  const address = { firstName, lastName, street: ['Slovenska cesta 12'], postcode: '1000', city: 'Ljubljana', country: 'SI', phone: '+386 40 123 456' }
  const zero = amount('0')
  return {
    magentoId: index,
    number: String(100_000 + index).padStart(9, '0'),
    storeViewId: 1,
    state: invoiced ? 'complete' : 'processing',
    status: invoiced ? 'complete' : 'processing',
    placedAt: draft.placedAt.toISOString(),
    updatedAt: draft.placedAt.toISOString(),
    currency: draft.currency,
    baseCurrency: draft.currency,
    grandTotal: total,
    baseGrandTotal: total,
    customer: { email, firstName, lastName, groupId: 0 },
    billing: address,
    shippingAddress: address,
    lines,
    shipping: { method: 'flatrate_flatrate', description: 'Flat rate', ...shipping, taxRate: VAT, discount: zero },
    fees: [],
    payment: { method: 'checkmo', paid: total, authorized: zero },
    progress: Object.fromEntries(
      lines.map(line => [String(line.id), { ordered: line.quantity, invoiced: invoiced ? line.quantity : zero, shipped: invoiced ? line.quantity : zero, refunded: zero, canceled: zero }]),
    ),
  }
}

/** Two stores with orders in every phase, over the last 30 hours before `now`. */
export async function seed(db: Db, box: SecretBox, now: Date, adminOrigin = 'https://admin.main.example'): Promise<Seeded> {
  await seedSetup(db, box, now, adminOrigin)
  const pdf = await invoicePdf()
  const made: Awaited<ReturnType<typeof seedOrder>>[] = []
  for (const draft of drafts(now).reverse()) made.unshift(await seedOrder(db, draft, now, pdf))
  const at = (index: number) => {
    const found = made[index]
    if (!found) throw new Error(`no seeded order ${index}`)
    return found
  }
  const held = made.filter(order => order.phase === 'held' && order.store === 'main')
  const missing = await seedProblem(db, 'main', 'item_missing:b1:SKU-4711', 'SAP Business One does not know item SKU-4711.', held.slice(0, -1), now, 95)
  await seedProblem(db, 'main', 'login_refused:magento', 'The log-in at Magento of store main is refused.', [], now, 12)
  const last = held.slice(-1)
  const cent = await seedProblem(db, 'main', 'totals_differ:b1', `Order ${last[0]?.number}: SAP comes to a cent more than Magento.`, last, now, 40)
  const foreign = made.find(order => order.store === 'usa' && order.documentId !== undefined)
  const foreignProblem = await seedProblem(db, 'usa', 'item_missing:b1-us:LAMP-220', 'SAP Business One (US) does not know item LAMP-220.', made.filter(order => order.phase === 'held' && order.store === 'usa'), now, 30)
  await db.insert(problems).values({ store: 'main', cause: 'no_answer:b1', title: 'Connection b1 has not taken the sales document for a while.', remedy: 'It is tried again by itself.', detail: 'connect ECONNREFUSED', openedAt: ago(now, 60 * 26), lastSeenAt: ago(now, 60 * 25), closedAt: ago(now, 60 * 25), closedReason: 'nothing waits for it any more' })
  const [first, waiting] = [at(0), made.find(order => order.phase === 'waiting')]
  const heldOrder = held[0]
  if (!foreign?.documentId || first.documentId === undefined || !heldOrder || !waiting || first.attemptId === undefined || first.erpNumber === undefined) throw new Error('the seed is incomplete')
  await differOnOneLine(db, at(1).id)
  return {
    done: { id: first.id, number: first.number, erpNumber: first.erpNumber, invoiceId: first.documentId, email: first.email },
    held: { id: heldOrder.id, number: heldOrder.number, problemId: missing },
    waiting: { id: waiting.id, number: waiting.number },
    differing: { id: cent > 0 ? at(1).id : 0 },
    foreign: { id: foreign.id, documentId: foreign.documentId, problemId: foreignProblem },
    attemptId: first.attemptId,
  }
}

const ago = (now: Date, minutes: number): Date => new Date(now.getTime() - minutes * 60_000)

async function seedSetup(db: Db, box: SecretBox, now: Date, adminOrigin: string): Promise<void> {
  const times = { createdAt: now, updatedAt: now }
  const secrets = (key: string) => ({ auth: { kind: 'bearer', token: 'not-a-real-token' }, sessionKeys: [key] })
  const settings = (name: string, url: string, timezone: string, admin: string) =>
    storeSettings.parse({ name, url, timezone, adminOrigin: admin, mail: { from: `${name} <orders@shop.example>` } })
  await db.insert(stores).values([
    { code: 'main', settings: settings('Home & Oak', 'https://shop.main.example', 'Europe/Ljubljana', adminOrigin), secrets: box.seal('store:main', secrets(SESSION_KEY)), ...times },
    { code: 'usa', settings: settings('Home & Oak US', 'https://shop.usa.example', 'America/New_York', 'https://admin.usa.example'), secrets: box.seal('store:usa', secrets('session-key-of-the-seeded-store-usa-9876543210')), ...times },
  ])
  const policies = connectionPolicies.parse({})
  await db.insert(connections).values([
    { code: 'b1', store: 'main', kind: 'sap-b1', name: 'SAP Business One', settings: {}, policies, secrets: box.seal('connection:b1', {}), ...times },
    { code: 'b1-us', store: 'usa', kind: 'sap-b1', name: 'SAP Business One (US)', settings: {}, policies, secrets: box.seal('connection:b1-us', {}), pausedAt: ago(now, 25), pausedReason: 'year-end closing', ...times },
  ])
  const tasks = [
    ['main', 'magento-orders', null],
    ['main', 'magento-outbox', null],
    ['main', 'erp-changes:b1', 'b1'],
    ['usa', 'magento-orders', null],
    ['usa', 'erp-changes:b1-us', 'b1-us'],
  ] as const
  await db.insert(schedules).values(tasks.map(([store, task, connection]) => ({ store, task, connection, everySeconds: 60, nextAt: new Date(now.getTime() + 40_000) })))
  for (const [index, [store, task]] of tasks.entries()) {
    await db.insert(runs).values([
      { store, task, startedAt: ago(now, 90 + index), finishedAt: ago(now, 90 + index), outcome: 'ok', counts: { read: 40 + index, new: 3, known: 37 + index }, times: 1 },
      { store, task, startedAt: ago(now, 30), finishedAt: ago(now, 1), outcome: 'nothing new', counts: {}, times: 28 },
      ...(task === 'magento-outbox' ? [{ store, task, startedAt: ago(now, 1), finishedAt: ago(now, 1), outcome: 'failed', counts: {}, error: 'Magento answered 401: The consumer isn’t authorized to access %resources.', times: 1 }] : []),
    ])
  }
}

/** Oldest last: index 0 is the newest order. */
function drafts(now: Date): Draft[] {
  const list: Draft[] = []
  const phases: readonly [Phase, string, boolean][] = [
    ['done', 'complete in Magento, nothing is owed to either side', true],
    ['open', 'followed until both sides are through', true],
    ['done', 'complete in Magento, nothing is owed to either side', true],
    ['pushing', 'the sales document is on its way', false],
    ['held', 'SAP Business One does not know item SKU-4711.', false],
    ['waiting', 'waits for the payment', false],
    ['open', 'followed until both sides are through', true],
    ['skipped', 'skipped by Petra: entered by hand', false],
    ['done', 'complete in Magento, nothing is owed to either side', true],
    ['preparing', 'customer and items are looked up in the ERP', false],
    ['canceled', 'cancelled in Magento before it was sent to the ERP', false],
  ]
  for (let index = 0; index < 66; index++) {
    const [phase, reason, inErp] = phases[index % phases.length] ?? ['done', '', true]
    const foreign = index % 6 === 4 || index === 22
    list.push({ index: index + 1, store: foreign ? 'usa' : 'main', currency: foreign ? 'USD' : 'EUR', placedAt: ago(now, 3 + index * 26), phase, reason, inErp })
  }
  return list
}

async function seedOrder(db: Db, draft: Draft, now: Date, pdf: Uint8Array) {
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
    { ...event, at: heardAt, stage: 'heard', actor: 'Magento (module)', text: `Order ${order.number} was placed in Magento; its parts add up to ${order.grandTotal} ${order.currency}.` },
    { ...event, at: new Date(heardAt.getTime() + 200), stage: 'decided', text: `Decided: ${draft.phase === 'waiting' ? draft.reason : 'customer and items are looked up in the ERP'}.` },
  ])
  if (draft.phase === 'held') await db.insert(orderEvents).values({ ...event, at: ackAt, stage: 'problem', text: `Held: ${draft.reason} Create the item in SAP or map the SKU; it goes on by itself.` })
  if (draft.phase === 'skipped') await db.insert(orderEvents).values({ ...event, at: ackAt, stage: 'person', actor: 'Petra', text: 'Skipped: entered by hand.' })
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
  const documentId = invoiced ? await seedInvoice(db, { ...draft, orderId: row.id, order, connection, ackAt }, pdf) : undefined
  return { ...base, documentId, attemptId, erpNumber }
}

type Pushed = Draft & { readonly orderId: number; readonly order: CanonicalOrder; readonly connection: string; readonly ackAt: Date }

async function seedDelivery(db: Db, pushed: Pushed & { readonly erpNumber: string }): Promise<number> {
  const { orderId, order, connection, ackAt, erpNumber, store } = pushed
  const [message] = await db
    .insert(outbox)
    .values({ store, connection, orderId, queue: `order:${orderId}`, kind: 'create_sales_document', idempotencyKey: `sales:${connection}:${orderId}`, payload: {}, state: 'delivered', dueAt: ackAt, attempts: 1, createdAt: ackAt, finishedAt: ackAt })
    .returning({ id: outbox.id })
  if (!message) throw new Error('no message')
  const body = { CardCode: 'C20000', CardName: `${order.customer.firstName} ${order.customer.lastName}`, NumAtCard: order.number, U_OrderbridgeId: `${store}-${order.magentoId}`, DocumentLines: order.lines.map(line => ({ ItemCode: line.sku, Quantity: Number(line.quantity), GrossTotal: Number(line.gross) })), AddressExtension: { ShipToStreet: 'Slovenska cesta 12', ShipToCity: 'Ljubljana' }, EmailAddress: order.customer.email }
  const call = { method: 'POST', url: 'https://sap.example:50000/b1s/v2/Orders', requestBody: JSON.stringify(body), durationMs: 812 }
  const failures = pushed.index === 1 ? [0, 1, 2] : []
  for (const index of failures) {
    const at = new Date(ackAt.getTime() - (failures.length - index) * 140_000)
    await db.insert(attempts).values({ store, outboxId: message.id, orderId, step: 'send', startedAt: at, durationMs: 30_000, outcome: 'retrying', error: 'connect ECONNREFUSED 10.1.2.3:50000', exchanges: [{ ...call, failure: 'connect ECONNREFUSED 10.1.2.3:50000' }] })
    await db.insert(orderEvents).values({ store, orderId, at: new Date(at.getTime() + 30_000), stage: 'answered', actor: 'Orderbridge', outboxId: message.id, text: `Try ${index + 1} for the sales document did not get through: connect ECONNREFUSED 10.1.2.3:50000 It is tried again.` })
  }
  const [attempt] = await db
    .insert(attempts)
    .values({ store, outboxId: message.id, orderId, step: 'send', startedAt: new Date(ackAt.getTime() - 900), durationMs: 840, outcome: 'delivered', error: null, exchanges: [{ ...call, status: 201, responseBody: JSON.stringify({ DocEntry: 900 + pushed.index, DocNum: Number(erpNumber), DocTotal: Number(order.grandTotal), CardName: body.CardName }) }] })
    .returning({ id: attempts.id })
  await db.insert(orderEvents).values({ store, orderId, at: ackAt, stage: 'done', actor: 'Orderbridge', outboxId: message.id, text: `SAP Business One has it as sales order ${erpNumber}; both totals are ${order.grandTotal} ${order.currency}.` })
  if (!attempt) throw new Error('no attempt')
  return attempt.id
}

async function seedInvoice(db: Db, pushed: Pushed, pdf: Uint8Array): Promise<number> {
  const { orderId, order, connection, ackAt, store, index } = pushed
  const at = new Date(ackAt.getTime() + 60_000)
  const times = { createdAt: at, updatedAt: at }
  const lines = order.lines.map((line, erpLine) => ({ itemId: line.id, erpLine, itemCode: line.sku, quantity: line.quantity, gross: line.gross }))
  const number = String(70_000 + index)
  const common = { store, orderId, connection, erpId: String(4_000 + index), total: order.grandTotal, currency: order.currency, date: at.toISOString().slice(0, 10), lines, magentoId: 5_000 + index, ...times }
  await db.insert(followUps).values({ ...common, kind: 'shipment', erpNumber: String(50_000 + index), tracking: [{ number: `RR${123_456_000 + index}SI`, carrier: 'Pošta' }], magentoNumber: order.number })
  const [invoice] = await db.insert(followUps).values({ ...common, kind: 'invoice', erpNumber: number, tracking: [], magentoNumber: order.number }).returning({ id: followUps.id })
  if (!invoice) throw new Error('no invoice')
  const [document] = await db
    .insert(documents)
    .values({ store, orderId, followUpId: invoice.id, kind: 'invoice', number, filename: `invoice-${order.number}-${number}.pdf`, mime: 'application/pdf', sha256: createHash('sha256').update(pdf).digest('hex'), size: pdf.byteLength, pages: 1, content: pdf, magentoDocumentId: 40 + index, createdAt: at })
    .returning({ id: documents.id })
  if (!document) throw new Error('no document')
  await db.insert(mails).values({ store, orderId, documentId: document.id, recipient: order.customer.email, copyNo: 0, messageId: `<seed-${index}@shop.example>`, locale: 'en', state: 'sent', requestedBy: 'Orderbridge', answer: '250 2.0.0 Ok: queued', createdAt: at, sentAt: new Date(at.getTime() + 4_000) })
  await db.insert(orderEvents).values([
    { store, orderId, at, stage: 'heard', actor: `ERP ${connection}`, text: `The ERP invoiced it as ${number}.` },
    { store, orderId, at: new Date(at.getTime() + 3_000), stage: 'done', actor: 'Orderbridge', text: `Magento has invoice ${order.number}; the PDF is on the order.` },
    { store, orderId, at: new Date(at.getTime() + 4_000), stage: 'done', actor: 'Orderbridge', text: 'The invoice was mailed to the customer.' },
  ])
  return document.id
}

async function seedProblem(db: Db, store: string, cause: string, title: string, waiting: readonly { readonly id: number }[], now: Date, minutes: number): Promise<number> {
  const [row] = await db
    .insert(problems)
    .values({ store, connection: store === 'main' ? 'b1' : 'b1-us', cause, title, remedy: 'Create the item in SAP or map the SKU (policies.itemMap); the orders go on by themselves.', detail: "-2028: No matching records found (ODBC -2028)  [OITM.ItemCode][line: 1] , 'Item <SKU-4711>'", openedAt: ago(now, minutes), lastSeenAt: ago(now, 2) })
    .returning({ id: problems.id })
  if (!row) throw new Error('no problem')
  if (waiting.length > 0) await db.insert(problemOrders).values(waiting.map((order, index) => ({ problemId: row.id, orderId: order.id, since: ago(now, minutes - index) })))
  return row.id
}

/** The ERP shipped everything, Magento knows of nothing: the line is marked. */
async function differOnOneLine(db: Db, orderId: number): Promise<void> {
  const [row] = await db.select().from(orders).where(eq(orders.id, orderId))
  const canonical = row?.canonical as CanonicalOrder // written above
  const progress = Object.fromEntries(Object.entries(canonical.progress).map(([key, value]) => [key, { ...value, shipped: amount('0') }]))
  await db.update(orders).set({ canonical: { ...canonical, progress } }).where(eq(orders.id, orderId))
  await db.update(followUps).set({ magentoId: null }).where(and(eq(followUps.orderId, orderId), eq(followUps.kind, 'shipment')))
}

async function invoicePdf(): Promise<Uint8Array> {
  const file = await PDFDocument.create()
  const page = file.addPage([420, 595])
  const font = await file.embedFont(StandardFonts.Helvetica)
  page.drawText('Invoice', { x: 40, y: 520, size: 28, font })
  page.drawText('Home & Oak d.o.o., Ljubljana', { x: 40, y: 490, size: 11, font })
  page.drawText('Total  EUR 89.00', { x: 40, y: 440, size: 14, font })
  return await file.save()
}
