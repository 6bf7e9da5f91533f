import type { orders, salesDocuments } from '../../db/schema/orders.ts'
import type { SalesDocumentState } from '../../domain/fulfilment.ts'
import type { SyncState } from '../../magento/contract.ts'
import type { FlowContext } from '../context.ts'
import { money, publishEvent } from '../event/publish-event.ts'
import { type Effect, enqueueNewest, orderQueue } from '../outbox/enqueue.ts'

const MESSAGES: Readonly<Record<SalesDocumentState, string>> = {
  draft: 'waits for an approval in the ERP',
  open: 'in the ERP',
  confirmed: 'confirmed by the ERP',
  closed: 'closed in the ERP',
  canceled: 'cancelled in the ERP',
}

interface Announced {
  readonly order: typeof orders.$inferSelect
  readonly document: typeof salesDocuments.$inferSelect
}

/**
 * Tells Magento where the order stands in the ERP: sync state always, a status where the connection maps one. And others,
 * once the ERP has taken it.
 */
export async function announceSalesDocument(
  ctx: FlowContext,
  { order, document }: Announced,
  state: SalesDocumentState,
): Promise<void> {
  const connection = await ctx.remotes.connection(document.connection)
  if (state !== 'draft' && state !== 'canceled') await publishConfirmed(ctx, { order, document })
  const queue = orderQueue(order.id)
  const syncState: SyncState = {
    connection: connection.code,
    connectionName: connection.name,
    erpDocumentId: document.erpId ?? '',
    erpDocumentNumber: document.erpNumber ?? '',
    state,
    message: MESSAGES[state],
    syncedAt: ctx.clock.now().toISOString(),
  }
  // A document that is closed and opened again gets to the same state twice; the caller tells each change once.
  const key = `${document.orderbridgeId}:${document.erpId}:${state}@${ctx.clock.now().toISOString()}`
  const place = { store: order.store, orderId: order.id, queue }
  const sync: Effect = {
    ...place,
    kind: 'magento.sync_state',
    idempotencyKey: `${connection.code}:${key}:sync`,
    payload: { magentoOrderId: order.magentoId, states: [syncState] },
  }
  const status =
    state === 'draft' || state === 'open' || state === 'confirmed' ? connection.policies.statuses[state] : undefined
  const newer = 'a newer state is sent instead'
  if (!status) return await enqueueNewest(ctx, [sync], newer)
  const what = state === 'draft' ? MESSAGES[state] : `is ${MESSAGES[state]}`
  const comment = `${connection.name}: sales document ${document.erpNumber} ${what}.`
  const told: Effect = {
    ...place,
    kind: 'magento.status',
    idempotencyKey: `${connection.code}:${key}:status`,
    payload: { magentoOrderId: order.magentoId, status, comment },
  }
  await enqueueNewest(ctx, [sync, told], newer)
}

/** Once for each document: an approved draft is another one. */
async function publishConfirmed(ctx: FlowContext, { order, document }: Announced): Promise<void> {
  const { id, connection, erpId, erpNumber, total, currency } = document
  const salesDocument = {
    ...{ connection, key: erpId, number: erpNumber },
    ...(total !== null && { total: { amount: money(total), currency } }),
  }
  await publishEvent(ctx, { type: 'order.confirmed', order, which: `${id}:${erpId}`, data: { salesDocument } })
}
