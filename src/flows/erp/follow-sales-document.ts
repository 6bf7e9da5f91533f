import { and, eq, inArray } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { orders, salesDocuments } from '../../db/schema/orders.ts'
import type { SalesDocument, SalesDocumentState } from '../../domain/fulfilment.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { settleOrder } from '../order/settle-order.ts'
import { tellStory } from '../order/tell-story.ts'
import { enqueue, orderQueue } from '../outbox/enqueue.ts'
import { openProblem } from '../problem/open-problem.ts'
import { announceSalesDocument } from './announce-sales-document.ts'

const WORDS: Readonly<Record<SalesDocumentState, string>> = {
  draft: 'waits for an approval',
  open: 'is open',
  confirmed: 'is confirmed',
  closed: 'is closed: everything was delivered or invoiced, or people closed it',
  canceled: 'was cancelled',
}

/** The sales document as the ERP has it now. @returns what came of it, in words. */
export async function followSalesDocument(
  ctx: FlowContext,
  connection: ConnectionSetup,
  id: number,
  document: SalesDocument,
): Promise<string> {
  const [row] = await ctx.db.select().from(salesDocuments).where(eq(salesDocuments.id, id)).for('no key update')
  if (!row || row.state === document.state) return 'known'
  // An approved draft gets another key and number in the ERP.
  await ctx.db
    .update(salesDocuments)
    .set({
      state: document.state,
      erpId: document.erpId,
      erpNumber: document.erpNumber,
      total: document.total,
      updatedAt: ctx.clock.now(),
    })
    .where(eq(salesDocuments.id, id))
  await tellStory(ctx, {
    store: row.store,
    orderId: row.orderId,
    stage: 'heard',
    text: `Sales document ${document.erpNumber} ${WORDS[document.state]} in ${connection.name}.`,
  })
  await announceSalesDocument(ctx, id, document.state)
  if (document.state === 'canceled') {
    await resumeCancellation(ctx, row.orderId)
    await cancelInMagento(ctx, connection, row.orderId, document)
  }
  await settleOrder(ctx, row.orderId)
  return document.state
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
  const [order] = await ctx.db.select().from(orders).where(eq(orders.id, orderId))
  if (!order || order.state === 'canceled') return
  if (connection.policies.cancel.fromErp === 'problem') {
    const title = `${connection.name} cancelled ${document.erpNumber}, order ${order.number} is still open in Magento.`
    await openProblem(
      ctx,
      {
        store: order.store,
        connection: connection.code,
        cause: `canceled_in_erp:${order.number}`,
        title,
        remedy: 'Cancel or refund the order in Magento, or enter it in the ERP again; then skip this with the reason.',
      },
      orderId,
    )
    await tellStory(ctx, { store: order.store, orderId, stage: 'problem', text: title })
    return
  }
  await enqueue(ctx, {
    store: order.store,
    orderId,
    queue: orderQueue(orderId),
    kind: 'magento.order.cancel',
    idempotencyKey: `${connection.code}:${document.erpId}:canceled`,
    payload: { magentoOrderId: order.magentoId },
  })
  await tellStory(ctx, {
    store: order.store,
    orderId,
    stage: 'decided',
    text: 'Cancelled in the ERP: the order is cancelled in Magento too.',
  })
}
