import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, real, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { orders } from './orders.ts'
import { moment, stores } from './stores.ts'

const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()

/** One cause that needs a person, with everything that waits for it. Closes itself when nothing waits any more. */
export const problems = pgTable(
  'problems',
  {
    id: id(),
    store: text('store').notNull(),
    connection: text('connection'),
    /** Groups what has the same cause: "item_missing:b1:SKU-4711". */
    cause: text('cause').notNull(),
    title: text('title').notNull(),
    remedy: text('remedy').notNull(),
    /** The remote system's words, verbatim. */
    detail: text('detail').notNull(),
    openedAt: moment('opened_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    closedAt: moment('closed_at'),
    closedReason: text('closed_reason'),
  },
  t => [
    uniqueIndex('problems_open_cause').on(t.store, t.cause).where(sql`${t.closedAt} is null`),
    index('problems_recent').on(t.store, t.openedAt),
  ],
)

/** Which orders wait for a problem. */
export const problemOrders = pgTable(
  'problem_orders',
  {
    problemId: bigint('problem_id', { mode: 'number' })
      .notNull()
      .references(() => problems.id),
    orderId: bigint('order_id', { mode: 'number' })
      .notNull()
      .references(() => orders.id),
    since: moment('since').notNull(),
  },
  t => [primaryKey({ columns: [t.problemId, t.orderId] }), index('problem_orders_order').on(t.orderId)],
)

/** How far a polling task has read. */
export const cursors = pgTable(
  'cursors',
  {
    store: text('store').notNull(),
    /** "magento-orders", "magento-outbox", "erp-changes:b1" */
    task: text('task').notNull(),
    position: jsonb('position').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  t => [primaryKey({ columns: [t.store, t.task] })],
)

/** When a task runs next; the row is the single-flight lock. */
export const schedules = pgTable(
  'schedules',
  {
    store: text('store').notNull(),
    task: text('task').notNull(),
    connection: text('connection'),
    everySeconds: integer('every_seconds').notNull(),
    nextAt: moment('next_at').notNull(),
    leaseUntil: moment('lease_until'),
  },
  t => [primaryKey({ columns: [t.store, t.task] }), index('schedules_next').on(t.nextAt)],
)

/** One execution of a task. Runs that found nothing are folded into the last one of their kind. */
export const runs = pgTable(
  'runs',
  {
    id: id(),
    store: text('store').notNull(),
    task: text('task').notNull(),
    startedAt: moment('started_at').notNull(),
    finishedAt: moment('finished_at'),
    outcome: text('outcome'),
    counts: jsonb('counts').notNull(),
    error: text('error'),
    /** How many runs this row stands for. */
    times: integer('times').notNull().default(1),
  },
  t => [index('runs_recent').on(t.store, t.startedAt)],
)

/**
 * Who changed what, one chain of hashes per store ("*": what belongs to no single store). Append-only: a trigger refuses
 * everything else to everybody. Written by flows/audit/write-audit.ts; secrets and personal data are left out.
 * Partitioned by the month of `at`: whole months at the beginning of the chains can be dropped, single entries cannot.
 */
export const audit = pgTable(
  'audit',
  {
    store: text('store').notNull(),
    /** 1, 2, 3, … in each store, without gaps. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: moment('at').notNull(),
    actor: text('actor').notNull(),
    /** Who exactly: names are not unique. "admin_user main:7", "cli root" */
    actorId: text('actor_id').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
    reason: text('reason'),
    /** SHA-256 in hex, of the entry before and of this one (flows/audit/hash-entry.ts). */
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  // Without `at` PostgreSQL does not partition. That no number comes twice is kept by audit_heads, which moves on by one.
  t => [primaryKey({ columns: [t.store, t.seq, t.at] }), index('audit_recent').on(t.at)],
)

/** Where each chain ends: without it nobody could tell that its last entries are missing. Only ever moves on by one. */
export const auditHeads = pgTable('audit_heads', {
  store: text('store').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
})

/** The last entry of each chain that was dropped with its month: the chain begins behind it. Append-only. */
export const auditAnchors = pgTable(
  'audit_anchors',
  {
    store: text('store').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    hash: text('hash').notNull(),
    /** Of that entry. */
    at: moment('at').notNull(),
    forgottenAt: moment('forgotten_at').notNull(),
  },
  t => [primaryKey({ columns: [t.store, t.seq] })],
)

/** Session tokens that were used for a write: each `jti` counts once. */
export const spentTokens = pgTable(
  'spent_tokens',
  {
    jti: text('jti').primaryKey(),
    expiresAt: moment('expires_at').notNull(),
  },
  t => [index('spent_tokens_expiry').on(t.expiresAt)],
)

/**
 * How a far side ("erp:b1", "magento:main", "mail:main") bears our calls. No row: nothing has ever gone wrong there.
 * Written by flows/outbox/pressure.
 */
export const farSides = pgTable('far_sides', {
  key: text('key').primaryKey(),
  /** Calls at once that it may get from all our processes together; between 1 and what is configured. */
  window: real('window').notNull(),
  windowChangedAt: moment('window_changed_at').notNull(),
  /** Why the window is smaller than configured. */
  windowReason: text('window_reason').notNull().default(''),
  /** Set: it does not answer, and nothing is sent but one message as a probe, from probeAt on. */
  openedAt: moment('opened_at'),
  openedReason: text('opened_reason').notNull().default(''),
  probeAt: moment('probe_at'),
  /** Probes that failed in a row: each waits longer than the one before. */
  probes: integer('probes').notNull().default(0),
})

/** Which part of a far side's window each process holds, on lease: the sum is never more than the window. */
export const callShares = pgTable(
  'call_shares',
  {
    farSide: text('far_side').notNull(),
    worker: text('worker').notNull(),
    slots: integer('slots').notNull(),
    leaseUntil: moment('lease_until').notNull(),
  },
  t => [primaryKey({ columns: [t.farSide, t.worker] })],
)

/** Kinds of messages ("mail.send") that a store does not send until somebody resumes them. */
export const pausedKinds = pgTable(
  'paused_kinds',
  {
    store: text('store')
      .notNull()
      .references(() => stores.code),
    kind: text('kind').notNull(),
    pausedAt: moment('paused_at').notNull(),
    reason: text('reason').notNull(),
  },
  t => [primaryKey({ columns: [t.store, t.kind] })],
)
