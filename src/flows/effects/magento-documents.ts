import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { followUps } from '../../db/schema/orders.ts'
import { amount, compare, isZero, minimum, subtract, ZERO } from '../../domain/amount.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { DocumentItem, DocumentResult, Magento } from '../../magento/contract.ts'
import { translateOrder } from '../../magento/translate/order.ts'
import { DEFAULT_TIMEOUT_MS } from '../../outbound/send.ts'
import { readBack } from '../order/read-back.ts'
import type { Delivered, EffectKind } from '../outbox/effect.ts'
import { postponeWhileHeld } from './postpone-while-held.ts'

const item = z.object({ orderItemId: z.number(), quantity: z.string() })
const base = z.object({
  /** Absent: it follows the sales document itself, not one that was made from it. */
  followUpId: z.number().optional(),
  magentoOrderId: z.number(),
  erpDocumentId: z.string(),
  comment: z.string(),
  items: z.array(item),
})
const invoicePayload = base.extend({ capture: z.enum(['online', 'offline', 'none']) })
const shipmentPayload = base.extend({
  tracks: z.array(z.object({ carrierCode: z.string(), title: z.string(), number: z.string() })),
  notify: z.boolean(),
  /** Of the ERP, by which the source is found anew when it is tried again. */
  warehouse: z.string().optional(),
  sourceCode: z.string().optional(),
})
const creditMemoPayload = base.extend({
  /** 'rest': what is not refunded yet. */
  shippingAmount: z.string(),
  online: z.boolean(),
  returnToStock: z.boolean().optional(),
})
const result = z.object({ id: z.number().nullable(), incrementId: z.string().nullable(), existed: z.boolean() })
type Result = z.infer<typeof result>
type Base = z.infer<typeof base>

const itemsOf = (input: Base): DocumentItem[] =>
  input.items.map(({ orderItemId, quantity }) => ({ orderItemId, quantity: amount(quantity) }))

const words = { invoice: 'invoice', shipment: 'shipment', creditmemo: 'credit memo' } as const
type Kind = keyof typeof words
const followUpKinds = { invoice: 'invoice', shipment: 'shipment', creditmemo: 'credit_note' } as const

function done(kind: Kind, document: DocumentResult): Delivered<Result> {
  const summary = `Magento's ${words[kind]} ${document.incrementId ?? `no. ${document.id}`} ${document.created ? 'was created' : 'is there'}.`
  return { summary, data: { id: document.id, incrementId: document.incrementId ?? null, existed: !document.created } }
}

/** What the three kinds have in common: our marker finds an earlier try, and a refusal may mean that nothing is left to do. */
function documentEffect<P extends Base>(
  kind: Kind,
  payload: z.ZodType<P>,
  create: (magento: Magento, input: P, items: readonly DocumentItem[]) => Promise<DocumentResult>,
): EffectKind<P, Result> {
  return {
    kind: `magento.${kind}.create`,
    payload,
    result,
    noun: `Magento's ${words[kind]}`,
    settlingDelayMs: 1_000,
    longestWriteMs: DEFAULT_TIMEOUT_MS,
    async deliver(ctx, message, input) {
      const magento = await ctx.remotes.magento(message.store)
      try {
        return done(kind, await create(magento, input, itemsOf(input)))
      } catch (error) {
        if (!(error instanceof RemoteError) || error.errorClass !== 'permanent') throw error
        return await withWhatIsLeft(magento, kind, input, error, items => create(magento, input, items))
      }
    },
    async verify(ctx, message, input) {
      const magento = await ctx.remotes.magento(message.store)
      const found = await magento.findByErpDocument(input.magentoOrderId, kind, input.erpDocumentId)
      return found ? done(kind, found) : 'not_done'
    },
    async settle(ctx, message, input, { data }) {
      if (input.followUpId !== undefined)
        await ctx.db
          .update(followUps)
          .set({ magentoId: data.id, magentoNumber: data.incrementId, updatedAt: ctx.clock.now() })
          // The credit memo of a cancelled invoice is not the invoice: that keeps its own.
          .where(and(eq(followUps.id, input.followUpId), eq(followUps.kind, followUpKinds[kind])))
      await readBack(ctx, message.store, input.magentoOrderId, `${message.id}`)
    },
  }
}

/**
 * Magento refused. When an earlier try or a person made the document already, it is adopted; when less is left than the
 * ERP's document says, the rest is taken; when nothing is left, there is nothing to do. An order on hold is waited for.
 */
async function withWhatIsLeft(
  magento: Magento,
  kind: Kind,
  input: Base,
  refusal: RemoteError,
  create: (items: readonly DocumentItem[]) => Promise<DocumentResult>,
): Promise<Delivered<Result>> {
  const earlier = await magento.findByErpDocument(input.magentoOrderId, kind, input.erpDocumentId)
  if (earlier) return done(kind, earlier)
  const [raw] = await magento.readOrders([input.magentoOrderId])
  const translated = raw === undefined ? undefined : translateOrder(raw)
  if (!translated?.ok) throw refusal
  postponeWhileHeld(translated.order.state)
  // Goods or money moved for an order that is cancelled in Magento: that is for people.
  if (kind === 'creditmemo' || translated.order.state === 'canceled') throw refusal
  const left = itemsOf(input).flatMap(({ orderItemId, quantity }) => {
    const progress = translated.order.progress[String(orderItemId)]
    if (!progress) return []
    const open = subtract(
      subtract(progress.ordered, progress.canceled),
      kind === 'invoice' ? progress.invoiced : progress.shipped,
    )
    const take = minimum(quantity, open)
    return compare(take, ZERO) > 0 ? [{ orderItemId, quantity: take }] : []
  })
  if (left.length === 0)
    return {
      summary: `Magento has this ${words[kind]} already: nothing is left to ${kind === 'invoice' ? 'invoice' : 'ship'}.`,
      data: { id: null, incrementId: null, existed: true },
    }
  const asAsked =
    left.length === input.items.length &&
    left.every((entry, index) => isZero(subtract(entry.quantity, amount(input.items[index]?.quantity ?? '0'))))
  if (asAsked) throw refusal
  return done(kind, await create(left))
}

export const createInvoice = documentEffect('invoice', invoicePayload, (magento, input, items) =>
  magento.createInvoice({
    orderId: input.magentoOrderId,
    erpDocumentId: input.erpDocumentId,
    items,
    capture: input.capture,
    comment: input.comment,
  }),
)

export const createShipment = documentEffect('shipment', shipmentPayload, (magento, input, items) =>
  magento.createShipment({
    orderId: input.magentoOrderId,
    erpDocumentId: input.erpDocumentId,
    items,
    tracks: input.tracks,
    ...(input.sourceCode !== undefined && { sourceCode: input.sourceCode }),
    notify: input.notify,
    comment: input.comment,
  }),
)

export const createCreditMemo = documentEffect('creditmemo', creditMemoPayload, (magento, input, items) =>
  magento.createCreditMemo({
    orderId: input.magentoOrderId,
    erpDocumentId: input.erpDocumentId,
    items,
    shippingAmount: input.shippingAmount === 'rest' ? 'rest' : amount(input.shippingAmount),
    adjustmentPositive: ZERO,
    adjustmentNegative: ZERO,
    online: input.online,
    ...(input.returnToStock && { returnToStock: true }),
    comment: input.comment,
  }),
)
