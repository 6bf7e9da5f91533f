import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { attempts, outbox } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { wordsOf } from '../../ops/words-of.ts'
import { backoffMs } from '../backoff.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { settleOrder } from '../order/settle-order.ts'
import { tellStory } from '../order/tell-story.ts'
import type { Sign } from '../pressure/breaker.ts'
import type { OutboxMessage } from './claim-outbox.ts'
import type { Next } from './decide-next.ts'
import type { AnyEffectKind, Delivered } from './effect.ts'
import type { Recorded } from './exchange-recorder.ts'
import { releaseFromFailures, reportFailedEffect, reportUnrecordedEffect } from './report-failed-effect.ts'

export interface Claimed {
  readonly message: OutboxMessage
  readonly effect: AnyEffectKind
  readonly payload: unknown
}

export type Outcome =
  | { readonly ok: true; readonly delivered: Delivered<unknown> }
  | { readonly ok: false; readonly next: Next; readonly sign: Sign }

const RECORD_TRIES = 3
const RECORD_PAUSE_MS = 200

/**
 * Writes down what came of it. A database that hiccups is asked again: forgetting an outcome costs a verification. What
 * cannot be written though the database is there is a fault of ours: it is told, and looked up again later. When the
 * database stays away the lease runs out, and whoever comes next verifies.
 */
export async function recordOutcome(
  ctx: FlowContext,
  claimed: Claimed,
  startedAt: Date,
  outcome: Outcome,
  exchanges: readonly Recorded[],
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await inTransaction(ctx, tx => write(tx, claimed, startedAt, outcome, exchanges))
      return ctx.wake()
    } catch (error) {
      ctx.log.error(
        { outbox: claimed.message.id, kind: claimed.message.kind, tries, error: wordsOf(error) },
        'outcome could not be stored',
      )
      if (tries === RECORD_TRIES) return await reportUnrecorded(ctx, claimed, wordsOf(error))
      await pause(RECORD_PAUSE_MS * tries)
    }
  }
}

async function reportUnrecorded(ctx: FlowContext, { message, effect }: Claimed, words: string): Promise<void> {
  const afterMs = backoffMs(message.verifications + 1, ctx.random, {
    capMs: 600_000,
    atLeastMs: effect.settlingDelayMs,
  })
  const error = `what came of it could not be written down: ${words}`
  try {
    await inTransaction(ctx, async tx => {
      if (!(await isStillOurs(tx, message))) return
      await goOn(tx, message, { kind: 'verifying', errorClass: 'unknown', error, afterMs })
      await reportUnrecordedEffect(tx, message, effect.noun, words, await ordersBehind(tx, message))
    })
  } catch (failure) {
    ctx.log.error({ outbox: message.id, error: wordsOf(failure) }, 'nothing can be stored: the lease runs out')
  }
}

/** Another version of Orderbridge wrote it in a form that is not known here. It stops alone. */
export async function recordUnreadable(ctx: FlowContext, message: OutboxMessage): Promise<void> {
  const error = `This version of Orderbridge cannot read the message "${message.kind}".`
  const next: Next = { kind: 'dead', errorClass: 'permanent', code: 'unreadable', error }
  await inTransaction(ctx, async tx => {
    await goOn(tx, message, next)
    await reportFailedEffect(tx, message, 'the message', next, await ordersBehind(tx, message))
  })
}

/** One decision, one transaction: the message, its attempt, what follows from it, and the order's story. */
async function write(
  ctx: FlowContext,
  { message, effect, payload }: Claimed,
  startedAt: Date,
  outcome: Outcome,
  exchanges: readonly Recorded[],
): Promise<void> {
  if (!(await isStillOurs(ctx, message))) {
    ctx.log.warn({ outbox: message.id, kind: message.kind }, 'the lease ran out and another worker has taken over')
    return
  }
  const now = ctx.clock.now()
  await ctx.db.insert(attempts).values({
    store: message.store,
    outboxId: message.id,
    orderId: message.orderId,
    step: message.state === 'verifying' ? 'verify' : 'send',
    startedAt,
    durationMs: now.getTime() - startedAt.getTime(),
    outcome: outcome.ok ? 'delivered' : outcome.next.kind,
    error: outcome.ok ? null : 'error' in outcome.next ? outcome.next.error : null,
    exchanges,
  })
  if (outcome.ok) await finish(ctx, { message, effect, payload }, outcome.delivered)
  else await goOn(ctx, message, outcome.next)
  if (!outcome.ok) {
    const waiting = await ordersBehind(ctx, message)
    const { next } = outcome
    if (next.kind === 'dead' || next.kind === 'held') await effect.giveUp?.(ctx, message, payload, next.error)
    await reportFailedEffect(ctx, message, effect.noun, next, waiting)
  }
  if (message.orderId !== null) await settleOrder(ctx, message.orderId)
}

/** Each claim counts up, so whoever claimed later is told apart even under the same name. */
async function isStillOurs(ctx: FlowContext, message: OutboxMessage): Promise<boolean> {
  const [row] = await ctx.db.select().from(outbox).where(eq(outbox.id, message.id)).for('update')
  const { worker, state, attempts, verifications } = message
  return (
    row?.worker === worker && row.state === state && row.attempts === attempts && row.verifications === verifications
  )
}

/** The order that the message is of, or all that wait for it: a customer is created for several. */
async function ordersBehind(ctx: FlowContext, message: OutboxMessage): Promise<number[]> {
  if (message.orderId !== null) return [message.orderId]
  const rows = await ctx.db.select({ id: orders.id }).from(orders).where(eq(orders.waitingFor, message.queue))
  return rows.map(row => row.id)
}

async function finish(
  ctx: FlowContext,
  { message, effect, payload }: Claimed,
  delivered: Delivered<unknown>,
): Promise<void> {
  const now = ctx.clock.now()
  await ctx.db
    .update(outbox)
    .set({
      state: 'delivered',
      reason: delivered.summary,
      result: delivered.data,
      errorClass: null,
      worker: null,
      leaseUntil: null,
      finishedAt: now,
    })
    .where(eq(outbox.id, message.id))
  if (message.orderId !== null) {
    if (message.reason !== '') await releaseFromFailures(ctx, message, message.orderId)
    await tellStory(ctx, {
      store: message.store,
      orderId: message.orderId,
      stage: 'done',
      text: delivered.summary,
      outboxId: message.id,
    })
  }
  await effect.settle(ctx, message, payload, delivered)
}

async function goOn(ctx: FlowContext, message: OutboxMessage, next: Next): Promise<void> {
  const now = ctx.clock.now().getTime()
  const common = { worker: null, leaseUntil: null }
  const row = eq(outbox.id, message.id)
  switch (next.kind) {
    case 'retrying':
      await ctx.db
        .update(outbox)
        .set({
          ...common,
          state: 'retrying',
          reason: next.error,
          errorClass: next.errorClass,
          dueAt: new Date(now + next.afterMs),
          ...(next.free && { attempts: message.attempts - 1 }),
        })
        .where(row)
      return
    case 'verifying':
      await ctx.db
        .update(outbox)
        .set({
          ...common,
          state: 'verifying',
          reason: next.error,
          errorClass: next.errorClass,
          dueAt: new Date(now + next.afterMs),
        })
        .where(row)
      return
    case 'send_again':
      await ctx.db
        .update(outbox)
        .set({ ...common, state: 'retrying', reason: next.reason, dueAt: new Date(now) })
        .where(row)
      return
    case 'held':
    case 'dead':
      await ctx.db
        .update(outbox)
        .set({
          ...common,
          state: next.kind,
          reason: next.error,
          errorClass: next.kind === 'dead' ? next.errorClass : 'unknown',
        })
        .where(row)
  }
}
