import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import { amount } from '../../domain/amount.ts'

/** bigint columns come as text; ours stay far below 2^53. */
export const id = z.coerce.number().int()
/** timestamptz comes as text of PostgreSQL ("2026-01-31 10:22:31.5+00"). */
export const moment = z
  .union([z.date(), z.string()])
  .transform(value =>
    value instanceof Date ? value : new Date(value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')),
  )
/** numeric comes as text, exact. */
export const money = z.union([z.string(), z.number()]).transform(amount)

/** Runs a hand-written query and checks what comes back. */
export async function readRows<T>(db: Database, schema: z.ZodType<T>, query: SQL): Promise<T[]> {
  return z.array(schema).parse([...(await db.execute(query))])
}
