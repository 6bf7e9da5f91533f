import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { taskName } from '../catalog/run-state.ts'
import type { FlowContext } from '../context.ts'
import { PULL_TASK, readPull } from '../poll/pull-again.ts'
import { type ComparisonProgress, readComparison } from '../reconcile/comparison-progress.ts'
import { RECONCILE_TASK } from '../reconcile/reconcile-by-clock.ts'
import { listCatalogues } from './list-catalogues.ts'
import { readRows } from './rows.ts'

/** A task that somebody works on now, or that goes on with its next turn. */
export interface UnderWay {
  readonly store: string
  readonly task: string
  /** From 0 to 1; absent: nobody knows how much is left. */
  readonly progress?: number
  /** The same in orders. */
  readonly orders?: ComparisonProgress
  readonly mayStop: boolean
}

const leased = z.object({ store: z.string(), task: z.string() })

/** What is under way in these stores: tasks in a worker's hands, runs of the catalogue, and what is heard again. */
export async function listUnderWay(ctx: FlowContext, stores: readonly string[]): Promise<readonly UnderWay[]> {
  const [rows, catalogues, pulls, comparisons] = await Promise.all([
    readRows(
      ctx.db,
      leased,
      sql`select store, task from schedules where store = any(${sql.param([...stores])}::text[])
        and lease_until > ${ctx.clock.now().toISOString()}::timestamptz order by store, task`,
    ),
    listCatalogues(ctx, stores),
    Promise.all(stores.map(store => readPull(ctx, store))),
    Promise.all(stores.map(store => readComparison(ctx, store))),
  ])
  const long: UnderWay[] = [
    ...catalogues.flatMap(({ store, connection, progress }) =>
      progress ? [{ store, task: taskName(connection), progress: progress.done / progress.of, mayStop: true }] : [],
    ),
    ...pulls.flatMap((progress, index) =>
      progress === undefined ? [] : [{ store: stores[index] ?? '', task: PULL_TASK, progress, mayStop: true }],
    ),
    ...comparisons.flatMap((orders, index) => {
      if (orders === undefined) return []
      const progress = orders.done / Math.max(1, orders.of)
      return [{ store: stores[index] ?? '', task: RECONCILE_TASK, progress, orders, mayStop: true }]
    }),
  ]
  // Between two slices of a run its task is leased for a moment: that is no news.
  const isLong = ({ store, task }: z.infer<typeof leased>) =>
    task === PULL_TASK || task.startsWith(taskName('')) || long.some(one => one.store === store && one.task === task)
  return [...long, ...rows.filter(row => !isLong(row)).map(row => ({ ...row, mayStop: false }))]
}
