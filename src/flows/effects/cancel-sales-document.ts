import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { salesDocuments } from '../../db/schema/orders.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { FlowContext } from '../context.ts'
import { resumeReplacement } from '../order/await-replaced.ts'
import type { EffectKind } from '../outbox/effect.ts'
import { connectionOf, orderOf } from './connection-of.ts'

const payload = z.object({ salesDocumentId: z.number() })
const result = z.object({ outcome: z.enum(['canceled', 'closed', 'already']) })

/** Asking again is safe: the ERP's document says whether it is cancelled. */
export const cancelSalesDocument: EffectKind<z.infer<typeof payload>, z.infer<typeof result>> = {
  kind: 'sales_document.cancel',
  payload,
  result,
  noun: 'the cancellation',
  settlingDelayMs: 2_000,
  async deliver(ctx, message, input) {
    const erp = await ctx.remotes.erp(connectionOf(message))
    const answer = await erp.cancelSalesDocument(await erpIdOf(ctx, input.salesDocumentId))
    if (answer.outcome === 'too_late')
      throw new RemoteError({
        errorClass: 'permanent',
        code: 'cancel_too_late',
        message: `It is too late to cancel in the ERP: ${answer.reason}`,
      })
    const words = {
      canceled: 'was cancelled',
      closed: 'was closed; what was delivered stays',
      already: 'was cancelled already',
    }
    return { summary: `The sales document ${words[answer.outcome]} in the ERP.`, data: { outcome: answer.outcome } }
  },
  async verify(ctx, message, input) {
    const erp = await ctx.remotes.erp(connectionOf(message))
    const [document] = await erp.readSalesDocuments([await erpIdOf(ctx, input.salesDocumentId)])
    if (document?.state === 'canceled')
      return { summary: 'The sales document is cancelled in the ERP.', data: { outcome: 'canceled' } }
    return document?.state === 'closed'
      ? { summary: 'The sales document is closed in the ERP.', data: { outcome: 'closed' } }
      : 'not_done'
  },
  async settle(ctx, message, input, { data }) {
    await ctx.db
      .update(salesDocuments)
      .set({ state: data.outcome === 'closed' ? 'closed' : 'canceled', updatedAt: ctx.clock.now() })
      .where(eq(salesDocuments.id, input.salesDocumentId))
    await resumeReplacement(ctx, orderOf(message))
  },
  giveUp: (ctx, message) => resumeReplacement(ctx, orderOf(message)),
}

async function erpIdOf(ctx: FlowContext, salesDocumentId: number): Promise<string> {
  const [row] = await ctx.db
    .select({ erpId: salesDocuments.erpId })
    .from(salesDocuments)
    .where(eq(salesDocuments.id, salesDocumentId))
  if (!row?.erpId) throw new Error(`sales document ${salesDocumentId} has no ERP key yet`)
  return row.erpId
}
