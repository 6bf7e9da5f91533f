import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { salesDocuments } from '../../db/schema/orders.ts'
import { amount } from '../../domain/amount.ts'
import type { FlowContext } from '../context.ts'
import { dayIn } from '../order/plan-sales-document.ts'
import type { EffectKind } from '../outbox/effect.ts'
import { connectionOf } from './connection-of.ts'
import { erpPart } from './erp-part.ts'

const payload = z.object({
  salesDocumentId: z.number(),
  amount: z.string(),
  currency: z.string(),
  method: z.string(),
  reference: z.string(),
})
const result = z.object({ erpId: z.string() })

/** Money that the shop has captured, booked once in the ERP under our key. */
export const createPayment: EffectKind<z.infer<typeof payload>, z.infer<typeof result>> = {
  kind: 'payment.create',
  payload,
  result,
  noun: 'the incoming payment',
  settlingDelayMs: 2_000,
  async deliver(ctx, message, input) {
    const payments = erpPart(await ctx.remotes.erp(connectionOf(message)), 'payments')
    const existing = await payments.find(message.idempotencyKey)
    if (existing) return { summary: `Payment ${existing.erpId} is booked in the ERP.`, data: { erpId: existing.erpId } }
    const document = await readDocument(ctx, input.salesDocumentId)
    const { settings } = await ctx.remotes.store(message.store)
    const { erpId } = await payments.create({
      key: message.idempotencyKey,
      subjectId: document.subjectErpId ?? '',
      salesDocumentId: document.erpId ?? '',
      amount: amount(input.amount),
      currency: input.currency,
      date: dayIn(settings.timezone, ctx.clock.now().toISOString()),
      method: input.method,
      reference: input.reference,
    })
    return { summary: `Payment ${erpId} of ${input.amount} ${input.currency} was booked in the ERP.`, data: { erpId } }
  },
  async verify(ctx, message) {
    const payments = erpPart(await ctx.remotes.erp(connectionOf(message)), 'payments')
    const found = await payments.find(message.idempotencyKey)
    return found ? { summary: `Payment ${found.erpId} is booked in the ERP.`, data: found } : 'not_done'
  },
  settle: async () => {},
}

async function readDocument(ctx: FlowContext, id: number) {
  const [row] = await ctx.db.select().from(salesDocuments).where(eq(salesDocuments.id, id))
  if (!row) throw new Error(`sales document ${id} does not exist`)
  return row
}
