import { and, asc, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { documents, mails } from '../../db/schema/documents.ts'
import { attempts, outbox } from '../../db/schema/messages.ts'
import { problemOrders, problems } from '../../db/schema/operations.ts'
import { followUps, orderEvents, orders, salesDocuments } from '../../db/schema/orders.ts'
import { connections } from '../../db/schema/stores.ts'
import { amount } from '../../domain/amount.ts'
import type { FlowContext } from '../context.ts'
import { canonicalOf } from '../order/canonical-of.ts'
import { isDocumentLost } from '../order/lost-document.ts'
import { effectKinds } from '../outbox/effect-kinds.ts'
import { addUpMoney } from './add-up-money.ts'
import { compareLines } from './compare-lines.ts'
import { foldTimeline } from './fold-timeline.ts'
import { shownAddress } from './shown-address.ts'

const decimal = z.union([z.string(), z.number()]).transform(amount)
const salesLines = z.array(z.object({ itemId: z.number(), erpLine: z.number() }))
const followUpLines = z.array(z.object({ itemId: z.number().nullish(), quantity: decimal }))
const trackingNumbers = z.array(z.object({ number: z.string(), carrier: z.string().optional() }))

type Reader = Pick<FlowContext, 'db' | 'actor'>
export type OrderPage = NonNullable<Awaited<ReturnType<typeof readOrder>>>

/** A story longer than this is an order that something hammers on; its newest part is what matters. */
const MOST_EVENTS = 500

/**
 * Everything about one order of these stores, for its page. Bodies of exchanges and files are read apart.
 * @returns undefined when there is no such order, or when it belongs to another store.
 */
export async function readOrder(ctx: Reader, input: { readonly stores: readonly string[]; readonly id: number }) {
  const [order] = await ctx.db
    .select()
    .from(orders)
    .where(and(eq(orders.id, input.id), inArray(orders.store, [...input.stores])))
  if (!order) return undefined
  const [sales, follow, story, tries, files, sent, open, owed, documentLost] = await Promise.all([
    readSalesDocuments(ctx, order.id),
    readFollowUps(ctx, order.id),
    readEvents(ctx, order.id),
    readAttempts(ctx, order.id),
    readDocuments(ctx, order.id),
    ctx.db.select().from(mails).where(eq(mails.orderId, order.id)).orderBy(asc(mails.id)),
    readOpenProblems(ctx, order.id),
    readOwed(ctx, order),
    isDocumentLost(ctx, order.id),
  ])
  const canonical = canonicalOf(order)
  const live = sales.filter(document => document.state !== 'canceled')
  return {
    ...order,
    grandTotal: amount(order.grandTotal),
    canonical,
    salesDocuments: sales,
    followUps: follow,
    timeline: foldTimeline(story, tries),
    // What is planned, or was refused, is not in the ERP.
    lines: canonical
      ? compareLines(
          canonical,
          live.filter(({ erpId }) => erpId !== null),
          follow,
        )
      : [],
    money: canonical ? addUpMoney(canonical, live) : undefined,
    documents: files,
    customerEmail: shownAddress(ctx, order.store, order.customerEmail),
    mails: sent.map(mail => ({ ...mail, recipient: shownAddress(ctx, mail.store, mail.recipient) })),
    problems: open,
    owed,
    documentLost,
  }
}

const PLANNED_WITH = {
  outboxId: outbox.id,
  storeRevision: outbox.storeRevision,
  connectionRevision: outbox.connectionRevision,
  editedAt: outbox.editedAt,
}

async function readSalesDocuments(ctx: Reader, orderId: number) {
  const rows = await ctx.db
    .select({ document: salesDocuments, connectionName: connections.name, planned: PLANNED_WITH })
    .from(salesDocuments)
    .innerJoin(connections, eq(connections.code, salesDocuments.connection))
    .leftJoin(
      outbox,
      eq(outbox.idempotencyKey, sql`${salesDocuments.connection} || ':' || ${salesDocuments.orderbridgeId}`),
    )
    .where(eq(salesDocuments.orderId, orderId))
    .orderBy(asc(salesDocuments.id))
  return rows.map(({ document, connectionName, planned }) => ({
    ...document,
    connectionName,
    /** The message that made it. */
    planned,
    total: document.total === null ? undefined : amount(document.total),
    lines: salesLines.parse(document.lines),
  }))
}

async function readFollowUps(ctx: Reader, orderId: number) {
  const rows = await ctx.db.select().from(followUps).where(eq(followUps.orderId, orderId)).orderBy(asc(followUps.id))
  return rows.map(row => ({
    ...row,
    canceled: row.canceled === 1,
    inMagento: row.magentoId !== null,
    total: amount(row.total),
    lines: followUpLines.parse(row.lines),
    tracking: trackingNumbers.parse(row.tracking),
  }))
}

async function readEvents(ctx: Reader, orderId: number) {
  const rows = await ctx.db
    .select()
    .from(orderEvents)
    .where(eq(orderEvents.orderId, orderId))
    .orderBy(desc(orderEvents.id))
    .limit(MOST_EVENTS)
  return rows.reverse()
}

async function readAttempts(ctx: Reader, orderId: number) {
  const { id, outboxId, step, startedAt, durationMs, outcome, error } = attempts
  const columns = { id, outboxId, step, startedAt, durationMs, outcome, error }
  const rows = await ctx.db
    .select(columns)
    .from(attempts)
    .where(eq(attempts.orderId, orderId))
    .orderBy(desc(attempts.id))
    .limit(MOST_EVENTS)
  return rows.reverse()
}

const readDocuments = (ctx: Reader, orderId: number) => {
  const { id, kind, number, filename, mime, size, pages, magentoDocumentId, createdAt } = documents
  const columns = { id, kind, number, filename, mime, size, pages, magentoDocumentId, createdAt }
  return ctx.db.select(columns).from(documents).where(eq(documents.orderId, orderId)).orderBy(asc(documents.id))
}

const readOpenProblems = (ctx: Reader, orderId: number) =>
  ctx.db
    .select({
      id: problems.id,
      title: problems.title,
      remedy: problems.remedy,
      detail: problems.detail,
      since: problemOrders.since,
    })
    .from(problemOrders)
    .innerJoin(problems, eq(problems.id, problemOrders.problemId))
    .where(and(eq(problemOrders.orderId, orderId), isNull(problems.closedAt)))
    .orderBy(asc(problemOrders.since))

/** What still has to go out for it, called as its story calls it ("the sales document"). */
async function readOwed(ctx: Reader, order: typeof orders.$inferSelect) {
  const { id, kind, state, reason, dueAt } = outbox
  const open = ['pending', 'sending', 'verifying', 'retrying', 'held', 'dead'] as const
  // The customer is created for several orders, in a queue of its own.
  const ofCustomer = order.waitingFor === null ? undefined : eq(outbox.queue, order.waitingFor)
  const rows = await ctx.db
    .select({ id, kind, state, reason, dueAt })
    .from(outbox)
    .where(and(or(eq(outbox.orderId, order.id), ofCustomer), inArray(outbox.state, [...open])))
    .orderBy(asc(outbox.id))
  return rows.map(row => ({ ...row, noun: effectKinds.get(row.kind)?.noun ?? row.kind }))
}
