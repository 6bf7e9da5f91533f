import { boolean, customType, index, integer, json, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })

/** One Magento installation that we serve: the tenant. `settings` is domain/settings.ts storeSettings. */
export const stores = pgTable('stores', {
  code: text('code').primaryKey(),
  settings: jsonb('settings').notNull(),
  /** storeSecrets, sealed by db/secret-box.ts. */
  secrets: bytea('secrets').notNull(),
  /** Goes up with every change; messages remember the one they were made with. */
  revision: integer('revision').notNull().default(1),
  pausedAt: moment('paused_at'),
  pausedReason: text('paused_reason'),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
})

/** One ERP company of a store. `settings` belongs to the connector, `policies` is domain/settings.ts. */
export const connections = pgTable(
  'connections',
  {
    code: text('code').primaryKey(),
    store: text('store')
      .notNull()
      .references(() => stores.code),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    /** json, not jsonb: keys stay in the order in which they were written. */
    settings: json('settings').notNull(),
    policies: jsonb('policies').notNull(),
    secrets: bytea('secrets').notNull(),
    /** Who entered the secrets on the page; null: they came with a configuration file. */
    secretsBy: text('secrets_by'),
    revision: integer('revision').notNull().default(1),
    pausedAt: moment('paused_at'),
    pausedReason: text('paused_reason'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  table => [index('connections_store').on(table.store)],
)

/** How Magento names its store views, read over REST; rules and mail languages are keyed by code. */
export const storeViews = pgTable(
  'store_views',
  {
    store: text('store')
      .notNull()
      .references(() => stores.code),
    viewId: integer('view_id').notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    locale: text('locale').notNull(),
    timezone: text('timezone').notNull(),
    baseCurrency: text('base_currency').notNull(),
    active: boolean('active').notNull().default(true),
  },
  table => [index('store_views_store').on(table.store, table.viewId)],
)

/** Outgoing mail server; one row. */
export const installation = pgTable('installation', {
  id: integer('id').primaryKey(),
  smtp: bytea('smtp'),
  /** Signs the login links of the page outside Magento. */
  loginKey: bytea('login_key').notNull(),
  createdAt: moment('created_at').notNull(),
})
