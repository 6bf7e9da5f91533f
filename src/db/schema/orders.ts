import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, numeric, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { connections, moment, stores } from './stores.ts'

const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
const money = (name: string) => numeric(name, { precision: 20, scale: 4 })

/**
 * Where an order stands with us (not Magento's state, not the ERP's):
 * waiting = its time has not come (status filter, hold time); preparing = subject and items are looked up;
 * pushing = the sales document is on its way; open = it is in the ERP and followed; held = a problem keeps it;
 * done = nothing is left to do; canceled; skipped = left out on purpose.
 */
export const ORDER_PHASES = ['waiting', 'preparing', 'pushing', 'open', 'held', 'done', 'canceled', 'skipped'] as const
export type OrderPhase = (typeof ORDER_PHASES)[number]

export const orders = pgTable(
  'orders',
  {
    id: id(),
    store: text('store')
      .notNull()
      .references(() => stores.code),
    /** entity_id: the identity. The number is unique only per store view. */
    magentoId: bigint('magento_id', { mode: 'number' }).notNull(),
    number: text('number').notNull(),
    storeViewId: integer('store_view_id').notNull(),
    state: text('state').notNull(),
    status: text('status').notNull(),
    placedAt: moment('placed_at').notNull(),
    magentoUpdatedAt: moment('magento_updated_at').notNull(),
    customerName: text('customer_name').notNull(),
    customerEmail: text('customer_email').notNull(),
    currency: text('currency').notNull(),
    grandTotal: money('grand_total').notNull(),
    /** domain/order.ts CanonicalOrder; null when Magento's order could not be translated. */
    canonical: jsonb('canonical'),
    /**
     * "store:SKU" of each line, for the search; the function is in drizzle/0020_find_skus_by_store.sql. As an expression of the
     * index it would be worked out again with each change of the row: 200 to 300 µs of CPU in place of 120.
     */
    skuKeys: text('sku_keys').array().generatedAlwaysAs(sql`order_sku_keys(store, canonical)`),
    phase: text('phase', { enum: ORDER_PHASES }).notNull(),
    /** Why it is in this phase, in words a merchant can read. */
    phaseReason: text('phase_reason').notNull(),
    /** When the next step of waiting and preparing orders is due; null: an event moves it. */
    dueAt: moment('due_at'),
    leaseUntil: moment('lease_until'),
    attempts: integer('attempts').notNull().default(0),
    /** The queue of the message that has to be delivered first ("subject:b1:customer:45"). */
    waitingFor: text('waiting_for'),
    /** A person asked to leave the filter and the hold time aside. */
    forced: integer('forced').notNull().default(0),
    heardAt: moment('heard_at').notNull(),
    acknowledgedAt: moment('acknowledged_at'),
    settledAt: moment('settled_at'),
    updatedAt: moment('updated_at').notNull(),
    /** Set: its customer was erased (flows/customer). What Magento says of the person from then on is left out. */
    erasedAt: moment('erased_at'),
  },
  t => [
    unique('orders_identity').on(t.store, t.magentoId),
    index('orders_recent').on(t.store, t.placedAt, t.id),
    index('orders_phase').on(t.store, t.phase, t.placedAt, t.id),
    index('orders_number').on(t.number),
    index('orders_email').on(sql`lower(${t.customerEmail})`),
    index('orders_waiting_for').on(t.waitingFor).where(sql`${t.waitingFor} is not null`),
    index('orders_customer_words').using('gin', sql`to_tsvector('simple', ${t.customerName})`),
    index('orders_skus').using('gin', t.skuKeys),
    index('orders_due').on(t.dueAt).where(sql`${t.dueAt} is not null`),
  ],
)

/** The ERP's order for (order × connection). */
export const salesDocuments = pgTable(
  'sales_documents',
  {
    id: id(),
    store: text('store').notNull(),
    orderId: bigint('order_id', { mode: 'number' })
      .notNull()
      .references(() => orders.id),
    connection: text('connection')
      .notNull()
      .references(() => connections.code),
    /** Our key in the ERP. */
    orderbridgeId: text('orderbridge_id').notNull(),
    state: text('state', { enum: ['planned', 'draft', 'open', 'confirmed', 'closed', 'canceled'] }).notNull(),
    erpId: text('erp_id'),
    erpNumber: text('erp_number'),
    total: money('total'),
    currency: text('currency').notNull(),
    /** [{itemId, erpLine}] from the plan. */
    lines: jsonb('lines').notNull(),
    subjectErpId: text('subject_erp_id'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  t => [
    unique('sales_documents_order').on(t.orderId, t.connection),
    unique('sales_documents_key').on(t.connection, t.orderbridgeId),
    index('sales_documents_erp_id').on(t.connection, t.erpId),
    index('sales_documents_erp_number').on(t.erpNumber),
  ],
)

/** What the ERP made of a sales document, and the Magento document that follows it; one row for each order of a collective one. */
export const followUps = pgTable(
  'follow_ups',
  {
    id: id(),
    store: text('store').notNull(),
    orderId: bigint('order_id', { mode: 'number' })
      .notNull()
      .references(() => orders.id),
    connection: text('connection').notNull(),
    kind: text('kind', { enum: ['shipment', 'invoice', 'credit_note'] }).notNull(),
    erpId: text('erp_id').notNull(),
    erpNumber: text('erp_number').notNull(),
    canceled: integer('canceled').notNull().default(0),
    total: money('total').notNull(),
    currency: text('currency').notNull(),
    date: text('date').notNull(),
    /** [{itemId, erpLine, itemCode, quantity, gross}] with Magento line ids. */
    lines: jsonb('lines').notNull(),
    tracking: jsonb('tracking').notNull(),
    magentoId: integer('magento_id'),
    magentoNumber: text('magento_number'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  t => [
    unique('follow_ups_erp').on(t.connection, t.kind, t.erpId, t.orderId),
    index('follow_ups_order').on(t.orderId),
    index('follow_ups_number').on(t.erpNumber),
  ],
)

/**
 * Where a credit memo of Magento stands with us: its answer in the ERP is to be decided, was decided, is there, or a
 * person said that none is needed.
 */
export const REFUND_STATES = ['heard', 'decided', 'answered', 'left'] as const

/** Credit memos of Magento, whoever made them; what people refunded there is answered in the ERP. */
export const refunds = pgTable(
  'refunds',
  {
    id: id(),
    store: text('store').notNull(),
    orderId: bigint('order_id', { mode: 'number' })
      .notNull()
      .references(() => orders.id),
    magentoId: bigint('magento_id', { mode: 'number' }).notNull(),
    number: text('number').notNull(),
    /** 1: made by us, because the ERP did something; nothing is owed for it. */
    ours: integer('ours').notNull(),
    total: money('total').notNull(),
    currency: text('currency').notNull(),
    /** [{itemId, quantity}] with Magento line ids. */
    lines: jsonb('lines').notNull(),
    /** Gross, before the discount on it. */
    shipping: money('shipping').notNull(),
    /** Given back on top less kept back. */
    adjustment: money('adjustment').notNull(),
    state: text('state', { enum: REFUND_STATES }).notNull(),
    connection: text('connection'),
    /** The credit note that answers it. */
    erpId: text('erp_id'),
    erpNumber: text('erp_number'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  t => [unique('refunds_identity').on(t.store, t.magentoId), index('refunds_order').on(t.orderId)],
)

/** The remembered pair Magento key ↔ ERP key for subjects and items. */
export const links = pgTable(
  'links',
  {
    id: id(),
    store: text('store').notNull(),
    connection: text('connection').notNull(),
    kind: text('kind', { enum: ['subject', 'item'] }).notNull(),
    magentoKey: text('magento_key').notNull(),
    erpKey: text('erp_key').notNull(),
    /** found by e-mail, created by us, … */
    origin: text('origin').notNull(),
    checkedAt: moment('checked_at').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  t => [unique('links_key').on(t.connection, t.kind, t.magentoKey)],
)

/** The story of an order: what was heard, decided, sent, answered, done. Written in the transaction it speaks of. */
export const orderEvents = pgTable(
  'order_events',
  {
    id: id(),
    store: text('store').notNull(),
    orderId: bigint('order_id', { mode: 'number' })
      .notNull()
      .references(() => orders.id),
    at: moment('at').notNull(),
    stage: text('stage', { enum: ['heard', 'decided', 'sent', 'answered', 'done', 'problem', 'person'] }).notNull(),
    text: text('text').notNull(),
    actor: text('actor').notNull(),
    outboxId: bigint('outbox_id', { mode: 'number' }),
  },
  t => [index('order_events_order').on(t.orderId, t.id)],
)
