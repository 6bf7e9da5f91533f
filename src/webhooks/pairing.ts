import { Hono } from 'hono'
import { offerSchema, pairStore } from '../flows/pairing/pair-store.ts'
import { problem, Refused, readBody, type WebhookOptions } from './door.ts'
import { limitBody, limitSenders, refusePacked } from './limits.ts'

/** Somebody presses a button; whoever guesses codes gets few tries, of 124 bits each. */
const RATE = { perSecond: 0.2, burst: 10 }

/** POST /pair: a Magento with the companion module brings a code and its credentials, and gets its keys. */
export function pairingRoutes({ context, addressOf }: WebhookOptions): Hono {
  const app = new Hono()
  const limits = {
    rate: RATE,
    ...(addressOf && { addressOf }),
  }
  app.use(limitSenders(limits), refusePacked, limitBody())
  app.post('/', async c => {
    const offer = offerSchema.safeParse(parseJson(await readBody(c)))
    if (!offer.success) {
      const place = offer.error.issues[0]?.path.join('.') || 'body'
      return problem(c, 400, 'not_an_offer', `Not the offer of a companion module: ${place} is missing or wrong.`)
    }
    const paired = await pairStore(context({ kind: 'magento_event', source: 'pairing' }), offer.data)
    if (!paired)
      return problem(
        c,
        401,
        'pairing_code',
        'This pairing code is not known, was used already, or is older than 30 minutes. Make a new one in Orderbridge.',
      )
    const { store, webhookSecret, sessionKey } = paired
    return c.json({ store, webhook_secret: webhookSecret, session_key: sessionKey })
  })
  app.onError((error, c) => {
    if (error instanceof Refused) return problem(c, error.status, error.code, error.message)
    throw error
  })
  return app
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Refused(400, 'not_json', 'The body is no JSON.')
  }
}
