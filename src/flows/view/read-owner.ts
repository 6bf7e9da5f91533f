import { and, eq, inArray } from 'drizzle-orm'
import { documents } from '../../db/schema/documents.ts'
import { problems } from '../../db/schema/operations.ts'
import { orders } from '../../db/schema/orders.ts'
import type { FlowContext } from '../context.ts'

const TABLES = {
  order: { id: orders.id, store: orders.store, name: orders.number, table: orders },
  document: { id: documents.id, store: documents.store, name: documents.number, table: documents },
  problem: { id: problems.id, store: problems.store, name: problems.title, table: problems },
} as const

/** Whose row is it? @returns undefined when there is none in these stores: nobody learns what others have. */
export async function readOwner(
  ctx: Pick<FlowContext, 'db'>,
  input: { readonly stores: readonly string[]; readonly kind: keyof typeof TABLES; readonly id: number },
): Promise<{ readonly id: number; readonly store: string; readonly number: string } | undefined> {
  const { id, store, name, table } = TABLES[input.kind]
  const [row] = await ctx.db
    .select({ id, store, number: name })
    .from(table)
    .where(and(eq(id, input.id), inArray(store, [...input.stores])))
  return row
}
