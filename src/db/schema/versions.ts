import { sql } from 'drizzle-orm'
import { boolean, integer, json, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { moment } from './stores.ts'

/**
 * Every state that settings had, and drafts that they have not had yet. Rows are never changed, but for which one is
 * active and what came of trying a draft. Secrets are not in settings.
 */
export const settingsVersions = pgTable(
  'settings_versions',
  {
    /**
     * Whose (flows/version/version-subject.ts): "b1" for the settings of a connection, "policies:b1" for its policies,
     * "store:main" for those of a store. The column has its name from when only the first were kept.
     */
    subject: text('connection').notNull(),
    /** 1, 2, 3, … for each subject. */
    version: integer('version').notNull(),
    /** json, not jsonb: keys stay in the order in which they were written. */
    settings: json('settings').notNull(),
    /** The YAML that a person wrote, with its comments; null: what came from a file or a form. */
    text: text('text'),
    author: text('author').notNull(),
    reason: text('reason').notNull(),
    createdAt: moment('created_at').notNull(),
    /** The settings are these now. */
    active: boolean('active').notNull(),
    /** When it last became active; null: a draft that never was. */
    activatedAt: moment('activated_at'),
    /** flows/version/compare-on-orders.ts: what a draft would have made of real orders. */
    tried: jsonb('tried'),
  },
  t => [
    primaryKey({ columns: [t.subject, t.version] }),
    uniqueIndex('settings_versions_active').on(t.subject).where(sql`${t.active}`),
  ],
)
