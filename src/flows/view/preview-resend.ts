import { and, asc, eq, inArray } from 'drizzle-orm'
import { documents, mails } from '../../db/schema/documents.ts'
import { followUps, orders } from '../../db/schema/orders.ts'
import { writeMail } from '../../documents/mail-template.ts'
import { mailKindOf } from '../../documents/shipped-mails.ts'
import { amount } from '../../domain/amount.ts'
import type { FlowContext } from '../context.ts'
import { mailLocale } from '../document/mail-locale.ts'
import { templateFor } from '../mail/template-for.ts'

export type ResendPreview = NonNullable<Awaited<ReturnType<typeof previewResend>>>

/**
 * What "send again" would send: the mail as it would be written, to whom by default, and who got the document before.
 * @returns undefined when there is no such document in these stores.
 */
export async function previewResend(
  ctx: FlowContext,
  input: { readonly stores: readonly string[]; readonly documentId: number },
) {
  const [row] = await ctx.db
    .select({
      id: documents.id,
      store: documents.store,
      orderId: documents.orderId,
      kind: documents.kind,
      number: documents.number,
      filename: documents.filename,
      orderNumber: orders.number,
      storeViewId: orders.storeViewId,
      customerName: orders.customerName,
      recipient: orders.customerEmail,
      total: followUps.total,
      currency: followUps.currency,
      date: followUps.date,
    })
    .from(documents)
    .innerJoin(orders, eq(orders.id, documents.orderId))
    .innerJoin(followUps, eq(followUps.id, documents.followUpId))
    .where(and(eq(documents.id, input.documentId), inArray(documents.store, [...input.stores])))
  if (!row) return undefined
  const [{ settings }, locale, earlier] = await Promise.all([
    ctx.remotes.store(row.store),
    mailLocale(ctx, row),
    ctx.db
      .select({ recipient: mails.recipient, state: mails.state, createdAt: mails.createdAt, sentAt: mails.sentAt })
      .from(mails)
      .where(eq(mails.documentId, row.id))
      .orderBy(asc(mails.id)),
  ])
  const template = await templateFor(ctx, { store: row.store, kind: mailKindOf(row.kind, true), locale })
  const mail = writeMail(template, template.language, {
    locale,
    storeName: settings.name,
    orderNumber: row.orderNumber,
    number: row.number,
    customerName: row.customerName,
    total: { amount: amount(row.total), currency: row.currency },
    date: row.date,
  })
  return { ...row, canMail: settings.mail !== undefined, subject: mail.subject, text: mail.text, earlier }
}
