import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings as NodeBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type AuthOptions, authorize } from './auth.ts'
import { errorPage, maintenancePage } from './error-pages.ts'
import type { Faults } from './faults.ts'
import { filterFields, parseFields } from './fields.ts'
import { internalError, MagentoError, noRoute } from './magento-error.ts'
import type { Route } from './rest.ts'
import type { Shop } from './shop.ts'
import { STORE_CODES } from './stores.ts'

export interface HttpBindings {
  Bindings: Partial<NodeBindings>
}

export type AppContext = Context<HttpBindings>

export interface MagentoAppOptions {
  readonly shop: Shop
  readonly faults: Faults
  readonly auth: AuthOptions
  readonly latencyMs: number
  readonly routes: readonly Route[]
  readonly graphql: (c: AppContext) => Promise<Response>
  readonly pages: readonly Hono<HttpBindings>[]
}

/** A PDF of 10 MiB in base64, and some JSON around it. */
const MAX_BODY_BYTES = 16 * 1024 * 1024

const PREFIXES = ['/rest/V1', '/rest/:store/V1']
const QUEUED = ['/rest/async/bulk/V1', '/rest/:store/async/bulk/V1']

/** Puts the rooms behind one address: REST, GraphQL, the pages for people, and the faults in front of the first two. */
export function magentoApp(options: MagentoAppOptions): Hono<HttpBindings> {
  const app = new Hono<HttpBindings>()
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES }))
  for (const page of options.pages) app.route('/', page)
  app.use('/rest/*', (c, next) => withFaults(options, c, next))
  app.use('/graphql', (c, next) => withFaults(options, c, next))
  app.all('/graphql', c => options.graphql(c))
  for (const route of options.routes)
    for (const prefix of route.queued ? QUEUED : PREFIXES)
      app.on(route.method, `${prefix}${route.path}`, c => answer(options, route, c))
  app.all('/rest/*', c => withRestHeaders(options.shop, failure(options.shop, c, unmatched(c))))
  return app
}

/** Recordings error-404-*, options-rest, head-orders: no 405 for known paths, but for OPTIONS and HEAD. */
function unmatched(c: AppContext): MagentoError {
  const { method } = c.req
  if (method === 'OPTIONS' || method === 'HEAD')
    return new MagentoError(405, `The ${method} HTTP method is not supported.`)
  return noRoute()
}

async function withFaults({ faults, latencyMs, shop }: MagentoAppOptions, c: AppContext, next: () => Promise<void>) {
  if (latencyMs > 0) await sleep(latencyMs)
  const fault = faults.take(c.req.method, new URL(c.req.url).pathname)
  switch (fault?.kind) {
    case undefined:
      return await next()
    case 'slow':
      await sleep(fault.ms)
      return await next()
    case 'deadlock500':
      return failure(shop, c, internalError(shop.random))
    case 'deadlock400':
      return failure(shop, c, new MagentoError(400, 'Could not save Source Item Configuration'))
    case 'maintenance503':
      return c.html(maintenancePage(), 503)
    case 'html200':
      return c.html(
        '<!doctype html>\n<title>Just a moment</title><p>Checking your browser before access is granted.</p>',
      )
    case 'redirect302':
      return c.redirect('/maintenance', 302)
    case 'commitThenDrop':
      await next()
      return drop(c)
    case 'dropBefore':
      return drop(c)
  }
}

/** Breaks the connection without an answer. */
function drop(c: AppContext): Response {
  c.env.incoming?.socket.destroy()
  c.res = RESPONSE_ALREADY_SENT
  return RESPONSE_ALREADY_SENT
}

async function answer({ shop, auth }: MagentoAppOptions, route: Route, c: AppContext): Promise<Response> {
  if (c.req.method === 'HEAD') return failure(shop, c, unmatched(c)) // Hono sends HEAD to the GET route
  try {
    const url = new URL(c.req.url)
    if ((c.req.header('accept') ?? '').startsWith('text/html')) return c.html(errorPage(shop.randomHex(64)), 500)
    const storeCode = c.req.param('store')
    if (storeCode !== undefined && !STORE_CODES.includes(storeCode))
      throw new MagentoError(400, 'Specified request cannot be processed.')
    authorize(shop, auth, { method: c.req.method, url, authorization: c.req.header('authorization') }, route.resource)
    const body = await readBody(c)
    const result = route.handle({ params: c.req.param(), query: url.searchParams, body, storeCode })
    const fields = url.searchParams.get('fields')
    return withRestHeaders(
      shop,
      c.json(
        fields && c.req.method === 'GET' ? filterFields(result, parseFields(fields)) : result,
        route.queued ? 202 : 200,
      ),
    )
  } catch (error) {
    shop.rollback()
    if (error instanceof MagentoError) return withRestHeaders(shop, failure(shop, c, error))
    throw error
  }
}

/** Recordings error-400-malformed-json, error-no-content-type, error-wrong-content-type. */
async function readBody(c: AppContext): Promise<unknown> {
  if (c.req.method === 'GET') return undefined
  const text = await c.req.text()
  if (text === '') return undefined
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim() ?? ''
  if (type === '') throw new MagentoError(400, 'Content-Type header is empty.')
  if (type !== 'application/json')
    throw new MagentoError(400, `Server cannot understand Content-Type HTTP header media type ${type}`)
  try {
    return JSON.parse(text)
  } catch {
    throw new MagentoError(400, 'Decoding error.')
  }
}

function failure(shop: Shop, c: AppContext, error: MagentoError): Response {
  if (c.req.method !== 'HEAD' && (c.req.header('accept') ?? '').startsWith('text/html'))
    return c.html(errorPage(shop.randomHex(64)), 500)
  // Magento's statuses are plain numbers; all of them carry a body.
  return new Response(c.req.method === 'HEAD' ? null : JSON.stringify(error.body()), {
    status: error.status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  })
}

/** Every REST answer starts a session and forbids caching (contracts magento-observed, Errors). */
function withRestHeaders(shop: Shop, response: Response): Response {
  response.headers.set('date', shop.clock.now().toUTCString())
  response.headers.set('cache-control', 'no-store')
  response.headers.set('pragma', 'no-cache')
  response.headers.set('x-frame-options', 'SAMEORIGIN')
  response.headers.append('set-cookie', `PHPSESSID=${shop.randomHex(26)}; Max-Age=3600; path=/; HttpOnly; SameSite=Lax`)
  if (response.headers.get('content-type') === 'application/json')
    response.headers.set('content-type', 'application/json; charset=utf-8')
  return response
}
