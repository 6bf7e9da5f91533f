import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'

const rowSchema = z.object({
  id: z.coerce.number(),
  store: z.string(),
  connection: z.string().nullable(),
  source: z.string(),
  entity: z.string(),
  entity_key: z.string(),
  event_type: z.string(),
  body: z.instanceof(Uint8Array).nullable(),
  attempts: z.number(),
})
export type InboxMessage = z.infer<typeof rowSchema>

/** After a crash the next one takes over so much later. Reading twice at once is harmless. */
const LEASE_SECONDS = 45

/** Takes messages that are due, oldest first. Nobody else gets them until the lease runs out. */
export async function claimInbox(ctx: FlowContext, limit: number): Promise<InboxMessage[]> {
  const now = ctx.clock.now().toISOString()
  const rows = await ctx.db.execute(sql`
    update inbox set lease_until = ${now}::timestamptz + make_interval(secs => ${LEASE_SECONDS}), attempts = attempts + 1
    where (id, received_at) in (
      select id, received_at from inbox
      where due_at <= ${now}::timestamptz and (lease_until is null or lease_until < ${now}::timestamptz)
      order by due_at, id limit ${limit} for update skip locked)
    returning id, store, connection, source, entity, entity_key, event_type, body, attempts`)
  return rows.map(row => rowSchema.parse(row))
}
