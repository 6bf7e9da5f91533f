import type { FlowContext } from '../context.ts'
import { tasksOf } from '../schedule/tasks.ts'

/** What each task does, in words, by its name. */
export async function taskLabels(ctx: FlowContext, stores: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const tasks = await Promise.all(stores.map(store => tasksOf(ctx, store)))
  return new Map(tasks.flat().map(task => [task.name, task.label]))
}
