import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { readRows } from '../view/rows.ts'
import { readDaySums } from './read-day-sums.ts'
import { storeZone } from './store-zone.ts'

/** At once; the rest is for the next time. */
const MOST_DAYS = 62

/**
 * Adds up every day of the store that was marked, so that a page finds little to do, and marks of days that nobody looks
 * at do not pile up.
 */
export async function addUpMarkedDays(ctx: Pick<FlowContext, 'db' | 'remotes'>, store: string): Promise<void> {
  const timezone = await storeZone(ctx, store)
  const rows = await readRows(
    ctx.db,
    z.object({ day: z.string() }),
    sql`select (quarter at time zone ${timezone})::date::text as day from ledger_order_marks where store = ${store}
      union select day from ledger_document_marks where store = ${store}
      order by day limit ${MOST_DAYS}`,
  )
  for (const { day } of rows) await readDaySums(ctx, { store, timezone, days: [day] })
}
