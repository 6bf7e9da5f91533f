import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { receiveHints } from '../inbox/receive-hints.ts'
import { cursorMoved, readCursor } from './cursor.ts'
import { cutOver } from './poll-magento-orders.ts'

const position = z.object({ cursor: z.string() })

/**
 * Asks the ERP what changed since the cursor, as far as it can tell; what its webhooks said already is dropped later.
 * @returns nothing when the ERP cannot be asked for changes
 */
export async function pollErp(ctx: FlowContext, store: string, connection: string): Promise<Record<string, number>> {
  const erp = await ctx.remotes.erp(connection)
  const task = `erp-changes:${connection}`
  const known = await readCursor(ctx, store, task, position)
  const { changes, cursor } = await erp.readChanges(known?.cursor, await cutOver(ctx, store))
  if (cursor === undefined) return {}
  const hints = changes.map(change => ({
    source: 'erp_poll' as const,
    connection,
    dedupeKey: `${connection}:${change.entity}:${change.version}`,
    entity: change.entity,
    entityKey: change.erpId,
    eventType: `${change.entity}.changed`,
  }))
  const moved = cursor === known?.cursor ? undefined : cursorMoved(ctx, store, task, { cursor })
  const added = await receiveHints(ctx, store, hints, moved)
  return { read: changes.length, new: added }
}
