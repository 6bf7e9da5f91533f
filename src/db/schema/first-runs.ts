import { jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { moment, stores } from './stores.ts'

/** How far a store's first run is: what was checked, and what the last dry run found. */
export const firstRuns = pgTable('first_runs', {
  store: text('store')
    .primaryKey()
    .references(() => stores.code),
  /** What each side said when it was asked last, by "store" or the connection's code (flows/first-run/first-run.ts). */
  checks: jsonb('checks').notNull().default({}),
  /** The dry run; null: none yet, or it was put away when sending began. */
  report: jsonb('report'),
  updatedAt: moment('updated_at').notNull(),
  /** Sending was started here. */
  finishedAt: moment('finished_at'),
})
