import { desc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { audit } from '../../src/db/schema/operations.ts'
import { pairingCodes } from '../../src/db/schema/pairing.ts'
import { stores } from '../../src/db/schema/stores.ts'
import { storeSecrets } from '../../src/domain/settings.ts'
import { isConfigured } from '../../src/flows/config/is-configured.ts'
import type { Actor } from '../../src/flows/context.ts'
import { createPairingCode } from '../../src/flows/pairing/create-pairing-code.ts'
import { pairingRoutes } from '../../src/webhooks/pairing.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const OFFER = {
  base_url: 'https://shop.example/',
  admin_origin: 'https://admin.shop.example',
  oauth: { consumer_key: 'ck', consumer_secret: 'cs-secret', access_token: 'at', access_token_secret: 'ats-secret' },
  module_version: '1.0.0',
  magento_version: '2.4.7-p3',
}
const ADMIN: Actor = { kind: 'admin_user', id: 'login:1', name: 'Jan', roles: ['view', 'configure'] }

function doorOf(world: World) {
  const app = pairingRoutes({
    context: world.context,
    deliveries: { store: () => Promise.reject(new Error('nothing is delivered here')) },
    fetchAdobeKey: () => Promise.reject(new Error('no Adobe here')),
  })
  return async (body: unknown) => {
    const answer = await app.request('/', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return { status: answer.status, json: (await answer.json()) as Record<string, string> } // every answer is JSON
  }
}
const codeFor = async (world: World, store: string) =>
  (await createPairingCode(world.context(ADMIN), { store, name: 'New shop' })).code
const secretsOf = async (world: World, code: string) => {
  const [row] = await world.ctx.db.select().from(stores).where(eq(stores.code, code))
  return row && storeSecrets.parse(world.ctx.box.open(`store:${code}`, row.secrets))
}

describe('pairing', () => {
  test('keeps the sandbox away from an empty installation, and does not end one that is there', async () => {
    await using world = await createWorld()
    expect(await isConfigured(world.ctx, [], 'sandbox')).toBe(false)
    await codeFor(world, 'second')
    expect(await isConfigured(world.ctx, [], 'sandbox')).toBe(true)
    expect(await isConfigured(world.ctx, ['sandbox'], 'sandbox')).toBe(false)
    expect(await isConfigured(world.ctx, ['sandbox', 'second'], 'sandbox')).toBe(true)
    world.clock.pass(24 * 3_600)
    expect(await isConfigured(world.ctx, [], 'sandbox')).toBe(false)
  })

  test('makes a store of what a Magento brings for a code, once', async () => {
    await using world = await createWorld()
    const pair = doorOf(world)
    const code = await codeFor(world, 'second')
    const { status, json } = await pair({ ...OFFER, code: code.toLowerCase().replaceAll('-', ' ') })
    expect(status).toBe(200)
    expect(json).toEqual({
      store: 'second',
      webhook_secret: expect.stringMatching(/^whsec_/),
      session_key: expect.stringMatching(/^.{32,}$/),
    })
    expect(await secretsOf(world, 'second')).toMatchObject({
      auth: { kind: 'oauth1', consumerKey: 'ck', accessTokenSecret: 'ats-secret' },
      webhookSecrets: [json.webhook_secret],
      sessionKeys: [json.session_key],
    })
    await world.remotes.refresh()
    expect((await world.remotes.store('second')).settings).toMatchObject({
      name: 'New shop',
      url: 'https://shop.example/',
      adminOrigin: 'https://admin.shop.example',
      allowPrivateNetwork: false,
    })
    expect(await pair({ ...OFFER, code })).toMatchObject({ status: 401, json: { code: 'pairing_code' } })
    const written = JSON.stringify(await world.ctx.db.select().from(audit))
    for (const secret of ['cs-secret', 'ats-secret', json.webhook_secret, json.session_key, code])
      expect(written).not.toContain(secret)
    expect(JSON.stringify(await world.ctx.db.select().from(pairingCodes))).not.toContain(code)
  })

  test('of one code by two Magentos at the same moment connects one of them', async () => {
    await using world = await createWorld()
    const pair = doorOf(world)
    const code = await codeFor(world, 'second')
    const answers = await Promise.all([pair({ ...OFFER, code }), pair({ ...OFFER, code })])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
  })

  test('of a store that is there keeps its settings, and its old keys beside the new ones', async () => {
    const kafkaLogin = { mechanism: 'plain', user: 'bridge', password: 'a password of the brokers' }
    await using world = await createWorld({ store: { kafkaLogin } })
    const before = await secretsOf(world, STORE)
    const { settings } = await world.remotes.store(STORE)
    const { json } = await doorOf(world)({ ...OFFER, code: await codeFor(world, STORE) })
    const after = await secretsOf(world, STORE)
    expect(after?.webhookSecrets).toEqual([json.webhook_secret, before?.webhookSecrets[0]])
    expect(after?.auth).toMatchObject({ consumerKey: 'ck' })
    expect(after?.kafkaLogin).toEqual(kafkaLogin)
    await world.remotes.refresh()
    const { url, adminOrigin, ...rest } = (await world.remotes.store(STORE)).settings
    expect({ url, adminOrigin }).toEqual({ url: OFFER.base_url, adminOrigin: OFFER.admin_origin })
    expect(settings).toMatchObject(rest)
  })

  test('of a store that is there lets its calls into a private network when that is ticked, and else leaves it as it is', async () => {
    await using world = await createWorld({ store: { allowPrivateNetwork: false } })
    const pair = doorOf(world)
    const allowed = async (input: { readonly allowPrivateNetwork?: boolean }) => {
      const { code } = await createPairingCode(world.context(ADMIN), { store: STORE, ...input })
      expect((await pair({ ...OFFER, code })).status).toBe(200)
      await world.remotes.refresh()
      return (await world.remotes.store(STORE)).settings.allowPrivateNetwork
    }
    expect(await allowed({})).toBe(false)
    expect(await allowed({ allowPrivateNetwork: true })).toBe(true)
    expect(await allowed({})).toBe(true)
    const [written] = await world.ctx.db
      .select()
      .from(audit)
      .where(eq(audit.action, 'store.pair'))
      .orderBy(desc(audit.seq))
      .limit(1)
      .offset(1)
    expect(written).toMatchObject({ before: { allowPrivateNetwork: false }, after: { allowPrivateNetwork: true } })
  })

  test('does not take a code that is unknown or half an hour old, nor half an offer', async () => {
    await using world = await createWorld()
    const pair = doorOf(world)
    const code = await codeFor(world, 'second')
    expect((await pair({ ...OFFER, code: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE' })).status).toBe(401)
    const { oauth: _, ...half } = OFFER
    expect(await pair({ ...half, code })).toMatchObject({
      status: 400,
      json: { message: expect.stringContaining('oauth') },
    })
    expect((await pair({ ...OFFER, base_url: 'file:///etc/passwd', code })).status).toBe(400)
    expect((await pair('{"code":')).status).toBe(400)
    world.clock.pass(30 * 60)
    expect((await pair({ ...OFFER, code })).status).toBe(401)
    expect(await secretsOf(world, 'second')).toBeUndefined()
  })

  test('lets nobody try codes without end', async () => {
    await using world = await createWorld()
    const pair = doorOf(world)
    const statuses: number[] = []
    for (let tries = 0; tries < 15; tries += 1) statuses.push((await pair({ ...OFFER, code: `AAAAA-${tries}` })).status)
    expect(statuses.filter(status => status === 401).length).toBeGreaterThan(0)
    expect(statuses.at(-1)).toBe(429)
  })

  test('begins on the page of connections, for those who configure all stores', async () => {
    await using world = await createWorld()
    const { get, post } = await signIn(world)
    expect((await get('/admin/connections')).text).toContain('Connect a Magento…')
    const { text } = await post('/admin/connections/pair', { store: 'second', name: 'New shop' })
    // No form that makes another code.
    expect(text).not.toContain('hx-post')
    const code = /([A-Z2-9]{5}(?:-[A-Z2-9]{5}){4})/.exec(text)?.[1] ?? ''
    expect((await doorOf(world)({ ...OFFER, code })).status).toBe(200)
    expect((await post('/admin/connections/pair', { store: 'Not A Code' })).text).toContain('1 to 40 of a-z')
    const { get: look, post: act } = await signIn(world, { roles: ['view', 'operate'] })
    expect((await look('/admin/connections')).text).not.toContain('Connect a Magento…')
    expect((await act('/admin/connections/pair', { store: 'third' })).status).toBe(403)
  })
})
