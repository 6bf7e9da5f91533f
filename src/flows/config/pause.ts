import { eq } from 'drizzle-orm'
import { connections, stores } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'

export interface PauseInput {
  readonly kind: 'store' | 'connection'
  readonly code: string
  readonly reason: string
}

/** Nothing is sent to it and, for a store, no task runs until it is resumed; what happens meanwhile is kept and waits. */
export async function pause(ctx: FlowContext, input: PauseInput): Promise<{ readonly message: string }> {
  const reason = maskText(input.reason.trim().slice(0, 500))
  if (!reason) throw new UserError('A reason is needed: it is what others will read later.')
  return await change(ctx, { ...input, reason }, true)
}

/** What has waited goes on at once. @param input.reason may be empty. */
export const resume = (ctx: FlowContext, input: PauseInput): Promise<{ readonly message: string }> =>
  change(ctx, { ...input, reason: maskText(input.reason.trim().slice(0, 500)) }, false)

async function change(
  ctx: FlowContext,
  { kind, code, reason }: PauseInput,
  paused: boolean,
): Promise<{ readonly message: string }> {
  requireRole(ctx, 'operate')
  const subject = `${kind} ${code}`
  return await inTransaction(ctx, async tx => {
    const row = await lock(tx, kind, code)
    if (!row) throw new UserError(`There is no ${subject}. "orderbridge doctor" lists what is configured.`)
    requireRole(ctx, 'operate', row.store)
    if ((row.pausedAt !== null) === paused) return { message: `${capital(subject)} is ${state(paused)} already.` }
    const now = tx.clock.now()
    const values = { pausedAt: paused ? now : null, pausedReason: paused ? reason : null, updatedAt: now }
    if (kind === 'store') await tx.db.update(stores).set(values).where(eq(stores.code, code))
    else await tx.db.update(connections).set(values).where(eq(connections.code, code))
    await writeAudit(tx, {
      store: row.store,
      action: `${kind}.${paused ? 'pause' : 'resume'}`,
      subject,
      before: { paused: !paused, reason: row.pausedReason },
      after: { paused },
      reason: reason || null,
    })
    tx.wake()
    return { message: `${capital(subject)} is ${state(paused)}.` }
  })
}

const state = (paused: boolean): string => (paused ? 'paused' : 'running')
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

async function lock({ db }: FlowContext, kind: PauseInput['kind'], code: string) {
  const [row] =
    kind === 'store'
      ? await db
          .select({ store: stores.code, pausedAt: stores.pausedAt, pausedReason: stores.pausedReason })
          .from(stores)
          .where(eq(stores.code, code))
          .for('update')
      : await db
          .select({ store: connections.store, pausedAt: connections.pausedAt, pausedReason: connections.pausedReason })
          .from(connections)
          .where(eq(connections.code, code))
          .for('update')
  return row
}
