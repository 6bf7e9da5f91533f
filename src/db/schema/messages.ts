import { sql } from 'drizzle-orm'
import { bigint, index, integer, json, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { orders } from './orders.ts'
import { bytea, moment } from './stores.ts'

const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
/** Where the table is partitioned by month (drizzle/0005_months.sql), the moment has to be part of the primary key. */
const idWithinMonth = () => bigint('id', { mode: 'number' }).notNull().generatedAlwaysAsIdentity()

/** An event received from outside, stored before it is answered, processed once. Partitioned by the month of receivedAt. */
export const inbox = pgTable(
  'inbox',
  {
    id: idWithinMonth(),
    store: text('store').notNull(),
    connection: text('connection'),
    /** module, async_events, adobe_io, magento_poll, read_back, erp_webhook, erp_poll, person (domain/hint.ts) */
    source: text('source').notNull(),
    dedupeKey: text('dedupe_key').notNull(),
    /** order | sales_document | shipment | invoice | credit_note | delivery (a raw body that is taken apart later) */
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
    primaryKey({ columns: [t.id, t.receivedAt] }),
    index('inbox_due').on(t.dueAt, t.id).where(sql`${t.dueAt} is not null`),
    index('inbox_entity').on(t.store, t.entity, t.entityKey),
    // What a store that keeps less forgets; without what waits, so that storing a webhook writes no entry.
    index('inbox_age').on(t.store, t.receivedAt, t.id).where(sql`${t.dueAt} is null`),
  ],
)

/** What was received already: the same event counts once, also when it is repeated in another month. */
export const inboxKeys = pgTable(
  'inbox_keys',
  {
    store: text('store').notNull(),
    dedupeKey: text('dedupe_key').notNull(),
    receivedAt: moment('received_at').notNull(),
  },
  t => [primaryKey({ columns: [t.store, t.dedupeKey] })],
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
    /**
     * Whom it goes to: "erp:b1", "magento:main", "mail:main", "kafka:main". Work is handed out, limited and stopped by this.
     * A trigger fills it in (drizzle/0034_let_messages_go_to_kafka.sql), whoever writes the row.
     */
    farSide: text('far_side').notNull().default(''),
    idempotencyKey: text('idempotency_key').notNull(),
    /** json, not jsonb: an ERP that reads XML wants the elements in the order in which they were planned. */
    payload: json('payload').notNull(),
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
    /** The settings that it was planned with; null for what was planned before this was kept. */
    storeRevision: integer('store_revision'),
    connectionRevision: integer('connection_revision'),
    /** Set: a person changed the payload, and it is sent as it is until it is planned anew. */
    editedAt: moment('edited_at'),
  },
  t => [
    unique('outbox_idempotency').on(t.idempotencyKey),
    index('outbox_due').on(t.farSide, t.dueAt, t.id).where(sql`${t.state} in ('pending', 'retrying', 'verifying')`),
    index('outbox_open_queue').on(t.queue, t.id).where(sql`${t.state} not in ('delivered', 'superseded')`),
    index('outbox_sending').on(t.leaseUntil).where(sql`${t.state} = 'sending'`),
    index('outbox_order').on(t.orderId, t.id),
  ],
)

/**
 * One try to deliver or to verify an outbox message, with what went over the wire (personal data masked on show).
 * Partitioned by the month of startedAt.
 */
export const attempts = pgTable(
  'attempts',
  {
    id: idWithinMonth(),
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
  t => [
    primaryKey({ columns: [t.id, t.startedAt] }),
    index('attempts_outbox').on(t.outboxId, t.id),
    index('attempts_order').on(t.orderId, t.id),
    index('attempts_age').on(t.store, t.startedAt, t.id),
  ],
)

/** What a person changed in a message before it was sent again. The payloads are kept as they were; shown masked. */
export const outboxEdits = pgTable(
  'outbox_edits',
  {
    id: id(),
    store: text('store').notNull(),
    outboxId: bigint('outbox_id', { mode: 'number' })
      .notNull()
      .references(() => outbox.id),
    at: moment('at').notNull(),
    actor: text('actor').notNull(),
    reason: text('reason').notNull(),
    before: json('before').notNull(),
    after: json('after').notNull(),
    /** What the edited document comes to less what the order comes to, where a person accepted that. */
    acceptedDifference: text('accepted_difference'),
  },
  t => [index('outbox_edits_message').on(t.outboxId, t.id)],
)
