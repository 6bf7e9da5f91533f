import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { Faults } from './faults.ts'

/** What stands between the network and the ERP: the proxy's own failures, and connections that break. */

export type GateContext = Context<{ Bindings: HttpBindings }>
export type Sleep = (ms: number) => Promise<void>

const page = (status: number, title: string): Response =>
  new Response(`<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })

export function dropConnection(context: GateContext): Response {
  context.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

/** Half of the body, then the connection breaks. */
export async function cutAnswer(context: GateContext, answer: Response): Promise<Response> {
  const { outgoing, incoming } = context.env
  const body = Buffer.from(await answer.arrayBuffer())
  outgoing.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? '',
    'content-length': body.length,
  })
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => incoming.socket.destroy())
  return RESPONSE_ALREADY_SENT
}

/** Faults that happen before the ERP sees the request. @returns the answer, or undefined when the request goes through */
export async function failBefore(context: GateContext, faults: Faults, sleep: Sleep): Promise<Response | undefined> {
  const { method, path } = context.req
  const slow = faults.take(['slow'], method, path)
  if (slow) await sleep(slow.ms ?? 1000)
  const fault = faults.take(['html502', 'html500', 'html200', 'dropBefore', 'noAnswer', 'tooMany'], method, path)
  switch (fault?.kind) {
    case 'html502':
      return page(502, 'Bad Gateway')
    case 'html500':
      return page(500, 'Internal Server Error')
    case 'html200':
      return page(200, 'Down for maintenance')
    case 'tooMany':
      return context.json({ error: { code: 'slow_down', message: 'Too many requests' } }, 429, { 'retry-after': '2' })
    case 'dropBefore':
      return dropConnection(context)
    case 'noAnswer': {
      const { socket } = context.env.incoming
      await new Promise<void>(resolve => socket.once('close', () => resolve()))
      return RESPONSE_ALREADY_SENT
    }
    default:
      return undefined
  }
}
