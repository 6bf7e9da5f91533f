import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { documents, mails } from '../../db/schema/documents.ts'
import { followUps, orders } from '../../db/schema/orders.ts'
import { writeMail } from '../../documents/mail-template.ts'
import { wordsFor } from '../../documents/mail-words.ts'
import type { Mail } from '../../documents/mailer.ts'
import { mailKindOf } from '../../documents/shipped-mails.ts'
import { stampCopy } from '../../documents/stamp-pdf.ts'
import { amount } from '../../domain/amount.ts'
import { giveUpAlert, noSender, settleAlert, writeAlert } from '../alert/send-alert.ts'
import type { FlowContext } from '../context.ts'
import { templateFor, usedTemplate } from '../mail/template-for.ts'
import { tellStory } from '../order/tell-story.ts'
import type { EffectKind } from '../outbox/effect.ts'
import { confirmLease } from '../outbox/lease.ts'
import { sideOf } from '../pressure/breaker.ts'
import { farSideOf } from '../pressure/far-side.ts'

/** A document for a customer. */
export const documentMail = z.object({ mailId: z.number() })
/** Problems for the people of the shop (flows/alert). */
const alertMail = z.object({ alertMailId: z.number() })
const payload = z.union([documentMail, alertMail])
const result = z.object({ answer: z.string() })

/**
 * SMTP cannot be asked whether a mail went out. After an unknown outcome the rule of the connection decides: send the
 * same Message-ID again (most servers show it once), or ask a person.
 */
export const sendMail: EffectKind<z.infer<typeof payload>, z.infer<typeof result>> = {
  kind: 'mail.send',
  payload,
  result,
  noun: 'the mail',
  settlingDelayMs: 1_000,
  async deliver(ctx, message, given) {
    const { letter, mailed } =
      'alertMailId' in given
        ? { letter: await writeAlert(ctx, given.alertMailId), mailed: 'The alert was mailed' }
        : await writeLetter(ctx, given.mailId)
    const mailer = await ctx.remotes.mailer()
    const sent = await sideOf(ctx, farSideOf(message).key).gate.run(async () => {
      await confirmLease()
      return await mailer.send(letter)
    })
    const refused = sent.copyRefused ? ` The mail server refused the blind copy: ${sent.copyRefused}` : ''
    return { summary: `${mailed}.${refused}`, data: { answer: sent.response } }
  },
  async verify(ctx, message) {
    const given = payload.parse(message.payload)
    if ('alertMailId' in given) return 'not_done'
    const { order } = await readAll(ctx, given.mailId)
    const connections = await ctx.remotes.connectionsOf(order.store)
    const hold = connections.some(connection => connection.policies.unknownMail === 'hold')
    return hold ? 'cannot_tell' : 'not_done'
  },
  async settle(ctx, _message, given, { data }) {
    if ('alertMailId' in given) return await settleAlert(ctx, given.alertMailId, data.answer)
    const { mailId } = given
    await ctx.db
      .update(mails)
      .set({ state: 'sent', answer: data.answer.slice(0, 500), sentAt: ctx.clock.now() })
      .where(eq(mails.id, mailId))
  },
  async giveUp(ctx, message, given, error) {
    if ('alertMailId' in given) return await giveUpAlert(ctx, given.alertMailId, error)
    const { mailId } = given
    const [mail] = await ctx.db
      .update(mails)
      .set({ state: 'failed', answer: error.slice(0, 500) })
      .where(eq(mails.id, mailId))
      .returning()
    if (mail)
      await tellStory(ctx, {
        store: mail.store,
        orderId: mail.orderId,
        stage: 'problem',
        text: 'The mail did not go out.',
        outboxId: message.id,
      })
  },
}

/** The mail with its document, in the words that were decided with it and with the sender of now. */
async function writeLetter(
  ctx: FlowContext,
  mailId: number,
): Promise<{ readonly letter: Mail; readonly mailed: string }> {
  const { mail, document, followUp, order } = await readAll(ctx, mailId)
  const { settings } = await ctx.remotes.store(mail.store)
  if (!settings.mail) throw noSender()
  const copy = mail.copyNo > 0
  const { words, tag } = wordsFor(mail.locale)
  const content = copy
    ? await stampCopy(document.content, {
        text: words.stamp,
        date: new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: settings.timezone }).format(mail.createdAt),
      })
    : document.content
  const template = mail.template
    ? usedTemplate.parse(mail.template)
    : await templateFor(ctx, { store: mail.store, kind: mailKindOf(document.kind, copy), locale: mail.locale })
  const { subject, text, html } = writeMail(template, template.language, {
    locale: mail.locale,
    storeName: settings.name,
    orderNumber: order.number,
    number: document.number,
    customerName: order.customerName,
    total: { amount: amount(followUp.total), currency: followUp.currency },
    date: followUp.date,
  })
  const letter = {
    from: settings.mail.from,
    ...(settings.mail.replyTo && { replyTo: settings.mail.replyTo }),
    ...(settings.mail.bcc && !copy && { bcc: settings.mail.bcc }),
    to: mail.recipient,
    subject,
    text,
    html,
    messageId: mail.messageId,
    attachments: [{ filename: document.filename, content, contentType: document.mime }],
  }
  const mailed = copy ? 'was mailed again, as a copy' : 'was mailed to the customer'
  return { letter, mailed: `${document.filename} ${mailed}` }
}

async function readAll(ctx: FlowContext, mailId: number) {
  const [found] = await ctx.db
    .select({ mail: mails, document: documents, followUp: followUps, order: orders })
    .from(mails)
    .innerJoin(documents, eq(documents.id, mails.documentId))
    .innerJoin(followUps, eq(followUps.id, documents.followUpId))
    .innerJoin(orders, eq(orders.id, mails.orderId))
    .where(eq(mails.id, mailId))
  if (!found) throw new Error(`mail ${mailId} does not exist`)
  return found
}
