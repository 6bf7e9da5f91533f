import { createHmac } from 'node:crypto'
import type { Context } from 'hono'
import type { Actor, FlowContext } from '../flows/context.ts'
import type { DeliveryWriter } from '../flows/inbox/delivery-writer.ts'
import { isTooDeep } from '../flows/inbox/json-depth.ts'
import type { Rate } from './source-limit.ts'

export interface WebhookOptions {
  readonly context: (actor: Actor) => FlowContext
  readonly deliveries: DeliveryWriter
  /** PEM of an Adobe signing key by its path below static.adobeioevents.com. */
  readonly fetchAdobeKey: (path: string) => Promise<string>
  /** Who sends: the address of the other end of the connection. Absent: nobody can be told apart. */
  readonly addressOf?: (c: Context) => string | undefined
  /** How much one sender may bring to one store or connection; the default is in limits.ts. */
  readonly rate?: Rate
}

type Status = 400 | 401 | 404 | 413 | 415 | 429 | 503

/** What every door answers when it does not take something: {code, message} for the sender's log. */
export const problem = (c: Context, status: Status, code: string, message: string) => c.json({ code, message }, status)

/** Thrown where there is no way on; the app answers it. */
export class Refused extends Error {
  readonly status: Status
  readonly code: string
  constructor(status: Status, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** @returns the body's raw bytes, which no parser has seen. @throws Refused when it breaks off or is nested too deep. */
export async function readBody(c: Context): Promise<Uint8Array> {
  const body = await c.req.arrayBuffer().catch((): never => {
    throw new Refused(400, 'cut_off', 'The body broke off.')
  })
  const bytes = new Uint8Array(body)
  if (isTooDeep(bytes)) throw new Refused(400, 'too_deep', 'The body is nested deeper than 64 levels.')
  return bytes
}

const NOBODYS_KEY = Buffer.alloc(32)

/** There is no such store or connection. The work of checking a signature is done all the same: time tells nothing. */
export async function answerUnknown(c: Context): Promise<Response> {
  createHmac('sha256', NOBODYS_KEY)
    .update(await readBody(c))
    .digest()
  return problem(c, 404, 'unknown', 'There is no such store or connection here.')
}
