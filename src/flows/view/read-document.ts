import { and, eq, inArray } from 'drizzle-orm'
import { documents } from '../../db/schema/documents.ts'
import type { FlowContext } from '../context.ts'

/** A file with its content. @returns undefined when there is no such document in these stores. */
export async function readDocument(
  ctx: Pick<FlowContext, 'db'>,
  input: { readonly stores: readonly string[]; readonly id: number },
) {
  const [row] = await ctx.db
    .select({ store: documents.store, filename: documents.filename, mime: documents.mime, content: documents.content })
    .from(documents)
    .where(and(eq(documents.id, input.id), inArray(documents.store, [...input.stores])))
  return row
}
