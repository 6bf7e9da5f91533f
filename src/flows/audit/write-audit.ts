import { eq, sql } from 'drizzle-orm'
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
  await ctx.db.transaction(async tx => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('orderbridge-audit'), hashtext(${note.store}))`)
    const [head] = await tx.select().from(auditHeads).where(eq(auditHeads.store, note.store))
    const entry = {
      store: note.store,
      seq: (head?.seq ?? 0) + 1,
      at: ctx.clock.now(),
      actor: maskText(nameOf(ctx.actor)),
      actorId: idOf(ctx.actor),
      action: note.action,
      subject: note.subject,
      before: plain(note.before),
      after: plain(note.after),
      reason: note.reason ? maskText(note.reason) : null,
      previousHash: head?.hash ?? GENESIS,
    }
    const hash = hashEntry(entry)
    await tx.insert(audit).values({ ...entry, hash })
    const { store, seq } = entry
    await tx
      .insert(auditHeads)
      .values({ store, seq, hash })
      .onConflictDoUpdate({ target: auditHeads.store, set: { seq, hash } })
  })
}

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
