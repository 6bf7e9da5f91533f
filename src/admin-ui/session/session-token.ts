import { decodeJwt, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../flows/context.ts'
import { say } from '../language/say.tsx'
import { ROLES } from './session-cookie.ts'

/** Why a token was not taken. Fixed words: nothing of the token is ever in them. */
export class SessionRefused extends Error {}

const claimsShape = z.object({
  sub: z.string().min(1).max(100),
  name: z.string().min(1).max(200),
  store: z.string(),
  roles: z.array(z.string()).max(20),
  locale: z.string().max(20).optional(),
  iat: z.number(),
  exp: z.number(),
  jti: z.string().min(8).max(128),
})

export interface SessionToken {
  readonly userId: string
  readonly name: string
  readonly store: string
  readonly roles: readonly (typeof ROLES)[number][]
  readonly locale: string | undefined
  readonly jti: string
  readonly expiresAt: Date
}

export interface SessionTokenRules {
  /** Session keys of the store; two while one is replaced. */
  readonly keys: readonly string[]
  readonly audience: 'orderbridge'
  readonly store: string
  /** Magento's base address. */
  readonly issuer: string
  readonly clock: Clock
}

const TOLERANCE_SECONDS = 10
const LONGEST_SECONDS = 5 * 60

/**
 * Verifies what the Magento admin says about who is looking (contract: companion module, "Who is looking").
 * @throws SessionRefused
 */
export async function verifySessionToken(token: string, rules: SessionTokenRules): Promise<SessionToken> {
  if (token.length > 4_000) throw new SessionRefused(say('the token is too long'))
  const payload = await verifyWithAny(token, rules)
  const parsed = claimsShape.safeParse(payload)
  if (!parsed.success) throw new SessionRefused(say('the token lacks something that it has to say'))
  const claims = parsed.data
  const now = rules.clock.now().getTime() / 1000
  if (claims.iat > now + TOLERANCE_SECONDS)
    throw new SessionRefused(say('the token comes from the future: compare the clocks of both servers'))
  if (claims.exp > now + LONGEST_SECONDS + TOLERANCE_SECONDS || claims.exp - claims.iat > LONGEST_SECONDS)
    throw new SessionRefused(say('the token is valid for too long'))
  if (claims.store !== rules.store) throw new SessionRefused(say('the token is for another store'))
  return {
    userId: claims.sub,
    name: claims.name,
    store: claims.store,
    roles: ROLES.filter(role => claims.roles.includes(role)),
    locale: claims.locale,
    jti: `${claims.store}:${claims.jti}`,
    expiresAt: new Date(claims.exp * 1000),
  }
}

async function verifyWithAny(token: string, rules: SessionTokenRules): Promise<unknown> {
  const issuer = rules.issuer.replace(/\/+$/, '')
  for (const key of rules.keys) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(key), {
        algorithms: ['HS256'],
        audience: rules.audience,
        issuer: [issuer, `${issuer}/`],
        clockTolerance: TOLERANCE_SECONDS,
        currentDate: rules.clock.now(),
        requiredClaims: ['sub', 'exp', 'iat', 'jti'],
      })
      return payload
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) continue
      throw new SessionRefused(reasonOf(error))
    }
  }
  throw new SessionRefused(say('the signature does not fit the session key of the store'))
}

/** Not the library's own message: what it quotes of the token is up to it. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return say('the token is over')
  if (error instanceof errors.JWTClaimValidationFailed)
    return say('the token’s "{claim}" is not the expected one', { claim: error.claim })
  return say('this is not a session token')
}

/** Which store a token says it is for: decides whose keys verify it, and nothing else. */
export function storeNamedBy(token: string): string | undefined {
  if (token.length > 4_000) return undefined
  try {
    const named = z.object({ store: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/) }).safeParse(decodeJwt(token))
    return named.data?.store
  } catch {
    return undefined
  }
}
