import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { cursors } from '../../db/schema/operations.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { moveCursor } from '../poll/cursor.ts'
import { requireRole } from '../require-role.ts'

const TASK = 'reconcile-progress'
/** A page takes seconds; one that has not moved for so long belongs to a process that died. */
const FORGOTTEN_MS = 600_000

const state = z.object({
  /** Of two comparisons of a store the later one is shown, and stopped. */
  run: z.string(),
  done: z.number(),
  of: z.number(),
  stoppedBy: z.string().optional(),
})
type State = z.infer<typeof state>

/** Orders that were looked at, of how many. */
export interface ComparisonProgress {
  readonly done: number
  readonly of: number
}

export const beginComparison = (ctx: FlowContext, store: string, run: string, of: number): Promise<void> =>
  moveCursor(ctx, store, TASK, { run, done: 0, of } satisfies State)

/** So many more were looked at. @returns who wants it to end here; undefined: it goes on. */
export async function advanceComparison(
  ctx: FlowContext,
  store: string,
  run: string,
  more: number,
): Promise<string | undefined> {
  const [row] = await ctx.db
    .update(cursors)
    .set({
      position: sql`jsonb_set(position, '{done}', to_jsonb((position ->> 'done')::int + ${more}::int))`,
      updatedAt: ctx.clock.now(),
    })
    .where(mine(store, run))
    .returning({ position: cursors.position })
  return state.safeParse(row?.position).data?.stoppedBy
}

export const endComparison = async (ctx: FlowContext, store: string, run: string): Promise<void> => {
  await ctx.db.delete(cursors).where(mine(store, run))
}

const mine = (store: string, run: string) =>
  and(eq(cursors.store, store), eq(cursors.task, TASK), sql`${cursors.position} ->> 'run' = ${run}`)

/** @returns how far the comparison of a store is; undefined when there is none. */
export async function readComparison(ctx: FlowContext, store: string): Promise<ComparisonProgress | undefined> {
  const [row] = await ctx.db.select().from(cursors).where(ofStore(store))
  if (!row || ctx.clock.now().getTime() - row.updatedAt.getTime() > FORGOTTEN_MS) return undefined
  const { data } = state.safeParse(row.position)
  return data && { done: Math.min(data.done, data.of), of: data.of }
}

const ofStore = (store: string) => and(eq(cursors.store, store), eq(cursors.task, TASK))

/** Ends the comparison of a store after the page that it is at; what it found stays, what it did not look at as well. */
export async function stopComparison(ctx: FlowContext, { store }: { readonly store: string }): Promise<void> {
  requireRole(ctx, 'operate', store)
  await inTransaction(ctx, async tx => {
    const [row] = await tx.db.select({ position: cursors.position }).from(cursors).where(ofStore(store)).for('update')
    const { data } = state.safeParse(row?.position)
    if (!data) throw new UserError(`Nothing is being compared in store ${store}: there is nothing to stop.`)
    await tx.db
      .update(cursors)
      .set({ position: { ...data, stoppedBy: nameOf(tx.actor) } satisfies State })
      .where(ofStore(store))
    const { done, of } = data
    await writeAudit(tx, { store, action: 'reconcile.stop', subject: `store ${store}`, before: { done, of } })
  })
}
