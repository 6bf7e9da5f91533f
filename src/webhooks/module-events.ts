import { Hono } from 'hono'
import { answerUnknown, problem, readBody, type WebhookOptions } from './door.ts'
import { findStore } from './find-configured.ts'
import { verifyStandardWebhook } from './signatures.ts'

/** POST /:store: events of the companion module, signed as Standard Webhooks says. */
export function moduleRoutes({ context, deliveries }: WebhookOptions): Hono {
  return new Hono().post('/:store', async c => {
    const ctx = context({ kind: 'magento_event', source: 'module' })
    const store = await findStore(ctx, c.req.param('store'))
    if (!store) return await answerUnknown(c)
    const body = await readBody(c)
    const id = c.req.header('webhook-id')
    const verdict = verifyStandardWebhook(
      { id, timestamp: c.req.header('webhook-timestamp'), signature: c.req.header('webhook-signature'), body },
      store.secrets.webhookSecrets,
      ctx.clock.now(),
    )
    if (!verdict.ok) return problem(c, 401, 'bad_signature', `Not accepted: ${verdict.reason}.`)
    await deliveries.store({
      store: store.code,
      source: 'module',
      // A batch whose answer was lost may come again with later events behind: then it is another one.
      dedupeKey: `${id}:${body.length}`,
      eventType: 'events',
      body,
    })
    return c.json({ stored: true })
  })
}
