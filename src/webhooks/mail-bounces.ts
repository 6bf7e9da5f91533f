import { Hono } from 'hono'
import { readBounceJson, readBounceMail } from '../documents/read-bounce.ts'
import { recordBounces } from '../flows/mail/record-bounces.ts'
import { problem, type WebhookOptions } from './door.ts'
import { readSigned } from './module-events.ts'

/**
 * POST /:store: a delivery report as it came by mail, or a provider's news of one as JSON, signed as the module's events
 * are. 200 means that it is written down.
 */
export function bounceRoutes({ context }: WebhookOptions): Hono {
  return new Hono().post('/:store', async c => {
    const ctx = context({ kind: 'job', task: 'mail bounces' })
    const sent = await readSigned(c, ctx, c.req.param('store'))
    if (sent instanceof Response) return sent
    const json = /^application\/json\b/i.test(c.req.header('content-type') ?? '')
    const bounces = json ? readBounceJson(sent.body) : readBounceMail(sent.body)
    if (typeof bounces === 'string') return problem(c, 400, 'not_a_bounce', bounces)
    return c.json(await recordBounces(ctx, { store: sent.store, bounces }))
  })
}
