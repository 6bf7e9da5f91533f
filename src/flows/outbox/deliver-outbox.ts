import { RemoteError } from '../../domain/errors.ts'
import type { Exchange } from '../../outbound/send.ts'
import type { FlowContext } from '../context.ts'
import { claimOutbox, type OutboxMessage } from './claim-outbox.ts'
import { decideNext } from './decide-next.ts'
import type { Delivered } from './effect.ts'
import { effectKinds } from './effect-kinds.ts'
import { recordExchanges } from './exchange-recorder.ts'
import { type Claimed, type Outcome, recordOutcome, recordUnreadable } from './record-outcome.ts'

const BATCH = 100

/**
 * Delivers what is due. @returns how many messages were taken.
 * @param inFlight ids of what this process is at; their leases are extended meanwhile
 */
export async function deliverOutbox(ctx: FlowContext, worker: string, inFlight: Set<number>): Promise<number> {
  const messages = await claimOutbox(ctx, worker, BATCH)
  const claimed = messages.flatMap(message => open(message) ?? [])
  for (const message of messages)
    if (!claimed.some(known => known.message === message)) await recordUnreadable(ctx, message)
  for (const { message } of claimed) inFlight.add(message.id)
  const groups = Map.groupBy(claimed, ({ message }) => `${message.kind} ${message.connection ?? message.store}`)
  try {
    await Promise.all([...groups.values()].map(group => deliverGroup(ctx, group)))
  } finally {
    for (const { message } of claimed) inFlight.delete(message.id)
  }
  return messages.length
}

function open(message: OutboxMessage): Claimed | undefined {
  const effect = effectKinds.get(message.kind)
  const payload = effect?.payload.safeParse(message.payload)
  return effect && payload?.success ? { message, effect, payload: payload.data } : undefined
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
      for (const claimed of group) await recordOutcome(ctx, claimed, startedAt, outcome(claimed), exchanges)
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
  if (known) return await recordOutcome(ctx, claimed, startedAt, { ok: true, delivered: known }, earlier)
  const { result, exchanges } = await recordExchanges(() => attempt(ctx, claimed))
  await recordOutcome(ctx, claimed, startedAt, result, [...earlier, ...exchanges])
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
