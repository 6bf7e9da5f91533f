import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { UserError } from '../domain/errors.ts'
import type { Actor, FlowContext } from '../flows/context.ts'
import type { DeliveryWriter } from '../flows/inbox/delivery-writer.ts'
import { adobeRoutes } from './adobe-io.ts'
import { asyncEventRoutes } from './async-events.ts'
import { erpRoutes } from './erp-callbacks.ts'
import { moduleRoutes } from './module-events.ts'

export interface WebhookOptions {
  readonly context: (actor: Actor) => FlowContext
  readonly deliveries: DeliveryWriter
  /** PEM of an Adobe signing key by its path below static.adobeioevents.com. */
  readonly fetchAdobeKey: (path: string) => Promise<string>
}

/** A delivery of 100 thin events has about 30 kB; an order with 1,000 lines as mage-os sends it about 3 MB. */
const MAX_BODY = 8 * 1024 * 1024

/**
 * The doors for Magento and the ERPs: verify, store, answer. A 2xx means that it is committed; everything else is said
 * with {code, message} so that the sender's log names the cause.
 */
export function createWebhookApp(options: WebhookOptions): Hono {
  const app = new Hono()
  app.use(limitBody())
  app.route('/magento', moduleRoutes(options))
  app.route('/magento', asyncEventRoutes(options))
  app.route('/magento', adobeRoutes(options))
  app.route('/erp', erpRoutes(options))
  app.notFound(c => problem(c, 404, 'not_found', 'There is no such door.'))
  app.onError((error, c) => {
    if (error instanceof UserError) return problem(c, 404, 'unknown', error.message)
    options
      .context({ kind: 'job', task: 'webhooks' })
      .log.error({ error: error.message, path: c.req.routePath }, 'webhook failed')
    c.header('Retry-After', '5')
    return problem(c, 503, 'not_stored', 'The delivery could not be stored. Send it again.')
  })
  return app
}

/**
 * A body that says its length is read up to that length and no further (the HTTP server sees to it), so the length is
 * all that has to be checked. Hono's limit asks for the body as a stream first, which costs more than all else here.
 */
function limitBody(): MiddlewareHandler {
  const tooLarge = (c: Context) => problem(c, 413, 'too_large', `At most ${MAX_BODY} bytes are taken.`)
  const limitStream = bodyLimit({ maxSize: MAX_BODY, onError: tooLarge })
  return async (c, next) => {
    const length = c.req.header('content-length')
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return await limitStream(c, next)
    return Number(length) <= MAX_BODY ? await next() : tooLarge(c)
  }
}

export const problem = (c: Context, status: 400 | 401 | 404 | 413 | 415 | 503, code: string, message: string) =>
  c.json({ code, message }, status)

export const rawBody = async (c: Context): Promise<Uint8Array> => new Uint8Array(await c.req.arrayBuffer())
