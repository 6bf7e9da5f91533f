import { inArray } from 'drizzle-orm'
import { orders } from '../../db/schema/orders.ts'
import type { FlowContext } from '../context.ts'
import type { OutboxMessage } from './claim-outbox.ts'
import type { Recorded } from './exchange-recorder.ts'
import type { Claimed, Outcome } from './record-outcome.ts'

/** The numbers of the messages' orders, when somebody watches: traces are searched by them. Delivering does not depend on it. */
export async function numbersOf(
  ctx: FlowContext,
  messages: readonly OutboxMessage[],
): Promise<ReadonlyMap<number, string>> {
  const ids = messages.flatMap(({ orderId }) => orderId ?? [])
  if (!ctx.telemetry || ids.length === 0) return new Map()
  const columns = { id: orders.id, number: orders.number }
  const rows = await ctx.db
    .select(columns)
    .from(orders)
    .where(inArray(orders.id, ids))
    .catch(() => [])
  return new Map(rows.map(({ id, number }) => [id, number]))
}

/** Tells whoever watches from outside of one try, once it is written down. */
export function tellTried(
  ctx: FlowContext,
  { message, orderNumber }: Claimed,
  startedAt: Date,
  outcome: Outcome,
  exchanges: readonly Recorded[],
): void {
  const { store, farSide, kind, id, orderId } = message
  ctx.telemetry?.tried({
    store,
    farSide,
    kind,
    step: message.state === 'verifying' ? 'verify' : 'send',
    outcome: outcome.ok ? 'delivered' : outcome.next.kind,
    errorClass: !outcome.ok && 'errorClass' in outcome.next ? outcome.next.errorClass : undefined,
    startedAt,
    endedAt: ctx.clock.now(),
    outboxId: id,
    orderId,
    orderNumber,
    calls: exchanges.flatMap(entry =>
      'note' in entry
        ? []
        : {
            method: entry.method,
            url: entry.url,
            ...(entry.status !== undefined && { status: entry.status }),
            startedAt: new Date(entry.at),
            durationMs: entry.durationMs,
          },
    ),
  })
}
