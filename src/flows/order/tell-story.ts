import { orderEvents } from '../../db/schema/orders.ts'
import { type FlowContext, nameOf } from '../context.ts'

export type Stage = 'heard' | 'decided' | 'sent' | 'answered' | 'done' | 'problem' | 'person'

/** The text is for merchants: no personal data. */
export interface Sentence {
  readonly store: string
  readonly orderId: number
  readonly stage: Stage
  readonly text: string
  readonly outboxId?: number
}

/** Adds sentences to the story of an order, in the transaction of ctx. */
export async function tellStory(ctx: FlowContext, ...sentences: readonly [Sentence, ...Sentence[]]): Promise<void> {
  await ctx.db.insert(orderEvents).values(sentences.map(sentence => sentenceRow(ctx, sentence)))
}

/** The row of one sentence, for those who write it together with something else. */
export const sentenceRow = (
  ctx: Pick<FlowContext, 'clock' | 'actor'>,
  sentence: Sentence,
): typeof orderEvents.$inferInsert => ({
  ...sentence,
  outboxId: sentence.outboxId ?? null,
  at: ctx.clock.now(),
  actor: nameOf(ctx.actor),
})
