import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { followUps } from '../../db/schema/orders.ts'
import type { FlowContext } from '../context.ts'
import { readBack } from '../order/read-back.ts'
import type { Delivered, EffectKind } from '../outbox/effect.ts'

const payload = z.object({
  followUpId: z.number(),
  magentoOrderId: z.number(),
  carrierCode: z.string(),
  title: z.string(),
  number: z.string(),
})
const result = z.object({ created: z.boolean() })
type Result = z.infer<typeof result>

/** A tracking number that the ERP wrote on a delivery after Magento had its shipment. Asking again is safe: it is looked up. */
export const createTrack: EffectKind<z.infer<typeof payload>, Result> = {
  kind: 'magento.track.create',
  payload,
  result,
  noun: 'the tracking number in Magento',
  settlingDelayMs: 1_000,
  async deliver(ctx, message, input) {
    const shipmentId = await shipmentOf(ctx, input.followUpId)
    if (shipmentId === null)
      return {
        summary: `Magento has no shipment of its own for this delivery: tracking number ${input.number} is not shown.`,
        data: { created: false },
      }
    const magento = await ctx.remotes.magento(message.store)
    const { carrierCode, title, number } = input
    return done(
      number,
      await magento.addTrack({ orderId: input.magentoOrderId, shipmentId, carrierCode, title, number }),
    )
  },
  async verify(ctx, message, { followUpId, number }) {
    const shipmentId = await shipmentOf(ctx, followUpId)
    if (shipmentId === null) return 'not_done'
    const magento = await ctx.remotes.magento(message.store)
    return (await magento.readTracks(shipmentId)).includes(number) ? done(number, { created: false }) : 'not_done'
  },
  settle: (ctx, message, { magentoOrderId }) => readBack(ctx, message.store, magentoOrderId, String(message.id)),
}

const done = (number: string, data: Result): Delivered<Result> => ({
  summary: `Magento's shipment shows tracking number ${number}.`,
  data,
})

/** The shipment's own message is before this one in the queue: it has written the id down. */
async function shipmentOf(ctx: FlowContext, followUpId: number): Promise<number | null> {
  const [row] = await ctx.db
    .select({ magentoId: followUps.magentoId })
    .from(followUps)
    .where(eq(followUps.id, followUpId))
  return row?.magentoId ?? null
}
