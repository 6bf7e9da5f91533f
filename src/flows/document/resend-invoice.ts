import { and, eq, gt } from 'drizzle-orm'
import { mails } from '../../db/schema/documents.ts'
import { addressProblem } from '../../documents/mail-address.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { tellStory } from '../order/tell-story.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'
import { lockDocument, sendAgain } from './send-again.ts'

/** Two presses of the same button are one wish. */
const SAME_WISH_MS = 10_000

/** Mails an invoice again, stamped as a copy, to the customer or to another address, with the reason kept. */
export async function resendInvoice(
  ctx: FlowContext,
  input: { readonly store: string; readonly documentId: number; readonly recipient: string; readonly reason: string },
): Promise<{ readonly mailId: number; readonly message: string }> {
  requireRole(ctx, 'operate', input.store)
  const recipient = input.recipient.trim()
  const reason = maskText(input.reason.trim().slice(0, 500))
  const wrong = addressProblem(recipient)
  if (wrong) throw new UserError(`The address "${recipient.slice(0, 80)}" ${wrong}. Correct it and send again.`)
  if (!reason) throw new UserError('A reason is needed: it is what others will read later.')
  return await inTransaction(ctx, async tx => {
    const found = await lockDocument(tx, input.store, input.documentId)
    if (!found) throw new UserError(`There is no document ${input.documentId} in store ${input.store}.`)
    const { document, order } = found
    const recent = await tx.db
      .select({ id: mails.id })
      .from(mails)
      .where(
        and(
          eq(mails.documentId, document.id),
          eq(mails.recipient, recipient),
          gt(mails.copyNo, 0),
          gt(mails.createdAt, new Date(tx.clock.now().getTime() - SAME_WISH_MS)),
        ),
      )
    const [same] = recent
    if (same) return { mailId: same.id, message: `Order ${order.number}: ${document.filename} is on its way already.` }
    const mailId = await sendAgain(tx, found, { recipient, reason })
    await tellStory(tx, {
      store: order.store,
      orderId: order.id,
      stage: 'person',
      text: `${nameOf(ctx.actor)} asked to mail ${document.filename} again: ${reason}`,
    })
    // The address is personal data: the audit says whether it was the customer's, not which.
    const to = recipient.toLowerCase() === order.customerEmail.toLowerCase() ? 'customer' : 'another address'
    await writeAudit(tx, {
      store: order.store,
      action: 'invoice.resend',
      subject: `order:${order.number}`,
      after: { document: document.id, mail: mailId, to },
      reason,
    })
    return { mailId, message: `Order ${order.number}: ${document.filename} is on its way to ${recipient}.` }
  })
}
