import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import { z } from 'zod'
import type { Role } from '../../flows/context.ts'
import { readSignedText, sameText, signature, signText } from './signed-text.ts'

export const ROLES = ['view', 'operate', 'configure'] as const satisfies readonly Role[]

/** Somebody who came by a login link. `stores` absent: all of them, also those that are added later. */
export const sessionShape = z.object({
  jti: z.string().min(16).max(64),
  name: z.string().max(200),
  roles: z.array(z.enum(ROLES)),
  stores: z.array(z.string()).optional(),
  /** Seconds since 1970. */
  exp: z.number().int(),
})
export type Session = z.infer<typeof sessionShape>

export const SESSION_SECONDS = 12 * 60 * 60

/** `__Host-` pins the cookie to this host over TLS; browsers refuse the prefix without TLS. */
const attributes = (secure: boolean): CookieOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'Strict',
  ...(secure && { secure, prefix: 'host' as const }),
})

export function writeSessionCookie(c: Context, key: Uint8Array, session: Session, secure: boolean): void {
  setCookie(c, 'orderbridge', signText(key, 'session', session), { ...attributes(secure), maxAge: SESSION_SECONDS })
}

export function dropSessionCookie(c: Context, secure: boolean): void {
  deleteCookie(c, 'orderbridge', attributes(secure))
}

/** @returns the session of the cookie, if it is ours and not over. */
export function readSessionCookie(c: Context, key: Uint8Array, now: Date, secure: boolean): Session | undefined {
  const text = secure ? getCookie(c, 'orderbridge', 'host') : getCookie(c, 'orderbridge')
  const session = text === undefined ? undefined : readSignedText(key, 'session', text, sessionShape)
  return session && session.exp * 1000 > now.getTime() ? session : undefined
}

/** Goes into each page of a session and comes back as a header of every write; another site can read neither. */
export const formToken = (key: Uint8Array, session: Session): string => signature(key, 'form', session.jti)

export const isFormToken = (key: Uint8Array, session: Session, given: string | undefined): boolean =>
  given !== undefined && sameText(given, formToken(key, session))
