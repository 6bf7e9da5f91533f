import type { HttpRequest } from '../../domain/http.ts'
import { newNonce, oauth1Header } from '../../domain/oauth1.ts'
import type { AuthSettings } from './auth-schema.ts'
import { renderText, type Vars } from './template.ts'

interface World {
  readonly clock: { now(): Date }
  readonly random: () => number
}

/** Every request is signed by itself, a repeated one anew: no nonce is used twice. */
export function signedHeaders(
  auth: Extract<AuthSettings, { kind: 'oauth1' }>,
  vars: Vars,
  { clock, random }: World,
): (request: HttpRequest) => Readonly<Record<string, string>> {
  const fill = (template: string) => renderText(template, vars) ?? ''
  const credentials = {
    consumerKey: fill(auth.consumerKey),
    consumerSecret: fill(auth.consumerSecret),
    token: fill(auth.token),
    tokenSecret: fill(auth.tokenSecret),
    ...(auth.realm !== undefined && { realm: fill(auth.realm) }),
  }
  return ({ method, url }) => {
    const timestamp = Math.floor(clock.now().getTime() / 1000)
    return { authorization: oauth1Header({ method, url, ...credentials, nonce: newNonce(random), timestamp }) }
  }
}
