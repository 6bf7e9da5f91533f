import type { FlowContext } from '../context.ts'
import { DIED, LEASE_SECONDS, type OutboxMessage } from './claim-outbox.ts'
import type { Next } from './decide-next.ts'
import type { AnyEffectKind } from './effect.ts'
import { FRESH_MS } from './lease.ts'

/** Calls go out within the first half of a lease: so old they are at least when it runs out. */
const CALL_AGE_MS = LEASE_SECONDS * 1_000 - FRESH_MS

/**
 * What a dead worker has called may go on without it: an ERP that takes a minute for an order is not there yet when the
 * lease ends. As long as a live worker would have waited for the answer, "not there" is no answer.
 * @returns undefined when it can be believed
 */
export async function stillRunning(
  ctx: FlowContext,
  message: OutboxMessage,
  effect: Pick<AnyEffectKind, 'settlingDelayMs' | 'longestWriteMs'>,
): Promise<Next | undefined> {
  // What needs no time to settle is a read, or the same however often it is done.
  if (message.reason !== DIED || effect.settlingDelayMs === 0) return undefined
  const { connection } = message
  const longestMs = connection === null ? effect.longestWriteMs : (await ctx.remotes.erp(connection)).longestWriteMs
  const afterMs = (longestMs ?? 0) + effect.settlingDelayMs - CALL_AGE_MS
  if (afterMs <= 0) return undefined
  const error = 'its worker died, and the far side may still be at it'
  return { kind: 'verifying', errorClass: 'unknown', error, afterMs }
}
