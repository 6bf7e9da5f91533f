import { Hono } from 'hono'
import { problem, rawBody, type WebhookOptions } from './app.ts'
import { verifyStandardWebhook } from './signatures.ts'

/** POST /:store: events of the companion module, signed as Standard Webhooks says. */
export function moduleRoutes({ context, deliveries }: WebhookOptions): Hono {
  return new Hono().post('/:store', async c => {
    const ctx = context({ kind: 'magento_event', source: 'module' })
    const { code, secrets } = await ctx.remotes.store(c.req.param('store'))
    const body = await rawBody(c)
    const id = c.req.header('webhook-id')
    const verdict = verifyStandardWebhook(
      { id, timestamp: c.req.header('webhook-timestamp'), signature: c.req.header('webhook-signature'), body },
      secrets.webhookSecrets,
      ctx.clock.now(),
    )
    if (!verdict.ok) return problem(c, 401, 'bad_signature', `Not accepted: ${verdict.reason}.`)
    await deliveries.store({ store: code, source: 'module', dedupeKey: id ?? '', eventType: 'events', body })
    return c.json({ stored: true })
  })
}
