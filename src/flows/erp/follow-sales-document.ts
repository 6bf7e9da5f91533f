import { and, eq, inArray } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { orders, salesDocuments } from '../../db/schema/orders.ts'
import { amount, fixed, isZero, subtract } from '../../domain/amount.ts'
import type { SalesDocument, SalesDocumentState } from '../../domain/fulfilment.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { resumeReplacement } from '../order/await-replaced.ts'
import { canonicalOf } from '../order/canonical-of.ts'
import { settleOrder } from '../order/settle-order.ts'
import { tellStory } from '../order/tell-story.ts'
import { undoInMagento } from '../order/undo-in-magento.ts'
import { openProblem, releaseFromProblems } from '../problem/open-problem.ts'
import { announceSalesDocument } from './announce-sales-document.ts'

type DocumentRow = typeof salesDocuments.$inferSelect

const WORDS: Readonly<Record<SalesDocumentState, string>> = {
  draft: 'waits for an approval',
  open: 'is open',
  confirmed: 'is confirmed',
  closed: 'is closed: everything was delivered or invoiced, or people closed it',
  canceled: 'was cancelled',
}

/** Nothing is to be done for what the ERP says: no order has to be locked to find that out. */
export const isAsKnown = (row: Pick<DocumentRow, 'state' | 'total'>, { state, total }: SalesDocument): boolean =>
  row.state === state && row.total !== null && isZero(subtract(amount(row.total), total))

const isUnchanged = (seen: DocumentRow, row: DocumentRow): boolean =>
  row.state === seen.state &&
  row.erpId === seen.erpId &&
  row.total === seen.total &&
  row.updatedAt.getTime() === seen.updatedAt.getTime()

/**
 * The sales document as the ERP has it now.
 * @param seen our row as it was before the ERP was asked
 * @returns what came of it, in words; 'later' when somebody changed our row since: the answer may be older than that
 */
export async function followSalesDocument(
  ctx: FlowContext,
  connection: ConnectionSetup,
  seen: DocumentRow,
  document: SalesDocument,
): Promise<string> {
  // The order first, as everywhere: what settles its messages holds it already.
  const [found] = await ctx.db
    .select({ order: orders, row: salesDocuments })
    .from(orders)
    .innerJoin(salesDocuments, eq(salesDocuments.orderId, orders.id))
    .where(eq(salesDocuments.id, seen.id))
    .for('no key update')
  if (!found) return 'known'
  const { order, row } = found
  if (!isUnchanged(seen, row)) return 'later'
  if (row.state === document.state) return await followTotal(ctx, connection, row, document)
  // An approved draft gets another key and number in the ERP.
  const { state, erpId, erpNumber, total } = document
  const change = { state, erpId, erpNumber, total, updatedAt: ctx.clock.now() }
  await ctx.db.update(salesDocuments).set(change).where(eq(salesDocuments.id, row.id))
  await tellStory(ctx, {
    store: row.store,
    orderId: row.orderId,
    stage: 'heard',
    text: `Sales document ${document.erpNumber} ${WORDS[document.state]} in ${connection.name}.`,
  })
  await announceSalesDocument(ctx, { order, document: { ...row, ...change } }, state)
  if (document.state === 'canceled') {
    await resumeCancellation(ctx, row.orderId)
    await cancelInMagento(ctx, connection, row.orderId, document)
  }
  await settleOrder(ctx, row.orderId)
  await resumeReplacement(ctx, row.orderId)
  return document.state
}

/** Somebody changed it there, or a refund took goods off it: what we show is what it comes to now. */
async function followTotal(
  ctx: FlowContext,
  connection: ConnectionSetup,
  row: DocumentRow,
  document: SalesDocument,
): Promise<string> {
  if (isAsKnown(row, document)) return 'known'
  await ctx.db
    .update(salesDocuments)
    .set({ total: document.total, updatedAt: ctx.clock.now() })
    .where(eq(salesDocuments.id, row.id))
  const story = { store: row.store, orderId: row.orderId }
  await tellStory(ctx, {
    ...story,
    stage: 'heard',
    text: `Sales document ${document.erpNumber} comes to ${fixed(document.total, 2)} ${document.currency} in ${connection.name} now.`,
  })
  const [order] = await ctx.db.select().from(orders).where(eq(orders.id, row.orderId))
  if (order && isZero(subtract(amount(order.grandTotal), document.total)))
    await releaseFromProblems(ctx, order.id, { exactly: [`erp_total:${connection.code}:${order.number}`] })
  return 'its new total is remembered'
}

/** It was too late to cancel it from here, and people in the ERP did it: the message finds it done. */
async function resumeCancellation(ctx: FlowContext, orderId: number): Promise<void> {
  await ctx.db
    .update(outbox)
    .set({ state: 'retrying', dueAt: ctx.clock.now(), reason: 'it was cancelled in the ERP' })
    .where(
      and(
        eq(outbox.orderId, orderId),
        eq(outbox.kind, 'sales_document.cancel'),
        inArray(outbox.state, ['dead', 'held']),
      ),
    )
}

async function cancelInMagento(
  ctx: FlowContext,
  connection: ConnectionSetup,
  orderId: number,
  document: SalesDocument,
): Promise<void> {
  const [row] = await ctx.db.select().from(orders).where(eq(orders.id, orderId))
  const order = row && canonicalOf(row)
  if (!row || row.state === 'canceled' || row.state === 'closed') return
  if (!order) return await leaveToPeople(ctx, connection, row, document)
  const { cancel } = connection.policies
  const key = `${connection.code}:${document.erpId}:canceled`
  const comment = `${connection.name}: sales document ${document.erpNumber} was cancelled`
  const isDecided = cancel.fromErp === 'cancel' && (await undoInMagento(ctx, { row, order, cancel, key, comment }))
  if (!isDecided) return await leaveToPeople(ctx, connection, row, document)
  const isInvoiced = Object.values(order.progress).some(({ invoiced }) => !isZero(invoiced))
  await tellStory(ctx, {
    store: row.store,
    orderId,
    stage: 'decided',
    text: `Cancelled in the ERP: the order is cancelled in Magento too${isInvoiced ? ', and what is invoiced there is refunded' : ''}.`,
  })
}

async function leaveToPeople(
  ctx: FlowContext,
  connection: ConnectionSetup,
  order: typeof orders.$inferSelect,
  document: SalesDocument,
): Promise<void> {
  const title = `${connection.name} cancelled ${document.erpNumber}, order ${order.number} is still open in Magento.`
  await openProblem(
    ctx,
    {
      store: order.store,
      connection: connection.code,
      cause: `canceled_in_erp:${order.number}`,
      title,
      remedy:
        'Cancel the order in Magento, or refund it where it is invoiced; or enter it in the ERP again. Then skip this with the reason.',
    },
    order.id,
  )
  await tellStory(ctx, { store: order.store, orderId: order.id, stage: 'problem', text: title })
}
