import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { problem, rawBody, type WebhookOptions } from './app.ts'
import { verifyAsyncEvent } from './signatures.ts'

/**
 * POST /:store/async-events/:event: mage-os async events. Their wire has no delivery id and no event name, so the name
 * is in the address and the body's hash is the key: the same body is the same state of the entity.
 */
export function asyncEventRoutes({ context, deliveries }: WebhookOptions): Hono {
  return new Hono().post('/:store/async-events/:event{[a-z_.]+}', async c => {
    const ctx = context({ kind: 'magento_event', source: 'async events' })
    const { code, secrets } = await ctx.remotes.store(c.req.param('store'))
    const body = await rawBody(c)
    const verdict = verifyAsyncEvent(c.req.header('x-magento-signature'), body, secrets.asyncEventsTokens)
    if (!verdict.ok) return problem(c, 401, 'bad_signature', `Not accepted: ${verdict.reason}.`)
    const event = c.req.param('event')
    await deliveries.store({
      store: code,
      source: 'async_events',
      dedupeKey: `${event}:${createHash('sha256').update(body).digest('hex')}`,
      eventType: event,
      body,
    })
    return c.json({ stored: true })
  })
}
