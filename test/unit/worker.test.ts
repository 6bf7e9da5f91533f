import { createHmac, randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unstable_startWorker as startWorker } from 'wrangler'
import { readAssets } from '../../src/admin-ui/read-assets.ts'
import { createLoginLink } from '../../src/admin-ui/session/login-link.ts'
import { inbox } from '../../src/db/schema/messages.ts'
import { createSecretBox } from '../../src/db/secret-box.ts'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { testDatabase } from '../support/database.ts'

const PUBLIC_URL = 'https://bridge.example'
const { db, url } = await testDatabase()
const key = randomBytes(32).toString('base64')
const box = createSecretBox({ current: key })
const clock = { now: () => new Date() }
const webhookSecret = randomBytes(24).toString('base64')
const webhookKey = randomBytes(24).toString('hex')

const configuration = `
stores:
  - code: main
    name: Main
    url: https://shop.example/
    auth: { kind: bearer, token: t }
    webhookSecrets: ["whsec_${webhookSecret}"]
connections:
  - code: b1
    store: main
    kind: sap-b1
    name: SAP Business One
    settings: { url: "https://b1.example:50000", companyDb: SHOP, vatGroups: { "22": S22 } }
    secrets: { user: bridge, password: p, webhookKey: "${webhookKey}" }
`

let worker: Awaited<ReturnType<typeof startWorker>>

/** workerd itself, with the bundle that wrangler.toml describes. */
beforeAll(async () => {
  const ctx = { db, box, clock, actor: { kind: 'cli' as const, user: 'test' } }
  await applyConfiguration(ctx, { text: configuration, variables: {}, fileName: 'test', dryRun: false })
  worker = await startWorker({
    config: 'wrangler.toml',
    bindings: {
      HYPERDRIVE: { type: 'hyperdrive', id: 'local', localConnectionString: url },
      ORDERBRIDGE_SECRET_KEY: { type: 'plain_text', value: key },
      PUBLIC_URL: { type: 'plain_text', value: PUBLIC_URL },
    },
    dev: { server: { port: 0 }, inspector: false, logLevel: 'error', remote: false },
  })
  await worker.ready
})
afterAll(() => worker.dispose())

const ask = (path: string, init?: { method?: string; body?: string; headers?: Record<string, string> }) =>
  worker.fetch(`${PUBLIC_URL}${path}`, { ...init, redirect: 'manual' })

function deliver(body: string, secret = webhookSecret) {
  const id = `msg_${randomBytes(6).toString('hex')}`
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', Buffer.from(secret, 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
  return ask('/webhooks/magento/main', { method: 'POST', body, headers })
}

const storedBodies = async () =>
  (await db.select({ body: inbox.body }).from(inbox)).map(({ body }) => Buffer.from(body ?? []).toString())

describe('the Cloudflare door', () => {
  it('stores a signed webhook before it answers', async () => {
    const body = JSON.stringify({ events: [{ id: 'e1', type: 'order.created', entity_type: 'order', entity_id: 7 }] })
    const answer = await deliver(body)
    expect(answer.status).toBe(200)
    expect(await storedBodies()).toEqual([body])
  })

  it('refuses a webhook with a wrong signature and stores nothing', async () => {
    const before = await storedBodies()
    const answer = await deliver('{"events":[]}', randomBytes(24).toString('base64'))
    expect(answer.status).toBe(401)
    expect(await storedBodies()).toEqual(before)
  })

  it("answers the handshake of the ERP's webhooks", async () => {
    const token = 'a-token'
    const headers = {
      'x-b1-webhook-token': token,
      'x-b1-webhook-signature': createHmac('sha256', webhookKey).update(token).digest('hex'),
    }
    const answer = await ask('/webhooks/erp/b1', { headers })
    expect(await answer.json()).toEqual({ Challenge: token })
  })

  it('shows the page to whoever has a login link, and to nobody else', async () => {
    expect((await ask('/admin')).status).toBe(401)
    const link = new URL(
      await createLoginLink({ db, box, clock, actor: { kind: 'cli', user: 'test' } }, { publicUrl: PUBLIC_URL }),
    )
    const login = await ask('/admin/login', {
      method: 'POST',
      body: `token=${link.searchParams.get('token')}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: PUBLIC_URL },
    })
    expect(login.status).toBe(303)
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''
    for (const path of ['/admin', '/admin/orders', '/admin/problems', '/admin/documents', '/admin/runs']) {
      const page = await ask(path, { headers: { cookie } })
      expect(page.status, path).toBe(200)
    }
  })

  it("serves the page's files as they are on the disk", async () => {
    const page = await (await ask('/admin')).text()
    const address = /\/admin\/assets\/[0-9a-f]+\/style\.css/.exec(page)?.[0] ?? ''
    for (const [name, text] of Object.entries(readAssets())) {
      const answer = await ask(address.replace('style.css', name))
      expect(await answer.text(), name).toBe(text)
    }
  })

  it('answers 503 while the database is away, so that the sender comes again', async () => {
    const name = new URL(url).pathname.slice(1)
    const admin = postgres(url.replace(name, 'postgres'), { max: 1 })
    await admin.unsafe(`alter database ${name} with allow_connections false`)
    try {
      const answer = await deliver('{"events":[]}')
      expect(answer.status).toBe(503)
      expect(answer.headers.get('retry-after')).toBe('5')
    } finally {
      await admin.unsafe(`alter database ${name} with allow_connections true`)
      await admin.end()
    }
  })
})
