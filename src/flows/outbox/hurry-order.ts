import { and, eq, gt, inArray, or } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import type { FlowContext } from '../context.ts'
import { probeNow } from '../pressure/breaker.ts'

/**
 * What waits for its next try is due now. A first look after an unknown outcome keeps its time: the far side needs it
 * until a write shows (EffectKind.settlingDelayMs), and a look that comes too early would send a second time.
 */
export async function hurryOrder(ctx: FlowContext, orderId: number): Promise<void> {
  const looked = and(eq(outbox.state, 'verifying'), gt(outbox.verifications, 0))
  const hurried = await ctx.db
    .update(outbox)
    .set({ dueAt: ctx.clock.now() })
    .where(and(eq(outbox.orderId, orderId), or(inArray(outbox.state, ['retrying', 'pending']), looked)))
    .returning({ farSide: outbox.farSide })
  for (const key of new Set(hurried.map(({ farSide }) => farSide))) await probeNow(ctx, key)
}
