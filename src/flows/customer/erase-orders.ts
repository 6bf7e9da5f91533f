import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { mails } from '../../db/schema/documents.ts'
import { attempts, outbox } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { transfers } from '../../db/schema/transfers.ts'
import { withoutPerson } from '../../domain/without-person.ts'
import { type FlowContext, nameOf } from '../context.ts'
import { canonicalOf } from '../order/canonical-of.ts'
import type { OrderRow } from '../order/hear-orders.ts'
import { tellStory } from '../order/tell-story.ts'
import { releaseFromProblems } from '../problem/open-problem.ts'
import { lockTransfer, type TransferRow } from '../transfer/hold-transfer.ts'
import { eraseFromOthers, OF_ORDERS } from './erase-elsewhere.ts'
import { FINISHED, isOver, ordersWithOpenMessages } from './find-customer.ts'
import { ERASED, eraserOf, type Marks } from './marks.ts'
import { rewriteTexts, type Texts } from './rewrite-texts.ts'

export interface Erasing {
  readonly store: string
  readonly marks: Marks
  readonly reason: string
}

const MESSAGE: Texts = { table: 'outbox', columns: { reason: 'text' } }
const PAYLOAD: Texts = { table: 'outbox', columns: { payload: 'json', result: 'jsonb' } }
const EDIT: Texts = { table: 'outbox_edits', columns: { reason: 'text' } }

/**
 * Takes the person out of some of their orders, in the transaction of ctx. The rows stay, with what the books need.
 * @returns those that were still finished when they were locked
 */
export async function eraseOrders(ctx: FlowContext, erasing: Erasing, ids: readonly number[]): Promise<OrderRow[]> {
  const rows = await lockFinished(ctx, ids)
  if (rows.length === 0) return []
  const mine = rows.map(row => row.id)
  const messages = await ctx.db.select({ id: outbox.id }).from(outbox).where(inArray(outbox.orderId, mine))
  await eraseMessages(
    ctx,
    erasing,
    messages.map(message => message.id),
  )
  const erase = eraserOf(erasing.marks.all)
  const ofThem = sql`t.order_id = any(${sql.param(mine)}::bigint[])`
  await eraseNotes(ctx, mine)
  for (const place of OF_ORDERS) await rewriteTexts(ctx, place, ofThem, erase)
  await ctx.db.update(mails).set({ recipient: nobody }).where(inArray(mails.orderId, mine))
  for (const row of rows) await eraseOrder(ctx, erasing, row, erase)
  return rows
}

async function lockFinished(ctx: FlowContext, ids: readonly number[]): Promise<OrderRow[]> {
  const rows = await ctx.db
    .select()
    .from(orders)
    .where(and(inArray(orders.id, [...ids]), inArray(orders.phase, [...FINISHED])))
    .orderBy(asc(orders.id))
    .for('no key update')
  const open = await ordersWithOpenMessages(ctx, rows)
  return rows.filter(row => !open.has(row.id))
}

/** A mail to nobody is still one of a kind for its document. */
export const nobody = sql`'erased ' || ${mails.id}`

/** Some ERPs find a document again only by what its request knew of it: the context stays, which holds keys and numbers. */
const withoutBody = sql.raw(`
  jsonb_build_object('method', payload -> 'request' -> 'method', 'path', '', 'body', null) ||
  case when payload::jsonb -> 'request' ? 'context' then jsonb_build_object('context', payload -> 'request' -> 'context')
    else '{}' end`)

/** What was sent and answered, and what of it people had edited. */
async function eraseMessages(ctx: FlowContext, erasing: Erasing, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  const { store, marks } = erasing
  await eraseFromOthers(ctx, store, ids, marks.certain)
  await ctx.db
    .update(attempts)
    .set({ exchanges: [], error: null })
    .where(inArray(attempts.outboxId, [...ids]))
  const ofThem = sql`any(${sql.param([...ids])}::bigint[])`
  await ctx.db.execute(sql`
    update outbox set payload = (payload::jsonb - 'warnings' || jsonb_build_object('request', ${withoutBody}))::json
    where id = ${ofThem} and payload::jsonb ? 'request'`)
  await ctx.db.execute(sql`update outbox_edits set before = 'null', after = 'null' where outbox_id = ${ofThem}`)
  const erase = eraserOf(marks.all)
  // Values of payloads may be called as a person is: by a name alone nothing is taken out there.
  await rewriteTexts(ctx, PAYLOAD, sql`t.id = ${ofThem}`, eraserOf(marks.certain))
  await rewriteTexts(ctx, MESSAGE, sql`t.id = ${ofThem}`, erase)
  await rewriteTexts(ctx, EDIT, sql`t.outbox_id = ${ofThem}`, erase)
}

/** Whatever people noted of an order is about its customer (flows/order/note-order.ts). */
const eraseNotes = (ctx: FlowContext, ids: readonly number[]) =>
  ctx.db.execute(sql`
    update order_events set text = actor || ' noted: ' || ${ERASED}
    where order_id = any(${sql.param([...ids])}::bigint[]) and stage = 'person' and starts_with(text, actor || ' noted: ')`)

async function eraseOrder(
  ctx: FlowContext,
  { reason }: Erasing,
  row: OrderRow,
  erase: (text: string) => string,
): Promise<void> {
  const order = canonicalOf(row)
  await releaseFromProblems(ctx, row.id)
  await ctx.db
    .update(orders)
    .set({
      customerName: '',
      customerEmail: '',
      // One of another version cannot be told apart: it was read, so it is not read again.
      canonical: order ? withoutPerson(order) : null,
      phaseReason: erase(row.phaseReason),
      waitingFor: null,
      erasedAt: ctx.clock.now(),
    })
    .where(eq(orders.id, row.id))
  const text = `${nameOf(ctx.actor)} erased the customer's personal data: ${reason}`
  await tellStory(ctx, { store: row.store, orderId: row.id, stage: 'person', text })
}

/** The same for an order of another system. @returns false when it is not over any more */
export async function eraseTransfer(ctx: FlowContext, erasing: Erasing, { id }: TransferRow): Promise<boolean> {
  const row = await lockTransfer(ctx, id)
  if (!isOver(row)) return false
  const messages = await ctx.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(eq(outbox.queue, `transfer:${id}`))
  await eraseMessages(
    ctx,
    erasing,
    messages.map(message => message.id),
  )
  const order = canonicalOf(row)
  await ctx.db
    .update(transfers)
    .set({ canonical: order ? withoutPerson(order) : null, reason: eraserOf(erasing.marks.all)(row.reason) })
    .where(eq(transfers.id, id))
  return true
}
