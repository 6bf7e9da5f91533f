import { and, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { problems } from '../../db/schema/operations.ts'
import { connections, stores } from '../../db/schema/stores.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { itemCode } from '../order/master-data.ts'
import { release, tellAndTakeUp } from './retry-problem.ts'

export const RECHECK_TASK = 'recheck-problems'

/** Settings in a process may be a second old (config/remotes.ts): what they still held just after a change is looked at again. */
const SETTLED_MS = 2_000

type ProblemRow = typeof problems.$inferSelect

/**
 * Looks whether causes are gone, so that nobody has to press a button: missing items are asked for in one call per
 * connection; what a mapping or a policy kept back is tried again when the configuration was changed since; log-ins and reads that
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
  const configured = open.filter(isAboutConfiguration)
  const changedAt = configured.length > 0 ? await lastChanges(ctx, store) : new Map<string, Date>()
  for (const problem of configured) {
    const changed = changedAt.get(problem.connection ?? '')
    if (changed && changed.getTime() + SETTLED_MS > problem.lastSeenAt.getTime())
      counts.released += await release(ctx, problem.id, 'The configuration was changed')
  }
  counts.released += await takeUpForgotten(ctx, store)
  return counts
}

const PAGE = 200
const waiting = z.object({ id: z.coerce.number() })

/**
 * All that an order waits for is closed, and it still waits: the problem was closed in the moment in which the order came
 * to it, or whoever let its orders go died in between. In any phase: a mail of an order that is done may be stuck too.
 */
async function takeUpForgotten(ctx: FlowContext, store: string): Promise<number> {
  let count = 0
  for (;;) {
    const rows = await ctx.db.execute(sql`
      select w.order_id as id from problem_orders w join problems p on p.id = w.problem_id
      where p.store = ${store} group by w.order_id having every(p.closed_at is not null) limit ${PAGE}`)
    for (const { id } of z.array(waiting).parse([...rows]))
      if (await inTransaction(ctx, tx => tellAndTakeUp(tx, id, 'What it waited for is over'))) count += 1
    if (rows.length < PAGE) return count
  }
}

const isAboutItem = (problem: ProblemRow): boolean => /^item_(missing|blocked):/.test(problem.cause)
const isAboutConfiguration = (problem: ProblemRow): boolean =>
  /^(mapping_missing|totals_differ|no_connection|item_missing|item_blocked|subject_missing|subject_ambiguous|login_refused|read_failed)/.test(
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
  // What belongs to no connection may be mended in any of them, or in the store.
  const anywhere = [...rows, ...(storeRow ? [storeRow] : [])].map(row => row.updatedAt.getTime())
  return new Map([
    ...rows.map(row => [row.code, row.updatedAt] as const),
    ...(anywhere.length > 0 ? [['', new Date(Math.max(...anywhere))] as const] : []),
  ])
}
