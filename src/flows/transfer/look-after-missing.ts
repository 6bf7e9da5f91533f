import { and, asc, eq, isNotNull, lte, ne } from 'drizzle-orm'
import { transfers } from '../../db/schema/transfers.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { ErpConnector, ErpSource, SourceState } from '../../erp/connector.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { isAway } from '../problem/report-remote-failure.ts'
import { SourceAway } from './ask-source.ts'
import { endTransfer } from './end-transfer.ts'
import {
  changeTransfer,
  HELD_WAIT_MS,
  holdTransfer,
  later,
  lockTransfer,
  openCauses,
  releaseTransfer,
  type TransferRow,
} from './hold-transfer.ts'
import { mayPlan } from './owe-effects.ts'

const MAX_ROWS = 50

interface Sides {
  readonly connection: { readonly code: string }
  readonly erp: ErpConnector
  readonly source: ErpSource
}

/**
 * Orders that are not done and that the source does not list any more: cancelled there, taken by somebody else, or
 * acknowledged by hand. And orders that were cancelled there and are in the ERP: over once the ERP has cancelled them.
 * @returns how many are over
 */
export async function lookAfterMissing(
  ctx: FlowContext,
  { connection, erp, source }: Sides,
  listed: ReadonlySet<string>,
): Promise<number> {
  const rows = await ctx.db
    .select()
    .from(transfers)
    .where(
      and(
        eq(transfers.connection, connection.code),
        ne(transfers.state, 'planned'),
        isNotNull(transfers.dueAt),
        lte(transfers.dueAt, ctx.clock.now()),
      ),
    )
    .orderBy(asc(transfers.dueAt))
  const missing = rows.filter(({ key }) => !listed.has(key)).slice(0, MAX_ROWS)
  let ended = 0
  for (const row of missing) if (await settleMissing(ctx, { erp, source }, row)) ended += 1
  return ended
}

async function settleMissing(
  ctx: FlowContext,
  { erp, source }: Pick<Sides, 'erp' | 'source'>,
  row: TransferRow,
): Promise<boolean> {
  // It was acknowledged and came again all the same: it does not any more.
  if (row.state === 'acknowledged') return await settle(ctx, row, tx => releaseTransfer(tx, row, { dueAt: null }))
  if (row.state === 'gone') {
    const isUndone = await isCanceled(erp, row)
    const isAccepted = (await openCauses(ctx, row.store, row.causes)).size === 0
    const reason = `cancelled where it came from, ${isUndone ? `and ${row.erpNumber}` : `${row.erpNumber} stays`} in the ERP`
    const change = { reason, dueAt: null, undoneAt: isUndone ? ctx.clock.now() : null }
    if (isUndone || isAccepted) return await settle(ctx, row, tx => releaseTransfer(tx, row, change))
  } else if (row.state === 'written' || (await mayPlan(ctx, row.id))) {
    const state = await stateOf(source, row)
    const reason = 'it is cancelled there, or not there any more'
    if (state !== 'waiting') return await settle(ctx, row, tx => endTransfer(tx, row, { outcome: state, reason }))
  }
  await passOver(ctx, row)
  return false
}

const UNLISTED = 'it waits, and the list of waiting orders does not name it'

/** A list that moved while it was read may have hidden it; twice is no accident. What is held has its problem already. */
async function passOver(ctx: FlowContext, row: TransferRow): Promise<void> {
  const { store, connection, number, reason } = row
  const dueAt = later(ctx, HELD_WAIT_MS)
  if (row.state !== 'heard') return await changeTransfer(ctx, row.id, { dueAt })
  if (reason !== UNLISTED) return await changeTransfer(ctx, row.id, { dueAt, reason: UNLISTED })
  const problem = {
    store,
    connection,
    cause: `transfer_unlisted:${connection}:${number}`,
    title: `Order ${number} waits, and the list of waiting orders does not name it any more.`,
    remedy: 'Its status may have changed: let source.waiting list it, or enter it by hand and acknowledge it there.',
  }
  await settle(ctx, row, tx => holdTransfer(tx, row, [problem], { dueAt }))
}

/** @returns whether the row is still as it was found: somebody else may have taken it on. */
async function settle(ctx: FlowContext, row: TransferRow, work: (tx: FlowContext) => Promise<void>): Promise<boolean> {
  return await inTransaction(ctx, async tx => {
    const current = await lockTransfer(tx, row.id)
    if (current.state !== row.state || current.updatedAt.getTime() !== row.updatedAt.getTime()) return false
    await work(tx)
    return true
  })
}

/** One that is deleted as well. An ERP whose documents cannot be read tells by our key whether there is one. */
async function isCanceled(erp: ErpConnector, { erpId, orderbridgeId }: TransferRow): Promise<boolean> {
  if (erpId === null || orderbridgeId === null) return false
  try {
    const [document] = await erp.readSalesDocuments([erpId])
    if (document) return document.state === 'canceled'
    return !(await erp.findSalesDocuments([orderbridgeId])).has(orderbridgeId)
  } catch (error) {
    if (!(error instanceof RemoteError) || isAway(error)) throw error
    // With this document alone something is wrong: it waits, and holds nobody else.
    return false
  }
}

async function stateOf(source: ErpSource, row: TransferRow): Promise<SourceState> {
  try {
    return await source.stateOf(row)
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    if (isAway(error)) throw new SourceAway(error)
    // With this order alone something is wrong: it waits, and what it is held for says why.
    return 'waiting'
  }
}
