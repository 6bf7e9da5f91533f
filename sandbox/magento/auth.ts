import { createHmac, timingSafeEqual } from 'node:crypto'
import { MagentoError, notAuthorized } from './magento-error.ts'
import type { Shop } from './shop.ts'

/** What an integration gets when it is activated. */
export interface Credentials {
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly accessToken: string
  readonly accessTokenSecret: string
}

interface Integration extends Credentials {
  readonly name: string
  /** ACL resources; '*' is everything. */
  readonly resources: readonly string[]
}

/** @returns the credentials of the integration, made on first use and kept in the journal. */
export function ensureIntegration(shop: Shop, name: string, resources: readonly string[]): Credentials {
  const found = shop.journal.get<Integration>('integrations', name)
  const credentials = found ?? {
    consumerKey: shop.randomHex(32),
    consumerSecret: shop.randomHex(32),
    accessToken: shop.randomHex(32),
    accessTokenSecret: shop.randomHex(32),
  }
  if (!found || JSON.stringify(found.resources) !== JSON.stringify(resources))
    shop.commit([{ collection: 'integrations', key: name, value: { ...credentials, name, resources } }])
  const { consumerKey, consumerSecret, accessToken, accessTokenSecret } = credentials
  return { consumerKey, consumerSecret, accessToken, accessTokenSecret }
}

export interface SignedRequest {
  readonly method: string
  readonly url: URL
  readonly authorization: string | undefined
}

export interface AuthOptions {
  /** oauth/consumer/enable_integration_as_bearer; 0 by default since 2.4.4. */
  readonly bearerAllowed: boolean
}

/**
 * Lets a request through when its token has the resource.
 * @throws MagentoError 401 (recordings error-401-*, auth-oauth1-error-bad-signature), 400 for HMAC-SHA1
 */
export function authorize(shop: Shop, options: AuthOptions, request: SignedRequest, resource: string): void {
  if (resource === 'anonymous') return
  const [scheme = '', ...rest] = (request.authorization ?? '').split(' ')
  const integrations = shop.journal.list<Integration>('integrations')
  let integration: Integration | undefined
  if (scheme.toLowerCase() === 'oauth') integration = verifyOAuth(shop, request, rest.join(' '), integrations)
  else if (scheme.toLowerCase() === 'bearer' && options.bearerAllowed)
    integration = integrations.find(candidate => same(candidate.accessToken, rest.join(' ')))
  if (!integration || !(integration.resources.includes('*') || integration.resources.includes(resource)))
    throw notAuthorized(resource)
}

export const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** RFC 3986: everything but letters, digits and -._~ */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)

function verifyOAuth(
  shop: Shop,
  request: SignedRequest,
  header: string,
  integrations: readonly Integration[],
): Integration {
  const given = new Map(
    [...header.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decodeURIComponent(value)]),
  )
  for (const name of [
    'oauth_consumer_key',
    'oauth_token',
    'oauth_signature',
    'oauth_signature_method',
    'oauth_nonce',
    'oauth_timestamp',
  ]) {
    if (!given.get(name)) throw new MagentoError(400, '"%1" is required. Enter and try again.', [name])
  }
  const signatureMethod = given.get('oauth_signature_method') ?? ''
  if (signatureMethod !== 'HMAC-SHA256')
    throw new MagentoError(400, 'Signature method %1 is not supported', [signatureMethod])
  const integration = integrations.find(candidate => same(candidate.consumerKey, given.get('oauth_consumer_key') ?? ''))
  if (!integration) throw new MagentoError(401, 'A consumer having the specified key does not exist')
  if (!same(integration.accessToken, given.get('oauth_token') ?? ''))
    throw new MagentoError(401, 'Specified token does not exist')
  const parameters = [...given].filter(([name]) => name !== 'oauth_signature' && name !== 'realm')
  const key = `${encode(integration.consumerSecret)}&${encode(integration.accessTokenSecret)}`
  const good = baseUrls(request.url).some(url => {
    const base = baseString(request.method, url, [...parameters, ...request.url.searchParams])
    return same(createHmac('sha256', key).update(base).digest('base64'), given.get('oauth_signature') ?? '')
  })
  if (!good) throw new MagentoError(401, 'The signature is invalid. Verify and try again.')
  refuseReplay(shop, integration.consumerKey, given.get('oauth_nonce') ?? '')
  return integration
}

/** Behind a proxy Magento sees its URL without the port, without one with it: the recordings needed the URL without. */
const baseUrls = (url: URL): string[] => [
  `${url.protocol}//${url.hostname}${url.pathname}`,
  `${url.protocol}//${url.host}${url.pathname}`,
]

export function baseString(method: string, url: string, parameters: readonly (readonly [string, string])[]): string {
  const sorted = parameters
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  return [method.toUpperCase(), encode(url), encode(sorted)].join('&')
}

const seenNonces = new WeakMap<Shop, Set<string>>()
const NONCES_KEPT = 50_000

function refuseReplay(shop: Shop, consumerKey: string, nonce: string): void {
  const seen = seenNonces.get(shop) ?? new Set<string>()
  seenNonces.set(shop, seen)
  const key = `${consumerKey} ${nonce}`
  if (seen.has(key))
    throw new MagentoError(401, 'The nonce is already being used by the consumer with key %1.', [consumerKey])
  seen.add(key)
  const oldest = seen.values().next().value
  if (seen.size > NONCES_KEPT && oldest !== undefined) seen.delete(oldest)
}
