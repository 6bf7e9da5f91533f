import { createHmac } from 'node:crypto'

/** OAuth 1.0a (RFC 5849) with HMAC-SHA256, as far as a request without a form is signed. Pure. */

export interface OAuth1Input {
  readonly method: string
  /** With its query: the parameters are part of what is signed. */
  readonly url: string
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly token: string
  readonly tokenSecret: string
  /** Unique per request. */
  readonly nonce: string
  /** Seconds since 1970. */
  readonly timestamp: number
  /** Which part of the server is meant; it is told and not signed (§3.4.1.3.1). */
  readonly realm?: string
  /** Sign the address without its port, against §3.4.1.2: for servers that see their host without it. */
  readonly withoutPort?: boolean
}

/** @returns the Authorization header of the request. */
export function oauth1Header(input: OAuth1Input): string {
  const parameters: readonly OAuthParameter[] = [
    ['oauth_consumer_key', input.consumerKey],
    ['oauth_nonce', input.nonce],
    ['oauth_signature_method', 'HMAC-SHA256'],
    ['oauth_timestamp', String(input.timestamp)],
    ['oauth_token', input.token],
    ['oauth_version', '1.0'],
  ]
  const key = `${percentEncode(input.consumerSecret)}&${percentEncode(input.tokenSecret)}`
  const base = signatureBase(input.method, input.url, parameters, input.withoutPort)
  const signature = createHmac('sha256', key).update(base).digest('base64')
  const realm = input.realm === undefined ? [] : [`realm="${input.realm.replace(/["\\]/g, '')}"`]
  const signed = [...parameters, ['oauth_signature', signature] as const]
  const written = signed.map(([name, value]) => `${percentEncode(name)}="${percentEncode(value)}"`)
  return `OAuth ${[...realm, ...written].join(', ')}`
}

/** @param random of which a nonce is made: 32 hexadecimal digits */
export const newNonce = (random: () => number): string =>
  Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')

export type OAuthParameter = readonly [name: string, value: string]

/** The signature base string of RFC 5849 §3.4.1 for a request whose body is not form-encoded. */
export function signatureBase(
  method: string,
  address: string,
  parameters: readonly OAuthParameter[],
  withoutPort = false,
): string {
  const url = new URL(address) // lower-cases scheme and host, drops a default port
  const encoded = [...queryParameters(url), ...parameters].map(
    ([name, value]) => [percentEncode(name), percentEncode(value)] as const,
  )
  encoded.sort(([a, x], [b, y]) => compareText(a, b) || compareText(x, y))
  const normalized = encoded.map(([name, value]) => `${name}=${value}`).join('&')
  const origin = withoutPort ? `${url.protocol}//${url.hostname}` : url.origin
  return [method.toUpperCase(), origin + url.pathname, normalized].map(percentEncode).join('&')
}

/** RFC 3986: everything but letters, digits and -._~ is encoded, as UTF-8 (RFC 5849 §3.6). */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Decoded, repeated names kept (§3.4.1.3.1). A plus is a space, as in forms. */
const queryParameters = (url: URL): OAuthParameter[] => [...url.searchParams]

/** Encoded text is ASCII, so this is the byte order that §3.4.1.3.2 asks for. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
