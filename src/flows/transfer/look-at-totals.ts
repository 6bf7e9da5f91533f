import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { problems } from '../../db/schema/operations.ts'
import { transfers } from '../../db/schema/transfers.ts'
import { absolute, amount, compare, subtract } from '../../domain/amount.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { SalesDocument } from '../../domain/fulfilment.ts'
import type { ErpConnector } from '../../erp/connector.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { closeProblems } from '../problem/open-problem.ts'
import { isAway } from '../problem/report-remote-failure.ts'
import { changeTransfer, lockTransfer, type TransferRow } from './hold-transfer.ts'

const MAX_ROWS = 50

/** @param number of the order as people call it */
export const totalCause = (connection: string, number: string): string => `transfer_total:${connection}:${number}`

/**
 * Sales documents that came to another total than their order, as long as that is a problem: what somebody corrected in the
 * ERP is the total of the ledger from then on, and closes the problem once it agrees.
 * @returns how many do now
 */
export async function lookAtTotals(
  ctx: FlowContext,
  { connection, erp }: { readonly connection: ConnectionSetup; readonly erp: ErpConnector },
): Promise<number> {
  const rows = await ctx.db
    .select({ row: transfers })
    .from(transfers)
    .innerJoin(
      problems,
      and(
        eq(problems.store, transfers.store),
        isNull(problems.closedAt),
        eq(problems.cause, sql`'transfer_total:' || ${transfers.connection} || ':' || ${transfers.number}`),
      ),
    )
    .where(and(eq(transfers.connection, connection.code), isNotNull(transfers.erpId)))
    .orderBy(asc(transfers.writtenAt))
    .limit(MAX_ROWS)
  if (rows.length === 0) return 0
  const documents = await readEach(
    erp,
    rows.flatMap(({ row }) => row.erpId ?? []),
  )
  const told = new Map(documents.map(document => [document.erpId, document]))
  let settled = 0
  for (const { row } of rows) {
    const document = told.get(row.erpId ?? '')
    if (document && (await take(ctx, connection, row, document))) settled += 1
  }
  return settled
}

/** One that the ERP refuses to give holds nobody else. */
async function readEach(erp: ErpConnector, ids: readonly string[]): Promise<readonly SalesDocument[]> {
  try {
    return await erp.readSalesDocuments(ids)
  } catch (error) {
    if (!(error instanceof RemoteError) || isAway(error)) throw error
    const each: SalesDocument[] = []
    if (ids.length > 1) for (const id of ids) each.push(...(await readEach(erp, [id])))
    return each
  }
}

async function take(
  ctx: FlowContext,
  { policies }: ConnectionSetup,
  seen: TransferRow,
  { total, currency }: SalesDocument,
): Promise<boolean> {
  return await inTransaction(ctx, async tx => {
    const row = await lockTransfer(tx, seen.id)
    // Changed since the ERP was asked: what was heard may be older than that, and is asked for again with the next run.
    if (row.erpId !== seen.erpId || row.erpTotal !== seen.erpTotal) return false
    if (row.total === null || row.currency !== currency) return false
    if (row.erpTotal === null || compare(amount(row.erpTotal), total) !== 0)
      await changeTransfer(tx, row.id, { erpTotal: total })
    if (compare(absolute(subtract(total, amount(row.total))), amount(policies.tolerance)) > 0) return false
    await closeProblems(tx, row.store, [totalCause(row.connection, row.number)], 'the totals agree now')
    return true
  })
}
