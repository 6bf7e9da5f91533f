import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'

/** Connections that break: the client learns nothing of what was done. */

export type GateContext = Context<{ Bindings: HttpBindings }>
export type Sleep = (ms: number) => Promise<void>

export function dropConnection(context: GateContext): Response {
  context.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

/** Until the client gives up. */
export async function neverAnswer(context: GateContext): Promise<Response> {
  const { socket } = context.env.incoming
  await new Promise<void>(resolve => socket.once('close', () => resolve()))
  return RESPONSE_ALREADY_SENT
}
