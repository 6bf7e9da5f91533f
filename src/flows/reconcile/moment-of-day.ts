import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import type { FlowContext } from '../context.ts'
import { isDay, storeZone } from '../ledger/store-zone.ts'
import { moment, readRows } from '../view/rows.ts'

/** When a day ("2026-03-10") begins in the store's time zone. @throws UserError when it is no day. */
export async function momentOfDay(ctx: Pick<FlowContext, 'db' | 'remotes'>, store: string, day: string): Promise<Date> {
  if (!isDay(day)) throw new UserError(`"${day.slice(0, 40)}" is not a day. Write it as 2026-03-10.`)
  const zone = await storeZone(ctx, store)
  const [row] = await readRows(
    ctx.db,
    z.object({ at: moment }),
    sql`select ${day}::timestamp at time zone ${zone} as at`,
  )
  if (!row) throw new Error('the query returned no row')
  return row.at
}
