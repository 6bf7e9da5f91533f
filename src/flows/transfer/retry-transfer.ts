import { and, eq, inArray } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { schedules } from '../../db/schema/operations.ts'
import { transfers } from '../../db/schema/transfers.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { taskOf } from './ask-source.ts'
import { changeTransfer, type TransferRow } from './hold-transfer.ts'
import { ACKNOWLEDGE, messageKey, WRITE } from './owe-effects.ts'

/** What is held is planned anew; what is in the ERP and not acknowledged is acknowledged again. The rest goes by itself. */
export const mayRetry = ({ state }: Pick<TransferRow, 'state'>): boolean =>
  state === 'heard' || state === 'held' || state === 'written'

/**
 * Has one order of another system looked at now, instead of when its time comes. Nothing is written twice: where it is not
 * known what became of a message, that has to be found out first.
 * @throws UserError when there is nothing to try
 */
export async function retryTransfer(
  ctx: FlowContext,
  input: { readonly store: string; readonly transferId: number },
): Promise<{ readonly number: string }> {
  const { store, transferId } = input
  requireRole(ctx, 'operate', store)
  return await inTransaction(ctx, async tx => {
    const row = await lockOwn(tx, input)
    const { number } = row
    if (!mayRetry(row)) throw new UserError(`Order ${number} is ${row.reason || row.state}: there is nothing to try.`)
    await refuseUnknown(tx, row)
    const now = tx.clock.now()
    await changeTransfer(tx, transferId, { dueAt: now })
    await tx.db
      .update(schedules)
      .set({ nextAt: now })
      .where(and(eq(schedules.store, store), eq(schedules.task, taskOf(row.connection))))
    await writeAudit(tx, {
      store,
      action: 'transfer.retry',
      subject: `order ${number} of ${row.connection}`,
      before: { state: row.state },
    })
    tx.wake()
    return { number }
  })
}

async function lockOwn(ctx: FlowContext, input: { readonly store: string; readonly transferId: number }) {
  const [row] = await ctx.db
    .select()
    .from(transfers)
    .where(and(eq(transfers.id, input.transferId), eq(transfers.store, input.store)))
    .for('update')
  if (!row) throw new UserError(`Store ${input.store} has no such order of another system.`)
  return row
}

async function refuseUnknown(ctx: FlowContext, { id, number }: TransferRow): Promise<void> {
  const [held] = await ctx.db
    .select({ kind: outbox.kind, state: outbox.state })
    .from(outbox)
    .where(
      and(
        inArray(outbox.idempotencyKey, [messageKey(WRITE, id), messageKey(ACKNOWLEDGE, id)]),
        inArray(outbox.state, ['pending', 'sending', 'retrying', 'verifying', 'held']),
      ),
    )
  if (held?.state === 'held')
    throw new UserError(
      `Nobody knows what became of the last try of order ${number}. Look in the ERP, then decide with the message below.`,
    )
  if (held) throw new UserError(`Order ${number} is under way already.`)
}
