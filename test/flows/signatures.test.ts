import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verifyAdobeEvent, verifyAsyncEvent, verifyStandardWebhook } from '../../src/webhooks/signatures.ts'

const now = new Date('2026-03-10T09:00:00Z')
const timestamp = String(now.getTime() / 1000)
const secret = `whsec_${Buffer.from('a key of the module, 24 bytes').toString('base64')}`
const other = `whsec_${Buffer.from('the key that comes after it').toString('base64')}`
const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const sha256 = (key: string | Buffer, ...parts: readonly (string | Uint8Array)[]) =>
  parts.reduce((hmac, part) => hmac.update(part), createHmac('sha256', key))

/** As the specification says: over "id.timestamp.body" with the decoded key. */
const standard = (key: string, body: Uint8Array, id = 'msg_1', at = timestamp) =>
  `v1,${sha256(Buffer.from(key.slice(6), 'base64'), `${id}.${at}.`, body).digest('base64')}`

describe('Standard Webhooks', () => {
  const verify = (signature: string, body: Uint8Array, secrets = [secret], id = 'msg_1', at = timestamp) =>
    verifyStandardWebhook({ id, timestamp: at, signature, body }, secrets, now).ok

  test('the vector of the specification is accepted', () => {
    // Standard Webhooks, reference libraries: secret, id, timestamp and payload with their signature.
    const verdict = verifyStandardWebhook(
      {
        id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        timestamp: '1614265330',
        signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
        body: bytes('{"test": 2432232314}'),
      },
      ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
      new Date(1614265330_000),
    )
    expect(verdict).toEqual({ ok: true })
  })

  test('every single bit of body, id and time counts', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), (body, at) => {
        const signature = standard(secret, body)
        expect(verify(signature, body)).toBe(true)
        const changed = Uint8Array.from(body)
        const place = at % body.length
        changed[place] = (changed[place] ?? 0) ^ (1 << (at % 8))
        expect(verify(signature, changed)).toBe(false)
        expect(verify(signature, body, [secret], 'msg_2')).toBe(false)
        expect(verify(signature, body, [secret], 'msg_1', String(Number(timestamp) + 1))).toBe(false)
      }),
      { numRuns: 100 },
    )
  })

  test('bytes that are no UTF-8 are signed as they are', () => {
    const body = Uint8Array.from([0xff, 0xfe, 0x00, 0x80])
    expect(verify(standard(secret, body), body)).toBe(true)
  })

  test('two keys are live while one is replaced, and a sender may sign with both', () => {
    const body = bytes('{}')
    expect(verify(standard(other, body), body, [secret, other])).toBe(true)
    expect(verify(`${standard(other, body)} ${standard(secret, body)}`, body, [secret])).toBe(true)
    expect(verify(standard(other, body), body, [secret])).toBe(false)
  })

  test.each([-301, 301])('%i seconds away from our clock are too far', seconds => {
    const at = String(Number(timestamp) + seconds)
    expect(verify(standard(secret, bytes('{}'), 'msg_1', at), bytes('{}'), [secret], 'msg_1', at)).toBe(false)
  })

  test.each([-300, 300])('%i seconds are not', seconds => {
    const at = String(Number(timestamp) + seconds)
    expect(verify(standard(secret, bytes('{}'), 'msg_1', at), bytes('{}'), [secret], 'msg_1', at)).toBe(true)
  })

  test.each(['', 'v1,', 'v1a,AAAA', 'v2,AAAA', 'AAAA', 'v1,====', 'v1,'.repeat(100)])(
    '%j is no signature',
    signature => {
      expect(verify(signature, bytes('{}'))).toBe(false)
    },
  )

  test('without keys nothing is accepted', () => {
    expect(verify(standard(secret, bytes('{}')), bytes('{}'), [])).toBe(false)
  })
})

describe('mage-os async events', () => {
  const body = bytes('{"data":{"entity_id":7}}')
  const token = 'verification token'

  test('a hexadecimal HMAC of the raw body is accepted, in both cases, under either token', () => {
    const signature = sha256(token, body).digest('hex')
    expect(verifyAsyncEvent(signature, body, ['another one', token]).ok).toBe(true)
    expect(verifyAsyncEvent(signature.toUpperCase(), body, [token]).ok).toBe(true)
  })

  test.each([undefined, '', 'zz', sha256('wrong', body).digest('hex'), sha256(token, 'other').digest('hex')])(
    '%s is not',
    signature => {
      expect(verifyAsyncEvent(signature, body, [token]).ok).toBe(false)
    },
  )
})

describe('Adobe I/O Events', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const strange = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .publicKey.export({ type: 'spki', format: 'pem' })
    .toString()
  const body = bytes('{"event_id":"1"}')
  const signature = sign('RSA-SHA256', body, pair.privateKey).toString('base64')

  test('either of the two signatures may be the one that fits', () => {
    expect(verifyAdobeEvent([{ signature, publicKey }], body).ok).toBe(true)
    expect(
      verifyAdobeEvent(
        [
          { signature, publicKey: strange },
          { signature, publicKey },
        ],
        body,
      ).ok,
    ).toBe(true)
  })

  test('another key, another body, no key or no signature are refused', () => {
    expect(verifyAdobeEvent([{ signature, publicKey: strange }], body).ok).toBe(false)
    expect(verifyAdobeEvent([{ signature, publicKey }], bytes('{"event_id":"2"}')).ok).toBe(false)
    expect(verifyAdobeEvent([{ signature, publicKey: 'not a key' }], body).ok).toBe(false)
    expect(verifyAdobeEvent([], body).ok).toBe(false)
  })
})
