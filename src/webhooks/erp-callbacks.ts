import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { receiveHints } from '../flows/inbox/receive-hints.ts'
import { answerUnknown, problem, readBody, type WebhookOptions } from './door.ts'
import { findConnection } from './find-configured.ts'

/** /:connection: callbacks of an ERP, verified and read by its connector. */
export function erpRoutes({ context }: WebhookOptions): Hono {
  return new Hono().on(['GET', 'POST'], '/:connection', async c => {
    const ctx = context({ kind: 'erp_callback', connection: c.req.param('connection') })
    const connection = await findConnection(ctx, c.req.param('connection'))
    if (!connection) return await answerUnknown(c)
    const { code, store } = connection
    const { callbacks } = await ctx.remotes.erp(code)
    if (!callbacks) return await answerUnknown(c)
    const body = await readBody(c)
    const answer = callbacks.parse({ method: c.req.method, headers: c.req.header(), body })
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
        const stored = await receiveHints(ctx, store, hints)
        return c.json(answer.answer === undefined ? { stored } : JSON.parse(JSON.stringify(answer.answer)))
      }
    }
  })
}
