import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { outbox } from '../../db/schema/messages.ts'
import { followUps } from '../../db/schema/orders.ts'
import type { ConnectionPolicies } from '../../domain/settings.ts'
import type { FlowContext } from '../context.ts'
import { revisionsOf } from '../outbox/enqueue.ts'
import { canonicalOf } from './canonical-of.ts'
import type { OrderRow } from './hear-orders.ts'

const ofFollowUp = z.looseObject({ followUpId: z.number(), warehouse: z.string().optional() })

/** What the policies decide of each document that is made in Magento; quantities and money are the ERP's. */
const decided: Readonly<
  Record<string, (policies: ConnectionPolicies, paymentMethod: string, warehouse: string) => object>
> = {
  'magento.invoice.create': ({ capture }, method) => ({ capture: capture.methods[method] ?? capture.default }),
  'magento.shipment.create': ({ notifyShipment, catalog }, _, warehouse) => ({
    notify: notifyShipment,
    sourceCode: new Map(Object.entries(catalog.stock.sources)).get(warehouse),
  }),
  'magento.creditmemo.create': ({ creditNotes }) => ({ online: creditNotes === 'online' }),
}

/** A document for Magento that was given up is sent as the policies are now, not as they were when it was planned. */
export async function planAnew(ctx: FlowContext, message: typeof outbox.$inferSelect, order: OrderRow): Promise<void> {
  const decide = decided[message.kind]
  const payload = ofFollowUp.safeParse(message.payload).data
  if (!decide || !payload) return
  const [followUp] = await ctx.db
    .select({ connection: followUps.connection })
    .from(followUps)
    .where(and(eq(followUps.id, payload.followUpId), eq(followUps.orderId, order.id)))
  if (!followUp) return
  const { policies } = await ctx.remotes.connection(followUp.connection)
  const method = canonicalOf(order)?.payment.method ?? ''
  await ctx.db
    .update(outbox)
    .set({
      payload: { ...payload, ...decide(policies, method, payload.warehouse ?? '') },
      ...revisionsOf(message.store, followUp.connection),
    })
    .where(eq(outbox.id, message.id))
}
