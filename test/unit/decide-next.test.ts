import { expect, test } from 'vitest'
import { RemoteError } from '../../src/domain/errors.ts'
import type { FlowContext } from '../../src/flows/context.ts'
import type { OutboxMessage } from '../../src/flows/outbox/claim-outbox.ts'
import { decideNext } from '../../src/flows/outbox/decide-next.ts'

const SETTLING_MS = 2_000

/** What follows from a write whose answer was lost, at the first try. Nothing but chance is asked of the context. */
function afterLost(retryAfterMs?: number) {
  const ctx = { random: () => 0.5 } as FlowContext
  const message = { state: 'sending', attempts: 1, verifications: 0 } as OutboxMessage
  const error = new RemoteError({
    errorClass: 'unknown',
    code: 'test',
    message: 'no answer',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })
  return decideNext(ctx, message, error, SETTLING_MS)
}

test('a lost write is looked up after the time that its kind of effect needs to show', () => {
  expect(afterLost()).toMatchObject({ kind: 'verifying', afterMs: SETTLING_MS })
  expect(afterLost(500)).toMatchObject({ afterMs: SETTLING_MS })
})

test('a far side that needs longer to show what it wrote is looked at later, ten minutes at most', () => {
  expect(afterLost(10_000)).toMatchObject({ kind: 'verifying', afterMs: 10_000 })
  expect(afterLost(86_400_000)).toMatchObject({ afterMs: 600_000 })
})
