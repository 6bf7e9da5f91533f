import { createHmac } from 'node:crypto'

/** The four values of a Magento integration (Admin: System › Integrations). */
export interface OAuth1Credentials {
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly accessToken: string
  readonly accessTokenSecret: string
}

export interface OAuth1Input {
  readonly method: string
  /** With its query: the parameters are part of what is signed. */
  readonly url: string
  readonly credentials: OAuth1Credentials
  /** Unique per request: Magento refuses a nonce that it has seen. */
  readonly nonce: string
  /** Seconds since 1970. Magento refuses one that is more than 600 s ahead of its own clock. */
  readonly timestamp: number
  /**
   * Sign the address without its port. RFC 5849 §3.4.1.2 says that a port other than the default belongs to it, but
   * Magento behind some proxies sees its host without (recording auth-oauth1-hmac-sha256).
   */
  readonly withoutPort?: boolean
}

/**
 * @returns the Authorization header of RFC 5849 with HMAC-SHA256, the only method that Magento 2.4.4 and later take
 * (recordings auth-oauth1-*).
 */
export function signOAuth1(input: OAuth1Input): string {
  const { credentials } = input
  const parameters: readonly OAuthParameter[] = [
    ['oauth_consumer_key', credentials.consumerKey],
    ['oauth_nonce', input.nonce],
    ['oauth_signature_method', 'HMAC-SHA256'],
    ['oauth_timestamp', String(input.timestamp)],
    ['oauth_token', credentials.accessToken],
    ['oauth_version', '1.0'],
  ]
  const key = `${percentEncode(credentials.consumerSecret)}&${percentEncode(credentials.accessTokenSecret)}`
  const base = signatureBase(input.method, input.url, parameters, input.withoutPort)
  const signature = createHmac('sha256', key).update(base).digest('base64')
  const signed = [...parameters, ['oauth_signature', signature] as const]
  return `OAuth ${signed.map(([name, value]) => `${percentEncode(name)}="${percentEncode(value)}"`).join(', ')}`
}

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
