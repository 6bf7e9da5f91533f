import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
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

async function readKept(ctx: FlowContext, customer: Customer) {
  const { db } = ctx
  const ids = customer.orders.map(row => row.id)
  const sent = customer.mails.map(mail => mail.id)
  const isPair = and(eq(links.store, customer.store), eq(links.kind, 'subject'))
  return {
    salesDocuments: await db.select().from(salesDocuments).where(inArray(salesDocuments.orderId, ids)),
    followUps: await db.select().from(followUps).where(inArray(followUps.orderId, ids)),
    refunds: await db.select().from(refunds).where(inArray(refunds.orderId, ids)),
    story: await db.select().from(orderEvents).where(inArray(orderEvents.orderId, ids)).orderBy(asc(orderEvents.id)),
    ...(await readMessages(ctx, customer, ids)),
    mails: await db
      .select()
      .from(mails)
      .where(or(inArray(mails.orderId, ids), inArray(mails.id, sent))),
    documents: await db.select(fileColumns).from(documents).where(inArray(documents.orderId, ids)),
    differences: await db.select().from(drifts).where(inArray(drifts.orderId, ids)),
    links: await db
      .select()
      .from(links)
      .where(and(isPair, inArray(links.magentoKey, [...customer.subjectKeys]))),
  }
}

async function readMessages({ db }: FlowContext, customer: Customer, orderIds: readonly number[]) {
  const queues = customer.transfers.map(row => `transfer:${row.id}`)
  const subjects = customer.subjectMessages.map(message => message.id)
  const isTheirs = or(
    inArray(outbox.orderId, [...orderIds]),
    inArray(outbox.queue, queues),
    inArray(outbox.id, subjects),
  )
  const messages = await db.select().from(outbox).where(isTheirs).orderBy(asc(outbox.id))
  const ids = messages.map(message => message.id)
  return {
    messages,
    tries: await db.select(tryColumns).from(attempts).where(inArray(attempts.outboxId, ids)).orderBy(asc(attempts.id)),
    edits: await db.select().from(outboxEdits).where(inArray(outboxEdits.outboxId, ids)),
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
