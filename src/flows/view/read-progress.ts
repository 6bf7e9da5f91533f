import { isNull, sql } from 'drizzle-orm'
import { mails } from '../../db/schema/documents.ts'
import { outbox } from '../../db/schema/messages.ts'
import { problems } from '../../db/schema/operations.ts'
import { followUps, orders } from '../../db/schema/orders.ts'
import type { FlowContext } from '../context.ts'

export interface Progress {
  readonly counts: {
    readonly inErp: number
    readonly invoiced: number
    readonly mailed: number
    readonly waiting: number
    readonly problems: number
  }
  /** Seconds from placing to settled, by order number. */
  readonly settled: ReadonlyMap<string, number>
  /** Where the others stand, by order number. */
  readonly reasons: ReadonlyMap<string, string>
}

/** How far all orders are; for the terminal. */
export async function readProgress(ctx: FlowContext): Promise<Progress> {
  const count = sql<number>`count(*)::int`
  const [rows, [invoiced], [mailed], [waiting], [open]] = await Promise.all([
    ctx.db
      .select({
        number: orders.number,
        reason: orders.phaseReason,
        placedAt: orders.placedAt,
        settledAt: orders.settledAt,
        acknowledgedAt: orders.acknowledgedAt,
      })
      .from(orders),
    ctx.db.select({ count }).from(followUps).where(sql`${followUps.kind} = 'invoice'`),
    ctx.db.select({ count }).from(mails).where(sql`${mails.state} = 'sent'`),
    ctx.db.select({ count }).from(outbox).where(sql`${outbox.state} not in ('delivered', 'superseded')`),
    ctx.db.select({ count }).from(problems).where(isNull(problems.closedAt)),
  ])
  return {
    counts: {
      inErp: rows.filter(row => row.acknowledgedAt).length,
      invoiced: invoiced?.count ?? 0,
      mailed: mailed?.count ?? 0,
      waiting: waiting?.count ?? 0,
      problems: open?.count ?? 0,
    },
    settled: new Map(
      rows.flatMap(row =>
        row.settledAt ? [[row.number, (row.settledAt.getTime() - row.placedAt.getTime()) / 1000] as const] : [],
      ),
    ),
    reasons: new Map(rows.map(row => [row.number, row.reason])),
  }
}
