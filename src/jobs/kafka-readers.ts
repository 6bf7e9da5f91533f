import { setTimeout as pause } from 'node:timers/promises'
import { backoffMs } from '../flows/backoff.ts'
import type { FlowContext } from '../flows/context.ts'
import { listSubscriptions, type StoreSubscription } from '../flows/inbox/list-subscriptions.ts'
import { wordsOf } from '../ops/words-of.ts'

export interface KafkaReaders {
  /** Begins what is configured by now, and ends what is not any more. */
  follow(): Promise<void>
  stop(): Promise<void>
}

interface Reader {
  readonly stop: AbortController
  readonly ended: Promise<void>
}

const LONGEST_PAUSE_MS = 60_000
/** Who read for so long was connected: the next failure is a new one. */
const CONNECTED_AFTER_MS = 60_000

/** One consumer for each store whose events come over Kafka. A broker that is away is asked again, and nothing waits for it. */
export function createKafkaReaders(ctx: FlowContext): KafkaReaders {
  const readers = new Map<string, Reader>()
  let following: Promise<void> = Promise.resolve()

  const follow = async () => {
    const wanted = await listSubscriptions(ctx)
    const old = [...readers].filter(([key]) => !wanted.some(one => one.key === key))
    // First out, then in: a member that leaves the group later makes all others look for their partitions once more.
    await Promise.all(old.map(([key, reader]) => end(key, reader)))
    for (const subscription of wanted)
      if (!readers.has(subscription.key)) readers.set(subscription.key, begin(ctx, subscription))
  }
  const end = async (key: string, reader: Reader) => {
    readers.delete(key)
    reader.stop.abort()
    await reader.ended
  }
  return {
    follow() {
      following = following.catch(() => {}).then(follow)
      return following
    },
    async stop() {
      await following.catch(() => {})
      await Promise.all([...readers].map(([key, reader]) => end(key, reader)))
    },
  }
}

function begin(ctx: FlowContext, subscription: StoreSubscription): Reader {
  const stop = new AbortController()
  return { stop, ended: readOn(ctx, subscription, stop.signal) }
}

async function readOn(ctx: FlowContext, subscription: StoreSubscription, signal: AbortSignal): Promise<void> {
  const { store, topics, client } = subscription
  for (let tries = 1; !signal.aborted; tries += 1) {
    const began = ctx.clock.now().getTime()
    try {
      ctx.log.info({ store, topics }, 'reading from Kafka')
      await client.consume(subscription, signal)
    } catch (error) {
      if (ctx.clock.now().getTime() - began > CONNECTED_AFTER_MS) tries = 1
      const waitMs = backoffMs(tries, ctx.random, { capMs: LONGEST_PAUSE_MS })
      ctx.log.warn({ store, topics, error: wordsOf(error), waitMs }, 'Kafka cannot be read; polls go on')
      await pause(waitMs, undefined, { signal }).catch(() => {}) // stopping ends it
    }
  }
}
