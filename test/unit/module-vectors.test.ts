import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sign } from '../../sandbox/magento/outbox-relay.ts'
import { storeNamedBy, verifySessionToken } from '../../src/admin-ui/session/session-token.ts'
import { verifyStandardWebhook } from '../../src/webhooks/signatures.ts'

/** What PHP signed (magento/Test/Unit/fixtures/vectors.php), verified by what the bridge verifies with. */
const vectors = z
  .object({
    webhooks: z.record(
      z.string(),
      z.object({
        secrets: z.array(z.string()).nonempty(),
        id: z.string(),
        timestamp: z.number(),
        body: z.string(),
        signature: z.string(),
      }),
    ),
    tokens: z.record(
      z.string(),
      z.object({
        key: z.string(),
        issuer: z.string(),
        store: z.string(),
        userId: z.string(),
        name: z.string(),
        roles: z.array(z.string()),
        locale: z.string(),
        now: z.number(),
        tokenId: z.string(),
        token: z.string(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../../magento/Test/Unit/fixtures/vectors.json', import.meta.url), 'utf8')))

const OTHER = `whsec_${Buffer.from('a key that nobody signed with').toString('base64')}`

describe.each(Object.entries(vectors.webhooks))('a delivery of the module, %s', (_, vector) => {
  const verify = (secrets: readonly string[], body = vector.body) =>
    verifyStandardWebhook(
      {
        id: vector.id,
        timestamp: String(vector.timestamp),
        signature: vector.signature,
        body: Buffer.from(body),
      },
      secrets,
      new Date(vector.timestamp * 1000),
    )

  it('is taken with each of the keys that it was signed with', () => {
    for (const secret of vector.secrets) expect(verify([OTHER, secret])).toEqual({ ok: true })
  })

  it('is not taken with another key, nor when a letter differs', () => {
    expect(verify([OTHER]).ok).toBe(false)
    expect(verify(vector.secrets, `${vector.body} `).ok).toBe(false)
  })

  it('is signed by the simulated module to the same letters', () => {
    const parts = vector.secrets.map(secret => sign(secret, vector.id, String(vector.timestamp), vector.body))
    expect(parts.join(' ')).toBe(vector.signature)
  })
})

describe.each(Object.entries(vectors.tokens))('a session token of the module, %s', (_, vector) => {
  const verify = (now: number, key = vector.key) =>
    verifySessionToken(vector.token, {
      keys: [key],
      audience: 'orderbridge',
      store: vector.store,
      issuer: vector.issuer,
      clock: { now: () => new Date(now * 1000) },
    })

  it('says who looks and what they may do', async () => {
    expect(await verify(vector.now)).toEqual({
      userId: vector.userId,
      name: vector.name,
      store: vector.store,
      roles: vector.roles,
      locale: vector.locale.replace('_', '-'),
      jti: `${vector.store}:${vector.tokenId}`,
      expiresAt: new Date((vector.now + 60) * 1000),
    })
    expect(storeNamedBy(vector.token)).toBe(vector.store)
  })

  it('is over after a minute, and nothing under another key', async () => {
    await expect(verify(vector.now + 71)).rejects.toThrow('the token is over')
    await expect(verify(vector.now, `${vector.key}!`)).rejects.toThrow('does not fit the session key')
  })
})
