import { sql } from 'drizzle-orm'
import type { Hint } from '../../domain/hint.ts'
import type { FlowContext } from '../context.ts'

const MOST_A_STATEMENT = 1_000

/** @returns how many were new; known ones are dropped by their key. */
export async function receiveHints(ctx: FlowContext, store: string, hints: readonly Hint[]): Promise<number> {
  const known = new Map<string, Hint>()
  for (const hint of hints) if (!known.has(keyOf(hint))) known.set(keyOf(hint), hint)
  const fresh = [...known]
  let added = 0
  for (let at = 0; at < fresh.length; at += MOST_A_STATEMENT)
    added += await insert(ctx, store, fresh.slice(at, at + MOST_A_STATEMENT))
  if (added > 0) ctx.wake()
  return added
}

const keyOf = ({ source, dedupeKey }: Hint): string => `${source}:${dedupeKey}`

/** The key is written with the message, in one statement: either both are there or none. */
async function insert(ctx: FlowContext, store: string, hints: readonly (readonly [string, Hint])[]): Promise<number> {
  const rows = hints.map(([key, { connection, source, entity, entityKey, eventType }], n) => ({
    n,
    connection,
    source,
    key,
    entity,
    entity_key: entityKey,
    type: eventType,
  }))
  const now = ctx.clock.now().toISOString()
  const inserted = await ctx.db.execute(sql`
    with heard as materialized (
      select * from json_to_recordset(${JSON.stringify(rows)}::json)
        as h(n integer, connection text, source text, key text, entity text, entity_key text, type text)),
    fresh as (
      insert into inbox_keys (store, dedupe_key, received_at)
      select ${store}::text, key, ${now}::timestamptz from heard on conflict do nothing returning dedupe_key as key)
    insert into inbox (store, connection, source, dedupe_key, entity, entity_key, event_type, received_at, due_at)
    select ${store}::text, connection, source, key, entity, entity_key, type, ${now}::timestamptz, ${now}::timestamptz
    from heard join fresh using (key) order by n returning id`)
  return inserted.length
}
