import { and, eq, inArray, isNull, like, or } from 'drizzle-orm'
import { drifts } from '../../db/schema/ledger.ts'
import { salesDocuments } from '../../db/schema/orders.ts'
import type { SalesDocument } from '../../domain/fulfilment.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'

/** Live sales documents that carry a key of ours and are not the ones that we remember, by key. */
export type Strays = ReadonlyMap<string, readonly SalesDocument[]>

const BATCH = 500

/**
 * What people entered or copied in the ERP with our key since then. Only the ids of what changed are listed; documents
 * are read when we do not know them, which is rare.
 */
export async function findStrays(ctx: FlowContext, connection: ConnectionSetup, since: Date): Promise<Strays> {
  const erp = await ctx.remotes.erp(connection.code)
  const { changes } = await erp.readChanges(undefined, since)
  const changed = changes.filter(change => change.entity === 'sales_document').map(change => change.erpId)
  const ids = [...new Set([...changed, ...(await foundBefore(ctx, connection))])]
  const strays = new Map<string, SalesDocument[]>()
  for (let at = 0; at < ids.length; at += BATCH) {
    const unknown = await withoutKnown(ctx, connection, ids.slice(at, at + BATCH))
    const documents = unknown.length > 0 ? await erp.readSalesDocuments(unknown) : []
    for (const document of documents) {
      const key = document.orderbridgeId
      // Closed drafts are the paper of an order that is there; other stores may book into the same company.
      const isOver =
        document.state === 'canceled' || (document.state === 'closed' && document.erpId.startsWith('draft:'))
      if (isOver || key === undefined || magentoIdOf(connection.store, key) === undefined) continue
      strays.set(key, [...(strays.get(key) ?? []), document])
    }
  }
  return strays
}

/** Those of the open drifts, however long ago they were changed: "double:b1:1057", "ownerless:b1:1057". */
async function foundBefore(ctx: FlowContext, { store, code }: ConnectionSetup): Promise<string[]> {
  const rows = await ctx.db
    .select({ what: drifts.what })
    .from(drifts)
    .where(
      and(
        eq(drifts.store, store),
        isNull(drifts.closedAt),
        or(like(drifts.what, `double:${code}:%`), like(drifts.what, `ownerless:${code}:%`)),
      ),
    )
  return rows.map(({ what }) => what.split(':').slice(2).join(':'))
}

async function withoutKnown(ctx: FlowContext, { code }: ConnectionSetup, ids: readonly string[]): Promise<string[]> {
  const rows = await ctx.db
    .select({ erpId: salesDocuments.erpId })
    .from(salesDocuments)
    .where(and(eq(salesDocuments.connection, code), inArray(salesDocuments.erpId, [...ids])))
  const known = new Set(rows.map(row => row.erpId))
  return ids.filter(id => !known.has(id))
}

/** The order that a key names; undefined for keys of other stores and for what only looks like one. */
export function magentoIdOf(store: string, key: string): number | undefined {
  const digits = key.startsWith(`${store}-`) ? key.slice(store.length + 1) : ''
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined
}
