import type { LineQuantity } from '../../domain/document-items.ts'
import type { FollowUp } from '../../domain/fulfilment.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { FlowContext } from '../context.ts'
import type { FollowUpRow } from '../erp/take-follow-up.ts'
import type { OrderRow } from '../order/hear-orders.ts'
import { money, publishEvent } from './publish-event.ts'

const TYPES = { shipment: 'order.shipped', invoice: 'order.invoiced', credit_note: 'order.refunded' } as const

export interface Followed {
  readonly row: OrderRow
  readonly order: CanonicalOrder
  readonly stored: FollowUpRow
  readonly followUp: FollowUp
  readonly lines: readonly LineQuantity[]
}

/** Tells others of a delivery, an invoice or a credit note that the ERP made. */
export async function publishFollowUp(ctx: FlowContext, followed: Followed): Promise<void> {
  const { row, order, stored, followUp, lines } = followed
  const { kind, erpId, erpNumber, date, total, currency, tracking } = followUp
  const document = {
    ...{ connection: stored.connection, key: erpId, number: erpNumber, date },
    lines: lines.map(({ itemId, quantity }) => ({
      itemId,
      sku: order.lines.find(line => line.id === itemId)?.sku,
      quantity,
    })),
    ...(kind === 'shipment'
      ? { tracking: tracking.map(({ number }) => number) }
      : { total: { amount: money(total), currency } }),
  }
  await publishEvent(ctx, { type: TYPES[kind], order: row, which: String(stored.id), data: { document } })
}
