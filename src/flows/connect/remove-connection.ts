import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { catalogRuns, catalogValues } from '../../db/schema/catalog.ts'
import { firstRuns } from '../../db/schema/first-runs.ts'
import { outbox } from '../../db/schema/messages.ts'
import { cursors, farSides, problemOrders, problems, schedules } from '../../db/schema/operations.ts'
import { links, salesDocuments } from '../../db/schema/orders.ts'
import { connections } from '../../db/schema/stores.ts'
import { transfers } from '../../db/schema/transfers.ts'
import { settingsVersions } from '../../db/schema/versions.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { lockConfiguration } from '../config/configuration-lock.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { erpSide } from '../pressure/far-side.ts'
import { requireRole } from '../require-role.ts'
import { subjectOf } from '../version/version-subject.ts'

/**
 * Takes a connection away that nothing was ever planned for, with its settings and their versions; its code is free
 * again. What it was stays in the audit, without its secrets.
 * @throws UserError with the reason, where orders or products know it
 */
export async function removeConnection(
  ctx: FlowContext,
  input: { readonly connection: string; readonly reason: string },
): Promise<{ readonly name: string }> {
  requireRole(ctx, 'configure')
  const reason = input.reason.trim().slice(0, 300)
  if (reason === '') throw new UserError('Say why: whoever looks later will want to know.')
  const name = await inTransaction(ctx, async inside => {
    await lockConfiguration(inside.db)
    const code = input.connection
    // Whoever plans an order for it meanwhile waits, and then finds it gone.
    const [row] = await inside.db.select().from(connections).where(eq(connections.code, code)).for('update')
    if (!row) throw new UserError(`There is no connection "${code.slice(0, 40)}".`)
    requireRole(ctx, 'configure', row.store)
    await refuseUsed(inside, row)
    await forget(inside, row)
    const { kind, settings, policies, store } = row
    await writeAudit(inside, {
      ...{ store, action: 'connection.remove', subject: `connection ${code}`, reason },
      before: { kind, name: row.name, settings, policies },
      after: null,
    })
    inside.wake()
    return row.name
  })
  await ctx.remotes.refresh()
  return { name }
}

type Row = typeof connections.$inferSelect

async function refuseUsed({ db }: FlowContext, { code, name }: Row): Promise<void> {
  const has = async (table: PgTable, condition: ReturnType<typeof eq>): Promise<boolean> =>
    (await db.select({ one: sql`1` }).from(table).where(condition).limit(1)).length > 0
  const refuse = (why: string) => {
    throw new UserError(
      `${name} cannot be removed: ${why}. Pause it under Runs, or change its address and credentials.`,
    )
  }
  if (await has(salesDocuments, eq(salesDocuments.connection, code))) refuse('orders were planned for it')
  if (await has(outbox, eq(outbox.connection, code))) refuse('something was sent to it, or waits to be sent')
  if (await has(transfers, eq(transfers.connection, code))) refuse('orders came from it')
  if (await has(catalogValues, eq(catalogValues.connection, code))) refuse('products of the shop come from it')
  const waiting = await db
    .select({ order: problemOrders.orderId })
    .from(problemOrders)
    .innerJoin(problems, eq(problems.id, problemOrders.problemId))
    .where(and(eq(problems.connection, code), isNull(problems.closedAt)))
    .limit(1)
  if (waiting.length > 0) refuse('orders wait for it')
}

/** All that is kept by its code. What was heard and written down stays as it was. */
async function forget({ db, clock }: FlowContext, { code, store }: Row): Promise<void> {
  await db
    .update(problems)
    .set({ closedAt: clock.now(), closedReason: 'the connection was removed' })
    .where(and(eq(problems.connection, code), isNull(problems.closedAt)))
  await db
    .delete(settingsVersions)
    .where(inArray(settingsVersions.subject, [code, subjectOf({ of: 'connection', code })]))
  await db.delete(catalogRuns).where(eq(catalogRuns.connection, code))
  await db.delete(links).where(eq(links.connection, code))
  await db.delete(schedules).where(and(eq(schedules.store, store), eq(schedules.connection, code)))
  await db.delete(cursors).where(and(eq(cursors.store, store), sql`${cursors.task} like ${`%:${code}`}`))
  await db.delete(farSides).where(eq(farSides.key, erpSide(code)))
  await db
    .update(firstRuns)
    .set({ checks: sql`${firstRuns.checks} - ${code}::text` })
    .where(eq(firstRuns.store, store))
  await db.delete(connections).where(eq(connections.code, code))
}
