import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { attempts, outbox, outboxEdits } from '../../db/schema/messages.ts'
import { links } from '../../db/schema/orders.ts'
import { savedViews } from '../../db/schema/saved-views.ts'
import { EVERY_STORE } from '../audit/write-audit.ts'
import type { FlowContext } from '../context.ts'
import { id, moment, readRows } from '../view/rows.ts'
import type { Customer } from './find-customer.ts'
import { eraserOf, spellings } from './marks.ts'
import { rewriteTexts, says, type Texts } from './rewrite-texts.ts'

/** Words of far sides and of people that stand beside the orders; kept by the store. */
const ELSEWHERE: readonly Texts[] = [
  { table: 'alerts', columns: { title: 'text' } },
  { table: 'alert_mails', columns: { items: 'jsonb', answer: 'text' } },
  { table: 'runs', columns: { error: 'text' } },
  { table: 'outbox_edits', columns: { reason: 'text' } },
]

/** Of orders, also of somebody else's: their stories may name who shares an address or an invoice. */
export const OF_ORDERS: readonly Texts[] = [
  {
    table: 'drifts',
    columns: { text: 'text', magento_value: 'text', erp_value: 'text', closed_reason: 'text', accepted_note: 'text' },
  },
  { table: 'order_events', columns: { text: 'text' } },
  { table: 'mails', columns: { reason: 'text', answer: 'text' } },
]

const PROBLEM: Texts = {
  table: 'problems',
  columns: { cause: 'text', title: 'text', remedy: 'text', detail: 'text', closed_reason: 'text' },
}

/**
 * What is not of one order: texts of the store that name the person, views that look for them, the messages that made the
 * customer in an ERP and the remembered pairs of keys, which the next order looks up anew. In the transaction of ctx.
 * What an unfinished order still needs stays.
 * @returns how many of each
 */
export async function eraseElsewhere(ctx: FlowContext, customer: Customer): Promise<Record<string, number>> {
  const { store, marks, unfinished } = customer
  const erase = eraserOf(marks.certain)
  const named = sql`t.store = ${store} and ${says(marks.certain)}`
  const waiting = sql`any(${sql.param(waitingOrders(customer))}::bigint[])`
  let texts = await rewriteTexts(ctx, PROBLEM, sql`${named} and not ${isNeeded(customer, waiting)}`, erase)
  for (const place of ELSEWHERE) texts += await rewriteTexts(ctx, place, named, erase)
  for (const place of OF_ORDERS)
    texts += await rewriteTexts(ctx, place, sql`${named} and (t.order_id = ${waiting}) is not true`, erase)
  const subject = unfinished.length === 0 ? await eraseSubject(ctx, customer) : { messages: 0, links: 0 }
  return { texts, views: await eraseViews(ctx, store, erase), ...subject, dryRuns: await eraseDryRun(ctx, customer) }
}

/** Somebody will read it to mend an order of the person that is not through. */
function isNeeded({ transfers, finishedTransfers }: Customer, waiting: SQL): SQL {
  const causes = transfers.filter(row => !finishedTransfers.includes(row)).flatMap(row => row.causes)
  return sql`(t.cause = any(${sql.param(causes)}::text[]) or exists (
    select from problem_orders w where w.problem_id = t.id and w.order_id = ${waiting}))`
}

const waitingOrders = ({ orders, finishedOrders }: Customer): number[] =>
  orders.filter(row => !finishedOrders.includes(row)).map(row => row.id)

async function eraseSubject(ctx: FlowContext, { store, subjectKeys, subjectMessages }: Customer) {
  const ids = subjectMessages.map(message => message.id)
  if (ids.length > 0) {
    await ctx.db.delete(outboxEdits).where(inArray(outboxEdits.outboxId, ids))
    await ctx.db.delete(attempts).where(inArray(attempts.outboxId, ids))
    await ctx.db.delete(outbox).where(inArray(outbox.id, ids))
  }
  const gone = await ctx.db
    .delete(links)
    .where(and(eq(links.store, store), eq(links.kind, 'subject'), inArray(links.magentoKey, [...subjectKeys])))
    .returning({ id: links.id })
  return { messages: ids.length, links: gone.length }
}

/** Of the list of orders: what is looked for stands in the address, encoded as addresses are. */
async function eraseViews({ db }: FlowContext, store: string, erase: (text: string) => string): Promise<number> {
  const views = await db
    .select()
    .from(savedViews)
    .where(inArray(savedViews.store, [store, EVERY_STORE]))
  let changed = 0
  for (const { id, name, query } of views) {
    const fields = new URLSearchParams(query)
    for (const [field, value] of [...fields]) if (erase(value) !== value) fields.delete(field)
    const after = { name: erase(name), query: fields.toString() }
    if (after.name === name && after.query === new URLSearchParams(query).toString()) continue
    await db.update(savedViews).set(after).where(eq(savedViews.id, id))
    changed += 1
  }
  return changed
}

/** Of the first run, which shows what orders would have become. It is made anew with one press. */
async function eraseDryRun({ db }: FlowContext, { store, marks }: Customer): Promise<number> {
  const gone = await db.execute(
    sql`update first_runs t set report = null where t.store = ${store} and t.report is not null and ${says(marks.certain)}
      returning t.store`,
  )
  return gone.length
}

const foreign = z.object({ id, at: moment, exchanges: z.array(z.record(z.string(), z.unknown())) })

/** Messages of one kind are looked up together, so that the answer stands with each of them. */
const TOGETHER = sql.raw(`interval '2 minutes'`)

/**
 * Of calls that were made for several orders at once, what names the person is taken out of the others' attempts: the calls
 * stay, without what was said.
 * @param messages of the person
 */
export async function eraseFromOthers(
  { db }: FlowContext,
  store: string,
  messages: readonly number[],
  certain: readonly string[],
): Promise<void> {
  const [mine, words] = [sql`${sql.param([...messages])}::bigint[]`, spellings(certain)]
  const rows = await readRows(
    db,
    foreign,
    sql`select distinct on (t.id) t.id, t.started_at as at, t.exchanges from attempts a
      join attempts t on t.store = ${store} and t.started_at between a.started_at - ${TOGETHER} and a.started_at + ${TOGETHER}
      where a.outbox_id = any(${mine}) and t.outbox_id <> all(${mine}) and exists (
        select from unnest(${sql.param(words)}::text[]) m where strpos(t.exchanges::text, m) > 0)`,
  )
  for (const { id, at, exchanges } of rows) {
    const left = exchanges.map(exchange => {
      const text = JSON.stringify(exchange)
      return words.some(word => text.includes(word)) ? withoutWords(exchange) : exchange
    })
    await db
      .update(attempts)
      .set({ exchanges: left })
      .where(and(eq(attempts.id, id), eq(attempts.startedAt, at)))
  }
}

/** A note of a script says nothing but words. */
function withoutWords({ requestBody: _sent, responseBody: _got, failure: _why, ...call }: Record<string, unknown>) {
  if ('note' in call) return { note: '' }
  return { ...call, url: String(call.url).split('?')[0] }
}
