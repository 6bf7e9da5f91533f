import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { connections, moment, stores } from './stores.ts'

/** Where the catalogue run of a connection stands: one row, the lock of its single flight. */
export const catalogRuns = pgTable('catalog_runs', {
  connection: text('connection')
    .primaryKey()
    .references(() => connections.code),
  store: text('store').notNull(),
  /** Goes up by one with each run; stock rows remember the one that saw them last. */
  number: integer('number').notNull().default(0),
  /** The row in runs that shows this run's counts. */
  runId: bigint('run_id', { mode: 'number' }),
  /** Everything is read, not only what changed. */
  complete: boolean('complete').notNull().default(true),
  /** flows/catalog/run-state.ts: how far this run is, and from where the next one reads. */
  state: jsonb('state').notNull(),
  startedAt: moment('started_at'),
  finishedAt: moment('finished_at'),
  /** Start of the last complete run that came to its end. */
  completedAt: moment('completed_at'),
  /** Of the connection when that run began: other settings make the next run a complete one. */
  revision: integer('revision'),
  /** A person wants a run: the next slice begins it, whatever the clock says. */
  asked: text('asked', { enum: ['now', 'complete'] }),
  /** A person wants the run to end: whoever works on it does so after the page that it is at. */
  stopAskedAt: moment('stop_asked_at'),
  holder: text('holder'),
  leaseUntil: moment('lease_until'),
})

/** 'warehouse' is a part of a stock: nothing is written for it. */
export const CATALOG_KINDS = ['product', 'price', 'tiers', 'stock', 'warehouse'] as const

/** What the ERP says of one SKU and what Magento took of it last. The difference is what a run writes. */
export const catalogValues = pgTable(
  'catalog_values',
  {
    connection: text('connection')
      .notNull()
      .references(() => connections.code),
    kind: text('kind', { enum: CATALOG_KINDS }).notNull(),
    sku: text('sku').notNull(),
    /** Store view of a price, customer group of tiers, source of a stock, warehouse of a part of it; '' for products. */
    scope: text('scope').notNull(),
    /** As the ERP said it last, for people: "19.9", "490". */
    wanted: text('wanted').notNull(),
    /** What Magento took last, hashed when it is long; null: nothing yet. */
    taken: text('taken'),
    /** Number of the run that read it last; kept for stock, where absence means something. */
    seenRun: integer('seen_run').notNull(),
    /** Why Magento did not take it; "missing": there is no such product in the shop. */
    errorCode: text('error_code'),
    error: text('error'),
    /** Waits in Magento's queue as this operation of this bulk. */
    bulk: text('bulk'),
    operation: integer('operation'),
    updatedAt: moment('updated_at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.connection, t.kind, t.sku, t.scope] }),
    index('catalog_values_refused').on(t.connection, t.errorCode, t.sku).where(sql`${t.errorCode} is not null`),
    index('catalog_values_queued').on(t.connection, t.bulk).where(sql`${t.bulk} is not null`),
  ],
)

/** Products that Magento has, as far as we asked. Magento compares SKUs without regard to case. */
export const catalogProducts = pgTable(
  'catalog_products',
  {
    store: text('store')
      .notNull()
      .references(() => stores.code),
    skuLower: text('sku_lower').notNull(),
    /** simple, configurable, bundle … */
    type: text('type').notNull(),
    checkedAt: moment('checked_at').notNull(),
  },
  t => [primaryKey({ columns: [t.store, t.skuLower] })],
)
