import { and, eq, like, lt } from 'drizzle-orm'
import { loginLinks, visitors } from '../../db/schema/team.ts'
import { EVERY_STORE, writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, nameOf } from '../context.ts'
import { maskText } from '../view/mask.ts'

type Writer = Pick<FlowContext, 'db' | 'clock' | 'actor'>

export interface NewLink {
  readonly jti: string
  readonly name: string
  readonly roles: readonly string[]
  /** Absent: every store. */
  readonly stores: readonly string[] | undefined
  readonly seconds: number
}

/** What is over is of no use to anybody after so long; the audit has it for longer. */
const KEEP_MS = 90 * 86_400_000

/** For the audit, which has nobody's address. */
export const linkFor = (name: string): string => `login link for ${maskText(name)}`

/** Writes down that a login link is made, in one transaction with the audit. */
export async function rememberLink(ctx: Writer, link: NewLink): Promise<void> {
  const { jti, name, roles, stores, seconds } = link
  const now = ctx.clock.now()
  await ctx.db.transaction(async db => {
    const old = new Date(now.getTime() - KEEP_MS)
    await db.delete(loginLinks).where(lt(loginLinks.expiresAt, old))
    await db.delete(visitors).where(and(like(visitors.id, 'login-link:%'), lt(visitors.lastSeenAt, old)))
    await db.insert(loginLinks).values({
      ...{ jti, name, roles, stores: stores ?? null },
      madeBy: nameOf(ctx.actor),
      createdAt: now,
      expiresAt: new Date(now.getTime() + seconds * 1_000),
    })
    for (const store of stores ?? [EVERY_STORE])
      await writeAudit(
        { ...ctx, db },
        { store, action: 'login_link.create', subject: linkFor(name), after: { name: maskText(name), roles, seconds } },
      )
  })
}

/** The link was opened and is a session now. */
export async function noteOpened(
  { db, clock }: Pick<FlowContext, 'db' | 'clock'>,
  link: { readonly jti: string; readonly sessionJti: string; readonly sessionUntil: Date },
): Promise<void> {
  const { jti, sessionJti, sessionUntil } = link
  await db.update(loginLinks).set({ openedAt: clock.now(), sessionJti, sessionUntil }).where(eq(loginLinks.jti, jti))
}
