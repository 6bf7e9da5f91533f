import { RemoteError } from '../../domain/errors.ts'
import type { FlowContext } from '../context.ts'
import { type Sign, signOf, watchBreaker } from '../pressure/breaker.ts'
import { farSideOf } from '../pressure/far-side.ts'
import { claimOutbox, type OutboxMessage } from './claim-outbox.ts'
import { decideNext } from './decide-next.ts'
import type { Delivered } from './effect.ts'
import { effectKinds } from './effect-kinds.ts'
import { type Recorded, recordExchanges } from './exchange-recorder.ts'
import { underLease } from './lease.ts'
import { type Claimed, type Outcome, recordOutcome, recordUnreadable } from './record-outcome.ts'
import { stillRunning } from './still-running.ts'
import { numbersOf, tellTried } from './tell-tried.ts'

const BATCH = 100

/** Takes what is due, once, and delivers it. @returns how many messages were taken. */
export async function deliverOutbox(ctx: FlowContext, worker: string, inFlight: Set<number>): Promise<number> {
  const messages = await claimOutbox(ctx, worker, BATCH)
  for (const { id } of messages) inFlight.add(id)
  await deliverClaimed(ctx, messages, ({ id }) => void inFlight.delete(id))
  return messages.length
}

/**
 * Delivers what was claimed; every outcome is written down.
 * @param onDone called for each message when that is over, whatever came of it
 */
export async function deliverClaimed(
  ctx: FlowContext,
  messages: readonly OutboxMessage[],
  onDone: (message: OutboxMessage) => void,
): Promise<void> {
  const numbers = await numbersOf(ctx, messages)
  const claimed = messages.flatMap(message => open(message, numbers) ?? [])
  const groups = Map.groupBy(claimed, ({ message }) => `${message.kind} ${message.farSide}`)
  try {
    for (const message of messages)
      if (!claimed.some(known => known.message === message)) await recordUnreadable(ctx, message)
    await Promise.all([...groups.values()].map(group => deliverGroup(ctx, group, onDone)))
  } finally {
    for (const message of messages) onDone(message)
  }
}

function open(message: OutboxMessage, numbers: ReadonlyMap<number, string>): Claimed | undefined {
  const effect = effectKinds.get(message.kind)
  const payload = effect?.payload.safeParse(message.payload)
  if (!effect || !payload?.success) return undefined
  const orderNumber = message.orderId === null ? undefined : numbers.get(message.orderId)
  return { message, effect, payload: payload.data, ...(orderNumber !== undefined && { orderNumber }) }
}

/** Messages of one kind to one far side: looked up together, then sent one by one (each has an outcome of its own). */
async function deliverGroup(
  ctx: FlowContext,
  group: readonly Claimed[],
  onDone: (message: OutboxMessage) => void,
): Promise<void> {
  const lookUp = group[0]?.effect.lookUp
  const startedAt = ctx.clock.now()
  let known: ReadonlyMap<number, Delivered<unknown> | RemoteError> = new Map()
  let lookUpExchanges: readonly Recorded[] = []
  if (lookUp) {
    const { result, exchanges } = await recordExchanges(() =>
      lookUp(ctx, group).then(
        found => ({ found }),
        (error: unknown) => ({ error }),
      ),
    )
    if ('error' in result) {
      // Without the look-up nothing may be created. Nothing was sent, so nothing is unknown.
      const error = asUnsent(result.error)
      for (const claimed of group) {
        await writeDown(ctx, claimed, startedAt, failed(ctx, claimed, error), exchanges)
      }
      return
    }
    known = result.found
    lookUpExchanges = exchanges
  }
  const deliver = (claimed: Claimed) =>
    deliverOne(ctx, claimed, known.get(claimed.message.id), lookUpExchanges).finally(() => onDone(claimed.message))
  await Promise.all(group.map(deliver))
}

const asUnsent = (error: unknown): unknown =>
  error instanceof RemoteError && error.errorClass === 'unknown'
    ? new RemoteError({
        errorClass: 'transient',
        code: error.code,
        message: error.message,
        ...(error.status !== undefined && { status: error.status }),
      })
    : error

async function deliverOne(
  ctx: FlowContext,
  claimed: Claimed,
  known: Delivered<unknown> | RemoteError | undefined,
  earlier: readonly Recorded[],
): Promise<void> {
  const startedAt = ctx.clock.now()
  if (known instanceof RemoteError)
    return await writeDown(ctx, claimed, startedAt, failed(ctx, claimed, known), earlier)
  if (known) return await writeDown(ctx, claimed, startedAt, { ok: true, delivered: known }, earlier)
  const { result, exchanges } = await recordExchanges(() => attempt(ctx, claimed))
  await writeDown(ctx, claimed, startedAt, result, [...earlier, ...exchanges])
}

/** What came of one message, and what that says of its far side. */
async function writeDown(
  ctx: FlowContext,
  claimed: Claimed,
  startedAt: Date,
  outcome: Outcome,
  exchanges: readonly Recorded[],
): Promise<void> {
  await recordOutcome(ctx, claimed, startedAt, outcome, exchanges)
  tellTried(ctx, claimed, startedAt, outcome, exchanges)
  const { message } = claimed
  await watchBreaker(ctx, farSideOf(message), message, outcome.ok ? { kind: 'answered' } : outcome.sign)
}

const failed = (ctx: FlowContext, { message, effect }: Omit<Claimed, 'payload'>, error: unknown): Outcome => ({
  ok: false,
  next: decideNext(ctx, message, error, effect.settlingDelayMs),
  sign: signOf(error),
})

const ANSWERED: Sign = { kind: 'answered' }

async function attempt(ctx: FlowContext, { message, effect, payload }: Claimed): Promise<Outcome> {
  try {
    // A batch look-up that came before has answered already whether it is there: verifying needs no second question.
    if (message.state === 'verifying') {
      const verified = effect.lookUp ? 'not_done' : await effect.verify(ctx, message, payload)
      if (verified === 'not_done') {
        const sendAgain = { kind: 'send_again', reason: 'the far side does not have it: it is sent again' } as const
        return { ok: false, next: (await stillRunning(ctx, message, effect)) ?? sendAgain, sign: ANSWERED }
      }
      if (verified === 'cannot_tell')
        return { ok: false, next: { kind: 'held', error: 'whether it was done cannot be found out' }, sign: ANSWERED }
      return { ok: true, delivered: verified }
    }
    const deliver = () => effect.deliver(ctx, message, payload)
    return { ok: true, delivered: await underLease(ctx, message, deliver) }
  } catch (error) {
    return failed(ctx, { message, effect }, error)
  }
}
