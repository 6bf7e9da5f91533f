import { orderEvents } from '../../db/schema/orders.ts'
import { type FlowContext, nameOf } from '../context.ts'

export type Stage = 'heard' | 'decided' | 'sent' | 'answered' | 'done' | 'problem' | 'person'

/** Adds a sentence to the story of an order, in the transaction of ctx. The text is for merchants: no personal data. */
export async function tellStory(
  ctx: FlowContext,
  entry: {
    readonly store: string
    readonly orderId: number
    readonly stage: Stage
    readonly text: string
    readonly outboxId?: number
  },
): Promise<void> {
  await ctx.db
    .insert(orderEvents)
    .values({ ...entry, outboxId: entry.outboxId ?? null, at: ctx.clock.now(), actor: nameOf(ctx.actor) })
}
