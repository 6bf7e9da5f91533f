import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { moment } from './stores.ts'

/** Login links that were made, with the session that each became. The link itself is kept nowhere. */
export const loginLinks = pgTable(
  'login_links',
  {
    /** Of the link; spent when it is opened, or ended before. */
    jti: text('jti').primaryKey(),
    name: text('name').notNull(),
    roles: jsonb('roles').$type<readonly string[]>().notNull(),
    /** Codes of the stores that it opens; null: all of them. */
    stores: jsonb('stores').$type<readonly string[]>(),
    madeBy: text('made_by').notNull(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    openedAt: moment('opened_at'),
    sessionJti: text('session_jti'),
    sessionUntil: moment('session_until'),
    endedAt: moment('ended_at'),
  },
  t => [index('login_links_expiry').on(t.expiresAt)],
)

/** Who has used the page, once for each admin user of a Magento and for each session of a login link. */
export const visitors = pgTable(
  'visitors',
  {
    /** As in the audit: "main:7", "login-link:…". */
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    roles: jsonb('roles').$type<readonly string[]>().notNull(),
    /** Codes of the stores that they may see; null: all of them. */
    stores: jsonb('stores').$type<readonly string[]>(),
    firstSeenAt: moment('first_seen_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
  },
  t => [index('visitors_last_seen').on(t.lastSeenAt)],
)
