import { bigint, index, integer, jsonb, numeric, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { connections, moment } from './stores.ts'

export const TRANSFER_STATES = ['heard', 'planned', 'written', 'acknowledged', 'held', 'gone'] as const
export type TransferState = (typeof TRANSFER_STATES)[number]

/**
 * An order that waited in another system than the shop (a connector's `source`), on its way into the ERP of its
 * connection: heard of, sales document planned, written in the ERP, acknowledged where it waited. held: something keeps
 * it from the ERP. gone: cancelled there, or taken by somebody else, before it was acknowledged.
 */
export const transfers = pgTable(
  'transfers',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    store: text('store').notNull(),
    connection: text('connection')
      .notNull()
      .references(() => connections.code),
    /** The source's own key of the order. */
    key: text('key').notNull(),
    /** As people call it. */
    number: text('number').notNull(),
    state: text('state', { enum: TRANSFER_STATES }).notNull(),
    /** For people: why it is held, or what it waits for. */
    reason: text('reason').notNull().default(''),
    /** Causes of the problems that it waits for. */
    causes: jsonb('causes').$type<readonly string[]>().notNull().default([]),
    /** Our key in the ERP, from the first plan on: two orders never get the same one. */
    orderbridgeId: text('orderbridge_id').unique(),
    erpId: text('erp_id'),
    erpNumber: text('erp_number'),
    /** When it was placed where it waits, and what it comes to there; absent until it could be read. Of the ledger. */
    placedAt: moment('placed_at'),
    currency: text('currency'),
    total: numeric('total', { precision: 20, scale: 4 }),
    /** Of the sales document as the ERP answered; absent when that is in another currency. */
    erpTotal: numeric('erp_total', { precision: 20, scale: 4 }),
    /** The order was gone, and the ERP has cancelled its sales document. */
    undoneAt: moment('undone_at'),
    /** The order as it was planned. */
    canonical: jsonb('canonical'),
    /** How often its sales document was planned, and how often it was acknowledged. */
    plans: integer('plans').notNull().default(0),
    acknowledgements: integer('acknowledgements').notNull().default(0),
    /** Looked at again from then on; null: nothing to look for. */
    dueAt: moment('due_at'),
    heardAt: moment('heard_at').notNull(),
    writtenAt: moment('written_at'),
    acknowledgedAt: moment('acknowledged_at'),
    updatedAt: moment('updated_at').notNull(),
  },
  t => [
    unique('transfers_key').on(t.connection, t.key),
    index('transfers_state').on(t.connection, t.state),
    index('transfers_placed').on(t.store, t.placedAt),
    index('transfers_recent').on(t.store, t.heardAt, t.id),
  ],
)
