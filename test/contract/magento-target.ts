import { randomUUID } from 'node:crypto'
import { startMagento } from '../../sandbox/magento/server.ts'
import { percentEncode } from '../../src/domain/oauth1.ts'
import { type OAuth1Credentials, signOAuth1 } from '../../src/magento/oauth.ts'
import { type RawAnswer, rawCall } from './magento-call.ts'

/** A Magento to hold to its contract: a real one when MAGENTO_URL says where, else the simulated one. */
export interface MagentoTarget {
  readonly url: string
  readonly sku: string
  /** Undefined on a real Magento that was not told a SKU of this kind. */
  readonly virtualSku: string | undefined
  /** Set when requests are signed; undefined with a bearer token. */
  readonly credentials: OAuth1Credentials | undefined
  call(method: string, path: string, body?: unknown): Promise<RawAnswer>
  authorization(method: string, url: string): string
  close(): Promise<void>
}

/**
 * Environment: MAGENTO_URL with MAGENTO_CONSUMER_KEY, MAGENTO_CONSUMER_SECRET, MAGENTO_ACCESS_TOKEN and
 * MAGENTO_ACCESS_TOKEN_SECRET, or with MAGENTO_BEARER; MAGENTO_SKU (default S-001, plenty in stock), MAGENTO_VIRTUAL_SKU;
 * MAGENTO_SIGN_WITHOUT_PORT=1 for a Magento behind a proxy that hides its port.
 */
export async function openTarget(env: NodeJS.ProcessEnv): Promise<MagentoTarget> {
  const withoutPort = env.MAGENTO_SIGN_WITHOUT_PORT === '1'
  if (env.MAGENTO_URL) {
    const credentials = env.MAGENTO_BEARER ? undefined : credentialsFrom(env)
    return target({
      url: env.MAGENTO_URL.replace(/\/$/, ''),
      sku: env.MAGENTO_SKU ?? 'S-001',
      virtualSku: env.MAGENTO_VIRTUAL_SKU,
      credentials,
      authorization: signer(credentials, withoutPort, env.MAGENTO_BEARER),
      close: async () => {},
    })
  }
  const magento = await startMagento({ clock: { now: () => new Date() }, random: Math.random, module: false })
  const { url, credentials } = magento
  return target({
    url,
    sku: 'S-001',
    virtualSku: 'V-SERVIS',
    credentials,
    authorization: signer(credentials, withoutPort, undefined),
    close: () => magento.close(),
  })
}

function credentialsFrom(env: NodeJS.ProcessEnv): OAuth1Credentials {
  const value = (name: string): string => {
    const found = env[name]
    if (!found) throw new Error(`MAGENTO_URL is set, so ${name} (or MAGENTO_BEARER) has to be set too`)
    return found
  }
  return {
    consumerKey: value('MAGENTO_CONSUMER_KEY'),
    consumerSecret: value('MAGENTO_CONSUMER_SECRET'),
    accessToken: value('MAGENTO_ACCESS_TOKEN'),
    accessTokenSecret: value('MAGENTO_ACCESS_TOKEN_SECRET'),
  }
}

const signer =
  (credentials: OAuth1Credentials | undefined, withoutPort: boolean, bearer: string | undefined) =>
  (method: string, url: string): string =>
    credentials
      ? signOAuth1({
          method,
          url,
          credentials,
          nonce: randomUUID(),
          timestamp: Math.floor(Date.now() / 1000),
          withoutPort,
        })
      : `Bearer ${bearer}`

function target(options: Omit<MagentoTarget, 'call'>): MagentoTarget {
  return {
    ...options,
    call: (method, path, body) =>
      rawCall({
        method,
        url: `${options.url}${path}`,
        headers: {
          accept: 'application/json',
          authorization: options.authorization(method, `${options.url}${path}`),
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  }
}

const ADDRESS = {
  firstname: 'Maja',
  lastname: 'Kranjc',
  street: ['Prešernova ulica 14'],
  city: 'Kranj',
  postcode: '4000',
  country_id: 'SI',
  telephone: '+386 31 555 101',
}

/** Orders through the anonymous checkout, as a shopper's browser does (recordings checkout-flow-guest-*). @returns the order id */
export async function placeGuestOrder(
  { call }: MagentoTarget,
  sku: string,
  qty: number,
  virtual = false,
): Promise<number> {
  const cart = String((await call('POST', '/rest/V1/guest-carts')).json)
  const email = `kontrola.${randomUUID().slice(0, 8)}@example.com`
  const billingAddress = { ...ADDRESS, email }
  const steps: [string, unknown][] = [['items', { cartItem: { sku, qty, quote_id: cart } }]]
  if (!virtual)
    steps.push([
      'shipping-information',
      {
        addressInformation: {
          shipping_address: billingAddress,
          billing_address: billingAddress,
          shipping_carrier_code: 'flatrate',
          shipping_method_code: 'flatrate',
        },
      },
    ])
  steps.push(['payment-information', { email, paymentMethod: { method: 'checkmo' }, billingAddress }])
  let answer: RawAnswer | undefined
  for (const [step, body] of steps) {
    answer = await call('POST', `/rest/V1/guest-carts/${cart}/${step}`, body)
    if (answer.status !== 200)
      throw new Error(`checkout step ${step}: HTTP ${answer.status} ${answer.text.slice(0, 300)}`)
  }
  if (typeof answer?.json !== 'number')
    throw new Error('the last step of a guest checkout answers the order id as a number')
  return answer.json
}

/** One filter, as a query string. */
export const criteria = (field: string, value: string, condition: string) =>
  // Not URLSearchParams: a real Magento 2.4.6-p4 calls the signature wrong where a space is written as a plus.
  Object.entries({ field, value, condition_type: condition })
    .map(([name, text]) => `searchCriteria[filter_groups][0][filters][0][${name}]=${percentEncode(text)}`)
    .join('&')
