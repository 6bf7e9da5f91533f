import { and, eq, isNull } from 'drizzle-orm'
import { loginLinks } from '../../db/schema/team.ts'
import { UserError } from '../../domain/errors.ts'
import { EVERY_STORE, writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'
import { spendOnce } from '../view/spend-once.ts'
import { linkFor } from './remember-link.ts'

/** Ends a login link, and the session that it became: the next request of its page is refused. */
export async function endLink(ctx: FlowContext, { jti }: { readonly jti: string }): Promise<{ readonly name: string }> {
  requireRole(ctx, 'configure')
  return await inTransaction(ctx, async tx => {
    const [link] = await tx.db
      .select()
      .from(loginLinks)
      .where(and(eq(loginLinks.jti, jti), isNull(loginLinks.endedAt)))
      .for('update')
    if (!link) throw new UserError('There is no such login link any more.')
    const stores = link.stores ?? [EVERY_STORE]
    for (const store of stores) requireRole(ctx, 'configure', store)
    await spendOnce(tx, link.jti, link.expiresAt)
    if (link.sessionJti !== null && link.sessionUntil !== null) await spendOnce(tx, link.sessionJti, link.sessionUntil)
    await tx.db.update(loginLinks).set({ endedAt: tx.clock.now() }).where(eq(loginLinks.jti, jti))
    const after = { name: maskText(link.name), opened: link.openedAt !== null }
    for (const store of stores)
      await writeAudit(tx, { store, action: 'login_link.end', subject: linkFor(link.name), after })
    return { name: link.name }
  })
}
