import { asc, inArray, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { documents, mails } from '../../db/schema/documents.ts'
import { drifts } from '../../db/schema/ledger.ts'
import { attempts, outbox, outboxEdits } from '../../db/schema/messages.ts'
import { followUps, links, orderEvents, refunds, salesDocuments } from '../../db/schema/orders.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { readRows } from '../view/rows.ts'
import { type Customer, findCustomer, type Unfinished } from './find-customer.ts'
import { findProof, type Proof } from './find-proof.ts'
import { says } from './rewrite-texts.ts'

interface Wanted {
  readonly store: string
  readonly email: string
}

export interface CustomerShown {
  readonly email: string
  readonly orders: readonly { readonly number: string; readonly phase: string }[]
  /** Numbers of orders of other systems. */
  readonly transfers: readonly string[]
  /** How much there is of what: "mails", "documents", … */
  readonly counts: Readonly<Record<string, number>>
  readonly unfinished: readonly Unfinished[]
  readonly proof: Proof
}

/** What a store keeps about a person, counted. */
export async function showCustomer(ctx: FlowContext, { store, email }: Wanted): Promise<CustomerShown> {
  requireRole(ctx, 'configure', store)
  const customer = await findCustomer(ctx, store, email)
  const [kept, named] = await Promise.all([readKept(ctx, customer), readNamed(ctx, customer)])
  return {
    email: customer.email,
    orders: customer.orders.map(({ number, phase }) => ({ number, phase })),
    transfers: customer.transfers.map(({ number }) => number),
    counts: {
      mails: kept.mails.length,
      documents: kept.documents.length,
      messages: kept.messages.length,
      'tries with their requests and answers': kept.tries.length,
      'sentences of stories': kept.story.length,
      'pairs of keys': kept.links.length,
      'problems that name the person': named.length,
    },
    unfinished: customer.unfinished,
    proof: await findProof(ctx, store, customer.marks.certain),
  }
}

/**
 * All of it, for the person to have. What was said in calls is left out, because one may have been about several people; what
 * was sent of this one stands in the messages.
 */
export async function exportCustomer(ctx: FlowContext, { store, email }: Wanted): Promise<object> {
  requireRole(ctx, 'configure', store)
  const customer = await findCustomer(ctx, store, email)
  const numbers = customer.orders.map(({ number }) => number)
  const [kept, problems] = await Promise.all([readKept(ctx, customer), readNamed(ctx, customer)])
  const proof = await findProof(ctx, store, customer.marks.certain)
  await inTransaction(ctx, tx =>
    writeAudit(tx, { store, action: 'customer.export', subject: 'orders of one customer', after: { orders: numbers } }),
  )
  const { orders, transfers } = customer
  return { store, email: customer.email, at: ctx.clock.now(), orders, transfers, ...kept, problems, proof }
}

async function readKept({ db }: FlowContext, customer: Customer) {
  const ids = customer.orders.map(row => row.id)
  const queues = customer.transfers.map(row => `transfer:${row.id}`)
  const subjects = customer.subjectMessages.map(message => message.id)
  const messages = await db
    .select()
    .from(outbox)
    .where(or(inArray(outbox.orderId, ids), inArray(outbox.queue, queues), inArray(outbox.id, subjects)))
    .orderBy(asc(outbox.id))
  const sent = messages.map(message => message.id)
  const [salesDocumentRows, followUpRows, refundRows, story, mailRows, files, tries, edits, differences, pairs] =
    await Promise.all([
      db.select().from(salesDocuments).where(inArray(salesDocuments.orderId, ids)),
      db.select().from(followUps).where(inArray(followUps.orderId, ids)),
      db.select().from(refunds).where(inArray(refunds.orderId, ids)),
      db.select().from(orderEvents).where(inArray(orderEvents.orderId, ids)).orderBy(asc(orderEvents.id)),
      db
        .select()
        .from(mails)
        .where(
          or(
            inArray(mails.orderId, ids),
            inArray(
              mails.id,
              customer.mails.map(mail => mail.id),
            ),
          ),
        ),
      db.select(fileColumns).from(documents).where(inArray(documents.orderId, ids)),
      db.select(tryColumns).from(attempts).where(inArray(attempts.outboxId, sent)).orderBy(asc(attempts.id)),
      db.select().from(outboxEdits).where(inArray(outboxEdits.outboxId, sent)),
      db.select().from(drifts).where(inArray(drifts.orderId, ids)),
      db
        .select()
        .from(links)
        .where(
          sql`${links.store} = ${customer.store} and ${links.kind} = 'subject' and ${inArray(links.magentoKey, [...customer.subjectKeys])}`,
        ),
    ])
  return {
    ...{
      salesDocuments: salesDocumentRows,
      followUps: followUpRows,
      refunds: refundRows,
      story,
      messages,
      tries,
      edits,
    },
    ...{ mails: mailRows, documents: files, differences, links: pairs },
  }
}

const fileColumns = {
  ...{ id: documents.id, orderId: documents.orderId, kind: documents.kind, number: documents.number },
  ...{ filename: documents.filename, mime: documents.mime, sha256: documents.sha256, createdAt: documents.createdAt },
  base64: sql<string>`replace(encode(${documents.content}, 'base64'), e'\n', '')`,
}

const tryColumns = {
  ...{ id: attempts.id, message: attempts.outboxId, step: attempts.step, startedAt: attempts.startedAt },
  ...{ outcome: attempts.outcome, error: attempts.error },
}

const problem = z.object({
  title: z.string(),
  detail: z.string(),
  opened_at: z.string(),
  closed_at: z.string().nullable(),
})

const readNamed = ({ db }: FlowContext, { store, marks }: Customer) =>
  readRows(
    db,
    problem,
    sql`select t.title, t.detail, t.opened_at::text, t.closed_at::text from problems t
      where t.store = ${store} and ${says(marks.certain)} order by t.id`,
  )
