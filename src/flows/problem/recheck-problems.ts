import { and, eq, isNull } from 'drizzle-orm'
import { problems } from '../../db/schema/operations.ts'
import { connections, stores } from '../../db/schema/stores.ts'
import type { FlowContext } from '../context.ts'
import { itemCode } from '../order/master-data.ts'
import { release } from './retry-problem.ts'

type ProblemRow = typeof problems.$inferSelect

/**
 * Looks whether causes are gone, so that nobody has to press a button: missing items are asked for in one call per
 * connection; what a mapping kept back is tried again when the configuration was changed since; log-ins and reads that
 * failed are closed once the far side answers. @returns counts for the run.
 */
export async function recheckProblems(ctx: FlowContext, store: string): Promise<Record<string, number>> {
  const open = await ctx.db
    .select()
    .from(problems)
    .where(and(eq(problems.store, store), isNull(problems.closedAt)))
  const counts = { open: open.length, released: 0 }
  for (const [connection, group] of Map.groupBy(open.filter(isAboutItem), problem => problem.connection ?? ''))
    for (const problem of await itemsThere(ctx, connection, group))
      counts.released += await release(
        ctx,
        problem.id,
        `${problem.cause.split(':').slice(2).join(':')} is in the ERP now`,
      )
  const changedAt = await lastChanges(ctx, store)
  for (const problem of open.filter(isAboutConfiguration)) {
    const changed = changedAt.get(problem.connection ?? '')
    if (changed && changed > problem.lastSeenAt)
      counts.released += await release(ctx, problem.id, 'The configuration was changed')
  }
  return counts
}

const isAboutItem = (problem: ProblemRow): boolean => /^item_(missing|blocked):/.test(problem.cause)
const isAboutConfiguration = (problem: ProblemRow): boolean =>
  /^(mapping_missing|totals_differ|no_connection|item_missing|item_blocked|login_refused|read_failed)/.test(
    problem.cause,
  )

async function itemsThere(
  ctx: FlowContext,
  connectionCode: string,
  group: readonly ProblemRow[],
): Promise<ProblemRow[]> {
  if (!connectionCode) return []
  const connection = await ctx.remotes.connection(connectionCode)
  const erp = await ctx.remotes.erp(connectionCode)
  const codeOf = (problem: ProblemRow) => itemCode(connection, problem.cause.split(':').slice(2).join(':'))
  const found = await erp.findItems([...new Set(group.map(codeOf))])
  return group.filter(problem => {
    const item = found.get(codeOf(problem))
    return item !== undefined && !item.blocked
  })
}

async function lastChanges(ctx: FlowContext, store: string): Promise<Map<string, Date>> {
  const [storeRow] = await ctx.db.select({ updatedAt: stores.updatedAt }).from(stores).where(eq(stores.code, store))
  const rows = await ctx.db
    .select({ code: connections.code, updatedAt: connections.updatedAt })
    .from(connections)
    .where(eq(connections.store, store))
  return new Map([
    ...rows.map(row => [row.code, row.updatedAt] as const),
    ...(storeRow ? [['', storeRow.updatedAt] as const] : []),
  ])
}
