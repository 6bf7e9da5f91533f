import { and, asc, eq, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { followUps } from '../../db/schema/orders.ts'
import type { FollowUp } from '../../domain/fulfilment.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import type { FollowUpRow } from './take-follow-up.ts'

const storedTracking = z.array(z.object({ number: z.string(), carrier: z.string().optional() }))

export interface Track {
  readonly number: string
  readonly carrierCode: string
  readonly title: string
}

/**
 * The tracking numbers of a delivery as Magento names carriers, with those of earlier deliveries that made no shipment
 * there: half a bundle is shown with the other half.
 */
export async function tracksOf(
  ctx: FlowContext,
  { policies }: Pick<ConnectionSetup, 'policies'>,
  stored: FollowUpRow,
  followUp: FollowUp,
): Promise<Track[]> {
  const shown = sql`exists (select 1 from outbox o where o.order_id = ${stored.orderId}
    and o.kind = 'magento.shipment.create' and o.payload ->> 'followUpId' = ${followUps.id}::text)`
  const earlier = await ctx.db
    .select({ tracking: followUps.tracking })
    .from(followUps)
    .where(
      and(
        eq(followUps.orderId, stored.orderId),
        eq(followUps.kind, 'shipment'),
        eq(followUps.canceled, 0),
        ne(followUps.id, stored.id),
        sql`not ${shown}`,
      ),
    )
    .orderBy(asc(followUps.id))
  const tracking = [...earlier.flatMap(row => storedTracking.parse(row.tracking)), ...followUp.tracking]
  return tracking.map(track => trackOf({ policies }, track))
}

/** One number, with Magento's name for its carrier. */
export function trackOf(
  { policies }: Pick<ConnectionSetup, 'policies'>,
  { number, carrier }: { readonly number: string; readonly carrier?: string | undefined },
): Track {
  const mapped = new Map(Object.entries(policies.carriers)).get(carrier ?? '')
  // The title is what the customer reads in Magento's mail: "3" is the ERP's code, not a name.
  const name = carrier !== undefined && !/^\d+$/.test(carrier) ? carrier : 'Shipment'
  return { number, carrierCode: mapped?.code ?? 'custom', title: mapped?.title ?? name }
}
