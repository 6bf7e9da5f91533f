import { and, eq } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import type { FlowContext } from '../context.ts'
import { tellStory } from '../order/tell-story.ts'
import { capital, farSideOf } from '../pressure/far-side.ts'
import { openProblem, type ProblemText, releaseFromProblems } from '../problem/open-problem.ts'
import { shutDoor } from '../problem/report-remote-failure.ts'
import type { OutboxMessage } from './claim-outbox.ts'
import type { Next } from './decide-next.ts'

/** From this try on a person should know that a far side keeps saying no. */
const TRIES_UNTIL_PROBLEM = 5

/**
 * Tells the story, and opens a problem where a person is needed. Short interruptions heal by themselves.
 * @param orderIds the orders that wait for the message
 * @param answered the far side said something: it is there, and it is this message that it does not take
 */
export async function reportFailedEffect(
  ctx: FlowContext,
  message: OutboxMessage,
  noun: string,
  next: Next,
  orderIds: readonly number[],
  answered = true,
): Promise<void> {
  const place = { store: message.store, connection: message.connection ?? undefined }
  const far = farSideOf(message)
  const tell = async (stage: 'answered' | 'problem', text: string) => {
    for (const orderId of orderIds)
      await tellStory(ctx, { store: message.store, orderId, stage, text, outboxId: message.id })
  }
  const open = async (problem: Omit<ProblemText, 'store' | 'connection'>) => {
    for (const orderId of orderIds.length > 0 ? orderIds : [undefined])
      await openProblem(ctx, { ...place, ...problem }, orderId)
  }
  // What waits for a person has an answer, or asks for none: nothing would close a silence that only it had met.
  const noLongerAsked = async () => {
    for (const orderId of orderIds)
      await releaseFromProblems(ctx, orderId, {
        exactly: [`no_answer:${far.problemKey}`],
        startingWith: [notTaken(message)],
      })
  }
  switch (next.kind) {
    case 'retrying':
      if (next.errorClass === 'auth')
        await open({ ...shutDoor(next.code, { key: far.problemKey, name: far.name }), detail: next.error })
      else if (!next.free && message.attempts >= TRIES_UNTIL_PROBLEM)
        await open(impatience(message, noun, next.error, answered && orderIds.length > 0))
      // What waits for hours says so once, not at every look.
      if (next.free && next.error === message.reason) return
      await tell(
        'answered',
        next.free && next.errorClass !== 'auth'
          ? `${capital(noun)} waits: ${next.error}`
          : `Try ${message.attempts} for ${noun} did not get through: ${next.error} It is tried again.`,
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
      await open({
        // By number: the key of a guest's message has the e-mail address in it.
        cause: `unknown_outcome:${message.kind}:${message.id}`,
        title: `Whether ${noun} was made cannot be found out.`,
        remedy: 'Look on the far side. If it is there, skip the message with the reason; if it is not, try again.',
        detail: next.error,
      })
      await noLongerAsked()
      await tell('problem', `Held: ${next.error}.`)
      return
    case 'dead':
      await open({
        cause: `refused:${far.problemKey}:${message.kind}:${causeOf(next.error)}`,
        title: `${capital(noun)} is refused: ${next.error}`,
        remedy: 'Mend what the message below names, then try again.',
        detail: next.error,
      })
      await noLongerAsked()
      await tell('problem', `${capital(noun)} was refused: ${next.error}`)
  }
}

const notTaken = (message: Pick<OutboxMessage, 'store' | 'connection' | 'kind'>): string =>
  `not_taken:${farSideOf(message).problemKey}:${message.kind}:`

/**
 * A far side that answers, only not to this message, is no silence: its next good answer to anything else would close the
 * problem, and the message would go on failing for a day and a half with nobody told. It ends with its orders, so without
 * an order there is none.
 */
function impatience(message: OutboxMessage, noun: string, error: string, answered: boolean) {
  const { name, problemKey } = farSideOf(message)
  const title = `${capital(name)} has not taken ${noun} for a while.`
  if (answered)
    return {
      cause: `not_taken:${problemKey}:${message.kind}:${causeOf(error)}`,
      title,
      remedy: 'It is tried again by itself. Mend what the message below names, then try again.',
      detail: error,
    }
  return {
    cause: `no_answer:${problemKey}`,
    title,
    remedy: 'It is tried again by itself. "orderbridge doctor" tells whether the far side answers.',
    detail: error,
  }
}

/** A fault of ours between the far side's answer and the order: it is looked up again, and a person should know. */
export async function reportUnrecordedEffect(
  ctx: FlowContext,
  message: OutboxMessage,
  noun: string,
  detail: string,
  orderIds: readonly number[],
): Promise<void> {
  const problem = {
    store: message.store,
    connection: message.connection ?? undefined,
    cause: `not_recorded:${message.kind}:${message.id}`,
    title: `What came of ${noun} cannot be written down.`,
    remedy: 'A fault of Orderbridge: report it with the words below. It is looked up and tried again by itself.',
    detail,
  }
  for (const orderId of orderIds.length > 0 ? orderIds : [undefined]) await openProblem(ctx, problem, orderId)
}

/**
 * The message got through after all: the problems that it had opened for its order are over. Those of the order's other
 * messages are not: a mail whose outcome is unknown stays on the screen, whatever else is delivered.
 */
export async function releaseFromFailures(
  ctx: FlowContext,
  message: Pick<OutboxMessage, 'id' | 'store' | 'connection' | 'kind'>,
  orderId: number,
): Promise<void> {
  const far = farSideOf(message)
  const [alike] = await ctx.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.orderId, orderId), eq(outbox.kind, message.kind), eq(outbox.state, 'dead')))
  await releaseFromProblems(ctx, orderId, {
    exactly: [
      ...['no_answer', 'login_refused', 'not_ready'].map(cause => `${cause}:${far.problemKey}`),
      `unknown_outcome:${message.kind}:${message.id}`,
      `not_recorded:${message.kind}:${message.id}`,
    ],
    startingWith: [notTaken(message), ...(alike ? [] : [`refused:${far.problemKey}:${message.kind}:`])],
  })
}

/** The same refusal for many orders is one problem: numbers in the far side's text do not make another cause. */
const causeOf = (error: string): string => error.replace(/\d+/g, '#').slice(0, 120)
