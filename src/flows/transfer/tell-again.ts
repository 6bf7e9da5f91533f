import { type FlowContext, inTransaction } from '../context.ts'
import { changeTransfer, HELD_WAIT_MS, holdTransfer, later, lockTransfer, type TransferRow } from './hold-transfer.ts'
import { ACKNOWLEDGE, owe } from './owe-effects.ts'

/** Acknowledged so often and still waiting: saying it once more does not help. */
const MAX_TIMES = 3

/**
 * The source lists an order that is in the ERP: the acknowledgement was given up, or the source has forgotten it. It is
 * acknowledged again and never written again. @returns whether something was done
 */
export async function tellAgain(
  ctx: FlowContext,
  { id, state }: TransferRow,
  { startedAt }: { readonly startedAt: Date },
): Promise<boolean> {
  if (state === 'planned') return false
  return await inTransaction(ctx, async tx => {
    const row = await lockTransfer(tx, id)
    if (row.erpId === null || row.erpNumber === null) return await takeUp(tx, row, startedAt)
    const erp = { id: row.erpId, number: row.erpNumber }
    const isGivenUp = row.state === 'written' && row.dueAt !== null && row.dueAt <= tx.clock.now()
    if (row.state === 'written' ? !isGivenUp : !wasOver(row, startedAt)) return false
    if (row.acknowledgements >= MAX_TIMES) return await giveUp(tx, row)
    const payload = { transferId: id, key: row.key, number: row.number, erp }
    if (!(await owe(tx, ACKNOWLEDGE, row, payload))) return false
    await changeTransfer(tx, id, {
      state: 'written',
      reason: `in the ERP as ${erp.number}, waits again where it came from`,
      acknowledgements: row.acknowledgements + (isGivenUp ? 0 : 1),
      dueAt: null,
    })
    return true
  })
}

/** A list that was read while the order was acknowledged says nothing. */
const wasOver = ({ acknowledgedAt }: TransferRow, startedAt: Date): boolean =>
  acknowledgedAt !== null && acknowledgedAt < startedAt

/** It was cancelled before the ERP had it, and waits again: from the beginning. */
async function takeUp(ctx: FlowContext, row: TransferRow, startedAt: Date): Promise<boolean> {
  if (row.state !== 'gone' || !wasOver(row, startedAt)) return false
  await changeTransfer(ctx, row.id, { state: 'heard', reason: '', dueAt: ctx.clock.now() })
  return true
}

async function giveUp(ctx: FlowContext, row: TransferRow): Promise<boolean> {
  if (row.dueAt !== null && row.dueAt > ctx.clock.now()) return false
  const problem = {
    store: row.store,
    connection: row.connection,
    cause: `transfer_returns:${row.connection}:${row.number}`,
    title: `Order ${row.number} is in the ERP as ${row.erpNumber}, was acknowledged ${MAX_TIMES} times and still waits where it came from.`,
    remedy: 'Check source.acknowledge of the connection, or mark the order there by hand. It is not written again.',
  }
  await holdTransfer(ctx, row, [problem], { state: row.state, dueAt: later(ctx, HELD_WAIT_MS) })
  return true
}
