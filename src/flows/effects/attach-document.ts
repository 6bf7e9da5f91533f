import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { documents } from '../../db/schema/documents.ts'
import { followUps, orders } from '../../db/schema/orders.ts'
import type { FlowContext } from '../context.ts'
import type { EffectKind } from '../outbox/effect.ts'
import { orderOf } from './connection-of.ts'

const payload = z.object({ documentId: z.number(), erpDocumentId: z.string() })
const result = z.object({ magentoDocumentId: z.number().nullable() })

/** Idempotent in the module (ERP document, kind, hash): verifying is sending again. Plain Magento has no place for it. */
export const attachDocument: EffectKind<z.infer<typeof payload>, z.infer<typeof result>> = {
  kind: 'magento.document.attach',
  payload,
  result,
  noun: 'the attachment in Magento',
  settlingDelayMs: 0,
  async deliver(ctx, message, { documentId, erpDocumentId }) {
    const { document, followUp, order } = await readAll(ctx, documentId, orderOf(message))
    const magento = await ctx.remotes.magento(message.store)
    const attached = await magento.attachDocument({
      orderId: order.magentoId,
      erpDocumentId,
      kind: document.kind,
      filename: document.filename,
      mime: 'application/pdf',
      content: document.content,
      sha256: document.sha256,
      ...(followUp.kind === 'invoice' && followUp.magentoId !== null && { invoiceId: followUp.magentoId }),
      visibleToCustomer: true,
    })
    const summary = attached
      ? `${document.filename} is attached to the order in Magento.`
      : `${document.filename} stays here: this Magento has no companion module to attach it to.`
    return { summary, data: { magentoDocumentId: attached?.documentId ?? null } }
  },
  verify: async () => 'not_done',
  async settle(ctx, _message, { documentId }, { data }) {
    await ctx.db
      .update(documents)
      .set({ magentoDocumentId: data.magentoDocumentId })
      .where(eq(documents.id, documentId))
  },
}

async function readAll(ctx: FlowContext, documentId: number, orderId: number) {
  const [found] = await ctx.db
    .select({ document: documents, followUp: followUps, order: orders })
    .from(documents)
    .innerJoin(followUps, eq(followUps.id, documents.followUpId))
    .innerJoin(orders, eq(orders.id, orderId))
    .where(eq(documents.id, documentId))
  if (!found) throw new Error(`document ${documentId} does not exist`)
  return found
}
