import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { FlowContext } from '../flows/context.ts'
import { mayCancel } from '../flows/order/may-cancel.ts'
import { answerUnknown, problem, readBody, type WebhookOptions } from './door.ts'
import { findStore } from './find-configured.ts'
import { verifyStandardWebhook } from './signatures.ts'

/**
 * Doors of the companion module, signed as Standard Webhooks says. POST /:store: its events. POST /:store/may-cancel:
 * somebody is about to cancel {order_id} in the admin; answers {allowed, reason} within three seconds and stores nothing.
 */
export function moduleRoutes({ context, deliveries }: WebhookOptions): Hono {
  return new Hono()
    .post('/:store', async c => {
      const ctx = context({ kind: 'magento_event', source: 'module' })
      const sent = await readSigned(c, ctx, c.req.param('store'))
      if (sent instanceof Response) return sent
      await deliveries.store({
        store: sent.store,
        source: 'module',
        // A batch whose answer was lost may come again with later events behind: then it is another one.
        dedupeKey: `${sent.id}:${sent.body.length}`,
        eventType: 'events',
        body: sent.body,
      })
      return c.json({ stored: true })
    })
    .post('/:store/may-cancel', async c => {
      const ctx = context({ kind: 'magento_event', source: 'module' })
      const sent = await readSigned(c, ctx, c.req.param('store'))
      if (sent instanceof Response) return sent
      const order = parseQuestion(sent.body)
      if (!order) return problem(c, 400, 'not_an_order', 'The body has to name the order: {"order_id": 31}.')
      return c.json(await mayCancel(ctx, { store: sent.store, magentoId: order.order_id }))
    })
}

interface Signed {
  readonly store: string
  readonly id: string | undefined
  readonly body: Uint8Array
}

/** What was sent and signed with a key of the store, or the answer that refuses it. */
export async function readSigned(c: Context, ctx: FlowContext, code: string): Promise<Signed | Response> {
  const store = await findStore(ctx, code)
  if (!store) return await answerUnknown(c)
  const body = await readBody(c)
  const id = c.req.header('webhook-id')
  const verdict = verifyStandardWebhook(
    { id, timestamp: c.req.header('webhook-timestamp'), signature: c.req.header('webhook-signature'), body },
    store.secrets.webhookSecrets,
    ctx.clock.now(),
  )
  if (!verdict.ok) return problem(c, 401, 'bad_signature', `Not accepted: ${verdict.reason}.`)
  return { store: store.code, id, body }
}

const question = z.object({ order_id: z.coerce.number().int().positive() })

function parseQuestion(body: Uint8Array): z.infer<typeof question> | undefined {
  try {
    return question.safeParse(JSON.parse(new TextDecoder().decode(body))).data
  } catch {
    return undefined
  }
}
