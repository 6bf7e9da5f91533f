import { sql } from 'drizzle-orm'
import {
  bigint,
  customType,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { orders } from './orders.ts'
import { moment } from './stores.ts'

const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
const money = (name: string) => numeric(name, { precision: 20, scale: 4 })
/** A transaction's number: never given twice, unlike xid. */
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })
const orderId = () => bigint('order_id', { mode: 'number' }).references(() => orders.id)

/**
 * theirs_late = a message is under way, or it moved a moment ago; ours_late = we should have done something;
 * human_changed = somebody changed one side; impossible = no way of working leads there;
 * explained = a difference in money whose reason is known and needs nobody (rounding, shipping on another invoice).
 */
export const DRIFT_CLASSES = ['theirs_late', 'ours_late', 'human_changed', 'impossible', 'explained'] as const
export type DriftClass = (typeof DRIFT_CLASSES)[number]

/** A difference between both sides, found by reconciliation. Closes itself when a later comparison does not find it. */
export const drifts = pgTable(
  'drifts',
  {
    id: id(),
    store: text('store').notNull(),
    /** Absent for a document of the ERP that carries the key of an order that does not exist. */
    orderId: orderId(),
    connection: text('connection'),
    /** "order:17", "key:main-999" */
    subject: text('subject').notNull(),
    class: text('class', { enum: DRIFT_CLASSES }).notNull(),
    /** Stable, one open row for each subject: "invoiced:17", "total:b1:invoice:77". */
    what: text('what').notNull(),
    text: text('text').notNull(),
    magentoValue: text('magento_value').notNull(),
    erpValue: text('erp_value').notNull(),
    firstSeenAt: moment('first_seen_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    closedAt: moment('closed_at'),
    closedReason: text('closed_reason'),
    /** A person knows of it and leaves it so; forgotten as soon as a value changes. */
    acceptedAt: moment('accepted_at'),
    acceptedBy: text('accepted_by'),
    acceptedNote: text('accepted_note'),
  },
  t => [
    uniqueIndex('drifts_open').on(t.store, t.subject, t.what).where(sql`${t.closedAt} is null`),
    index('drifts_order').on(t.orderId).where(sql`${t.closedAt} is null`),
    index('drifts_closed').on(t.store, t.closedAt, t.id).where(sql`${t.closedAt} is not null`),
  ],
)

/** When an order was last compared with both sides. */
export const comparisons = pgTable('comparisons', {
  orderId: bigint('order_id', { mode: 'number' })
    .primaryKey()
    .references(() => orders.id),
  /** Before both sides were asked: a sales document written later is newer than this. */
  at: moment('at').notNull(),
  /** Of its live sales documents as the ERP had them then, in the order's currency. */
  erpTotal: money('erp_total'),
})

export const PAIR_STATES = ['equal', 'explained', 'late', 'open'] as const

/**
 * An invoice (or credit) of the ERP and its counterpart in Magento, as the last comparison saw them; one of them may be
 * missing. What the day ledger adds up.
 */
export const documentPairs = pgTable(
  'document_pairs',
  {
    id: id(),
    store: text('store').notNull(),
    orderId: orderId().notNull(),
    kind: text('kind', { enum: ['invoice', 'credit'] }).notNull(),
    /** "b1:invoice:77", "magento:invoice:12" */
    key: text('key').notNull(),
    /** The day in the books: of the ERP's document, else the day on which the comparison first saw it. ISO date. */
    day: text('day').notNull(),
    currency: text('currency').notNull(),
    erpNumber: text('erp_number'),
    /** The order's share, for a document of several orders. */
    erpTotal: money('erp_total'),
    magentoNumber: text('magento_number'),
    magentoTotal: money('magento_total'),
    state: text('state', { enum: PAIR_STATES }).notNull(),
    /** Why the totals differ; empty when they do not. */
    reason: text('reason').notNull(),
  },
  t => [unique('document_pairs_key').on(t.orderId, t.key), index('document_pairs_day').on(t.store, t.day)],
)

/** A closed day of one store and currency. Never changed: closing a day again adds a version. */
export const ledgerSeals = pgTable(
  'ledger_seals',
  {
    id: id(),
    store: text('store').notNull(),
    currency: text('currency').notNull(),
    /** 1, 2, 3, … in each chain. */
    sequence: integer('sequence').notNull(),
    /** ISO date in the store's time zone. */
    day: text('day').notNull(),
    version: integer('version').notNull(),
    /** The day as canonical JSON (flows/ledger/seal-content.ts). */
    content: text('content').notNull(),
    /** Of the content: to read a month of them would take all of it. */
    sums: jsonb('sums').generatedAlwaysAs(sql`(content::jsonb -> 'sums')`),
    /** SHA-256 in hex, of the seal before in this chain and of this one. */
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
    closedBy: text('closed_by').notNull(),
    closedAt: moment('closed_at').notNull(),
    note: text('note'),
  },
  t => [
    unique('ledger_seals_chain').on(t.store, t.currency, t.sequence),
    unique('ledger_seals_day').on(t.store, t.currency, t.day, t.version),
  ],
)

/**
 * The sums of a day, as they were added up last; they count only as long as there is no mark on the day, and it was added
 * up by the rules of now (docs/adr/0015-kept-sums-of-the-ledger.md). A day without content has a row as well.
 */
export const ledgerDays = pgTable(
  'ledger_days',
  {
    store: text('store').notNull(),
    /** ISO date in the store's time zone. */
    day: text('day').notNull(),
    /** By what it was added up: the time zone and the tolerances. The same in all rows of a store. */
    basis: text('basis').notNull(),
    /** [{currency, sums, gaps}] (flows/ledger/day-sums.ts). */
    sums: jsonb('sums').notNull(),
  },
  t => [primaryKey({ columns: [t.store, t.day] })],
)

/**
 * Something of orders that were placed in this quarter of an hour changed, in a transaction that may still be open. Written
 * by triggers; who adds up the day takes away those that it has seen.
 */
export const ledgerOrderMarks = pgTable(
  'ledger_order_marks',
  {
    store: text('store').notNull(),
    /** Where it begins: each belongs to one day in every time zone that is in use. */
    quarter: moment('quarter').notNull(),
    /** In the key, so that no transaction waits for another. */
    tx: xid8('tx').notNull(),
  },
  t => [primaryKey({ columns: [t.store, t.quarter, t.tx] })],
)

/** The same for invoices and credits that are in the books on this day. */
export const ledgerDocumentMarks = pgTable(
  'ledger_document_marks',
  { store: text('store').notNull(), day: text('day').notNull(), tx: xid8('tx').notNull() },
  t => [primaryKey({ columns: [t.store, t.day, t.tx] })],
)
