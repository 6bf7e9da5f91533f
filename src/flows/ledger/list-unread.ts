import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { readRows } from '../view/rows.ts'
import { notRead } from './ledger-rows.ts'
import { storeZone } from './store-zone.ts'

/** Numbers of the orders of other systems that were heard of on this day and could not be read yet: no sum has them. */
export async function listUnread(
  ctx: Pick<FlowContext, 'db' | 'remotes'>,
  store: string,
  day: string,
): Promise<string[]> {
  const timezone = await storeZone(ctx, store)
  const rows = await readRows(
    ctx.db,
    z.object({ number: z.string() }),
    sql`${notRead(store, timezone, day)} order by t.heard_at, t.id`,
  )
  return rows.map(({ number }) => number)
}
