import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { documents } from '../../db/schema/documents.ts'
import { attempts } from '../../db/schema/messages.ts'
import { followUps, orders } from '../../db/schema/orders.ts'
import { checkPdf } from '../../documents/check-pdf.ts'
import type { Refusal } from '../../documents/inspect-pdf.ts'
import { invoiceFilename } from '../../documents/mail-template.ts'
import { counted } from '../../domain/counted.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { FlowContext } from '../context.ts'
import { mailInvoice } from '../document/mail-invoice.ts'
import { mailLocale } from '../document/mail-locale.ts'
import type { OutboxMessage } from '../outbox/claim-outbox.ts'
import type { EffectKind } from '../outbox/effect.ts'
import { enqueue, orderQueue } from '../outbox/enqueue.ts'
import { connectionOf, orderOf } from './connection-of.ts'

const payload = z.object({ followUpId: z.number(), erpDocumentId: z.string() })
/** The bytes go to the vault in settle; with the message only their hash is kept. */
const result = z.object({ sha256: z.string(), size: z.number(), pages: z.number(), removed: z.array(z.string()) })
type Payload = z.infer<typeof payload>
type Result = z.infer<typeof result>

const KINDS = { invoice: 'invoice', credit_note: 'creditnote', shipment: 'delivery' } as const

/** Reading twice does no harm, so an unknown outcome is simply read again. */
export const fetchDocument: EffectKind<Payload, Result> = {
  kind: 'document.fetch',
  payload,
  result,
  noun: 'the PDF',
  settlingDelayMs: 0,
  async deliver(ctx, message, { followUpId }) {
    const followUp = await readFollowUp(ctx, followUpId)
    const erp = await ctx.remotes.erp(connectionOf(message))
    const bytes = await erp.fetchDocument(followUp.kind, followUp.erpId)
    if (!bytes)
      throw new RemoteError({
        errorClass: 'transient',
        code: 'no_pdf_yet',
        message: `The ERP has no PDF for ${followUp.erpNumber} yet.`,
      })
    const checked = await checkPdf(bytes)
    if (!checked.ok) throw await refusedPdf(ctx, message, followUp.erpNumber, checked)
    const note = checked.removed.length > 0 ? ` Active content was taken out: ${checked.removed.join(', ')}.` : ''
    const data = {
      sha256: checked.sha256,
      size: checked.bytes.length,
      pages: checked.pages,
      removed: [...checked.removed],
    }
    return {
      summary: `The PDF of ${followUp.erpNumber} was fetched and checked (${counted(checked.pages, 'page')}).${note}`,
      data,
      bytes: checked.bytes,
    }
  },
  verify: async () => 'not_done',
  async settle(ctx, message, { followUpId, erpDocumentId }, { data, bytes }) {
    if (!bytes) throw new Error('the fetched bytes are gone')
    await keep(ctx, message, followUpId, erpDocumentId, bytes, data)
  },
}

/** What broke a file is mostly the way, not the ERP; and a machine that has too much to do reads it later. */
const TRIES = 4

async function refusedPdf(
  ctx: FlowContext,
  { id }: OutboxMessage,
  erpNumber: string,
  { reason, again }: Refusal,
): Promise<RemoteError> {
  const message = `The ERP's PDF for ${erpNumber} cannot be passed on: ${reason}`
  const before = again ? await ctx.db.$count(attempts, and(eq(attempts.outboxId, id), eq(attempts.error, message))) : 0
  return new RemoteError({
    errorClass: again && before + 1 < TRIES ? 'transient' : 'permanent',
    code: 'bad_pdf',
    message,
  })
}

async function readFollowUp(ctx: FlowContext, id: number) {
  const [row] = await ctx.db.select().from(followUps).where(eq(followUps.id, id))
  if (!row) throw new Error(`follow-up ${id} does not exist`)
  return row
}

async function keep(
  ctx: FlowContext,
  message: OutboxMessage,
  followUpId: number,
  erpDocumentId: string,
  content: Uint8Array,
  data: Result,
): Promise<void> {
  const followUp = await readFollowUp(ctx, followUpId)
  const [order] = await ctx.db
    .select()
    .from(orders)
    .where(eq(orders.id, orderOf(message)))
  if (!order) throw new Error(`order ${message.orderId} does not exist`)
  const kind = KINDS[followUp.kind]
  const locale = await mailLocale(ctx, order)
  const [document] = await ctx.db
    .insert(documents)
    .values({
      store: order.store,
      orderId: order.id,
      followUpId,
      kind,
      number: followUp.erpNumber,
      filename:
        kind === 'invoice'
          ? invoiceFilename({ locale, orderNumber: order.number, invoiceNumber: followUp.erpNumber })
          : `${kind}-${order.number}-${followUp.erpNumber}.pdf`,
      mime: 'application/pdf',
      sha256: data.sha256,
      size: content.length,
      pages: data.pages,
      content,
      createdAt: ctx.clock.now(),
    })
    .onConflictDoNothing()
    .returning({ id: documents.id })
  if (!document) return // this very file is in the vault
  await enqueue(ctx, {
    store: order.store,
    orderId: order.id,
    queue: orderQueue(order.id),
    kind: 'magento.document.attach',
    idempotencyKey: `${erpDocumentId}:attach:${document.id}`,
    payload: { documentId: document.id, erpDocumentId },
  })
  const { policies } = await ctx.remotes.connection(connectionOf(message))
  if (kind === 'invoice' && policies.mailInvoices) await mailInvoice(ctx, { order, followUp, documentId: document.id })
}
