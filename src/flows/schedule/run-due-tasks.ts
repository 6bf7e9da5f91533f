import { and, eq, exists, inArray, isNotNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { farSides, problems, schedules } from '../../db/schema/operations.ts'
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
/** Counts that say nothing of news. */
const IDLE: ReadonlySet<string> = new Set(['read', 'views', 'open', 'subscribed'])
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
    if (task) await runTask(ctx, task, true)
    else await letGo(ctx, store, name)
  } catch (error) {
    await letGo(ctx, store, name)
    throw error
  }
}

const letGo = (ctx: FlowContext, store: string, name: string) =>
  ctx.db
    .update(schedules)
    .set({ leaseUntil: null })
    .where(and(eq(schedules.store, store), eq(schedules.task, name)))

export interface RunResult {
  readonly outcome: 'done' | 'failed'
  readonly counts: Record<string, number>
  readonly error?: string
}

/**
 * One run, with what came of it written down. Failures are reported, never thrown.
 * @param claimed by this process: its row is free again then
 */
export async function runTask(ctx: FlowContext, task: Task, claimed = false): Promise<RunResult> {
  const startedAt = ctx.clock.now()
  const result = await task.run(ctx).then(
    (counts): RunResult => ({ outcome: 'done', counts }),
    async (error: unknown): Promise<RunResult> => {
      await reportRemoteFailure(ctx, { store: task.store, connection: task.connection }, error)
      return { outcome: 'failed', counts: {}, error: error instanceof Error ? error.message : String(error) }
    },
  )
  const wasSilent = await endRun(ctx, task, startedAt, result, claimed)
  // A task that asked nothing has heard no answer.
  if (wasSilent && task.asksFarSide && result.outcome === 'done' && 'read' in result.counts)
    await closeHealed(ctx, task)
  return result
}

const farSideOfTask = ({ store, connection, name }: Task) =>
  farSideOf({ store, connection: connection ?? null, kind: name })

const silenceOf = ({ connection = 'magento' }: Task): string[] =>
  ['login_refused', 'not_ready', 'read_failed', 'no_answer'].map(cause => `${cause}:${connection}`)

/** The far side answers: what was open about its silence is over. */
async function closeHealed(ctx: FlowContext, task: Task): Promise<void> {
  await closeProblems(ctx, task.store, silenceOf(task), 'it answers again')
  await probeSoon(ctx, farSideOfTask(task))
}

/** Writes the run down and lets its row go, in one trip. @returns whether something is open about a silence of the far side. */
async function endRun(
  ctx: FlowContext,
  task: Task,
  startedAt: Date,
  { outcome, counts, error }: RunResult,
  claimed: boolean,
): Promise<boolean> {
  const finishedAt = ctx.clock.now().toISOString()
  const nothingNew =
    outcome === 'done' && Object.entries(counts).every(([name, count]) => count === 0 || IDLE.has(name))
  const written = JSON.stringify(counts)
  const silent = ctx.db
    .select({ id: problems.id })
    .from(problems)
    .where(
      and(eq(problems.store, task.store), inArray(problems.cause, silenceOf(task)), sql`${problems.closedAt} is null`),
    )
  const open = ctx.db
    .select({ key: farSides.key })
    .from(farSides)
    .where(and(eq(farSides.key, farSideOfTask(task).key), isNotNull(farSides.openedAt)))
  const free = claimed ? sql`free as ${letGo(ctx, task.store, task.name)},` : sql``
  // Idle polls would bury the runs that did something: a row of them is one row.
  const [row] = await ctx.db.execute(sql`
    with ${free} last as (
      select id, outcome from runs where store = ${task.store} and task = ${task.name} order by started_at desc limit 1
    ), again as (
      update runs set finished_at = ${finishedAt}::timestamptz, counts = ${written}::jsonb, times = times + 1
      where ${nothingNew}::boolean and id = (select id from last where outcome = 'idle') returning id
    ), written as (
      insert into runs (store, task, started_at, finished_at, outcome, counts, error)
      select ${task.store}, ${task.name}, ${startedAt.toISOString()}::timestamptz, ${finishedAt}::timestamptz,
        ${nothingNew ? 'idle' : outcome}, ${written}::jsonb, ${error ?? null}::text
      where not exists (select 1 from again))
    select ${exists(silent)} or ${exists(open)} as silent`)
  return row?.silent === true
}
