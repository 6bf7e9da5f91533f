import { and, eq, notInArray } from 'drizzle-orm'
import { schedules } from '../../db/schema/operations.ts'
import { stores } from '../../db/schema/stores.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { tasksOf } from './tasks.ts'

/** The schedule follows the configuration. New tasks are due at once; known ones keep their next moment. */
export async function ensureSchedules(ctx: FlowContext): Promise<void> {
  const rows = await ctx.db.select({ code: stores.code }).from(stores)
  for (const { code } of rows) {
    const tasks = await tasksOf(ctx, code)
    await inTransaction(ctx, async tx => {
      for (const task of tasks)
        await tx.db
          .insert(schedules)
          .values({
            store: code,
            task: task.name,
            connection: task.connection ?? null,
            everySeconds: Math.ceil(task.everySeconds),
            nextAt: tx.clock.now(),
          })
          .onConflictDoUpdate({
            target: [schedules.store, schedules.task],
            set: { everySeconds: Math.ceil(task.everySeconds) },
          })
      await tx.db.delete(schedules).where(
        and(
          eq(schedules.store, code),
          notInArray(
            schedules.task,
            tasks.map(task => task.name),
          ),
        ),
      )
    })
  }
}
