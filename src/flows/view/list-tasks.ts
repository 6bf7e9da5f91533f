import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { id, moment, readRows } from './rows.ts'

const row = z
  .object({
    store: z.string(),
    task: z.string(),
    connection: z.string().nullable(),
    every_seconds: id,
    next_at: moment,
    last_started_at: moment.nullable(),
    last_finished_at: moment.nullable(),
    last_outcome: z.string().nullable(),
    last_error: z.string().nullable(),
  })
  .transform(r => ({
    store: r.store,
    task: r.task,
    connection: r.connection,
    everySeconds: r.every_seconds,
    nextAt: r.next_at,
    last:
      r.last_started_at === null
        ? undefined
        : {
            startedAt: r.last_started_at,
            finishedAt: r.last_finished_at,
            outcome: r.last_outcome,
            error: r.last_error,
          },
  }))
/** A scheduled task with how it went last. */
export type TaskRow = z.infer<typeof row>

export async function listTasks(ctx: Pick<FlowContext, 'db'>, stores: readonly string[]): Promise<TaskRow[]> {
  return await readRows(
    ctx.db,
    row,
    sql`select s.store, s.task, s.connection, s.every_seconds, s.next_at,
        r.started_at as last_started_at, r.finished_at as last_finished_at,
        case when r.counts ? 'stopped' then 'stopped' else r.outcome end as last_outcome, r.error as last_error
      from schedules s
      left join lateral (
        select * from runs r where r.store = s.store and r.task = s.task order by r.started_at desc limit 1) r on true
      where s.store = any(${sql.param([...stores])}::text[])
      order by s.store, s.connection nulls first, s.task`,
  )
}
