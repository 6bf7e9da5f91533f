import { createHash } from 'node:crypto'
import { zValidator } from '@hono/zod-validator'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../domain/errors.ts'
import { answerUnknown, problem, readBody, type WebhookOptions } from './door.ts'
import { findStore } from './find-configured.ts'
import { verifyAdobeEvent } from './signatures.ts'

const recipient = z.object({ recipient_client_id: z.string() })
const keyPath = z.string().regex(/^\/?[A-Za-z0-9][A-Za-z0-9/_-]{0,200}\.pem$/)

/** /:store/adobe-io: Adobe I/O Events. GET echoes the challenge of the registration, POST takes deliveries. */
export function adobeRoutes({ context, deliveries, fetchAdobeKey }: WebhookOptions): Hono {
  const app = new Hono()
  const challengeQuery = zValidator('query', z.object({ challenge: z.string().min(1).max(500) }), (parsed, c) =>
    parsed.success
      ? undefined
      : problem(c, 400, 'no_challenge', 'The query parameter challenge is needed, of at most 500 characters.'),
  )
  app.get('/:store/adobe-io', challengeQuery, async c => {
    const store = await findStore(context({ kind: 'magento_event', source: 'Adobe I/O' }), c.req.param('store'))
    if (!store) return await answerUnknown(c)
    c.header('X-Content-Type-Options', 'nosniff')
    return c.json({ challenge: c.req.valid('query').challenge })
  })
  app.post('/:store/adobe-io', async c => {
    const store = await findStore(context({ kind: 'magento_event', source: 'Adobe I/O' }), c.req.param('store'))
    if (!store) return await answerUnknown(c)
    const clientId = store.settings.adobeIo?.clientId
    if (!clientId)
      return problem(c, 404, 'not_configured', 'Adobe I/O Events are not configured for this store (adobeIo.clientId).')
    const body = await readBody(c)
    // Signed by Adobe, but for whom? The client id says so. Asked first: a stranger does not make us fetch keys.
    if (recipientOf(body) !== clientId)
      return problem(c, 401, 'wrong_recipient', 'Not accepted: recipient_client_id is another one.')
    const verdict = verifyAdobeEvent(await keysOf(c, fetchAdobeKey), body)
    if (!verdict.ok) return problem(c, 401, 'bad_signature', `Not accepted: ${verdict.reason}.`)
    await deliveries.store({
      store: store.code,
      source: 'adobe_io',
      // The body carries the event's id. The header with the id is not signed: a replay could come under another one.
      dedupeKey: createHash('sha256').update(body).digest('hex'),
      eventType: (c.req.header('x-adobe-event-code') ?? 'event').slice(0, 200),
      body,
    })
    return c.json({ stored: true })
  })
  return app
}

/** The signatures of a delivery with the keys that they name; those that name no key of Adobe's are left out. */
async function keysOf(c: Context, fetchAdobeKey: WebhookOptions['fetchAdobeKey']) {
  const signed = [1, 2].flatMap(number => {
    const signature = c.req.header(`x-adobe-digital-signature-${number}`)
    const path = keyPath.safeParse(c.req.header(`x-adobe-public-key${number}-path`)).data
    return signature && path ? [{ signature, path }] : []
  })
  const keys = await Promise.all(
    signed.map(async ({ signature, path }) => {
      const publicKey = await fetchAdobeKey(path).catch((error: unknown): undefined => {
        if (error instanceof UserError) return undefined
        throw error
      })
      return publicKey === undefined ? [] : [{ signature, publicKey }]
    }),
  )
  return keys.flat()
}

function recipientOf(body: Uint8Array): string | undefined {
  try {
    return recipient.safeParse(JSON.parse(Buffer.from(body).toString('utf8'))).data?.recipient_client_id
  } catch {
    return undefined
  }
}
