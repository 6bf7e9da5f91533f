import { z } from 'zod'
import { RemoteError, UserError } from '../../domain/errors.ts'
import type { ErpSource } from '../../erp/connector.ts'
import type { FlowContext } from '../context.ts'
import { connectionOf } from '../effects/connection-of.ts'
import type { OutboxMessage } from '../outbox/claim-outbox.ts'
import { type Delivered, type EffectKind, Postponed } from '../outbox/effect.ts'
import { endTransfer } from './end-transfer.ts'
import { changeTransfer, closeFailures, HELD_WAIT_MS, later, lockTransfer } from './hold-transfer.ts'
import { ACKNOWLEDGE } from './owe-effects.ts'

const payload = z.object({
  transferId: z.number(),
  key: z.string(),
  number: z.string(),
  erp: z.object({ id: z.string(), number: z.string() }),
})
const result = z.object({ outcome: z.enum(['acknowledged', 'gone']), reason: z.string() })
type Payload = z.infer<typeof payload>
type Result = z.infer<typeof result>

/**
 * Tells the source that the ERP has the order. Saying it again says the same, so a lost answer is found out by reading
 * the order and otherwise said once more. What is cancelled there meanwhile is a matter for people.
 */
export const acknowledgeOrder: EffectKind<Payload, Result> = {
  kind: ACKNOWLEDGE,
  payload,
  result,
  noun: 'the acknowledgement',
  settlingDelayMs: 1_000,
  async deliver(ctx, message, { key, number, erp }) {
    const source = await sourceOf(ctx, message)
    const answer = await asked(() => source.acknowledge({ key, number }, erp))
    if (answer.outcome === 'acknowledged') return delivered(number, 'acknowledged', '')
    // The same answer may mean that it was acknowledged before, or a rule that has nothing to do with a cancellation.
    const state = await asked(() => source.stateOf({ key, number }))
    if (state !== 'waiting') return delivered(number, state, answer.reason)
    throw new RemoteError({ errorClass: 'permanent', code: 'source:refused', message: answer.reason })
  },
  async verify(ctx, message, { key, number }) {
    const source = await sourceOf(ctx, message)
    const state = await asked(() => source.stateOf({ key, number }))
    return state === 'waiting' ? 'not_done' : delivered(number, state, 'it is cancelled there, or not there any more')
  },
  async settle(ctx, message, { transferId }, { data }) {
    await closeFailures(ctx, message)
    await endTransfer(ctx, await lockTransfer(ctx, transferId), data)
  },
  async giveUp(ctx, _message, { transferId }) {
    const reason = 'in the ERP, and not acknowledged where it waited'
    await changeTransfer(ctx, transferId, { reason, dueAt: later(ctx, HELD_WAIT_MS) })
  },
}

async function sourceOf(ctx: FlowContext, message: OutboxMessage): Promise<ErpSource> {
  const connection = connectionOf(message)
  const { source } = await ctx.remotes.erp(connection)
  if (source) return source
  throw new UserError(
    `The settings of connection ${connection} name no source any more: put it back, or acknowledge the order by hand.`,
  )
}

const SOURCE_WAIT_MS = 60_000

/**
 * The ERP of the same connection may be fine while the source is away: its silence must not stop what goes to the ERP.
 * So it waits by itself (the task that reads the source tells people), and a lost answer carries no sign of the ERP.
 */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    const { errorClass, message, retryAfterMs } = error
    if (errorClass === 'transient' || errorClass === 'auth')
      throw new Postponed(`where the order waits nobody answers: ${message}`, retryAfterMs ?? SOURCE_WAIT_MS)
    throw new RemoteError({ errorClass, code: `source:${errorClass}`, message }, { cause: error })
  }
}

const delivered = (number: string, outcome: Result['outcome'], reason: string): Delivered<Result> => ({
  summary:
    outcome === 'acknowledged'
      ? `Order ${number} is acknowledged where it waited.`
      : `Order ${number} could not be acknowledged: ${reason}.`,
  data: { outcome, reason: outcome === 'gone' ? reason : '' },
})
