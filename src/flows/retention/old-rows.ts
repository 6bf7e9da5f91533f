import { type SQL, sql } from 'drizzle-orm'
import type { KeptPart } from './kept-months.ts'

/** A table by month, of which a store may keep less. */
export interface OldRows {
  readonly table: SQL
  /** Its moment; with the store and the id it is an index (…_age). */
  readonly at: SQL
  /** What `needed` asks of a row, the id and the moment. */
  readonly columns: SQL
  /** What makes a row of `r` one that can go at all; part of that index where it is partial. */
  readonly done: SQL
  /** What of `r` somebody still works with. */
  readonly needed: SQL
}

/** Not in the ERP yet, or kept back: somebody will look at what was tried. */
const UNDER_WAY = sql.raw(`o.phase in ('waiting', 'preparing', 'pushing', 'held')`)

/**
 * Looked up for each row by its key: of `exists` the planner makes a list of all such messages and orders of the database, read anew
 * for each batch (seen with 50,000 of each).
 */
const orderIsNeeded = (which: SQL): SQL => sql`coalesce((
  select ${UNDER_WAY} or coalesce((
    select true from problem_orders w join problems p on p.id = w.problem_id
    where w.order_id = o.id and p.closed_at is null limit 1), false)
  from orders o where ${which}), false)`

const messageIsNeeded = sql`coalesce((
  select m.state not in ('delivered', 'superseded') or m.queue like 'transfer:%' and coalesce((
    select t.state not in ('acknowledged', 'gone') from transfers t
    where t.id = substring(m.queue from '^transfer:([0-9]{1,18})$')::bigint), false)
  from outbox m where m.id = r.outbox_id), false)`

export const OLD_ROWS: Readonly<Record<KeptPart, OldRows>> = {
  attemptsMonths: {
    table: sql.raw('attempts'),
    at: sql.raw('started_at'),
    columns: sql.raw('r.id, r.started_at, r.outbox_id, r.order_id'),
    done: sql`true`,
    needed: sql`(${messageIsNeeded} or ${orderIsNeeded(sql`o.id = r.order_id`)})`,
  },
  inboxMonths: {
    table: sql.raw('inbox'),
    at: sql.raw('received_at'),
    columns: sql.raw('r.id, r.received_at, r.store, r.entity, r.entity_key'),
    done: sql`r.due_at is null`,
    // What is no number, or too long for one, is no order's.
    needed: sql`(r.entity = 'order' and ${orderIsNeeded(
      sql`o.store = r.store and o.magento_id = substring(r.entity_key from '^[0-9]{1,18}$')::bigint`,
    )})`,
  },
}
