import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'
import type { OrderRow } from './list-orders.ts'
import { describeFilter, type OrderFilter } from './order-filter.ts'
import { walkOrders } from './walk-orders.ts'

/** A file of more is for a report on the database, not for a spreadsheet (which holds 1,048,576 rows). */
export const MOST_EXPORTED = 1_000_000

export interface OrderExport {
  readonly stores: readonly string[]
  readonly filter: OrderFilter
  /** Names of what the file tells of each order, for the audit. */
  readonly columns: readonly string[]
  /** Absent: MOST_EXPORTED. */
  readonly most?: number
}

export interface ExportedPage {
  readonly rows: readonly OrderRow[]
  /** This is the last page, and there would have been more. */
  readonly cut: boolean
}

/**
 * The orders that match, to take away. The audit of each store says so before the first row is given: a download that
 * breaks off has been seen as well.
 * @throws RoleMissing; UserError on Cloudflare
 */
export async function exportOrders(ctx: FlowContext, input: OrderExport): Promise<AsyncGenerator<ExportedPage>> {
  const { stores, filter, columns, most = MOST_EXPORTED } = input
  for (const store of stores) requireRole(ctx, 'view', store)
  // There the connection to the database ends with the head of the answer (worker.ts).
  if (ctx.webOnly)
    throw new UserError('This address makes no large files. Open the page on the Node server and export there.')
  await inTransaction(ctx, async tx => {
    for (const store of stores.toSorted())
      await writeAudit(tx, {
        store,
        action: 'orders.export',
        subject: 'orders',
        after: { filter: describeFilter(filter), columns },
      })
  })
  return pagesOf(ctx, { stores, filter, most })
}

async function* pagesOf(ctx: FlowContext, input: Required<Omit<OrderExport, 'columns'>>): AsyncGenerator<ExportedPage> {
  let given = 0
  for await (const rows of walkOrders(ctx, input)) {
    const room = input.most - given
    const cut = rows.length > room
    yield { rows: cut ? rows.slice(0, room) : rows, cut }
    if (cut) return
    given += rows.length
  }
}
