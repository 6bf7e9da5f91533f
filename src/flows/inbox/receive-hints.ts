import { type SQLWrapper, sql } from 'drizzle-orm'
import type { Hint } from '../../domain/hint.ts'
import { type FlowContext, inTransaction } from '../context.ts'

const MOST_A_STATEMENT = 1_000

/**
 * @param along a write that says that they were received: it is committed with them, in the same statement
 * @returns how many were new; known ones are dropped by their key.
 */
export async function receiveHints(
  ctx: FlowContext,
  store: string,
  hints: readonly Hint[],
  along?: SQLWrapper,
): Promise<number> {
  const known = new Map<string, Hint>()
  for (const hint of hints) if (!known.has(keyOf(hint))) known.set(keyOf(hint), hint)
  const fresh = [...known]
  if (fresh.length > MOST_A_STATEMENT)
    return await inTransaction(ctx, async tx => {
      const first = await insert(tx, store, fresh.slice(0, MOST_A_STATEMENT))
      const rest = fresh.slice(MOST_A_STATEMENT).map(([, hint]) => hint)
      return first + (await receiveHints(tx, store, rest, along))
    })
  if (fresh.length === 0) {
    if (along) await ctx.db.execute(along)
    return 0
  }
  const added = await insert(ctx, store, fresh, along)
  if (added > 0) ctx.wake()
  return added
}

const keyOf = ({ source, dedupeKey }: Hint): string => `${source}:${dedupeKey}`

/** The key is written with the message, in one statement: either both are there or none. */
async function insert(
  ctx: FlowContext,
  store: string,
  hints: readonly (readonly [string, Hint])[],
  along?: SQLWrapper,
): Promise<number> {
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
    ${along ? sql`along as ${along},` : sql``}
    fresh as (
      insert into inbox_keys (store, dedupe_key, received_at)
      select ${store}::text, key, ${now}::timestamptz from heard on conflict do nothing returning dedupe_key as key)
    insert into inbox (store, connection, source, dedupe_key, entity, entity_key, event_type, received_at, due_at)
    select ${store}::text, connection, source, key, entity, entity_key, type, ${now}::timestamptz, ${now}::timestamptz
    from heard join fresh using (key) order by n returning id`)
  return inserted.length
}
