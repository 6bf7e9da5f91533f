import { and, eq } from 'drizzle-orm'
import { schedules } from '../../db/schema/operations.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { runTask } from './run-due-tasks.ts'
import { type Task, tasksOf } from './tasks.ts'

export interface RanTask {
  readonly message: string
  readonly label: string
  /** Absent: a worker runs it. */
  readonly counts?: Readonly<Record<string, number>>
}

/** One run of a task, now, whatever its schedule. Tasks are safe to run side by side: hints have keys, cursors overlap. */
export async function runTaskNow(
  ctx: FlowContext,
  input: { readonly store: string; readonly task: string },
): Promise<RanTask> {
  requireRole(ctx, 'operate', input.store)
  const tasks = await tasksOf(ctx, input.store)
  const task = tasks.find(candidate => candidate.name === input.task)
  if (!task)
    throw new UserError(
      `There is no task "${input.task}". There are: ${tasks.map(candidate => candidate.name).join(', ')}.`,
    )
  await writeAudit(ctx, { store: task.store, action: 'task.run', subject: `task:${task.name}` })
  if (ctx.webOnly) return { ...(await leaveToWorkers(ctx, task)), label: task.label }
  const { outcome, counts, error } = await runTask(ctx, task)
  if (outcome === 'failed') throw new UserError(`${task.label} failed: ${error}`)
  const numbers = Object.entries(counts).map(([name, count]) => `${name} ${count}`)
  return { message: `${task.label}: ${numbers.join(', ') || 'done'}.`, label: task.label, counts }
}

/** Due now: a worker takes it with its next look. */
export async function leaveToWorkers(ctx: FlowContext, task: Task): Promise<{ readonly message: string }> {
  const planned = await ctx.db
    .update(schedules)
    .set({ nextAt: ctx.clock.now() })
    .where(and(eq(schedules.store, task.store), eq(schedules.task, task.name)))
    .returning({ task: schedules.task })
  if (planned.length === 0) throw new UserError(`${task.label}: it is not planned yet. Start a worker, then try again.`)
  ctx.wake()
  return { message: `${task.label}: a worker does it within seconds. What came of it will stand below.` }
}
