import { and, eq } from 'drizzle-orm'
import { inbox } from '../../db/schema/messages.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { NotConfigured } from '../config/remotes.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'

type Row = typeof inbox.$inferSelect

/** What waits is read at its time or now; of what is through, a hint can be read again, and a delivery has no body any more. */
export const mayReadAgain = ({
  entity,
  isThrough,
}: {
  readonly entity: string
  readonly isThrough: boolean
}): boolean => !isThrough || entity !== 'delivery'

/**
 * Has an inbox message read now: one that waits before its time, one that is through once more. It does no harm: a hint
 * says where to look, and what is known already comes to nothing. Pressing twice is pressing once.
 * @param input.tries how often it was read when the person looked; read since, it is left alone
 */
export async function readAgain(
  ctx: FlowContext,
  input: { readonly store: string; readonly messageId: number; readonly reason: string; readonly tries?: number },
): Promise<{ readonly message: string }> {
  const { store, messageId } = input
  requireRole(ctx, 'operate', store)
  const reason = maskText(input.reason.trim().slice(0, 500))
  if (!reason) throw new UserError('A reason is needed: it is what others will read later.')
  return await inTransaction(ctx, async tx => {
    const row = await lockOwn(tx, input)
    if (input.tries !== undefined && row.attempts !== input.tries)
      return { message: `Inbox message ${messageId} was read meanwhile.` }
    const now = tx.clock.now()
    const isLeased = row.leaseUntil !== null && row.leaseUntil > now
    if (row.dueAt !== null && (isLeased || row.dueAt <= now))
      return { message: `Inbox message ${messageId} is read within seconds.` }
    await refuseUseless(tx, row)
    // The number of tries goes on: a worker that slept past its lease knows its own by it. Why one waits stays, what came of it not.
    await tx.db
      .update(inbox)
      .set({ dueAt: now, leaseUntil: null, processedAt: null, outcome: row.dueAt === null ? null : row.outcome })
      .where(and(eq(inbox.id, row.id), eq(inbox.receivedAt, row.receivedAt)))
    await writeAudit(tx, {
      store,
      action: 'inbox.read_again',
      subject: `inbox message ${messageId} (${row.entity} ${row.entityKey || row.eventType})`,
      before: { outcome: row.outcome, processedAt: row.processedAt, dueAt: row.dueAt },
      reason,
    })
    tx.wake()
    return { message: `Inbox message ${messageId} is read within seconds.` }
  })
}

async function lockOwn(ctx: FlowContext, input: { readonly store: string; readonly messageId: number }): Promise<Row> {
  const [row] = await ctx.db
    .select()
    .from(inbox)
    .where(and(eq(inbox.id, input.messageId), eq(inbox.store, input.store)))
    .for('update')
  if (row) return row
  throw new UserError(
    `There is no inbox message ${input.messageId} in store ${input.store}: it may be forgotten by now.`,
  )
}

/** @throws UserError where reading it would bring nothing, or would fail for ever */
async function refuseUseless(ctx: FlowContext, { id, entity, connection, dueAt }: Row): Promise<void> {
  if (!mayReadAgain({ entity, isThrough: dueAt === null }))
    throw new UserError(
      `Inbox message ${id} was taken apart, and its body dropped. Read the orders again that it was about: each is an inbox message of its own.`,
    )
  if (connection === null) return
  await ctx.remotes.connection(connection).catch((error: unknown) => {
    if (!(error instanceof NotConfigured)) throw error
    throw new UserError(
      `Inbox message ${id} came from connection ${connection}, which was removed: nobody can be asked.`,
    )
  })
}
