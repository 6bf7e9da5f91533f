import { createHmac, createPublicKey, createSecretKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto'

/** Signatures are checked on the raw bytes, in constant time. Two keys may be live while one is replaced. */

const TOLERANCE_SECONDS = 300

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly reason: string }

const ok: Verdict = { ok: true }
const refuse = (reason: string): Verdict => ({ ok: false, reason })

/**
 * Standard Webhooks, as the companion module signs: HMAC-SHA256 over "id.timestamp.body", base64, in a list of
 * "v1,…" parts. The timestamp closes the replay window.
 */
export function verifyStandardWebhook(
  input: {
    readonly id: string | undefined
    readonly timestamp: string | undefined
    readonly signature: string | undefined
    readonly body: Uint8Array
  },
  secrets: readonly string[],
  now: Date,
): Verdict {
  const { id, timestamp, signature, body } = input
  if (!id || !timestamp || !signature)
    return refuse('the headers webhook-id, webhook-timestamp and webhook-signature are needed')
  if (id.length > 200 || !/^\d{1,12}$/.test(timestamp)) return refuse('webhook-id or webhook-timestamp is malformed')
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS)
    return refuse('webhook-timestamp is more than 5 minutes away from our clock')
  const given = signature
    .split(' ')
    .slice(0, 8)
    .flatMap(part => (part.startsWith('v1,') ? [Buffer.from(part.slice(3), 'base64')] : []))
  const expected = standardKeys(secrets).map(key =>
    createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest(),
  )
  return expected.some(digest => given.some(candidate => same(candidate, digest))) ? ok : refuse('no signature fits')
}

const keysOf = new WeakMap<readonly string[], readonly KeyObject[]>()

/** Made once for the secrets of a store: a key out of bytes costs 8 us (Node 24), the digest of 4 kB itself 4. */
function standardKeys(secrets: readonly string[]): readonly KeyObject[] {
  const known = keysOf.get(secrets)
  if (known) return known
  const keys = secrets.map(secret => createSecretKey(Buffer.from(secret.replace(/^whsec_/, ''), 'base64')))
  keysOf.set(secrets, keys)
  return keys
}

/** mage-os async events: hex HMAC-SHA256 of the body under the subscription's verification token. */
export function verifyAsyncEvent(signature: string | undefined, body: Uint8Array, tokens: readonly string[]): Verdict {
  if (!signature || !/^[0-9a-f]{64}$/i.test(signature)) return refuse('the header x-magento-signature is needed')
  const given = Buffer.from(signature, 'hex')
  return tokens.some(token => same(given, createHmac('sha256', token).update(body).digest()))
    ? ok
    : refuse('the signature does not fit')
}

/** Adobe I/O Events: RSA-SHA256 over the raw body; either of the two signatures may be the one that fits. */
export function verifyAdobeEvent(
  signatures: readonly { readonly signature: string; readonly publicKey: string }[],
  body: Uint8Array,
): Verdict {
  const fits = signatures.some(({ signature, publicKey }) => {
    try {
      return verify('RSA-SHA256', body, createPublicKey(publicKey), Buffer.from(signature, 'base64'))
    } catch {
      return false // not a key, or not a signature of its length
    }
  })
  return fits ? ok : refuse('no signature fits')
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b)
