import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { schedules } from '../../db/schema/operations.ts'
import type { FlowContext } from '../context.ts'
import { probeSoon } from '../pressure/breaker.ts'
import { farSideOf } from '../pressure/far-side.ts'
import { closeProblems } from '../problem/open-problem.ts'
import { reportRemoteFailure } from '../problem/report-remote-failure.ts'
import { type Task, tasksOf } from './tasks.ts'

/**
 * After a crash the next one takes over so much later: an ERP that cannot call is not heard for so long. A task that takes
 * longer may be begun by another process; tasks are safe to run side by side (run-task-now.ts).
 */
const LEASE_SECONDS = 45
const BATCH = 20
const claimSchema = z.object({ store: z.string(), task: z.string() })

/** Runs what is due, each task in one process at a time: the claimed row is the lock. @returns how many ran. */
export async function runDueTasks(ctx: FlowContext): Promise<number> {
  const now = ctx.clock.now().toISOString()
  const claimed = await ctx.db.execute(sql`
    update schedules set
      lease_until = ${now}::timestamptz + make_interval(secs => ${LEASE_SECONDS}),
      next_at = ${now}::timestamptz + make_interval(secs => every_seconds)
    where (store, task) in (
      select store, task from schedules
      where next_at <= ${now}::timestamptz and (lease_until is null or lease_until < ${now}::timestamptz)
        and not exists (select 1 from stores s where s.code = schedules.store and s.paused_at is not null)
      order by next_at limit ${BATCH} for update skip locked)
    returning store, task`)
  const due = claimed.map(row => claimSchema.parse(row))
  await Promise.all(due.map(({ store, task }) => runClaimed(ctx, store, task)))
  return due.length
}

async function runClaimed(ctx: FlowContext, store: string, name: string): Promise<void> {
  try {
    const task = (await tasksOf(ctx, store)).find(candidate => candidate.name === name)
    if (task) await runTask(ctx, task)
  } finally {
    await ctx.db
      .update(schedules)
      .set({ leaseUntil: null })
      .where(and(eq(schedules.store, store), eq(schedules.task, name)))
  }
}

export interface RunResult {
  readonly outcome: 'done' | 'failed'
  readonly counts: Record<string, number>
  readonly error?: string
}

/** One run, with what came of it written down. Failures are reported, never thrown. */
export async function runTask(ctx: FlowContext, task: Task): Promise<RunResult> {
  const startedAt = ctx.clock.now()
  const result = await task.run(ctx).then(
    (counts): RunResult => ({ outcome: 'done', counts }),
    async (error: unknown): Promise<RunResult> => {
      await reportRemoteFailure(ctx, { store: task.store, connection: task.connection }, error)
      return { outcome: 'failed', counts: {}, error: error instanceof Error ? error.message : String(error) }
    },
  )
  // A task that asked nothing has heard no answer.
  if (task.asksFarSide && result.outcome === 'done' && 'read' in result.counts) await closeHealed(ctx, task)
  await writeRun(ctx, task, startedAt, result)
  return result
}

/** The far side answers: what was open about its silence is over. */
async function closeHealed(ctx: FlowContext, task: Task): Promise<void> {
  const place = task.connection ?? 'magento'
  const causes = ['login_refused', 'not_ready', 'read_failed', 'no_answer'].map(cause => `${cause}:${place}`)
  await closeProblems(ctx, task.store, causes, 'it answers again')
  await probeSoon(ctx, farSideOf({ store: task.store, connection: task.connection ?? null, kind: task.name }))
}

async function writeRun(
  ctx: FlowContext,
  task: Task,
  startedAt: Date,
  { outcome, counts, error }: RunResult,
): Promise<void> {
  const finishedAt = ctx.clock.now()
  const nothingNew =
    outcome === 'done' &&
    Object.entries(counts).every(
      ([name, count]) => count === 0 || name === 'read' || name === 'views' || name === 'open' || name === 'subscribed',
    )
  const written = JSON.stringify(counts)
  // Idle polls would bury the runs that did something: a row of them is one row.
  await ctx.db.execute(sql`
    with last as (
      select id, outcome from runs where store = ${task.store} and task = ${task.name} order by started_at desc limit 1
    ), again as (
      update runs set finished_at = ${finishedAt.toISOString()}::timestamptz, counts = ${written}::jsonb, times = times + 1
      where ${nothingNew}::boolean and id = (select id from last where outcome = 'idle') returning id
    )
    insert into runs (store, task, started_at, finished_at, outcome, counts, error)
    select ${task.store}, ${task.name}, ${startedAt.toISOString()}::timestamptz, ${finishedAt.toISOString()}::timestamptz,
      ${nothingNew ? 'idle' : outcome}, ${written}::jsonb, ${error ?? null}::text
    where not exists (select 1 from again)`)
}
