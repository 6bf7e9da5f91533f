import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { MiddlewareHandler } from 'hono'
import { dropConnection, type GateContext, neverAnswer, type Sleep } from './broken-connection.ts'

/** What stands between the network and an ERP: the proxy's own failures, and connections that break. */

export const TROUBLES = [
  'html502', // the proxy in front answers
  'html500',
  'html200', // a log-in page or a maintenance page, with 200
  'slow', // the answer takes `ms`
  'commitThenDrop', // the work is done and stored, then the connection breaks
  'dropBefore', // the connection breaks before anything is done
  'noAnswer', // nothing is done and no answer ever comes
  'commitThenCut', // the work is done, half of the answer comes
  'cut', // half of the answer comes
  'tooMany', // 429 with Retry-After
  'commitsLate', // the answer says 504, the work is done `ms` later
] as const
export type Trouble = (typeof TROUBLES)[number]

interface TroublesOptions {
  readonly faults: {
    take(
      kinds: readonly Trouble[],
      method?: string,
      path?: string,
    ): { kind: string; ms?: number | undefined } | undefined
  }
  /** Before every answer. */
  readonly latencyMs: number
  readonly sleep: Sleep
  /** An error as this ERP words it. */
  readonly errorBody: (code: string, message: string) => object
  /** Who is not let in has this answer; no trouble is used up by them. */
  readonly refuse: (context: GateContext) => Response | undefined
}

/** Every request passes here. */
export function throughTroubles(options: TroublesOptions): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const { faults, sleep } = options
  return async (context, next) => {
    const { method, path } = context.req
    const failed = await failBefore(context, options)
    if (failed) return failed
    if (options.latencyMs > 0) await sleep(options.latencyMs)
    const refused = options.refuse(context)
    if (refused) return refused
    const late = faults.take(['commitsLate'], method, path)
    if (late) return await commitLate(context, late.ms ?? 1000, next, options)
    await next()
    const fault = faults.take(['commitThenDrop', 'commitThenCut', 'cut'], method, path)
    if (!fault) return undefined
    const answer = context.res
    // What was answered is put aside whole, with its headers.
    context.res = undefined
    context.res = fault.kind === 'commitThenDrop' ? dropConnection(context) : await cutAnswer(context, answer)
    return undefined
  }
}

export const htmlPage = (status: number, title: string): Response =>
  new Response(`<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })

/** Half of the body, then the connection breaks. */
async function cutAnswer(context: GateContext, answer: Response): Promise<Response> {
  const { outgoing, incoming } = context.env
  const body = Buffer.from(await answer.arrayBuffer())
  outgoing.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? '',
    'content-length': body.length,
  })
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => incoming.socket.destroy())
  return RESPONSE_ALREADY_SENT
}

/** Nobody is told: the proxy has given up, the ERP goes on. */
async function commitLate(
  context: GateContext,
  ms: number,
  next: () => Promise<void>,
  { sleep, errorBody }: TroublesOptions,
): Promise<Response> {
  // The body is read now: with the answer the request ends.
  await context.req.text()
  void sleep(ms).then(next)
  return context.json(errorBody('timeout', 'The server took too long'), 504)
}

/** Failures before the ERP sees the request. @returns the answer, or undefined when the request goes through */
async function failBefore(
  context: GateContext,
  { faults, sleep, errorBody }: TroublesOptions,
): Promise<Response | undefined> {
  const { method, path } = context.req
  const slow = faults.take(['slow'], method, path)
  if (slow) await sleep(slow.ms ?? 1000)
  const fault = faults.take(['html502', 'html500', 'html200', 'dropBefore', 'noAnswer', 'tooMany'], method, path)
  switch (fault?.kind) {
    case 'html502':
      return htmlPage(502, 'Bad Gateway')
    case 'html500':
      return htmlPage(500, 'Internal Server Error')
    case 'html200':
      return htmlPage(200, 'Down for maintenance')
    case 'tooMany':
      return context.json(errorBody('slow_down', 'Too many requests'), 429, { 'retry-after': '2' })
    case 'dropBefore':
      return dropConnection(context)
    case 'noAnswer':
      return await neverAnswer(context)
    default:
      return undefined
  }
}
