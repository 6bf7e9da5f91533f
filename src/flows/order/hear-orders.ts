import { and, eq, inArray, notInArray } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { fixed } from '../../domain/amount.ts'
import { type CanonicalOrder, standing } from '../../domain/order.ts'
import { withoutPerson } from '../../domain/without-person.ts'
import type { CreditMemo } from '../../magento/contract.ts'
import { productsToLookUp, translateOrder } from '../../magento/translate/order.ts'
import type { StoreSetup } from '../config/read-setup.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { publishEvent } from '../event/publish-event.ts'
import { openProblem, releaseFromProblems } from '../problem/open-problem.ts'
import { resumeReplacement } from './await-replaced.ts'
import { canonicalOf } from './canonical-of.ts'
import { decideOrder } from './decide-order.ts'
import { describeRaw } from './describe-raw.ts'
import { followMagento } from './follow-magento.ts'
import { isHeldByPerson } from './held-by-person.ts'
import { withReplaced } from './read-replaced.ts'
import { readNewRefunds, rememberRefunds } from './remember-refunds.ts'
import { tellStory } from './tell-story.ts'

export type OrderRow = typeof orders.$inferSelect

/**
 * Reads orders from Magento, all in as few calls as possible, and takes each one step on: new ones are decided, known
 * ones follow what happened in Magento.
 * @returns what came of each id, in words; ids that Magento does not know are "not in Magento".
 */
export async function hearOrders(
  ctx: FlowContext,
  store: string,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const setup = await ctx.remotes.store(store)
  const magento = await ctx.remotes.magento(store)
  const outcomes = new Map<number, string>(ids.map(id => [id, 'not in Magento']))
  const raws = await withReplaced(ctx, store, magento, await magento.readOrders(ids))
  const productIds = raws.flatMap(raw => productsToLookUp(raw))
  const skus = productIds.length > 0 ? await magento.readSkus(productIds) : new Map<number, string>()
  const translations = raws.map(raw => ({ raw, translated: translateOrder(raw, skus, setup.settings.orders.fields) }))
  const readable = translations.flatMap(({ translated }) => (translated.ok ? [translated.order] : []))
  const refunds = await readNewRefunds(ctx, store, magento, readable)
  for (const { raw, translated } of translations) {
    if (translated.ok) {
      const { order } = translated
      const memos = refunds.get(order.magentoId) ?? []
      outcomes.set(order.magentoId, await inTransaction(ctx, tx => hearOrder(tx, setup, order, memos)))
      continue
    }
    const known = describeRaw(raw)
    if (known)
      outcomes.set(
        known.magentoId,
        await inTransaction(ctx, tx => refuseOrder(tx, setup, known, translated.refusal.message)),
      )
  }
  return outcomes
}

async function hearOrder(
  ctx: FlowContext,
  setup: StoreSetup,
  told: CanonicalOrder,
  memos: readonly CreditMemo[],
): Promise<string> {
  const existing = await lockOrder(ctx, setup.code, told.magentoId)
  if (!existing) return await addOrder(ctx, setup, told, memos)
  // Its customer was erased: Magento may still know who it was, and we do not.
  const order = existing.erasedAt === null ? told : withoutPerson(told)
  await rememberRefunds(ctx, existing, order, memos)
  if (existing.magentoUpdatedAt > new Date(order.updatedAt)) return 'older than what is known'
  await ctx.db.update(orders).set(facts(ctx, order)).where(eq(orders.id, existing.id))
  const row = { ...existing, ...facts(ctx, order) }
  if (row.state === 'canceled' && existing.state !== 'canceled' && existing.phase !== 'skipped')
    await publishEvent(ctx, { type: 'order.canceled', order: row })
  // Nobody knows any more whom it would be for.
  if (existing.erasedAt !== null && existing.phase === 'skipped') return 'known'
  if (['waiting', 'preparing', 'held', 'skipped'].includes(existing.phase))
    return await redecide(ctx, setup, row, order, canonicalOf(existing) !== undefined)
  return await followMagento(ctx, row, order, existing)
}

const lockOrder = async (ctx: FlowContext, store: string, magentoId: number): Promise<OrderRow | undefined> => {
  const [row] = await ctx.db
    .select()
    .from(orders)
    .where(and(eq(orders.store, store), eq(orders.magentoId, magentoId)))
    .for('no key update')
  return row
}

const facts = (ctx: FlowContext, order: CanonicalOrder) => ({
  number: order.number,
  storeViewId: order.storeViewId,
  state: order.state as string,
  status: order.status,
  placedAt: new Date(order.placedAt),
  magentoUpdatedAt: new Date(order.updatedAt),
  customerName: `${order.customer.firstName} ${order.customer.lastName}`.trim(),
  customerEmail: order.customer.email,
  currency: order.currency,
  grandTotal: order.grandTotal as string,
  canonical: order as unknown,
  updatedAt: ctx.clock.now(),
})

async function addOrder(
  ctx: FlowContext,
  setup: StoreSetup,
  order: CanonicalOrder,
  memos: readonly CreditMemo[],
): Promise<string> {
  const now = ctx.clock.now()
  const decision = decideOrder(order, setup, now, false)
  const [row] = await ctx.db
    .insert(orders)
    .values({
      ...facts(ctx, order),
      store: setup.code,
      magentoId: order.magentoId,
      phase: decision.phase,
      phaseReason: decision.reason,
      dueAt: dueAt(decision, now),
      heardAt: now,
      settledAt: decision.phase === 'canceled' || decision.phase === 'skipped' ? now : null,
    })
    .onConflictDoNothing() // another process heard of it in this moment and decided
    .returning()
  if (!row) return 'heard elsewhere'
  const story = { store: setup.code, orderId: row.id }
  const placed = `Order ${order.number} was placed in Magento; its parts add up to ${fixed(order.grandTotal, 2)} ${order.currency}.`
  await tellStory(
    ctx,
    { ...story, stage: 'heard', text: placed },
    { ...story, stage: 'decided', text: `Decided: ${decision.reason}.` },
  )
  await rememberRefunds(ctx, { id: row.id, store: setup.code }, order, memos)
  await publishCreated(ctx, row, decision)
  ctx.wake()
  return `new: ${decision.phase}`
}

/** Those that are left alone, and those that were over before they were heard of, are nobody's news. */
async function publishCreated(
  ctx: FlowContext,
  order: OrderRow,
  { phase }: ReturnType<typeof decideOrder>,
): Promise<void> {
  if (phase === 'skipped' || phase === 'canceled') return
  const data = { placedAt: order.placedAt.toISOString() }
  await publishEvent(ctx, { type: 'order.created', order, data })
}

const dueAt = (decision: ReturnType<typeof decideOrder>, now: Date): Date | null => {
  if (decision.phase === 'preparing') return now
  return decision.phase === 'waiting' ? (decision.until ?? null) : null
}

/**
 * Not sent yet: what Magento says now counts, not what it said when we first heard.
 * @param wasReadable false: held for no other reason than that it could not be read
 */
async function redecide(
  ctx: FlowContext,
  setup: StoreSetup,
  row: OrderRow,
  order: CanonicalOrder,
  wasReadable: boolean,
): Promise<string> {
  const now = ctx.clock.now()
  const decision = decideOrder(order, setup, now, row.forced === 1)
  const sameStep = decision.phase === row.phase && decision.reason === row.phaseReason
  const waitsForReplaced = row.phase === 'waiting' && row.waitingFor !== null
  const keepsItsPlace =
    decision.phase === 'preparing' &&
    (row.phase === 'preparing' || waitsForReplaced || (row.phase === 'held' && wasReadable))
  // A person's decision stays; rules of the configuration are looked at anew.
  const skippedByPerson = row.phase === 'skipped' && row.phaseReason.startsWith('skipped by')
  const over = decision.phase === 'canceled' || decision.phase === 'skipped'
  const staysHeld = isHeldByPerson(row) && !over
  if (sameStep || keepsItsPlace || staysHeld || (skippedByPerson && decision.phase !== 'canceled')) return 'known'
  if (over && !(await withdrawMessages(ctx, row.id, decision.reason)))
    return 'waits: whether it is in the ERP has to be found out first'
  await ctx.db
    .update(orders)
    .set({
      phase: decision.phase,
      phaseReason: decision.reason,
      dueAt: dueAt(decision, now),
      waitingFor: null,
      attempts: 0,
      settledAt: over ? now : null,
    })
    .where(eq(orders.id, row.id))
  await releaseFromProblems(ctx, row.id)
  await resumeReplacement(ctx, row.id)
  await publishCreated(ctx, row, decision)
  await tellStory(ctx, {
    store: row.store,
    orderId: row.id,
    stage: 'decided',
    text: `Magento says ${standing(order)}: ${decision.reason}.`,
  })
  ctx.wake()
  return `now ${decision.phase}`
}

/** What was given up is not sent any more. @returns false when one of the messages may have got through: a person decides. */
async function withdrawMessages(ctx: FlowContext, orderId: number, reason: string): Promise<boolean> {
  const open = await ctx.db
    .select({ state: outbox.state, errorClass: outbox.errorClass })
    .from(outbox)
    .where(and(eq(outbox.orderId, orderId), notInArray(outbox.state, ['delivered', 'superseded'])))
    .for('update')
  if (open.some(({ state, errorClass }) => !['dead', 'held'].includes(state) || errorClass === 'unknown')) return false
  await ctx.db
    .update(outbox)
    .set({ state: 'superseded', reason, finishedAt: ctx.clock.now() })
    .where(and(eq(outbox.orderId, orderId), inArray(outbox.state, ['dead', 'held'])))
  return true
}

/** Magento's order makes no sense to us: kept with the reason, never sent. */
async function refuseOrder(
  ctx: FlowContext,
  setup: StoreSetup,
  known: NonNullable<ReturnType<typeof describeRaw>>,
  reason: string,
): Promise<string> {
  const now = ctx.clock.now()
  const existing = await lockOrder(ctx, setup.code, known.magentoId)
  if (existing?.canonical || existing?.erasedAt) return 'unreadable now; what is known stays'
  if (existing && isHeldByPerson(existing)) return 'held by a person'
  const values = { ...known, canonical: null, phase: 'held' as const, phaseReason: reason, dueAt: null, updatedAt: now }
  const [row] = await ctx.db
    .insert(orders)
    .values({ ...values, store: setup.code, heardAt: now })
    .onConflictDoUpdate({ target: [orders.store, orders.magentoId], set: values })
    .returning({ id: orders.id })
  if (!row) throw new Error('insert returned no row')
  const cause = `order_refused:${known.number}`
  await openProblem(
    ctx,
    {
      store: setup.code,
      cause,
      title: `Order ${known.number} cannot be read: its parts do not make its total.`,
      remedy:
        'Compare the order in Magento with the numbers below. An extension that adds a fee usually has to be told apart; the order goes on when Magento answers with parts that add up.',
      detail: reason,
    },
    row.id,
  )
  if (!existing) await tellStory(ctx, { store: setup.code, orderId: row.id, stage: 'problem', text: reason })
  return 'refused'
}
