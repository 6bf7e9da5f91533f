import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import { orders, salesDocuments } from '../../db/schema/orders.ts'
import { kindOf } from '../config/clients.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'

/** How many orders are offered to be tried. */
const OFFERED = 20

/** What an editor of a connection's settings offers besides the settings. */
export interface SettingsEditing {
  /** Numbers of the connection's last orders, newest first. */
  readonly orders: readonly string[]
  /** Whether people write the steps of an order themselves, so that answers of the ERP can be tried too. */
  readonly hasSteps: boolean
}

export async function readEditor(ctx: FlowContext, connectionCode: string): Promise<SettingsEditing> {
  const connection = await ctx.remotes.connection(connectionCode)
  requireRole(ctx, 'view', connection.store)
  const rows = await ctx.db
    .select({ number: orders.number })
    .from(orders)
    .innerJoin(
      salesDocuments,
      and(eq(salesDocuments.orderId, orders.id), eq(salesDocuments.connection, connection.code)),
    )
    .where(and(eq(orders.store, connection.store), isNotNull(orders.canonical), isNull(orders.erasedAt)))
    .orderBy(desc(orders.placedAt), desc(orders.id))
    .limit(OFFERED)
  return { orders: rows.map(({ number }) => number), hasSteps: kindOf(connection).tryOut !== undefined }
}
