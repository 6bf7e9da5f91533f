import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { cursors } from '../../db/schema/operations.ts'
import type { FlowContext } from '../context.ts'

/** How far a task has read; undefined before its first run. */
export async function readCursor<T>(
  ctx: FlowContext,
  store: string,
  task: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const [row] = await ctx.db
    .select()
    .from(cursors)
    .where(and(eq(cursors.store, store), eq(cursors.task, task)))
  return row ? schema.safeParse(row.position).data : undefined
}

/** Moves the cursor, in the transaction that stored what was read up to it. */
export async function moveCursor(ctx: FlowContext, store: string, task: string, position: unknown): Promise<void> {
  await cursorMoved(ctx, store, task, position)
}

/** The statement that moves it, to go with the one that stores what was read. */
export function cursorMoved(ctx: FlowContext, store: string, task: string, position: unknown) {
  const updatedAt = ctx.clock.now()
  return ctx.db
    .insert(cursors)
    .values({ store, task, position, updatedAt })
    .onConflictDoUpdate({ target: [cursors.store, cursors.task], set: { position, updatedAt } })
}
