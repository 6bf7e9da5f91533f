import { Hono } from 'hono'
import htmx from 'htmx.org/dist/htmx.min.js'
import { z } from 'zod'
import { createAssets } from './admin-ui/assets.ts'
import client from './admin-ui/browser/client.js'
import codemirror from './admin-ui/browser/codemirror.js'
import dates from './admin-ui/browser/dates.js'
import editor from './admin-ui/browser/editor.js'
import embedded from './admin-ui/browser/embedded.js'
import focus from './admin-ui/browser/focus.js'
import icon from './admin-ui/browser/icon.svg'
import live from './admin-ui/browser/live.js'
import readEvents from './admin-ui/browser/read-events.js'
import rows from './admin-ui/browser/rows.js'
import settingsWords from './admin-ui/browser/settings-words.js'
import style from './admin-ui/browser/style.css'
import { createApp } from './app.ts'
import { type DatabaseHandle, openDatabase } from './db/client.ts'
import { createSecretBox } from './db/secret-box.ts'
import { createRemotes } from './flows/config/remotes.ts'
import type { Actor, FlowContext } from './flows/context.ts'
import { createDeliveryWriter } from './flows/inbox/delivery-writer.ts'
import type { Log } from './ops/log.ts'
import { wordsOf } from './ops/words-of.ts'
import { createSendByFetch } from './outbound/send-by-fetch.ts'
import { ADOBE_KEY_ORIGIN, createAdobeKeys } from './webhooks/adobe-keys.ts'

/** What wrangler.toml binds. The key is the one of the Node workers: both read the same sealed secrets. */
const bindings = z.object({
  HYPERDRIVE: z.object({ connectionString: z.string() }),
  ORDERBRIDGE_SECRET_KEY: z.base64(),
  ORDERBRIDGE_SECRET_KEY_PREVIOUS: z.base64().optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
})

interface Lifetime {
  waitUntil(work: Promise<unknown>): void
}

const clock = { now: () => new Date() }
const assets = createAssets({
  'style.css': style,
  'client.js': client,
  'dates.js': dates,
  'embedded.js': embedded,
  'focus.js': focus,
  'live.js': live,
  'rows.js': rows,
  'read-events.js': readEvents,
  'editor.js': editor,
  'settings-words.js': settingsWords,
  'codemirror.js': codemirror,
  'icon.svg': icon,
  'htmx.js': htmx,
})
const files = new Hono().route('/admin/assets', assets.routes)
const fetchAdobeKey = createAdobeKeys(createSendByFetch({ allow: url => url.origin === ADOBE_KEY_ORIGIN }))

/** Cloudflare keeps what is written to the console with the request that it belongs to. */
const write = (level: string) => (fields: object, text: string) =>
  process.stderr.write(`${JSON.stringify({ level, ...fields, msg: text })}\n`)
const log: Log = { debug: () => {}, info: write('info'), warn: write('warn'), error: write('error') }

/**
 * The Cloudflare door: webhooks and the page, without workers. Sockets there live as long as one request, so each
 * request has a connection of its own; Hyperdrive keeps the pool.
 */
export default {
  async fetch(request: Request, env: unknown, lifetime: Lifetime): Promise<Response> {
    if (new URL(request.url).pathname.startsWith('/admin/assets/')) return await files.fetch(request)
    try {
      return await answer(request, bindings.parse(env), lifetime)
    } catch (error) {
      log.error({ error: wordsOf(error) }, 'the request could not be answered')
      const message = 'Orderbridge cannot answer now. Send it again.'
      return Response.json({ code: 'not_available', message }, { status: 503, headers: { 'Retry-After': '5' } })
    }
  },
}

async function answer(request: Request, bound: z.infer<typeof bindings>, lifetime: Lifetime): Promise<Response> {
  const handle = await openDatabase(bound.HYPERDRIVE.connectionString, { max: 5 })
  try {
    const publicUrl = bound.PUBLIC_URL.replace(/\/+$/, '')
    const context = contextOf(handle, bound, publicUrl)
    const deliveries = createDeliveryWriter(handle.sql, clock, () => {})
    const addressOf = () => request.headers.get('cf-connecting-ip') ?? undefined
    const app = await createApp({ context, deliveries, fetchAdobeKey, publicUrl, assets, addressOf })
    return await app.fetch(request)
  } finally {
    lifetime.waitUntil(handle.close())
  }
}

function contextOf({ db }: DatabaseHandle, bound: z.infer<typeof bindings>, publicUrl: string) {
  const box = createSecretBox({
    current: bound.ORDERBRIDGE_SECRET_KEY,
    previous: bound.ORDERBRIDGE_SECRET_KEY_PREVIOUS,
  })
  // Stores and ERPs may need a certificate or a private network, which fetch cannot give: the Node workers call them.
  const createSend = () => createSendByFetch({ allow: () => false })
  const remotes = createRemotes({ db, box, clock, random: Math.random, createSend })
  // Hyperdrive has no LISTEN/NOTIFY: workers find what was stored when they look, within a second.
  const wake = () => {}
  return (actor: Actor): FlowContext => ({
    db,
    clock,
    random: Math.random,
    log,
    actor,
    box,
    remotes,
    publicUrl,
    webOnly: true,
    wake,
  })
}
