import type { FlowContext } from '../context.ts'
import { receiveHints } from '../inbox/receive-hints.ts'

/**
 * We have written to the order in Magento: what became of it there is read, never assumed. Second shipments, tracks and
 * comments do not move updated_at (contracts: magento-observed, "Reading orders"), so no poll would show it.
 * @param key unique per write
 */
export async function readBack(ctx: FlowContext, store: string, magentoOrderId: number, key: string): Promise<void> {
  await receiveHints(ctx, store, [
    {
      source: 'read_back',
      dedupeKey: `${magentoOrderId}:${key}`,
      entity: 'order',
      entityKey: String(magentoOrderId),
      eventType: 'order.updated',
    },
  ])
}
