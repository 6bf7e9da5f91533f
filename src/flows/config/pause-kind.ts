import { and, eq } from 'drizzle-orm'
import { pausedKinds } from '../../db/schema/operations.ts'
import { stores } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { effectKinds } from '../outbox/effect-kinds.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'

export interface PauseKindInput {
  readonly store: string
  /** "mail.send" */
  readonly kind: string
  readonly reason: string
}

/**
 * Messages of this kind wait in the store until it is resumed; what comes behind them in the queue of their order waits
 * too. Mails have queues of their own; alerts go out all the same (flows/outbox/claim-outbox.ts).
 */
export async function pauseKind(ctx: FlowContext, input: PauseKindInput): Promise<{ readonly message: string }> {
  const reason = maskText(input.reason.trim().slice(0, 500))
  if (!reason) throw new UserError('A reason is needed: it is what others will read later.')
  return await change(ctx, { ...input, reason }, true)
}

/** What has waited goes on at once. @param input.reason may be empty. */
export const resumeKind = (ctx: FlowContext, input: PauseKindInput): Promise<{ readonly message: string }> =>
  change(ctx, { ...input, reason: maskText(input.reason.trim().slice(0, 500)) }, false)

async function change(ctx: FlowContext, { store, kind, reason }: PauseKindInput, paused: boolean) {
  requireRole(ctx, 'operate', store)
  if (!effectKinds.has(kind))
    throw new UserError(`There is no kind "${kind.slice(0, 60)}". There are: ${[...effectKinds.keys()].join(', ')}.`)
  return await inTransaction(ctx, async tx => {
    const [known] = await tx.db.select({ code: stores.code }).from(stores).where(eq(stores.code, store)).for('update')
    if (!known) throw new UserError(`There is no store ${store}. "orderbridge doctor" lists what is configured.`)
    const subject = `${kind} of store ${store}`
    const changed = paused ? await insert(tx, { store, kind, reason }) : await remove(tx, { store, kind })
    if (!changed) return { message: `${subject}: ${paused ? 'paused' : 'running'} already.` }
    await writeAudit(tx, {
      store,
      action: paused ? 'kind.pause' : 'kind.resume',
      subject,
      before: { paused: !paused },
      after: { paused },
      reason: reason || null,
    })
    tx.wake()
    return { message: `${subject}: ${paused ? 'paused' : 'running'}.` }
  })
}

async function insert({ db, clock }: FlowContext, row: PauseKindInput): Promise<boolean> {
  const made = await db
    .insert(pausedKinds)
    .values({ ...row, pausedAt: clock.now() })
    .onConflictDoNothing()
    .returning({ kind: pausedKinds.kind })
  return made.length > 0
}

async function remove({ db }: FlowContext, { store, kind }: Omit<PauseKindInput, 'reason'>): Promise<boolean> {
  const gone = await db
    .delete(pausedKinds)
    .where(and(eq(pausedKinds.store, store), eq(pausedKinds.kind, kind)))
    .returning({ kind: pausedKinds.kind })
  return gone.length > 0
}
