import { hkdfSync } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { documents, mails } from '../../db/schema/documents.ts'
import { domainOf, parseSender } from '../../documents/mail-address.ts'
import { messageIdFor } from '../../documents/mailer.ts'
import { mailKindOf } from '../../documents/shipped-mails.ts'
import { ensureInstallation } from '../config/ensure-installation.ts'
import { type FlowContext, nameOf } from '../context.ts'
import { templateFor } from '../mail/template-for.ts'
import { tellStory } from '../order/tell-story.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { mailLocale } from './mail-locale.ts'

export interface MailToOwe {
  readonly order: { readonly id: number; readonly store: string; readonly storeViewId: number }
  readonly documentId: number
  readonly recipient: string
  /** 0 (default): the one that goes out by itself, at most once. */
  readonly copyNo?: number
  readonly reason?: string
  /** Of one press of a button that sends many. */
  readonly wish?: string
}

/**
 * Owes a mail. Each has a queue of its own: an address that refuses its mail keeps neither shipments nor copies to other
 * addresses back.
 * @returns the mail's id, or undefined when it was owed before or the store sends none.
 */
export async function mailDocument(
  ctx: FlowContext,
  { order, documentId, recipient, copyNo = 0, reason, wish }: MailToOwe,
): Promise<number | undefined> {
  const { settings } = await ctx.remotes.store(order.store)
  const story = { store: order.store, orderId: order.id, stage: 'decided' as const }
  if (!settings.mail) {
    await tellStory(ctx, { ...story, text: 'No mail is sent: the store has no sender.' })
    return undefined
  }
  const [document] = await ctx.db.select({ kind: documents.kind }).from(documents).where(eq(documents.id, documentId))
  if (!document) throw new Error(`document ${documentId} does not exist`)
  const locale = await mailLocale(ctx, order)
  const [mail] = await ctx.db
    .insert(mails)
    .values({
      store: order.store,
      orderId: order.id,
      documentId,
      recipient,
      copyNo,
      messageId: await messageIdOf(ctx, settings.mail.from, { documentId: String(documentId), recipient, copyNo }),
      locale,
      template: await templateFor(ctx, { store: order.store, kind: mailKindOf(document.kind, copyNo > 0), locale }),
      state: 'waiting',
      reason: reason ?? null,
      requestedBy: nameOf(ctx.actor),
      wish: wish ?? null,
      createdAt: ctx.clock.now(),
    })
    .onConflictDoNothing()
    .returning({ id: mails.id })
  if (!mail) return undefined
  await enqueue(ctx, {
    store: order.store,
    orderId: order.id,
    queue: `mail:${mail.id}`,
    kind: 'mail.send',
    idempotencyKey: `mail:${mail.id}`,
    payload: { mailId: mail.id },
  })
  return mail.id
}

/** Fixed before the first try: a mail that is sent again after a crash is the same mail for the receiving server. */
export async function messageIdOf(
  ctx: FlowContext,
  from: string,
  mail: Parameters<typeof messageIdFor>[0],
): Promise<string> {
  const { loginKey } = await ensureInstallation(ctx)
  // A sender that is no address is told when the mail is to go out (mailer.ts).
  const domain = 'problem' in parseSender(from) ? 'orderbridge.invalid' : domainOf(from)
  return messageIdFor(mail, domain, Buffer.from(hkdfSync('sha256', loginKey, '', 'orderbridge message-id', 32)))
}
