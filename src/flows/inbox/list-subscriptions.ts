import { sql } from 'drizzle-orm'
import { stores } from '../../db/schema/stores.ts'
import type { KafkaClient, Subscription } from '../../outbound/kafka.ts'
import type { FlowContext } from '../context.ts'
import { receiveRecords } from './receive-records.ts'

export interface StoreSubscription extends Subscription {
  readonly store: string
  /** Another one when the settings are. */
  readonly key: string
  readonly client: KafkaClient
}

/** What workers read from Kafka, for the stores that hear of events there. */
export async function listSubscriptions(ctx: FlowContext): Promise<readonly StoreSubscription[]> {
  const rows = await ctx.db
    .select({ code: stores.code })
    .from(stores)
    .where(sql`jsonb_array_length(${stores.settings} -> 'kafka' -> 'from') > 0`)
  const found = await Promise.all(rows.map(({ code }) => subscriptionOf(ctx, code)))
  return found.flatMap(one => one ?? [])
}

async function subscriptionOf(ctx: FlowContext, store: string): Promise<StoreSubscription | undefined> {
  const { settings, revision } = await ctx.remotes.store(store)
  const client = await ctx.remotes.kafka(store)
  const { kafka } = settings
  if (!kafka || !client) return undefined
  return {
    store,
    key: `${store}:${revision}`,
    client,
    group: groupOf(store, kafka),
    topics: kafka.from.map(({ topic }) => topic),
    start: kafka.start,
    take: records => receiveRecords(ctx, store, records),
  }
}

/** One for all workers, which share the partitions. */
export const groupOf = (store: string, { group }: { readonly group?: string | undefined }): string =>
  group ?? `orderbridge-${store}`
