import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { runTask } from './run-due-tasks.ts'
import { tasksOf } from './tasks.ts'

/** One run of a task, now, whatever its schedule. Tasks are safe to run side by side: hints have keys, cursors overlap. */
export async function runTaskNow(
  ctx: FlowContext,
  input: { readonly store: string; readonly task: string },
): Promise<{ readonly message: string }> {
  requireRole(ctx, 'operate', input.store)
  const tasks = await tasksOf(ctx, input.store)
  const task = tasks.find(candidate => candidate.name === input.task)
  if (!task)
    throw new UserError(
      `There is no task "${input.task}". There are: ${tasks.map(candidate => candidate.name).join(', ')}.`,
    )
  await writeAudit(ctx, { store: task.store, action: 'task.run', subject: `task:${task.name}` })
  const { outcome, counts, error } = await runTask(ctx, task)
  if (outcome === 'failed') throw new UserError(`${task.label} failed: ${error}`)
  const numbers = Object.entries(counts).map(([name, count]) => `${name} ${count}`)
  return { message: `${task.label}: ${numbers.join(', ') || 'done'}.` }
}
