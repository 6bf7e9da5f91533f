import { createHash } from 'node:crypto'
import { mails } from '../../db/schema/documents.ts'
import { type FlowContext, nameOf } from '../context.ts'
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
}

/**
 * Owes a mail. Mails have a queue of their own per order: a mail server that is away does not keep shipments back.
 * @returns the mail's id, or undefined when it was owed before or the store sends none.
 */
export async function mailDocument(
  ctx: FlowContext,
  { order, documentId, recipient, copyNo = 0, reason }: MailToOwe,
): Promise<number | undefined> {
  const { settings } = await ctx.remotes.store(order.store)
  const story = { store: order.store, orderId: order.id, stage: 'decided' as const }
  if (!settings.mail) {
    await tellStory(ctx, { ...story, text: 'No mail is sent: the store has no sender (mail.from) configured.' })
    return undefined
  }
  const [mail] = await ctx.db
    .insert(mails)
    .values({
      store: order.store,
      orderId: order.id,
      documentId,
      recipient,
      copyNo,
      messageId: messageIdOf(settings.mail.from, order.store, documentId, recipient, copyNo),
      locale: await mailLocale(ctx, order),
      state: 'waiting',
      reason: reason ?? null,
      requestedBy: nameOf(ctx.actor),
      createdAt: ctx.clock.now(),
    })
    .onConflictDoNothing()
    .returning({ id: mails.id })
  if (!mail) return undefined
  await enqueue(ctx, {
    store: order.store,
    orderId: order.id,
    queue: `mail:${order.id}`,
    kind: 'mail.send',
    idempotencyKey: `mail:${mail.id}`,
    payload: { mailId: mail.id },
  })
  return mail.id
}

/** Fixed before the first try: a mail that is sent again after a crash is the same mail for the receiving server. */
function messageIdOf(from: string, store: string, documentId: number, recipient: string, copyNo: number): string {
  const domain = /@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? 'orderbridge.invalid'
  const hash = createHash('sha256')
    .update(`${store}\n${documentId}\n${recipient.toLowerCase()}\n${copyNo}`)
    .digest('base64url')
    .slice(0, 27)
  return `<${hash}@${domain}>`
}
