import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { problem, type WebhookOptions } from './door.ts'
import { createTurns, type Rate, senderOf } from './source-limit.ts'

/** A delivery of 100 thin events has about 30 kB; an order with 1,000 lines as mage-os sends it about 3 MB. */
const MAX_BODY = 8 * 1024 * 1024

/** Deliveries carry up to 100 (Magento) or 1,024 (B1) events: far above what a shop has to say. */
const DEFAULT_RATE: Rate = { perSecond: 200, burst: 1_000 }
/** One address may stand for several stores, but not for any number of made-up ones. */
const STORES_PER_SENDER = 5
const LONGEST_CODE = 40

/**
 * A body that says its length is read up to that length and no further (the HTTP server sees to it), so the length is
 * all that has to be checked. Hono's limit asks for the body as a stream first, which costs more than all else here.
 */
export function limitBody(): MiddlewareHandler {
  const tooLarge = (c: Context) => problem(c, 413, 'too_large', `At most ${MAX_BODY} bytes are taken.`)
  const limitStream = bodyLimit({ maxSize: MAX_BODY, onError: tooLarge })
  return async (c, next) => {
    const length = c.req.header('content-length')
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return await limitStream(c, next)
    return Number(length) <= MAX_BODY ? await next() : tooLarge(c)
  }
}

/** No sender of ours packs its bodies: what is not unpacked cannot grow. */
export const refusePacked: MiddlewareHandler = async (c, next) => {
  const encoding = c.req.header('content-encoding')?.trim().toLowerCase()
  if (encoding === undefined || encoding === '' || encoding === 'identity') return await next()
  return problem(c, 415, 'packed', 'Send the body as it is, without Content-Encoding.')
}

/** Each sender has a rate at each store and connection, so that a flood at one door holds up nobody at another. */
export function limitSenders({
  addressOf,
  rate = DEFAULT_RATE,
}: Pick<WebhookOptions, 'addressOf' | 'rate'>): MiddlewareHandler {
  // The web side has the machine's time: no decision of a flow hangs on it.
  const clock = { now: () => new Date() }
  const atDoor = createTurns(rate, clock)
  const atAll = createTurns(
    { perSecond: rate.perSecond * STORES_PER_SENDER, burst: rate.burst * STORES_PER_SENDER },
    clock,
  )
  return async (c, next) => {
    const sender = senderOf(addressOf?.(c) ?? '')
    const door = c.req.path.split('/', 4).slice(-2).join('/')
    const seconds = Math.max(atAll(sender), atDoor(`${door.slice(-LONGEST_CODE)} ${sender}`))
    if (seconds === 0) return await next()
    c.header('Retry-After', String(Math.ceil(seconds)))
    return problem(c, 429, 'too_many', 'Too many deliveries at once. Send it again later.')
  }
}
