import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { id, readRows } from '../view/rows.ts'

/** Orders that wait for a code to be mapped. */
export interface WaitingForCode {
  readonly problem: number
  /** "payment:paypal", "vat:DE:19", "expense:shipping" */
  readonly cause: string
  readonly orders: number
}

const row = z.object({ id, cause: z.string(), orders: id })
const PREFIX = 'mapping_missing:'

/** The open problems of a connection that a row of its mapping would end. */
export async function waitingForCodes(
  ctx: Pick<FlowContext, 'db'>,
  connection: { readonly store: string; readonly code: string },
): Promise<readonly WaitingForCode[]> {
  const found = await readRows(
    ctx.db,
    row,
    sql`select p.id, p.cause, count(w.order_id) as orders from problems p
      left join problem_orders w on w.problem_id = p.id
      where p.store = ${connection.store} and p.connection = ${connection.code} and p.closed_at is null
        and starts_with(p.cause, ${PREFIX})
      group by p.id, p.cause`,
  )
  return found.map(one => ({
    problem: one.id,
    cause: asCode(one.cause.slice(PREFIX.length, -(connection.code.length + 1))),
    orders: one.orders,
  }))
}

/** Tax rates are said before their country in causes ("vat:19:DE"), and behind it in the mapping. */
const asCode = (cause: string): string => cause.replace(/^vat:([^:]+):([^:]+)$/, 'vat:$2:$1')
