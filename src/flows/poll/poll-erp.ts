import { z } from 'zod'
import { type FlowContext, inTransaction } from '../context.ts'
import { receiveHints } from '../inbox/receive-hints.ts'
import { moveCursor, readCursor } from './cursor.ts'
import { cutOver } from './poll-magento-orders.ts'

const position = z.object({ cursor: z.string() })

/**
 * Asks the ERP what changed since the cursor, as far as it can tell; what its webhooks said already is dropped later.
 * @returns nothing when the ERP cannot be asked for changes
 */
export async function pollErp(ctx: FlowContext, store: string, connection: string): Promise<Record<string, number>> {
  const erp = await ctx.remotes.erp(connection)
  const task = `erp-changes:${connection}`
  const { changes, cursor } = await erp.readChanges(
    (await readCursor(ctx, store, task, position))?.cursor,
    await cutOver(ctx, store),
  )
  if (cursor === undefined) return {}
  const added = await inTransaction(ctx, async tx => {
    const hints = changes.map(change => ({
      source: 'erp_poll' as const,
      connection,
      dedupeKey: `${connection}:${change.entity}:${change.version}`,
      entity: change.entity,
      entityKey: change.erpId,
      eventType: `${change.entity}.changed`,
    }))
    const count = await receiveHints(tx, store, hints)
    await moveCursor(tx, store, task, { cursor })
    return count
  })
  return { read: changes.length, new: added }
}
