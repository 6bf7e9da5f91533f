import { is, sql } from 'drizzle-orm'
import { PgTransaction } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { audit, auditHeads } from '../../db/schema/operations.ts'
import { type Actor, type FlowContext, nameOf } from '../context.ts'
import { maskText } from '../view/mask.ts'
import { GENESIS, hashEntry } from './hash-entry.ts'

/** The chain of what belongs to no single store. */
export const EVERY_STORE = '*'

export interface AuditNote {
  /** Whose chain it goes into: a store's code, or EVERY_STORE. */
  readonly store: string
  /** "order.skip", "connection.pause" */
  readonly action: string
  /** "order:100000012", "connection b1" */
  readonly subject: string
  /** Only what changed, as JSON. Neither secrets nor personal data: ids, states and settings. */
  readonly before?: unknown
  readonly after?: unknown
  /** What the person typed; addresses and the like in it are masked. */
  readonly reason?: string | null | undefined
}

/**
 * Writes down who did what, in the transaction of ctx, as the next link of the store's chain. From here to the commit
 * nobody else writes into this chain: call it last, after every other lock, so that nobody waits in a circle.
 */
export async function writeAudit(ctx: Pick<FlowContext, 'db' | 'clock' | 'actor'>, note: AuditNote): Promise<void> {
  if (is(ctx.db, PgTransaction)) await addLink(ctx, note)
  else await ctx.db.transaction(db => addLink({ ...ctx, db }, note))
}

/** Two trips: the head is locked and read, then the entry is added and the head moved. */
async function addLink({ db, clock, actor }: Pick<FlowContext, 'db' | 'clock' | 'actor'>, note: AuditNote) {
  const [row] = await db.execute(sql`select seq, hash from lock_audit_head(${note.store})`)
  const head = row ? headSchema.parse(row) : { seq: 0, hash: GENESIS }
  const entry = {
    store: note.store,
    seq: head.seq + 1,
    at: clock.now(),
    actor: maskText(nameOf(actor)),
    actorId: idOf(actor),
    action: note.action,
    subject: note.subject,
    before: plain(note.before),
    after: plain(note.after),
    reason: note.reason ? maskText(note.reason) : null,
    previousHash: head.hash,
  }
  const hash = hashEntry(entry)
  const { store, seq } = entry
  const moved = db
    .insert(auditHeads)
    .values({ store, seq, hash })
    .onConflictDoUpdate({ target: auditHeads.store, set: { seq, hash } })
  await db.execute(sql`with moved as ${moved}, added as ${db.insert(audit).values({ ...entry, hash })} select`)
}

const headSchema = z.object({ seq: z.coerce.number(), hash: z.string() })

/** As the database gives it back: without undefined, dates as text. */
const plain = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)))

function idOf(actor: Actor): string {
  switch (actor.kind) {
    case 'admin_user':
      return `admin_user ${actor.id}`
    case 'erp_callback':
      return `erp_callback ${actor.connection}`
    case 'magento_event':
      return `magento_event ${actor.source}`
    case 'job':
      return `job ${actor.task}`
    case 'cli':
      return `cli ${actor.user}`
  }
}
