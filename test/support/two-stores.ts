import { createHmac, generateKeyPairSync, randomBytes, sign as signBytes } from 'node:crypto'
import { createAssets } from '../../src/admin-ui/assets.ts'
import { readAssets } from '../../src/admin-ui/read-assets.ts'
import { createApp } from '../../src/app.ts'
import { UserError } from '../../src/domain/errors.ts'
import { HttpFailure, type HttpSend } from '../../src/domain/http.ts'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { createRemotes } from '../../src/flows/config/remotes.ts'
import type { Actor, FlowContext } from '../../src/flows/context.ts'
import { createDeliveryWriter } from '../../src/flows/inbox/delivery-writer.ts'
import { createLog, type Log } from '../../src/ops/log.ts'
import type { Rate } from '../../src/webhooks/source-limit.ts'
import type { TestDatabase } from './database.ts'

export const PUBLIC_URL = 'https://bridge.example'
export const KEY_PATH = '/prod/keys/pub-key-one.pem'
/** Two live keys each, the new one first. */
const keysOf = (make: () => string) => [make(), make()] as const

export interface StoreKeys {
  readonly webhook: readonly [string, string]
  readonly asyncEvents: readonly [string, string]
  readonly session: readonly [string, string]
  readonly b1: readonly [string, string]
  readonly clientId: string
}

const newKeys = (store: string): StoreKeys => ({
  webhook: keysOf(() => `whsec_${randomBytes(24).toString('base64')}`),
  asyncEvents: keysOf(() => randomBytes(24).toString('hex')),
  session: keysOf(() => randomBytes(32).toString('hex')),
  b1: keysOf(() => randomBytes(32).toString('hex')),
  clientId: `client-of-${store}`,
})

const cutOff: HttpSend = async () => {
  throw new HttpFailure('no', 'nothing far is called in these tests')
}

const adobe = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** The real app over two configured stores, "main" with connection "b1" and "usa" with "b1-us"; nothing far is called. */
export async function openDoors(
  { db, sql, box }: TestDatabase,
  options: { readonly now: () => Date; readonly rate?: Rate; readonly log?: Log },
) {
  const clock = { now: options.now }
  const keys = { main: newKeys('main'), usa: newKeys('usa') }
  const remotes = createRemotes({ db, box, clock, random: () => 0.5, createSend: () => cutOff })
  const context = (actor: Actor): FlowContext => ({
    db,
    box,
    clock,
    actor,
    remotes,
    random: () => 0.5,
    log: options.log ?? createLog('silent'),
    publicUrl: PUBLIC_URL,
    wake: () => {},
  })
  const ctx = context({ kind: 'cli', user: 'test' })
  await applyConfiguration(ctx, {
    text: JSON.stringify(configuration(keys)),
    variables: {},
    fileName: 'test',
    dryRun: false,
  })
  await remotes.refresh()
  const app = await createApp({
    context,
    deliveries: createDeliveryWriter(sql, clock, () => {}),
    fetchAdobeKey: async path => {
      if (path !== KEY_PATH) throw new UserError(`Adobe has no signing key at ${path}.`)
      return adobe.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    },
    publicUrl: PUBLIC_URL,
    assets: createAssets(readAssets()),
    addressOf: c => c.req.header('x-test-address'),
    rate: options.rate ?? { perSecond: 1e6, burst: 1e6 },
  })
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
    app.request(`${PUBLIC_URL}${path}`, { method: 'POST', body, headers })
  return { app, context, ctx, keys, remotes, post, close: () => remotes.close() }
}

type Headers = Record<string, string>

/** Headers of the companion module. */
export function moduleHeaders(
  body: string | Uint8Array,
  secret: string,
  at: Date,
  id = randomBytes(8).toString('hex'),
): Headers {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}

export const asyncHeaders = (body: string | Uint8Array, token: string): Headers => ({
  'x-magento-signature': createHmac('sha256', token).update(body).digest('hex'),
})

export const b1Headers = (body: string | Uint8Array, key: string): Headers => ({
  'x-b1-webhook-signature': createHmac('sha256', key).update(body).digest('hex'),
})

export const adobeHeaders = (body: string | Uint8Array, id = 'event-1'): Headers => ({
  'x-adobe-event-id': id,
  'x-adobe-event-code': 'com.adobe.commerce.observer.sales_order_save_commit_after',
  'x-adobe-digital-signature-1': signBytes('RSA-SHA256', Buffer.from(body), adobe.privateKey).toString('base64'),
  'x-adobe-public-key1-path': KEY_PATH,
})

function configuration(keys: { readonly main: StoreKeys; readonly usa: StoreKeys }) {
  const store = (code: 'main' | 'usa') => ({
    code,
    name: `Shop ${code}`,
    url: `https://shop.${code}.example`,
    auth: { kind: 'bearer', token: `token-of-${code}` },
    webhookSecrets: keys[code].webhook,
    asyncEventsTokens: keys[code].asyncEvents,
    sessionKeys: keys[code].session,
    adobeIo: { clientId: keys[code].clientId },
  })
  const connection = (code: string, of: 'main' | 'usa') => ({
    code,
    store: of,
    kind: 'sap-b1',
    name: `SAP of ${of}`,
    settings: { url: `https://b1.${of}.example:50000`, companyDb: 'SHOP', vatGroups: { '22': 'S22' } },
    secrets: {
      user: 'bridge',
      password: `password-of-${of}`,
      webhookKey: keys[of].b1[0],
      webhookKeyPrevious: keys[of].b1[1],
    },
  })
  return { stores: [store('main'), store('usa')], connections: [connection('b1', 'main'), connection('b1-us', 'usa')] }
}
