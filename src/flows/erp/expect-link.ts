import { and, eq, inArray } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { salesDocuments } from '../../db/schema/orders.ts'
import type { SalesDocument } from '../../domain/fulfilment.ts'
import type { FlowContext } from '../context.ts'

/**
 * The ERP has a document that is not linked to an order here. When it carries the key of one of ours, the message that
 * makes it is asked: under way, the answer is waited for; given up, it is sent again at once, and finds the document in
 * its look-up before it creates anything.
 * @returns 'later' when the link will come; otherwise why none will, in words.
 */
export async function expectLink(ctx: FlowContext, connection: string, document: SalesDocument): Promise<string> {
  if (!document.orderbridgeId) return 'not ours'
  const [ours] = await ctx.db
    .select({ orderId: salesDocuments.orderId })
    .from(salesDocuments)
    .where(and(eq(salesDocuments.connection, connection), eq(salesDocuments.orderbridgeId, document.orderbridgeId)))
  if (!ours) return 'not ours'
  const key = eq(outbox.idempotencyKey, `${connection}:${document.orderbridgeId}`)
  const [push] = await ctx.db.select({ state: outbox.state }).from(outbox).where(key)
  if (push?.state === 'superseded') return 'ours, but the order was skipped'
  if (push?.state !== 'dead' && push?.state !== 'held') return 'later'
  // A look-up finds living documents only: the message would make a second one.
  if (document.state === 'canceled') return 'ours, but cancelled before it was linked'
  await ctx.db
    .update(outbox)
    .set({ state: 'retrying', dueAt: ctx.clock.now(), reason: 'the ERP has the document' })
    .where(and(key, inArray(outbox.state, ['dead', 'held'])))
  ctx.wake()
  return 'later'
}
