import { sql } from 'drizzle-orm'
import type { KafkaRecord } from '../../outbound/kafka.ts'
import type { FlowContext } from '../context.ts'
import { isTooDeep } from './json-depth.ts'

/** As much as a webhook may bring. */
const MOST_BYTES = 8 * 1024 * 1024

/**
 * Stores records as they are, each once: it is committed when this resolves, so that the offset may be. Whatever cannot
 * be read ends here with its reason and holds up nothing behind it.
 */
export async function receiveRecords(ctx: FlowContext, store: string, records: readonly KafkaRecord[]): Promise<void> {
  if (records.length === 0) return
  const known = new Map(records.map(record => [keyOf(record), record]))
  const rows = Array.from(known, ([key, record], n) => {
    const refusal = refusalOf(record)
    const body = refusal === undefined ? Buffer.from(record.value ?? []).toString('base64') : null
    return { n, key, topic: record.topic, body, refusal: refusal ?? null }
  })
  const now = ctx.clock.now().toISOString()
  await ctx.db.execute(sql`
    with heard as materialized (
      select * from json_to_recordset(${JSON.stringify(rows)}::json)
        as h(n integer, key text, topic text, body text, refusal text)),
    fresh as (
      insert into inbox_keys (store, dedupe_key, received_at)
      select ${store}::text, key, ${now}::timestamptz from heard on conflict do nothing returning dedupe_key as key)
    insert into inbox (store, source, dedupe_key, entity, entity_key, event_type, body, outcome, received_at, due_at, processed_at)
    select ${store}::text, 'kafka', key, 'delivery', '', topic, decode(body, 'base64'), refusal, ${now}::timestamptz,
      case when refusal is null then ${now}::timestamptz end, case when refusal is not null then ${now}::timestamptz end
    from heard join fresh using (key) order by n`)
  ctx.wake()
}

/** With its time: a topic that was made anew begins with the same offsets. */
const keyOf = ({ topic, partition, offset, timestamp }: KafkaRecord): string =>
  `kafka:${topic}/${partition}/${offset}@${timestamp}`

function refusalOf({ value }: KafkaRecord): string | undefined {
  if (value === null || value.length === 0) return 'The record is empty.'
  if (value.length > MOST_BYTES) return 'The record is larger than 8 MiB. The next poll reads what it was about.'
  if (isTooDeep(value)) return 'The record is nested deeper than 64 levels. The next poll reads what it was about.'
  return undefined
}
