import { and, gt, isNull } from 'drizzle-orm'
import { pairingCodes } from '../../db/schema/pairing.ts'
import type { FlowContext } from '../context.ts'

/**
 * Whether stores of people are there, or a first one is about to connect itself by a pairing code: then no sandbox is
 * started. A code that is made in a sandbox does not end it.
 * @param stores codes of what is configured
 * @param sandbox the code of the sandbox's store
 */
export async function isConfigured(
  ctx: Pick<FlowContext, 'db' | 'clock'>,
  stores: readonly string[],
  sandbox: string,
): Promise<boolean> {
  return stores.length > 0 ? stores.some(code => code !== sandbox) : await isPairingAwaited(ctx)
}

async function isPairingAwaited(ctx: Pick<FlowContext, 'db' | 'clock'>): Promise<boolean> {
  const [code] = await ctx.db
    .select({ store: pairingCodes.store })
    .from(pairingCodes)
    .where(and(isNull(pairingCodes.usedAt), gt(pairingCodes.expiresAt, ctx.clock.now())))
    .limit(1)
  return code !== undefined
}
