import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { receiveHints } from '../flows/inbox/receive-hints.ts'
import { problem, rawBody, type WebhookOptions } from './app.ts'

/** /:connection: callbacks of an ERP, verified and read by its connector. */
export function erpRoutes({ context }: WebhookOptions): Hono {
  return new Hono().on(['GET', 'POST'], '/:connection', async c => {
    const code = c.req.param('connection')
    const ctx = context({ kind: 'erp_callback', connection: code })
    const connection = await ctx.remotes.connection(code)
    const erp = await ctx.remotes.erp(code)
    const body = await rawBody(c)
    const answer = erp.parseCallback({ method: c.req.method, headers: c.req.header(), body })
    switch (answer.kind) {
      case 'reply':
        return c.json(JSON.parse(JSON.stringify(answer.json)))
      case 'refused':
        return problem(c, answer.status, 'refused', `Not accepted: ${answer.reason}.`)
      case 'changes': {
        const delivery = createHash('sha256').update(body).digest('base64url').slice(0, 22)
        const hints = answer.changes.map(change => ({
          source: 'erp_webhook' as const,
          connection: code,
          dedupeKey: `${code}:${change.entity}:${change.version || delivery}`,
          entity: change.entity,
          entityKey: change.erpId,
          eventType: `${change.entity}.changed`,
        }))
        const stored = await receiveHints(ctx, connection.store, hints)
        return c.json({ stored })
      }
    }
  })
}
