import type { FlowContext } from '../context.ts'
import { HELD_WAIT_MS, holdTransfer, later, releaseTransfer, type TransferRow } from './hold-transfer.ts'
import { dropRefused } from './owe-effects.ts'

/**
 * What the source says last of an order: it is acknowledged, or it is gone. Gone, and in the ERP: a person has to undo it
 * there; that closes itself once the ERP has cancelled it. In the transaction of ctx, which holds the row.
 */
export async function endTransfer(
  ctx: FlowContext,
  row: TransferRow,
  { outcome, reason }: { readonly outcome: 'acknowledged' | 'gone'; readonly reason: string },
): Promise<void> {
  const acknowledgedAt = ctx.clock.now()
  await dropRefused(ctx, row, 'the order is over where it came from')
  if (row.erpId === null) {
    const why = outcome === 'gone' ? `it never got to the ERP: ${reason}` : 'somebody else has taken it'
    return await releaseTransfer(ctx, row, { state: 'gone', reason: why, acknowledgedAt, dueAt: null })
  }
  if (outcome === 'acknowledged')
    return await releaseTransfer(ctx, row, {
      state: 'acknowledged',
      reason: `in the ERP as ${row.erpNumber}, acknowledged`,
      acknowledgedAt,
      dueAt: null,
    })
  const problem = {
    store: row.store,
    connection: row.connection,
    cause: `transfer_gone:${row.connection}:${row.number}`,
    title: `Order ${row.number} is in the ERP as ${row.erpNumber}, and cancelled or gone where it came from.`,
    remedy: `Cancel ${row.erpNumber} in the ERP: this closes by itself then. If the order is to stay, close it with "Try again".`,
    detail: reason,
  }
  await holdTransfer(ctx, row, [problem], { state: 'gone', acknowledgedAt, dueAt: later(ctx, HELD_WAIT_MS) })
}
