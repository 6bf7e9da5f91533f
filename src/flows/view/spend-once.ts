import { eq, lt } from 'drizzle-orm'
import { spentTokens } from '../../db/schema/operations.ts'
import type { FlowContext } from '../context.ts'

/** An expired token is refused by its date; its row may go after this time, which covers every clock tolerance. */
const KEEP_MS = 60 * 60 * 1000

/**
 * Marks a token as used; atomic, so that of two requests with the same token one wins.
 * @returns false when it was used before.
 */
export async function spendOnce(
  ctx: Pick<FlowContext, 'db' | 'clock'>,
  jti: string,
  expiresAt: Date,
): Promise<boolean> {
  const spent = await ctx.db
    .insert(spentTokens)
    .values({ jti, expiresAt })
    .onConflictDoNothing()
    .returning({ jti: spentTokens.jti })
  if (spent.length > 0)
    await ctx.db.delete(spentTokens).where(lt(spentTokens.expiresAt, new Date(ctx.clock.now().getTime() - KEEP_MS)))
  return spent.length > 0
}

/** Was it used already? Asked for sessions, which end early by being spent. */
export async function isSpent(ctx: Pick<FlowContext, 'db'>, jti: string): Promise<boolean> {
  const rows = await ctx.db.select({ jti: spentTokens.jti }).from(spentTokens).where(eq(spentTokens.jti, jti))
  return rows.length > 0
}
