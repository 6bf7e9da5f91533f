import { setTimeout as pause } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import type { attempts, outbox } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { wordsOf } from '../../ops/words-of.ts'
import { backoffMs } from '../backoff.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { settleOrder } from '../order/settle-order.ts'
import type { Sign } from '../pressure/breaker.ts'
import type { OutboxMessage } from './claim-outbox.ts'
import type { Next } from './decide-next.ts'
import type { AnyEffectKind, Delivered } from './effect.ts'
import type { Recorded } from './exchange-recorder.ts'
import { giveBack, TakenOver } from './give-back.ts'
import { releaseFromFailures, reportFailedEffect, reportUnrecordedEffect } from './report-failed-effect.ts'

export interface Claimed {
  readonly message: OutboxMessage
  readonly effect: AnyEffectKind
  readonly payload: unknown
  /** Of the order that it is of; known only while somebody watches. */
  readonly orderNumber?: string
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
      if (error instanceof TakenOver)
        return ctx.log.warn(
          { outbox: claimed.message.id, kind: claimed.message.kind },
          'the lease ran out: another has taken over',
        )
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
  const change = changeOf(ctx, message, { kind: 'verifying', errorClass: 'unknown', error, afterMs })
  try {
    await inTransaction(ctx, async tx => {
      await giveBack(tx, message, { change })
      await reportUnrecordedEffect(tx, message, effect.noun, words, await ordersBehind(tx, message))
    })
  } catch (failure) {
    if (failure instanceof TakenOver) return
    ctx.log.error({ outbox: message.id, error: wordsOf(failure) }, 'nothing can be stored: the lease runs out')
  }
}

/** Another version of Orderbridge wrote it in a form that is not known here. It stops alone. */
export async function recordUnreadable(ctx: FlowContext, message: OutboxMessage): Promise<void> {
  const error = `This version of Orderbridge cannot read the message "${message.kind}".`
  const next: Next = { kind: 'dead', errorClass: 'permanent', code: 'unreadable', error }
  try {
    await inTransaction(ctx, async tx => {
      await giveBack(tx, message, { change: changeOf(tx, message, next) })
      await reportFailedEffect(tx, message, 'the message', next, await ordersBehind(tx, message))
    })
  } catch (failure) {
    if (!(failure instanceof TakenOver)) throw failure
  }
}

/** One decision, one transaction: the message, its attempt, what follows from it, and the order's story. */
async function write(
  ctx: FlowContext,
  { message, effect, payload }: Claimed,
  startedAt: Date,
  outcome: Outcome,
  exchanges: readonly Recorded[],
): Promise<void> {
  const attempt = attemptRow(ctx, message, startedAt, outcome, exchanges)
  if (outcome.ok) await finish(ctx, { message, effect, payload }, outcome.delivered, attempt)
  else await goOn(ctx, { message, effect, payload }, outcome, attempt)
  // giveBack has locked the order.
  if (message.orderId !== null) await settleOrder(ctx, message.orderId)
}

const attemptRow = (
  ctx: FlowContext,
  message: OutboxMessage,
  startedAt: Date,
  outcome: Outcome,
  exchanges: readonly Recorded[],
): typeof attempts.$inferInsert => ({
  store: message.store,
  outboxId: message.id,
  orderId: message.orderId,
  step: message.state === 'verifying' ? 'verify' : 'send',
  startedAt,
  durationMs: ctx.clock.now().getTime() - startedAt.getTime(),
  outcome: outcome.ok ? 'delivered' : outcome.next.kind,
  error: outcome.ok ? null : 'error' in outcome.next ? outcome.next.error : null,
  exchanges: message.orderId === null ? exchanges : unlessErased(message.orderId, exchanges),
})

/** Of a customer who was erased, what far sides still say is not kept. Read by the statement that writes it. */
const unlessErased = (orderId: number, exchanges: readonly Recorded[]) =>
  sql`case when exists (select from orders o where o.id = ${orderId} and o.erased_at is not null)
    then '[]'::jsonb else ${JSON.stringify(exchanges)}::text::jsonb end`

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
  attempt: typeof attempts.$inferInsert,
): Promise<void> {
  const { store, orderId } = message
  const { summary: text, data: result } = delivered
  const sentence = orderId === null ? undefined : { store, orderId, stage: 'done' as const, text, outboxId: message.id }
  await giveBack(ctx, message, {
    change: { state: 'delivered', reason: text, result, errorClass: null, finishedAt: ctx.clock.now() },
    attempt,
    ...(sentence && { sentence }),
  })
  if (orderId !== null && message.reason !== '') await releaseFromFailures(ctx, message, orderId)
  await effect.settle(ctx, message, payload, delivered)
}

async function goOn(
  ctx: FlowContext,
  { message, effect, payload }: Claimed,
  { next, sign }: Extract<Outcome, { ok: false }>,
  attempt: typeof attempts.$inferInsert,
): Promise<void> {
  await giveBack(ctx, message, { change: changeOf(ctx, message, next), attempt })
  const waiting = await ordersBehind(ctx, message)
  if (next.kind === 'dead' || next.kind === 'held') await effect.giveUp?.(ctx, message, payload, next.error)
  await reportFailedEffect(ctx, message, effect.noun, next, waiting, sign.kind === 'answered')
}

function changeOf(ctx: FlowContext, message: OutboxMessage, next: Next): Partial<typeof outbox.$inferInsert> {
  const now = ctx.clock.now().getTime()
  switch (next.kind) {
    case 'retrying':
      return {
        state: 'retrying',
        reason: next.error,
        errorClass: next.errorClass,
        dueAt: new Date(now + next.afterMs),
        ...(next.free && { attempts: message.attempts - 1 }),
      }
    case 'verifying':
      return {
        state: 'verifying',
        reason: next.reason ?? next.error,
        errorClass: next.errorClass,
        dueAt: new Date(now + next.afterMs),
      }
    case 'send_again':
      return { state: 'retrying', reason: next.reason, dueAt: new Date(now) }
    case 'held':
    case 'dead':
      return {
        state: next.kind,
        reason: next.error,
        errorClass: next.kind === 'dead' ? next.errorClass : 'unknown',
      }
  }
}
