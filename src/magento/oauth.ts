import { oauth1Header } from '../domain/oauth1.ts'

/** The four values of a Magento integration (Admin: System › Integrations). */
export interface OAuth1Credentials {
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly accessToken: string
  readonly accessTokenSecret: string
}

export interface OAuth1Input {
  readonly method: string
  readonly url: string
  readonly credentials: OAuth1Credentials
  /** Magento refuses a nonce that it has seen. */
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
 * @returns the Authorization header. HMAC-SHA256 is the only method that Magento 2.4.4 and later take (recordings
 * auth-oauth1-*).
 */
export function signOAuth1({ credentials, ...request }: OAuth1Input): string {
  const { accessToken: token, accessTokenSecret: tokenSecret, ...consumer } = credentials
  return oauth1Header({ ...request, ...consumer, token, tokenSecret })
}
