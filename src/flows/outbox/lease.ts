import { AsyncLocalStorage } from 'node:async_hooks'
import { and, eq } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import type { FlowContext } from '../context.ts'
import { LEASE_SECONDS, type OutboxMessage } from './claim-outbox.ts'

/** Half of a lease: what is sent within the other half is done, or known to be under way, before somebody else looks. */
export const FRESH_MS = (LEASE_SECONDS * 1_000) / 2

const held = new AsyncLocalStorage<() => Promise<void>>()

/**
 * Runs one attempt whose calls leave only while the message is this worker's. A process that slept (a snapshot of its
 * machine, a closed laptop) wakes where it was: without this it would send what another one has taken over meanwhile.
 */
export const underLease = <T>(ctx: FlowContext, message: OutboxMessage, work: () => Promise<T>): Promise<T> =>
  held.run(confirmer(ctx, message), work)

/**
 * To be called right before something goes out. Does nothing outside of underLease.
 * @throws when the message is another worker's by now
 */
export async function confirmLease(): Promise<void> {
  await held.getStore()?.()
}

function confirmer(ctx: FlowContext, message: OutboxMessage): () => Promise<void> {
  let heldSince = message.claimedAt.getTime()
  return async () => {
    // Asked again when the answer itself took too long; a clock that was set back says nothing either.
    while (Math.abs(ctx.clock.now().getTime() - heldSince) > FRESH_MS) {
      const askedAt = ctx.clock.now()
      await extend(ctx, message, askedAt)
      heldSince = askedAt.getTime()
    }
  }
}

async function extend(ctx: FlowContext, message: OutboxMessage, askedAt: Date): Promise<void> {
  const { id, worker, state, attempts, verifications } = message
  const rows = await ctx.db
    .update(outbox)
    .set({ leaseUntil: new Date(askedAt.getTime() + LEASE_SECONDS * 1_000) })
    .where(
      and(
        eq(outbox.id, id),
        eq(outbox.worker, worker),
        eq(outbox.state, state),
        eq(outbox.attempts, attempts),
        eq(outbox.verifications, verifications),
      ),
    )
    .returning({ id: outbox.id })
  if (rows.length === 0) throw new Error('another worker has taken over: nothing was sent')
}
