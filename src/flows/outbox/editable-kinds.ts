import { and, eq, ne } from 'drizzle-orm'
import { z } from 'zod'
import { mails } from '../../db/schema/documents.ts'
import type { outbox } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { addressProblem } from '../../documents/mail-address.ts'
import { type Amount, amount, fixed, isZero, subtract } from '../../domain/amount.ts'
import type { FlowContext } from '../context.ts'
import { createSalesDocument } from '../effects/create-sales-document.ts'
import { createSubject } from '../effects/create-subject.ts'
import { documentMail, sendMail } from '../effects/send-mail.ts'
import { EditRefused } from './edit-refused.ts'

export type MessageRow = typeof outbox.$inferSelect

/** What a message becomes by an edit. */
export interface Edited {
  readonly payload: unknown
  /** In words, for a document that would not come to the order's total; the person has to accept it. */
  readonly difference?: string
  /** What else has to be written, with the payload. */
  readonly write?: (tx: FlowContext) => Promise<void>
}

/** The part of a kind's message that people may change before it is sent again. */
export interface Editable {
  /** What it is, for the one who edits: "the request to the ERP". */
  readonly noun: string
  readonly read: (ctx: FlowContext, message: MessageRow) => Promise<unknown>
  /** @throws EditRefused with what is wrong with the new part. */
  readonly change: (ctx: FlowContext, message: MessageRow, part: unknown) => Promise<Edited>
}

/** The ERP's answer must not differ from what the shopper agreed to, unless a person says so. */
const salesDocument: Editable = {
  noun: 'the body of the request to the ERP',
  read: async (_ctx, message) => createSalesDocument.payload.parse(message.payload).request.body,
  async change(ctx, message, body) {
    const payload = createSalesDocument.payload.parse(message.payload)
    const request = { ...payload.request, body }
    const erp = await ctx.remotes.erp(message.connection ?? '')
    const review = erp.reviewRequest(request, payload.request)
    if ('refusal' in review) throw new EditRefused('part', review.refusal)
    const [order] = await ctx.db
      .select()
      .from(orders)
      .where(eq(orders.id, message.orderId ?? 0))
    if (!order) throw new Error(`message ${message.id} has no order`)
    const difference = differenceOf(review.total, amount(order.grandTotal), order.currency)
    const { acceptedTotal: _, ...rest } = payload
    return {
      payload: {
        ...rest,
        request,
        expectedTotal: review.total ?? payload.expectedTotal,
        ...(difference !== undefined && review.total !== undefined && { acceptedTotal: review.total }),
      },
      ...(difference !== undefined && { difference }),
    }
  },
}

function differenceOf(total: Amount | undefined, wanted: Amount, currency: string): string | undefined {
  if (total === undefined) return 'what the ERP will come to cannot be calculated'
  const difference = subtract(total, wanted)
  if (isZero(difference)) return undefined
  return `it would come to ${fixed(total, 2)} ${currency}, Magento to ${fixed(wanted, 2)} (${fixed(difference, 2)})`
}

const subject: Editable = {
  noun: 'the customer',
  read: async (_ctx, message) => createSubject.payload.parse(message.payload).subject,
  async change(_ctx, message, part) {
    const { key } = createSubject.payload.parse(message.payload).subject
    const parsed = createSubject.payload.safeParse({ subject: part })
    if (!parsed.success) throw new EditRefused('part', firstIssue(parsed.error))
    if (parsed.data.subject.key !== key)
      throw new EditRefused('part', `key is how the customer is found again: it has to stay "${key}".`)
    return { payload: parsed.data }
  },
}

const recipientOnly = z.strictObject({ recipient: z.string().trim() })

const mail: Editable = {
  noun: 'the recipient of the mail',
  async read(ctx, message) {
    return { recipient: (await mailOf(ctx, message)).recipient }
  },
  async change(ctx, message, part) {
    const parsed = recipientOnly.safeParse(part)
    if (!parsed.success) throw new EditRefused('part', firstIssue(parsed.error))
    const { recipient } = parsed.data
    const wrong = addressProblem(recipient)
    if (wrong) throw new EditRefused('part', `The address "${recipient.slice(0, 80)}" ${wrong}.`)
    const { id, documentId, copyNo } = await mailOf(ctx, message)
    const [other] = await ctx.db
      .select({ id: mails.id })
      .from(mails)
      .where(
        and(
          eq(mails.documentId, documentId),
          eq(mails.recipient, recipient),
          eq(mails.copyNo, copyNo),
          ne(mails.id, id),
        ),
      )
    if (other) throw new EditRefused('part', 'Another mail takes this document to that address already.')
    const write = async (tx: FlowContext) => {
      await tx.db.update(mails).set({ recipient, state: 'waiting' }).where(eq(mails.id, id))
    }
    return { payload: message.payload, write }
  },
}

async function mailOf(ctx: FlowContext, message: MessageRow) {
  const { mailId } = documentMail.parse(message.payload)
  const [row] = await ctx.db.select().from(mails).where(eq(mails.id, mailId))
  if (!row) throw new Error(`mail ${mailId} does not exist`)
  return row
}

const firstIssue = (error: z.ZodError): string => {
  const [issue] = error.issues
  return `${issue?.path.join('.') || 'The whole'}: ${issue?.message ?? 'does not fit'}.`
}

/** By the name that messages carry. What is not here follows from documents of the ERP, and is mended there. */
export const editableKinds: ReadonlyMap<string, Editable> = new Map([
  [createSalesDocument.kind, salesDocument],
  [createSubject.kind, subject],
  [sendMail.kind, mail],
])
