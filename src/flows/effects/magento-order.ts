import { z } from 'zod'
import { RemoteError } from '../../domain/errors.ts'
import type { SyncState } from '../../magento/contract.ts'
import { readBack } from '../order/read-back.ts'
import type { EffectKind } from '../outbox/effect.ts'
import { postponeWhileHeld } from './postpone-while-held.ts'

const nothing = z.object({})
type Nothing = z.infer<typeof nothing>

const cancelPayload = z.object({
  magentoOrderId: z.number(),
  /** A part is invoiced: only the rest can be cancelled, and the order stays as it is. */
  rest: z.boolean().optional(),
})

/** Asking again is safe: Magento answers false for an order that is cancelled already, and its state tells. */
export const cancelOrder: EffectKind<z.infer<typeof cancelPayload>, Nothing> = {
  kind: 'magento.order.cancel',
  payload: cancelPayload,
  result: nothing,
  noun: "the cancellation of Magento's order",
  settlingDelayMs: 1_000,
  async deliver(ctx, message, { magentoOrderId, rest }) {
    const magento = await ctx.remotes.magento(message.store)
    if (await magento.cancelOrder(magentoOrderId))
      return {
        summary: rest ? "What is not invoiced of Magento's order was cancelled." : "Magento's order was cancelled.",
        data: {},
      }
    const state = await stateOf(magento, magentoOrderId)
    if (state === 'canceled') return { summary: "Magento's order is cancelled.", data: {} }
    postponeWhileHeld(state)
    // Cancelled by an earlier try, or invoiced in the meantime: the refund that follows takes what is invoiced.
    if (rest) return { summary: "Nothing of Magento's order is left to cancel.", data: {} }
    throw new RemoteError({
      errorClass: 'permanent',
      code: 'magento:cancel_refused',
      message: 'Magento does not cancel the order: it is invoiced or complete.',
    })
  },
  async verify(ctx, message, { magentoOrderId }) {
    const magento = await ctx.remotes.magento(message.store)
    return (await stateOf(magento, magentoOrderId)) === 'canceled'
      ? { summary: "Magento's order is cancelled.", data: {} }
      : 'not_done'
  },
  settle: (ctx, message, { magentoOrderId }) => readBack(ctx, message.store, magentoOrderId, String(message.id)),
}

const rawState = z.object({ state: z.string() })
async function stateOf(
  magento: { readOrders(ids: readonly number[]): Promise<readonly unknown[]> },
  id: number,
): Promise<string | undefined> {
  const [raw] = await magento.readOrders([id])
  return rawState.safeParse(raw).data?.state
}

const syncState = z.object({
  connection: z.string(),
  connectionName: z.string(),
  erpDocumentId: z.string(),
  erpDocumentNumber: z.string(),
  state: z.string(),
  message: z.string(),
  syncedAt: z.string(),
})
const syncPayload = z.object({ magentoOrderId: z.number(), states: z.array(syncState) })

/** A whole replacement: writing it again says the same. */
export const putSyncState: EffectKind<z.infer<typeof syncPayload>, Nothing> = {
  kind: 'magento.sync_state',
  payload: syncPayload,
  result: nothing,
  noun: "the ERP's state in Magento",
  settlingDelayMs: 0,
  async deliver(ctx, message, { magentoOrderId, states }) {
    const magento = await ctx.remotes.magento(message.store)
    await magento.putSyncState(magentoOrderId, states satisfies readonly SyncState[])
    const [first] = states
    return {
      summary: `Magento shows the ERP's state: ${first?.erpDocumentNumber ?? ''} ${first?.state ?? ''}.`,
      data: {},
    }
  },
  verify: async () => 'not_done',
  settle: async () => {},
}

const statusPayload = z.object({ magentoOrderId: z.number(), status: z.string(), comment: z.string() })

/** Setting a status that is set already changes nothing. */
export const setStatus: EffectKind<z.infer<typeof statusPayload>, Nothing> = {
  kind: 'magento.status',
  payload: statusPayload,
  result: nothing,
  noun: "the status of Magento's order",
  settlingDelayMs: 0,
  async deliver(ctx, message, { magentoOrderId, status, comment }) {
    const magento = await ctx.remotes.magento(message.store)
    await magento.setStatus(magentoOrderId, status, comment)
    return { summary: `Magento was told: ${comment}`, data: {} }
  },
  verify: async () => 'not_done',
  settle: (ctx, message, { magentoOrderId }) => readBack(ctx, message.store, magentoOrderId, String(message.id)),
}
