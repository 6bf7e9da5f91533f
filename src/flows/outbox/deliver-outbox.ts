import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { attempts, outbox } from '../../db/schema/messages.ts'
import { RemoteError } from '../../domain/errors.ts'
import { wordsOf } from '../../ops/words-of.ts'
import type { Exchange } from '../../outbound/send.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { settleOrder } from '../order/settle-order.ts'
import { tellStory } from '../order/tell-story.ts'
import { releaseFromProblems } from '../problem/open-problem.ts'
import { claimOutbox, type OutboxMessage } from './claim-outbox.ts'
import { decideNext, type Next } from './decide-next.ts'
import type { AnyEffectKind, Delivered } from './effect.ts'
import { effectKinds } from './effect-kinds.ts'
import { recordExchanges } from './exchange-recorder.ts'
import { reportFailedEffect } from './report-failed-effect.ts'

const BATCH = 100

interface Claimed {
  readonly message: OutboxMessage
  readonly effect: AnyEffectKind
  readonly payload: unknown
}

type Outcome =
  | { readonly ok: true; readonly delivered: Delivered<unknown> }
  | { readonly ok: false; readonly next: Next }

/**
 * Delivers what is due. @returns how many messages were taken.
 * @param inFlight ids of what this process is at; their leases are extended meanwhile
 */
export async function deliverOutbox(ctx: FlowContext, worker: string, inFlight: Set<number>): Promise<number> {
  const claimed = (await claimOutbox(ctx, worker, BATCH)).map(message => {
    const effect = effectKinds.get(message.kind)
    if (!effect) throw new Error(`unknown effect ${message.kind}`)
    return { message, effect, payload: effect.payload.parse(message.payload) as unknown } // typed by the kind's own schema
  })
  for (const { message } of claimed) inFlight.add(message.id)
  const groups = Map.groupBy(claimed, ({ message }) => `${message.kind} ${message.connection ?? message.store}`)
  try {
    await Promise.all([...groups.values()].map(group => deliverGroup(ctx, group)))
  } finally {
    for (const { message } of claimed) inFlight.delete(message.id)
  }
  return claimed.length
}

/** Messages of one kind to one far side: looked up together, then sent one by one (each has an outcome of its own). */
async function deliverGroup(ctx: FlowContext, group: readonly Claimed[]): Promise<void> {
  const lookUp = group[0]?.effect.lookUp
  const startedAt = ctx.clock.now()
  let known: ReadonlyMap<number, Delivered<unknown>> = new Map()
  let lookUpExchanges: readonly Exchange[] = []
  if (lookUp) {
    const { result, exchanges } = await recordExchanges(() =>
      lookUp(ctx, group).then(
        found => ({ found }),
        (error: unknown) => ({ error }),
      ),
    )
    if ('error' in result) {
      // Without the look-up nothing may be created. Nothing was sent, so nothing is unknown.
      const outcome = (claimed: Claimed): Outcome => ({
        ok: false,
        next: decideNext(ctx, claimed.message, asUnsent(result.error), claimed.effect.settlingDelayMs),
      })
      for (const claimed of group) await record(ctx, claimed, startedAt, outcome(claimed), exchanges)
      return
    }
    known = result.found
    lookUpExchanges = exchanges
  }
  await Promise.all(group.map(claimed => deliverOne(ctx, claimed, known.get(claimed.message.id), lookUpExchanges)))
}

const asUnsent = (error: unknown): unknown =>
  error instanceof RemoteError && error.errorClass === 'unknown'
    ? new RemoteError({ errorClass: 'transient', code: error.code, message: error.message })
    : error

async function deliverOne(
  ctx: FlowContext,
  claimed: Claimed,
  known: Delivered<unknown> | undefined,
  earlier: readonly Exchange[],
): Promise<void> {
  const startedAt = ctx.clock.now()
  if (known) return await record(ctx, claimed, startedAt, { ok: true, delivered: known }, earlier)
  const { result, exchanges } = await recordExchanges(() => attempt(ctx, claimed))
  await record(ctx, claimed, startedAt, result, [...earlier, ...exchanges])
}

async function attempt(ctx: FlowContext, { message, effect, payload }: Claimed): Promise<Outcome> {
  try {
    // A batch look-up that came before has answered already whether it is there: verifying needs no second question.
    if (message.state === 'verifying') {
      const verified = effect.lookUp ? 'not_done' : await effect.verify(ctx, message, payload)
      if (verified === 'not_done')
        return { ok: false, next: { kind: 'send_again', reason: 'the far side does not have it: it is sent again' } }
      if (verified === 'cannot_tell')
        return { ok: false, next: { kind: 'held', error: 'whether it was done cannot be found out' } }
      return { ok: true, delivered: verified }
    }
    return { ok: true, delivered: await effect.deliver(ctx, message, payload) }
  } catch (error) {
    return { ok: false, next: decideNext(ctx, message, error, effect.settlingDelayMs) }
  }
}

const RECORD_TRIES = 3
const RECORD_PAUSE_MS = 200

/**
 * Writes down what came of it. A database that hiccups is asked again: forgetting an outcome costs a verification. When
 * it stays away the lease runs out, and whoever comes next verifies.
 */
async function record(
  ctx: FlowContext,
  claimed: Claimed,
  startedAt: Date,
  outcome: Outcome,
  exchanges: readonly Exchange[],
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
      if (tries === RECORD_TRIES) return
      await pause(RECORD_PAUSE_MS * tries)
    }
  }
}

/** One decision, one transaction: the message, its attempt, what follows from it, and the order's story. */
async function write(
  ctx: FlowContext,
  { message, effect, payload }: Claimed,
  startedAt: Date,
  outcome: Outcome,
  exchanges: readonly Exchange[],
): Promise<void> {
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
  if (!outcome.ok && (outcome.next.kind === 'dead' || outcome.next.kind === 'held'))
    await effect.giveUp?.(ctx, message, payload)
  if (!outcome.ok) await reportFailedEffect(ctx, message, effect.noun, outcome.next)
  if (message.orderId !== null) await settleOrder(ctx, message.orderId)
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
    if (message.attempts > 1 || message.verifications > 0) await releaseFromProblems(ctx, message.orderId)
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
