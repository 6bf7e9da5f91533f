import { bigint, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { moment } from './stores.ts'

/** How somebody likes to look at the list of orders. */
export const savedViews = pgTable(
  'saved_views',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** "*": of every store that whoever opens it may see. */
    store: text('store').notNull(),
    /** Who sees it (flows/view/list-saved-views.ts); empty: everybody of the store. */
    owner: text('owner').notNull(),
    /** Empty: what the list looks like when nothing is asked for. */
    name: text('name').notNull(),
    /** Filter and columns as the page's address has them: "phase=held&columns=customer,total". */
    query: text('query').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  t => [unique('saved_views_name').on(t.owner, t.store, t.name)],
)
