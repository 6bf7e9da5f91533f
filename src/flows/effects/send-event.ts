import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { outbox } from '../../db/schema/messages.ts'
import { problems } from '../../db/schema/operations.ts'
import type { FlowContext } from '../context.ts'
import type { OutboxMessage } from '../outbox/claim-outbox.ts'
import type { EffectKind } from '../outbox/effect.ts'
import { confirmLease } from '../outbox/lease.ts'
import { sideOf } from '../pressure/breaker.ts'
import { farSideOf } from '../pressure/far-side.ts'
import { closeProblems } from '../problem/open-problem.ts'

const payload = z.object({
  /** Of the record: one order's events are in one partition, in their order. */
  key: z.string(),
  event: z.looseObject({ id: z.string(), type: z.string() }),
})
const result = z.object({
  topic: z.string().optional(),
  partition: z.number().optional(),
  offset: z.string().optional(),
})

/**
 * A CloudEvent into the topic of the store. Kafka cannot be asked whether it has a record: after an unknown outcome it is
 * written again with the same id, by which readers know it.
 */
export const sendEvent: EffectKind<z.infer<typeof payload>, z.infer<typeof result>> = {
  kind: 'event.publish',
  payload,
  result,
  noun: 'the event',
  settlingDelayMs: 1_000,
  async deliver(ctx, message, { key, event }) {
    const { settings } = await ctx.remotes.store(message.store)
    const client = await ctx.remotes.kafka(message.store)
    const topic = settings.kafka?.to?.topic
    if (!client || topic === undefined)
      return { summary: 'Not published: the store has no topic for events any more.', data: {} }
    const written = await sideOf(ctx, farSideOf(message).key).gate.run(async () => {
      await confirmLease()
      return await client.write(topic, { key, value: JSON.stringify(event) })
    })
    return { summary: `${event.type} was published in ${topic}.`, data: { topic, ...written } }
  },
  verify: async () => 'not_done',
  async settle(ctx, message) {
    if (message.reason !== '') await closeTroubles(ctx, message)
  },
}

/** It got through after all. No order waits for it, so nobody else closes what it and others like it had opened. */
async function closeTroubles(ctx: FlowContext, message: OutboxMessage): Promise<void> {
  const { store, kind, id } = message
  const { problemKey } = farSideOf(message)
  const shut = ['no_answer', 'login_refused', 'not_ready'].map(cause => `${cause}:${problemKey}`)
  const own = ['unknown_outcome', 'not_recorded'].map(cause => `${cause}:${kind}:${id}`)
  const refusals = await refusalsThatAreOver(ctx, message, `refused:${problemKey}:${kind}:`)
  await closeProblems(ctx, store, [...shut, ...own, ...refusals], 'the event was published')
}

/** None, as long as another event of the store is refused. */
async function refusalsThatAreOver(
  ctx: FlowContext,
  { store, kind, id }: OutboxMessage,
  start: string,
): Promise<readonly string[]> {
  const [refused] = await ctx.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.store, store), eq(outbox.kind, kind), eq(outbox.state, 'dead'), ne(outbox.id, id)))
    .limit(1)
  if (refused) return []
  const open = await ctx.db
    .select({ cause: problems.cause })
    .from(problems)
    .where(and(eq(problems.store, store), isNull(problems.closedAt), sql`starts_with(${problems.cause}, ${start})`))
  return open.map(({ cause }) => cause)
}
