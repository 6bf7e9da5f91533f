import { and, desc, inArray, lt } from 'drizzle-orm'
import { audit } from '../../db/schema/operations.ts'
import type { FlowContext } from '../context.ts'

export type AuditRow = typeof audit.$inferSelect

const MOST_ROWS = 1_000

/**
 * Entries of these chains, newest first.
 * @param input.stores absent: every chain. @param input.before only entries older than this moment.
 */
export async function listAudit(
  ctx: Pick<FlowContext, 'db'>,
  input: {
    readonly stores?: readonly string[] | undefined
    readonly before?: Date | undefined
    readonly limit: number
  },
): Promise<AuditRow[]> {
  const { stores, before, limit } = input
  return await ctx.db
    .select()
    .from(audit)
    .where(and(stores && inArray(audit.store, [...stores]), before && lt(audit.at, before)))
    .orderBy(desc(audit.at), audit.store, desc(audit.seq))
    .limit(Math.min(limit, MOST_ROWS))
}
