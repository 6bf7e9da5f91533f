import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { ensureInstallation } from '../../flows/config/ensure-installation.ts'
import type { FlowContext, Role } from '../../flows/context.ts'
import { noteOpened, rememberLink } from '../../flows/team/remember-link.ts'
import { isSpent, spendOnce } from '../../flows/view/spend-once.ts'
import { ROLES, SESSION_SECONDS, type Session } from './session-cookie.ts'
import { readSignedText, signText } from './signed-text.ts'

const tokenShape = z.object({
  jti: z.string().min(16).max(64),
  name: z.string().max(200),
  roles: z.array(z.enum(ROLES)),
  stores: z.array(z.string()).optional(),
  exp: z.number().int(),
})

export interface LoginLinkOptions {
  /** Where people reach us, without a slash at the end: "https://bridge.example". */
  readonly publicUrl: string
  /** Default: all. */
  readonly roles?: readonly Role[]
  /** Store codes; absent: every store. */
  readonly stores?: readonly string[]
  /** Who it is made for; stands in stories and in the audit. */
  readonly name?: string
  /** Default 15 minutes; at most 24 hours. */
  readonly ttlSeconds?: number
}

const DEFAULT_SECONDS = 15 * 60
const MOST_SECONDS = 24 * 60 * 60

/** @returns an address that opens the page once, for whoever has it, until it is used or over. Treat it as a password. */
export async function createLoginLink(
  ctx: Pick<FlowContext, 'db' | 'box' | 'clock' | 'actor'>,
  options: LoginLinkOptions,
): Promise<string> {
  const { loginKey } = await ensureInstallation(ctx)
  const seconds = Math.min(options.ttlSeconds ?? DEFAULT_SECONDS, MOST_SECONDS)
  const name = options.name ?? 'Administrator'
  const roles = options.roles ?? ROLES
  const jti = randomUUID()
  await rememberLink(ctx, { jti, name, roles, stores: options.stores, seconds })
  const token = signText(loginKey, 'login', {
    jti,
    name,
    roles,
    ...(options.stores && { stores: options.stores }),
    exp: Math.floor(ctx.clock.now().getTime() / 1000) + seconds,
  })
  return `${options.publicUrl}/admin/login?token=${token}`
}

type Redeemer = Pick<FlowContext, 'db' | 'clock'>

function readLoginToken(ctx: Pick<FlowContext, 'clock'>, loginKey: Uint8Array, token: string) {
  const claims = readSignedText(loginKey, 'login', token, tokenShape)
  return claims && claims.exp * 1000 > ctx.clock.now().getTime() ? claims : undefined
}

/** Would it open the page? Asked when the link is opened, which must not use it up: previews of mails open links too. */
export async function isLoginTokenGood(ctx: Redeemer, loginKey: Uint8Array, token: string): Promise<boolean> {
  const claims = readLoginToken(ctx, loginKey, token)
  return claims !== undefined && !(await isSpent(ctx, claims.jti))
}

/** Uses the token up. @returns undefined when it is not ours, over, or was used before. */
export async function redeemLoginToken(
  ctx: Redeemer,
  loginKey: Uint8Array,
  token: string,
): Promise<Session | undefined> {
  const claims = readLoginToken(ctx, loginKey, token)
  if (!claims || !(await spendOnce(ctx, claims.jti, new Date(claims.exp * 1000)))) return undefined
  const exp = Math.floor(ctx.clock.now().getTime() / 1000) + SESSION_SECONDS
  const session = { ...claims, jti: randomUUID(), exp }
  await noteOpened(ctx, { jti: claims.jti, sessionJti: session.jti, sessionUntil: new Date(exp * 1000) })
  return session
}
