import { and, eq, inArray } from 'drizzle-orm'
import { mails } from '../../db/schema/documents.ts'
import type { Bounce } from '../../documents/read-bounce.ts'
import { withoutAddresses } from '../../documents/smtp-errors.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { tellStory } from '../order/tell-story.ts'
import { openProblem } from '../problem/open-problem.ts'

/** Orders wait for it until their document is sent again. */
export const BOUNCED = 'mail_bounced:mail'

export interface RecordedBounces {
  /** Mails of which it is known from now on that nobody got them. */
  readonly recorded: number
  /** Reports of delays, of mails that are not ours, and what was known already. */
  readonly ignored: number
}

/**
 * A server took a mail and sent it back later: its recipient did not get it. Found by the Message-ID that every try of the
 * mail has. Told twice, it is known once.
 */
export async function recordBounces(
  ctx: FlowContext,
  input: { readonly store: string; readonly bounces: readonly Bounce[] },
): Promise<RecordedBounces> {
  const counts = { recorded: 0, ignored: 0 }
  const { settings } = await ctx.remotes.store(input.store)
  for (const bounce of input.bounces) {
    // The blind copy to the shop itself carries the same Message-ID: the customer's mail is another matter.
    const ofCopy = bounce.recipient.toLowerCase() === settings.mail?.bcc?.toLowerCase()
    const final = bounce.action === 'failed' && !ofCopy && bounce.messageIds.length > 0
    const done = final && (await inTransaction(ctx, tx => recordOne(tx, input.store, bounce)))
    counts[done ? 'recorded' : 'ignored'] += 1
  }
  return counts
}

async function recordOne(tx: FlowContext, store: string, bounce: Bounce): Promise<boolean> {
  const [mail] = await tx.db
    .select()
    .from(mails)
    .where(and(eq(mails.store, store), inArray(mails.messageId, [...bounce.messageIds])))
    .for('update')
  // One that waits may have gone out with its answer lost; it goes on by the rules of the unknown.
  if (mail?.state !== 'sent') return false
  const answer = withoutAddresses(bounce.answer).slice(0, 500) || 'no reason given'
  await tx.db.update(mails).set({ state: 'failed', bouncedAt: tx.clock.now(), answer }).where(eq(mails.id, mail.id))
  await tellStory(tx, { store, orderId: mail.orderId, stage: 'problem', text: `The mail came back: ${answer}` })
  await openProblem(
    tx,
    {
      store,
      cause: `mail_bounced:mail`, // BOUNCED, written out for the list of causes
      title: 'Mails came back: their customers did not get them.',
      remedy: 'Documents, not delivered: ask for the right address and resend there.',
      detail: answer,
    },
    mail.orderId,
  )
  return true
}
