import { and, eq, lte, sql } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { problemOrders, problems } from '../../db/schema/operations.ts'
import { orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { cancelInMagento } from './cancel-in-magento.ts'

const BATCH = 100
const HOUR_MS = 3_600_000

/**
 * Orders whose sales document the ERP has refused for as long as the connection waits for people are given up.
 * @returns counts for the run.
 */
export async function cancelRefused(ctx: FlowContext, connection: ConnectionSetup): Promise<Record<string, number>> {
  const { afterHours } = connection.policies.refused
  const before = new Date(ctx.clock.now().getTime() - afterHours * HOUR_MS)
  const refused = await ctx.db
    .selectDistinct({ id: orders.id })
    .from(orders)
    .innerJoin(outbox, eq(outbox.orderId, orders.id))
    .innerJoin(problemOrders, eq(problemOrders.orderId, orders.id))
    .innerJoin(problems, eq(problems.id, problemOrders.problemId))
    .where(
      and(
        eq(orders.store, connection.store),
        eq(orders.phase, 'held'),
        eq(outbox.kind, 'sales_document.create'),
        eq(outbox.state, 'dead'),
        eq(outbox.errorClass, 'permanent'),
        eq(outbox.connection, connection.code),
        sql`starts_with(${problems.cause}, ${`refused:${connection.code}:sales_document.create:`})`,
        lte(problemOrders.since, before),
      ),
    )
    .orderBy(orders.id)
    .limit(BATCH)
  const counts = { refused: refused.length, canceled: 0 }
  for (const { id } of refused) if (await giveUp(ctx, connection, id)) counts.canceled += 1
  return counts
}

async function giveUp(ctx: FlowContext, connection: ConnectionSetup, orderId: number): Promise<boolean> {
  const reason = `${connection.name} has refused it for ${connection.policies.refused.afterHours} h`
  try {
    await cancelInMagento(ctx, { store: connection.store, orderId, reason })
    return true
  } catch (error) {
    // It stays with its problem: a person has to do it in Magento.
    if (!(error instanceof UserError)) throw error
    ctx.log.info({ order: orderId, error: error.message }, 'a refused order is not given up')
    return false
  }
}
