import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { orders } from './orders.ts'
import { bytea, moment } from './stores.ts'

const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()

/** An event received from outside, stored before it is answered, processed once. */
export const inbox = pgTable(
  'inbox',
  {
    id: id(),
    store: text('store').notNull(),
    connection: text('connection'),
    /** module, async-events, adobe-io, poll, erp-webhook, erp-poll, person */
    source: text('source').notNull(),
    dedupeKey: text('dedupe_key').notNull(),
    /** order | sales_document | shipment | invoice | credit_note | batch (a raw body that is parsed later) */
    entity: text('entity').notNull(),
    entityKey: text('entity_key').notNull(),
    eventType: text('event_type').notNull(),
    body: bytea('body'),
    receivedAt: moment('received_at').notNull(),
    /** null: processed */
    dueAt: moment('due_at'),
    leaseUntil: moment('lease_until'),
    attempts: integer('attempts').notNull().default(0),
    outcome: text('outcome'),
    processedAt: moment('processed_at'),
  },
  t => [
    unique('inbox_dedupe').on(t.store, t.dedupeKey),
    index('inbox_due').on(t.dueAt, t.id).where(sql`${t.dueAt} is not null`),
    index('inbox_entity').on(t.store, t.entity, t.entityKey),
  ],
)

export const OUTBOX_STATES = [
  'pending',
  'sending',
  'verifying',
  'retrying',
  'delivered',
  'held',
  'dead',
  'superseded',
] as const
export type OutboxState = (typeof OUTBOX_STATES)[number]

/** An effect that we owe to the outside, stored in the transaction that decided it, delivered once. */
export const outbox = pgTable(
  'outbox',
  {
    id: id(),
    store: text('store').notNull(),
    connection: text('connection'),
    orderId: bigint('order_id', { mode: 'number' }).references(() => orders.id),
    /** FIFO within this: "order:17", "mail:40", "subject:b1:guest:…" */
    queue: text('queue').notNull(),
    kind: text('kind').notNull(),
    /** Whom it goes to: "erp:b1", "magento:main", "mail:main". Work is handed out, limited and stopped by this. */
    farSide: text('far_side')
      .notNull()
      .generatedAlwaysAs(
        sql`case when connection is not null then 'erp:' || connection when kind = 'mail.send' then 'mail:' || store else 'magento:' || store end`,
      ),
    idempotencyKey: text('idempotency_key').notNull(),
    payload: jsonb('payload').notNull(),
    state: text('state', { enum: OUTBOX_STATES }).notNull(),
    reason: text('reason').notNull().default(''),
    dueAt: moment('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    verifications: integer('verifications').notNull().default(0),
    worker: text('worker'),
    leaseUntil: moment('lease_until'),
    errorClass: text('error_class'),
    result: jsonb('result'),
    createdAt: moment('created_at').notNull(),
    finishedAt: moment('finished_at'),
  },
  t => [
    unique('outbox_idempotency').on(t.idempotencyKey),
    index('outbox_due').on(t.farSide, t.dueAt, t.id).where(sql`${t.state} in ('pending', 'retrying', 'verifying')`),
    index('outbox_open_queue').on(t.queue, t.id).where(sql`${t.state} not in ('delivered', 'superseded')`),
    index('outbox_sending').on(t.leaseUntil).where(sql`${t.state} = 'sending'`),
    index('outbox_order').on(t.orderId, t.id),
  ],
)

/** One try to deliver or to verify an outbox message, with what went over the wire (personal data masked on show). */
export const attempts = pgTable(
  'attempts',
  {
    id: id(),
    store: text('store').notNull(),
    outboxId: bigint('outbox_id', { mode: 'number' }).notNull(),
    orderId: bigint('order_id', { mode: 'number' }),
    step: text('step', { enum: ['send', 'verify'] }).notNull(),
    startedAt: moment('started_at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    outcome: text('outcome').notNull(),
    error: text('error'),
    /** [{method, url, status, requestBody, responseBody, durationMs}] */
    exchanges: jsonb('exchanges').notNull(),
  },
  t => [index('attempts_outbox').on(t.outboxId, t.id), index('attempts_order').on(t.orderId, t.id)],
)
