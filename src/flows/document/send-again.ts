import { and, eq, inArray, max, ne, sql } from 'drizzle-orm'
import { documents, mails } from '../../db/schema/documents.ts'
import { outbox } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import type { FlowContext } from '../context.ts'
import { BOUNCED } from '../mail/record-bounces.ts'
import { lockOrder } from '../order/retry-order.ts'
import { settleOrder } from '../order/settle-order.ts'
import { releaseFromFailures } from '../outbox/report-failed-effect.ts'
import { releaseFromProblems } from '../problem/open-problem.ts'
import { mailDocument } from './mail-document.ts'

export type LockedDocument = NonNullable<Awaited<ReturnType<typeof lockDocument>>>

/** The document with its order, for this transaction alone: two that send it wait for each other. */
export async function lockDocument(tx: FlowContext, store: string, documentId: number) {
  const [found] = await tx.db
    .select({
      document: { id: documents.id, filename: documents.filename, followUpId: documents.followUpId },
      order: orders,
    })
    .from(documents)
    .innerJoin(orders, eq(orders.id, documents.orderId))
    .where(and(eq(documents.store, store), eq(documents.id, documentId)))
    .for('update', { of: documents })
  return found
}

/**
 * Owes a mail that a person asked for, under the lock of its document. What was given up of earlier mails of the document
 * is over with it: its problem waits for the new mail, not for the old one.
 * @param input.original nobody got it yet: it goes out as the first one would have, not stamped as a copy.
 */
export async function sendAgain(
  tx: FlowContext,
  { document, order }: LockedDocument,
  input: { readonly recipient: string; readonly reason: string; readonly original?: boolean; readonly wish?: string },
): Promise<number> {
  const { original = false, ...asked } = input
  const [last] = await tx.db
    .select({ copyNo: max(mails.copyNo) })
    .from(mails)
    .where(eq(mails.documentId, document.id))
  const copyNo = original ? 0 : (last?.copyNo ?? 0) + 1
  const mailId = await mailDocument(tx, { order, documentId: document.id, copyNo, ...asked })
  if (mailId === undefined) throw new UserError(`Store ${order.store} sends no mails: set mail.from in its settings.`)
  await leaveFailed(tx, order.id, document.id, mailId)
  return mailId
}

async function leaveFailed(tx: FlowContext, orderId: number, documentId: number, mailId: number): Promise<void> {
  const failed = await tx.db
    .select({
      id: outbox.id,
      store: outbox.store,
      connection: outbox.connection,
      kind: outbox.kind,
      orderId: outbox.orderId,
    })
    .from(mails)
    .innerJoin(outbox, eq(outbox.idempotencyKey, sql`'mail:' || ${mails.id}`))
    .where(and(eq(mails.documentId, documentId), ne(mails.id, mailId), inArray(outbox.state, ['dead', 'held'])))
    .for('update', { of: outbox })
  await releaseFromProblems(tx, orderId, { exactly: [BOUNCED] })
  for (const message of failed) {
    await tx.db
      .update(outbox)
      .set({ state: 'superseded', reason: 'sent again as another mail', finishedAt: tx.clock.now() })
      .where(eq(outbox.id, message.id))
    if (message.orderId === null) continue
    await releaseFromFailures(tx, message, message.orderId)
    await lockOrder(tx, message.orderId)
    await settleOrder(tx, message.orderId)
  }
}
