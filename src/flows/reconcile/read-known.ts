import { and, inArray, sql } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { followUps, orders, refunds, salesDocuments } from '../../db/schema/orders.ts'
import type { FlowContext } from '../context.ts'
import { createSalesDocument } from '../effects/create-sales-document.ts'
import { lookUpOf, type PlannedDocument, plannedDocument } from '../outbox/planned-request.ts'
import type { Known } from './sides.ts'

/** Messages that change what is compared; mails, files, comments and statuses do not. */
const WRITES = '^(sales_document|magento\\.(order|invoice|shipment|creditmemo))\\.'
const ON_THEIR_WAY: ReadonlySet<string> = new Set(['pending', 'sending', 'verifying', 'retrying'])

/** What the bridge knows about these orders, in five queries. */
export async function readKnown(ctx: Pick<FlowContext, 'db'>, orderIds: readonly number[]): Promise<Known[]> {
  const ids = [...orderIds]
  const [rows, documents, follow, memos, messages] = await Promise.all([
    ctx.db.select().from(orders).where(inArray(orders.id, ids)),
    ctx.db.select().from(salesDocuments).where(inArray(salesDocuments.orderId, ids)),
    ctx.db.select().from(followUps).where(inArray(followUps.orderId, ids)),
    ctx.db.select().from(refunds).where(inArray(refunds.orderId, ids)),
    ctx.db
      .select({
        orderId: outbox.orderId,
        state: outbox.state,
        reason: outbox.reason,
        finishedAt: outbox.finishedAt,
        planned: sql<unknown>`case when ${outbox.kind} = ${createSalesDocument.kind} then ${outbox.payload} end`,
      })
      .from(outbox)
      .where(and(inArray(outbox.orderId, ids), sql`${outbox.kind} ~ ${WRITES}`)),
  ])
  return rows.map(row => {
    const mine = <T extends { readonly orderId: number | null }>(all: readonly T[]) =>
      all.filter(one => one.orderId === row.id)
    const known = { salesDocuments: mine(documents), followUps: mine(follow), refunds: mine(memos) }
    const own = mine(messages)
    const moments = [
      ...known.salesDocuments.map(one => one.updatedAt),
      ...known.followUps.map(one => one.updatedAt),
      ...own.flatMap(message => message.finishedAt ?? []),
    ]
    return {
      row,
      ...known,
      planned: lookUpOf(own.flatMap(({ planned }) => readPlanned(planned)))[1] ?? new Map(),
      underWay: own.some(message => ON_THEIR_WAY.has(message.state)),
      stuck: own.find(message => message.state === 'dead' || message.state === 'held')?.reason,
      movedAt: new Date(Math.max(0, ...moments.map(moment => moment.getTime()))),
    }
  })
}

/** One that this version cannot read is not asked with: the ERP is asked for our key alone. */
function readPlanned(payload: unknown): PlannedDocument[] {
  const read = plannedDocument.safeParse(payload)
  return read.success ? [read.data] : []
}
