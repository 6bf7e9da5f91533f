import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { answerUnknown, problem, readBody, type WebhookOptions } from './door.ts'
import { findStore } from './find-configured.ts'
import { verifyAsyncEvent } from './signatures.ts'

/**
 * POST /:store/async-events/:event: mage-os async events. Their wire has no delivery id and no event name, so the name
 * is in the address and the body's hash is the key: the same body is the same state of the entity.
 */
export function asyncEventRoutes({ context, deliveries }: WebhookOptions): Hono {
  return new Hono().post('/:store/async-events/:event{[a-z_.]{1,100}}', async c => {
    const ctx = context({ kind: 'magento_event', source: 'async events' })
    const store = await findStore(ctx, c.req.param('store'))
    if (!store) return await answerUnknown(c)
    const body = await readBody(c)
    const verdict = verifyAsyncEvent(c.req.header('x-magento-signature'), body, store.secrets.asyncEventsTokens)
    if (!verdict.ok) return problem(c, 401, 'bad_signature', `Not accepted: ${verdict.reason}.`)
    const event = c.req.param('event')
    await deliveries.store({
      store: store.code,
      source: 'async_events',
      dedupeKey: `${event}:${createHash('sha256').update(body).digest('hex')}`,
      eventType: event,
      body,
    })
    return c.json({ stored: true })
  })
}
