import fc from 'fast-check'
import { SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { comesFromElsewhere } from '../../src/admin-ui/session/comes-from-elsewhere.ts'
import { storeNamedBy, verifySessionToken } from '../../src/admin-ui/session/session-token.ts'
import { readSignedText, signText } from '../../src/admin-ui/session/signed-text.ts'

const KEY = 'the-session-key-of-the-store-0123456789'
const NOW = new Date('2026-03-10T12:00:00Z')
const seconds = NOW.getTime() / 1000
const rules = {
  keys: [KEY],
  audience: 'orderbridge',
  store: 'main',
  issuer: 'https://shop.example',
  clock: { now: () => NOW },
} as const

const CLAIMS = {
  iss: 'https://shop.example/',
  aud: 'orderbridge',
  sub: '7',
  name: 'Petra',
  store: 'main',
  roles: ['view', 'operate'],
  locale: 'sl_SI',
  iat: seconds - 1,
  exp: seconds + 59,
  jti: 'c0ffee00c0ffee00',
}

const token = (changes: Record<string, unknown> = {}, options: { key?: string; alg?: string } = {}): Promise<string> =>
  new SignJWT({ ...CLAIMS, ...changes })
    .setProtectedHeader({ alg: options.alg ?? 'HS256' })
    .sign(new TextEncoder().encode(options.key ?? KEY))

describe('the token of the Magento admin', () => {
  test('says who is looking, at which store and with which rights', async () => {
    expect(await verifySessionToken(await token(), rules)).toEqual({
      userId: '7',
      name: 'Petra',
      store: 'main',
      roles: ['view', 'operate'],
      locale: 'sl_SI',
      jti: 'main:c0ffee00c0ffee00',
      expiresAt: new Date((seconds + 59) * 1000),
    })
  })

  test('is taken with the old key while the new one is being rolled out', async () => {
    const both = { ...rules, keys: ['a-new-session-key-that-nobody-uses-yet-01', KEY] }
    expect((await verifySessionToken(await token(), both)).name).toBe('Petra')
  })

  test('is taken within ten seconds of clock difference, and not beyond', async () => {
    expect((await verifySessionToken(await token({ exp: seconds - 8, iat: seconds - 60 }), rules)).name).toBe('Petra')
    expect((await verifySessionToken(await token({ iat: seconds + 9 }), rules)).name).toBe('Petra')
    await expect(verifySessionToken(await token({ exp: seconds - 11, iat: seconds - 60 }), rules)).rejects.toThrow(
      'is over',
    )
    await expect(verifySessionToken(await token({ iat: seconds + 30 }), rules)).rejects.toThrow('compare the clocks')
  })

  const REFUSED: readonly (readonly [string, Record<string, unknown>])[] = [
    ['for another audience', { aud: 'somebody-else' }],
    ['of another Magento', { iss: 'https://evil.example/' }],
    ['for another store', { store: 'usa' }],
    ['that is valid for more than five minutes', { exp: seconds + 400 }],
    ['that was valid for longer than it says now', { iat: seconds - 290, exp: seconds + 200 }],
    ['without an identity of its own', { jti: undefined }],
    ['without a user', { sub: undefined }],
    ['without a name', { name: '' }],
    ['that never ends', { exp: undefined }],
    ['with roles that are no list', { roles: 'operate' }],
  ]
  test.each(REFUSED)('is refused %s', async (_, changes) => {
    await expect(verifySessionToken(await token(changes), rules)).rejects.toThrow('token')
  })

  test('is refused when it is signed with another key, by another algorithm, or not at all', async () => {
    await expect(
      verifySessionToken(await token({}, { key: 'another-key-another-key-another-key-123' }), rules),
    ).rejects.toThrow('does not fit')
    await expect(verifySessionToken(await token({}, { alg: 'HS512' }), rules)).rejects.toThrow('not a session token')
    await expect(verifySessionToken(new UnsecuredJWT(CLAIMS).encode(), rules)).rejects.toThrow('not a session token')
  })

  test('gives only roles that exist', async () => {
    expect((await verifySessionToken(await token({ roles: ['view', 'root', 'configure'] }), rules)).roles).toEqual([
      'view',
      'configure',
    ])
  })

  test('never appears in an error, whatever was changed in it', async () => {
    const good = await token()
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.constantFrom('A', 'z', '.', '-', ' '), async (place, character) => {
        const broken = good.slice(0, place) + character + good.slice(place + 1)
        const error = await verifySessionToken(broken, rules).then(
          () => undefined,
          (failure: unknown) => failure,
        )
        if (broken === good || error === undefined) return // the last character carries spare bits: the same signature
        expect(error).toBeInstanceOf(Error)
        const text = String(error)
        for (const part of broken.split('.')) if (part.length > 12) expect(text).not.toContain(part)
      }),
      { numRuns: 150 },
    )
  })

  test('names its store before it is verified, and nothing that is not a store code', async () => {
    expect(storeNamedBy(await token())).toBe('main')
    expect(storeNamedBy(await token({ store: "x'; drop table" }))).toBeUndefined()
    expect(storeNamedBy('garbage')).toBeUndefined()
    expect(storeNamedBy('e'.repeat(5_000))).toBeUndefined()
  })
})

describe('signed text', () => {
  const key = new Uint8Array(32).fill(7)
  const shape = z.object({ who: z.string() })

  test('comes back as it was, for the purpose it was made for only', () => {
    fc.assert(
      fc.property(fc.string(), who => {
        const text = signText(key, 'login', { who })
        expect(readSignedText(key, 'login', text, shape)).toEqual({ who })
        expect(readSignedText(key, 'session', text, shape)).toBeUndefined()
        expect(readSignedText(new Uint8Array(32), 'login', text, shape)).toBeUndefined()
      }),
    )
  })

  test('is refused when anything in it was changed', () => {
    const text = signText(key, 'session', { who: 'Ana' })
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('A', 'b', '0', '_', '.'), (place, character) => {
        const changed = text.slice(0, place) + character + text.slice(place + 1)
        if (changed !== text) expect(readSignedText(key, 'session', changed, shape)).toBeUndefined()
      }),
    )
  })

  test('is refused, not thrown at, when it is garbage', () => {
    fc.assert(fc.property(fc.string(), text => readSignedText(key, 'session', text, shape) === undefined))
  })
})

describe('a write from another site', () => {
  const own = ['bridge.example', 'localhost:8080']
  test.each([
    ['the browser says so', { 'sec-fetch-site': 'cross-site' }, true],
    ['a sibling host', { 'sec-fetch-site': 'same-site' }, true],
    ['typed by hand or a bookmark', { 'sec-fetch-site': 'none' }, true],
    ['our own page', { 'sec-fetch-site': 'same-origin' }, false],
    ['our own page, whatever Origin says', { 'sec-fetch-site': 'same-origin', origin: 'null' }, false],
    ['another origin in an old browser', { origin: 'https://evil.example' }, true],
    ['an origin that only starts like ours', { origin: 'https://bridge.example.evil.example' }, true],
    ['an origin that is none', { origin: 'bridge' }, true],
    ['our origin in an old browser', { origin: 'https://bridge.example' }, false],
    ['our origin on a port', { origin: 'http://localhost:8080' }, false],
  ])('%s', (_, headers, expected) => {
    expect(comesFromElsewhere(new Headers(headers), own)).toBe(expected)
  })
})
