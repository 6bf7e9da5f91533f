import { inbox } from '../../db/schema/messages.ts'
import type { Hint } from '../../domain/hint.ts'
import type { FlowContext } from '../context.ts'

/** @returns how many were new; known ones are dropped by their key. At most 1,000 a statement. */
export async function receiveHints(ctx: FlowContext, store: string, hints: readonly Hint[]): Promise<number> {
  let added = 0
  for (let at = 0; at < hints.length; at += 1000) {
    const now = ctx.clock.now()
    const rows = hints.slice(at, at + 1000).map(hint => ({
      store,
      connection: hint.connection ?? null,
      source: hint.source,
      dedupeKey: `${hint.source}:${hint.dedupeKey}`,
      entity: hint.entity,
      entityKey: hint.entityKey,
      eventType: hint.eventType,
      receivedAt: now,
      dueAt: now,
    }))
    const inserted = await ctx.db.insert(inbox).values(rows).onConflictDoNothing().returning({ id: inbox.id })
    added += inserted.length
  }
  if (added > 0) ctx.wake()
  return added
}
