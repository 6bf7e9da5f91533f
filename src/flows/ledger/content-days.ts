import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { readRows } from '../view/rows.ts'
import { documentRows, orderPlaces } from './ledger-rows.ts'

const row = z.object({ day: z.string(), currency: z.string() })
export type ContentDay = z.infer<typeof row>

/** Which days, both included, have anything to add up, in which currency; oldest first. */
export const listContentDays = (
  ctx: Pick<FlowContext, 'db'>,
  input: { readonly store: string; readonly timezone: string; readonly fromDay: string; readonly toDay: string },
): Promise<ContentDay[]> =>
  readRows(
    ctx.db,
    row,
    sql`select day, currency from (${orderPlaces(input.store, input.timezone, input.fromDay, input.toDay)}) o
      union select day, currency from (${documentRows(input.store, input.fromDay, input.toDay)}) d
      order by day, currency`,
  )
