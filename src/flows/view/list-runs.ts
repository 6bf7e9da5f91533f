import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { beyond, cutPage, inOrder, type Page, type Paging } from './paging.ts'
import { id, moment, readRows } from './rows.ts'

const run = {
  started_at: moment,
  finished_at: moment.nullable(),
  outcome: z.string().nullable(),
  error: z.string().nullable(),
  counts: z.record(z.string(), z.unknown()),
  times: id,
}

const row = z
  .object({ id, store: z.string(), task: z.string(), ...run })
  .transform(({ started_at, finished_at, ...r }) => ({ ...r, startedAt: started_at, finishedAt: finished_at }))
export type RunRow = z.infer<typeof row>

const PER_PAGE = 50

/** Executions of scheduled tasks, newest first. */
export async function listRuns(
  ctx: Pick<FlowContext, 'db'>,
  input: { readonly stores: readonly string[]; readonly paging: Paging; readonly task?: string | undefined },
): Promise<Page<RunRow>> {
  const { stores, paging, task } = input
  const found = await readRows(
    ctx.db,
    row,
    sql`select r.id, r.store, r.task, r.started_at, r.finished_at,
        case when r.counts ? 'stopped' then 'stopped' else r.outcome end as outcome, r.counts - 'stopped' as counts, r.error, r.times
      from runs r
      where r.store = any(${sql.param([...stores])}::text[])
        ${task === undefined ? sql`` : sql`and r.task = ${task}`}
        ${beyond(paging, sql`r.started_at`, sql`r.id`)}
      ${inOrder(paging, sql`r.started_at`, sql`r.id`)} limit ${PER_PAGE + 1}`,
  )
  return cutPage(found, PER_PAGE, paging, r => ({ at: r.startedAt, id: r.id }))
}
