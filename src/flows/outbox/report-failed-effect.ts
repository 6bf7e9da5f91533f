import type { FlowContext } from '../context.ts'
import { tellStory } from '../order/tell-story.ts'
import { openProblem } from '../problem/open-problem.ts'
import type { OutboxMessage } from './claim-outbox.ts'
import type { Next } from './decide-next.ts'

/** From this try on a person should know that a far side keeps saying no. */
const TRIES_UNTIL_PROBLEM = 5

/** Tells the story, and opens a problem where a person is needed. Short interruptions heal by themselves. */
export async function reportFailedEffect(
  ctx: FlowContext,
  message: OutboxMessage,
  noun: string,
  next: Next,
): Promise<void> {
  const place = { store: message.store, connection: message.connection ?? undefined }
  const orderId = message.orderId ?? undefined
  const tell = async (stage: 'answered' | 'problem', text: string) => {
    if (orderId !== undefined)
      await tellStory(ctx, { store: message.store, orderId, stage, text, outboxId: message.id })
  }
  switch (next.kind) {
    case 'retrying':
      if (next.errorClass === 'auth')
        await openProblem(
          ctx,
          {
            ...place,
            cause: `login_refused:${message.connection ?? 'magento'}`,
            title: `The log-in at ${message.connection ? `connection ${message.connection}` : `Magento of store ${message.store}`} is refused.`,
            remedy: 'Put the right credentials into the configuration and apply it; what waits goes on by itself.',
            detail: next.error,
          },
          orderId,
        )
      else if (message.attempts === TRIES_UNTIL_PROBLEM)
        await openProblem(
          ctx,
          {
            ...place,
            cause: `no_answer:${message.connection ?? 'magento'}`,
            title: `${message.connection ? `Connection ${message.connection}` : `Magento of store ${message.store}`} has not taken ${noun} for a while.`,
            remedy: 'It is tried again by itself. "orderbridge doctor" tells whether the far side answers.',
            detail: next.error,
          },
          orderId,
        )
      await tell(
        'answered',
        `Try ${message.attempts} for ${noun} did not get through: ${next.error} It is tried again.`,
      )
      return
    case 'verifying':
      await tell(
        'answered',
        next.errorClass === 'duplicate'
          ? `${capital(noun)} exists already: it is looked up.`
          : `Whether ${noun} was made is not known (${next.error}): it is looked up before anything is repeated.`,
      )
      return
    case 'send_again':
      await tell('answered', `Looked up: ${next.reason}.`)
      return
    case 'held':
      await openProblem(
        ctx,
        {
          ...place,
          cause: `unknown_outcome:${message.idempotencyKey}`,
          title: `Whether ${noun} was made cannot be found out.`,
          remedy: 'Look on the far side. If it is there, skip the message with the reason; if it is not, try again.',
          detail: next.error,
        },
        orderId,
      )
      await tell('problem', `Held: ${next.error}.`)
      return
    case 'dead':
      await openProblem(
        ctx,
        {
          ...place,
          cause: `refused:${message.connection ?? 'magento'}:${message.kind}:${causeOf(next.error)}`,
          title: `${capital(noun)} is refused: ${next.error}`,
          remedy: 'Mend what the message below names, then try again.',
          detail: next.error,
        },
        orderId,
      )
      await tell('problem', `${capital(noun)} was refused: ${next.error}`)
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The same refusal for many orders is one problem: numbers in the far side's text do not make another cause. */
const causeOf = (error: string): string => error.replace(/\d+/g, '#').slice(0, 120)
