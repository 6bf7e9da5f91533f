import { boolean, pgTable, text } from 'drizzle-orm/pg-core'
import { moment } from './stores.ts'

/** Codes by which a Magento connects itself, each once. The code itself is shown to a person and kept nowhere. */
export const pairingCodes = pgTable('pairing_codes', {
  /** SHA-256 in hex. */
  hash: text('hash').primaryKey(),
  /** The store that it makes, or connects anew. */
  store: text('store').notNull(),
  name: text('name').notNull(),
  /** The store may stand in a private network. */
  allowPrivateNetwork: boolean('allow_private_network').notNull(),
  /** A store that it makes sends nothing until the first run is gone through. */
  beginPaused: boolean('begin_paused').notNull().default(false),
  createdBy: text('created_by').notNull(),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
})
