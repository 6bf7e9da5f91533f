import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { problem, rawBody, type WebhookOptions } from './app.ts'
import { verifyAdobeEvent } from './signatures.ts'

const recipient = z.object({ recipient_client_id: z.string() })
const keyPath = z.string().regex(/^\/?[A-Za-z0-9][A-Za-z0-9/_-]{0,200}\.pem$/)

/** /:store/adobe-io: Adobe I/O Events. GET echoes the challenge of the registration, POST takes deliveries. */
export function adobeRoutes({ context, deliveries, fetchAdobeKey }: WebhookOptions): Hono {
  const app = new Hono()
  app.get('/:store/adobe-io', async c => {
    await context({ kind: 'magento_event', source: 'Adobe I/O' }).remotes.store(c.req.param('store'))
    const challenge = c.req.query('challenge')
    return challenge
      ? c.json({ challenge: challenge.slice(0, 500) })
      : problem(c, 400, 'no_challenge', 'The query parameter challenge is needed.')
  })
  app.post('/:store/adobe-io', async c => {
    const ctx = context({ kind: 'magento_event', source: 'Adobe I/O' })
    const { code, settings } = await ctx.remotes.store(c.req.param('store'))
    const clientId = settings.adobeIo?.clientId
    if (!clientId)
      return problem(c, 404, 'not_configured', 'Adobe I/O Events are not configured for this store (adobeIo.clientId).')
    const body = await rawBody(c)
    const signed = [1, 2].flatMap(number => {
      const signature = c.req.header(`x-adobe-digital-signature-${number}`)
      const path = keyPath.safeParse(c.req.header(`x-adobe-public-key${number}-path`)).data
      return signature && path ? [{ signature, path }] : []
    })
    const keys = await Promise.all(
      signed.map(async ({ signature, path }) => ({ signature, publicKey: await fetchAdobeKey(path) })),
    )
    const verdict = verifyAdobeEvent(keys, body)
    if (!verdict.ok) return problem(c, 401, 'bad_signature', `Not accepted: ${verdict.reason}.`)
    // Signed by Adobe, but for whom? The client id says so.
    if (recipientOf(body) !== clientId)
      return problem(c, 401, 'wrong_recipient', 'Not accepted: recipient_client_id is another one.')
    const id = c.req.header('x-adobe-event-id') ?? createHash('sha256').update(body).digest('hex')
    await deliveries.store({
      store: code,
      source: 'adobe_io',
      dedupeKey: id.slice(0, 200),
      eventType: (c.req.header('x-adobe-event-code') ?? 'event').slice(0, 200),
      body,
    })
    return c.json({ stored: true })
  })
  return app
}

function recipientOf(body: Uint8Array): string | undefined {
  try {
    return recipient.safeParse(JSON.parse(Buffer.from(body).toString('utf8'))).data?.recipient_client_id
  } catch {
    return undefined
  }
}
