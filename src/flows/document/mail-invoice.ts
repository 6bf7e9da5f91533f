import { and, asc, eq, inArray } from 'drizzle-orm'
import { documents, mails } from '../../db/schema/documents.ts'
import { followUps, orders } from '../../db/schema/orders.ts'
import type { FlowContext } from '../context.ts'
import { tellStory } from '../order/tell-story.ts'
import { mailDocument } from './mail-document.ts'

interface InvoiceToMail {
  readonly order: typeof orders.$inferSelect
  readonly followUp: typeof followUps.$inferSelect
  readonly documentId: number
}

/**
 * Mails an invoice to the customer, once. A collective invoice over several orders goes out with the first of them; one
 * that holds orders of several customers goes to nobody by itself, because each would read what the others bought.
 */
export async function mailInvoice(ctx: FlowContext, { order, followUp, documentId }: InvoiceToMail): Promise<void> {
  if (order.erasedAt !== null)
    return await tellStory(ctx, {
      ...{ store: order.store, orderId: order.id, stage: 'decided' },
      text: `Invoice ${followUp.erpNumber} is not mailed: the data of its customer were erased here.`,
    })
  // Locked together and in one order: of two orders whose files arrive at once, the second sees the first one's mail.
  const parts = await ctx.db
    .select({ id: followUps.id, email: orders.customerEmail })
    .from(followUps)
    .innerJoin(orders, eq(orders.id, followUps.orderId))
    .where(
      and(
        eq(followUps.connection, followUp.connection),
        eq(followUps.kind, followUp.kind),
        eq(followUps.erpId, followUp.erpId),
      ),
    )
    .orderBy(asc(followUps.id))
    .for('update', { of: followUps })
  const tell = (stage: 'decided' | 'problem', text: string) =>
    tellStory(ctx, { store: order.store, orderId: order.id, stage, text })
  if (parts.some(part => part.email.toLowerCase() !== order.customerEmail.toLowerCase()))
    return await tell(
      'problem',
      `Invoice ${followUp.erpNumber} is not mailed: it holds orders of several customers. Send it by hand where it is right.`,
    )
  const [sent] = await ctx.db
    .select({ id: mails.id })
    .from(mails)
    .innerJoin(documents, eq(documents.id, mails.documentId))
    .where(
      and(
        inArray(
          documents.followUpId,
          parts.map(part => part.id),
        ),
        eq(mails.copyNo, 0),
      ),
    )
    .limit(1)
  if (sent)
    return await tell('decided', `Invoice ${followUp.erpNumber} went to the customer with another order already.`)
  await mailDocument(ctx, { order, documentId, recipient: order.customerEmail })
}
