import { and, gt, isNull } from 'drizzle-orm'
import { pairingCodes } from '../../db/schema/pairing.ts'
import type { FlowContext } from '../context.ts'

/** A code was made and can still be used: a Magento is about to connect itself. */
export async function isPairingAwaited(ctx: Pick<FlowContext, 'db' | 'clock'>): Promise<boolean> {
  const [code] = await ctx.db
    .select({ store: pairingCodes.store })
    .from(pairingCodes)
    .where(and(isNull(pairingCodes.usedAt), gt(pairingCodes.expiresAt, ctx.clock.now())))
    .limit(1)
  return code !== undefined
}
