import { Hono } from 'hono'
import { wordsOf } from '../ops/words-of.ts'
import { adobeRoutes } from './adobe-io.ts'
import { asyncEventRoutes } from './async-events.ts'
import { problem, Refused, type WebhookOptions } from './door.ts'
import { erpRoutes } from './erp-callbacks.ts'
import { limitBody, limitSenders, refusePacked } from './limits.ts'
import { bounceRoutes } from './mail-bounces.ts'
import { moduleRoutes } from './module-events.ts'

/**
 * The doors for Magento and the ERPs: verify, store, answer. A 2xx means that it is committed; everything else is said
 * with {code, message} so that the sender's log names the cause.
 */
export function createWebhookApp(options: WebhookOptions): Hono {
  const app = new Hono()
  app.use(limitSenders(options), refusePacked, limitBody())
  app.route('/magento', moduleRoutes(options))
  app.route('/magento', asyncEventRoutes(options))
  app.route('/magento', adobeRoutes(options))
  app.route('/erp', erpRoutes(options))
  app.route('/mail', bounceRoutes(options))
  app.all('*', c => problem(c, 404, 'not_found', 'There is no such door.'))
  app.onError((error, c) => {
    if (error instanceof Refused) return problem(c, error.status, error.code, error.message)
    // Ours, whatever it is: a store whose settings cannot be read must not make senders give their events up.
    options
      .context({ kind: 'job', task: 'webhooks' })
      .log.error({ error: wordsOf(error), path: c.req.routePath }, 'webhook failed')
    c.header('Retry-After', '5')
    return problem(c, 503, 'not_stored', 'The delivery could not be stored. Send it again.')
  })
  return app
}
