import http from 'node:http'
import https from 'node:https'
import packageJson from '../../package.json' with { type: 'json' }
import { type HttpAnswer, HttpFailure, type HttpRequest, type HttpSend } from '../domain/http.ts'
import { type ConnectionOptions, createAgents } from './connection.ts'
import { describeExchange, type Exchange } from './exchange.ts'
import { createGate, type Gate } from './gate.ts'
import type { Call } from './pressure.ts'
import { readBody } from './read-body.ts'

export type { Exchange }

export interface SendOptions extends ConnectionOptions {
  /** Only what the settings name may be called; asked for every request. */
  readonly allow: (url: URL) => boolean
  /** Requests on their way at once; the rest wait in order, and their timeout starts when their turn comes. */
  readonly gate?: Gate
  /** Told what each call says of the far side. Must not throw. */
  readonly onCall?: (call: Call) => void
  readonly clock: { now(): Date }
  /** Asked when a request's turn has come; it does not go out when this throws. */
  readonly beforeCall?: () => Promise<void>
  /** Where this far side may answer in it without naming it. */
  readonly otherCharset?: string
  /** Told about every exchange, failed ones too. Must not throw. */
  readonly onExchange?: (exchange: Exchange) => void
}

/** Of a request that says nothing else; all of Magento's. */
export const DEFAULT_TIMEOUT_MS = 30_000
const DEFAULT_MAX_BYTES = 32 * 1024 * 1024
const DEFAULT_MAX_CONCURRENT = 16
const USER_AGENT = `orderbridge/${packageJson.version}`

/**
 * The one way out of the house: everything that is sent to a store or an ERP goes through such a function.
 * Origins are checked, names resolve to allowed addresses only, redirects are returned, time and size have an end.
 */
export function createSend(options: SendOptions): HttpSend {
  const agents = createAgents(options)
  const gate = options.gate ?? createGate(DEFAULT_MAX_CONCURRENT)
  return request =>
    gate.run(async () => {
      await options.beforeCall?.()
      const startedAt = options.clock.now().getTime()
      const outcome = await attempt(request)
      const durationMs = options.clock.now().getTime() - startedAt
      options.onExchange?.(describeExchange(request, outcome, { startedAt, durationMs }, options.otherCharset))
      options.onCall?.({
        kind: kindOf(request),
        durationMs,
        ...('answer' in outcome && { status: outcome.answer.status }),
      })
      if ('failure' in outcome) throw outcome.failure
      return outcome.answer
    })

  async function attempt(request: HttpRequest): Promise<{ answer: HttpAnswer } | { failure: HttpFailure }> {
    try {
      const url = checkedUrl(request.url, options.allow)
      return { answer: await perform(url, request, url.protocol === 'https:' ? agents.https : agents.http) }
    } catch (error) {
      if (error instanceof HttpFailure) return { failure: error }
      // Node refused to build the request (a line break in a header), so nothing was sent.
      return { failure: new HttpFailure('no', describe(error), { cause: error }) }
    }
  }
}

/** "GET /b1s/v2/Orders": without keys and queries, so that calls that do the same count as the same. */
const kindOf = ({ method, url }: HttpRequest): string =>
  `${method} ${(URL.parse(url)?.pathname ?? '').replace(/\([^)]*\)|\/\d+/g, '')}`.slice(0, 120)

function checkedUrl(address: string, allow: (url: URL) => boolean): URL {
  const url = URL.parse(address)
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw new HttpFailure('no', 'not an http(s) address')
  if (url.username || url.password) throw new HttpFailure('no', `${url.host}: an address must not carry credentials`)
  if (!allow(url)) throw new HttpFailure('no', `${url.origin} is not an address of this store or connection`)
  return url
}

/** @param again whether a GET may be sent once more when the kept connection turns out to be closed. */
function perform(url: URL, request: HttpRequest, agent: http.Agent, again = true): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS
    const outgoing = (url.protocol === 'https:' ? https : http).request(url, {
      method: request.method,
      headers: headersOf(request),
      agent,
    })
    let reached: 'no' | 'maybe' = 'no'
    let answered = false
    const fail = (error: unknown) => {
      clearTimeout(timer)
      if (again && !answered && request.method === 'GET' && outgoing.reusedSocket && isReset(error)) {
        return resolve(perform(url, request, agent, false))
      }
      return reject(new HttpFailure(reached, `${url.host}: ${describe(error)}`, { cause: error }))
    }
    const timer = setTimeout(() => {
      fail(new Error(`no complete answer within ${timeoutMs} ms`))
      outgoing.destroy()
    }, timeoutMs)
    // The agent hands over a socket only when it is connected and checked (connection.ts).
    outgoing.on('socket', () => {
      reached = 'maybe'
    })
    outgoing.on('error', fail)
    outgoing.on('close', () => {
      if (!answered) fail(new Error('the connection was closed without an answer'))
    })
    outgoing.on('response', response => {
      answered = true
      readBody(response, request.maxBytes ?? DEFAULT_MAX_BYTES).then(body => {
        clearTimeout(timer)
        resolve({ ...headOf(response), body })
      }, fail)
    })
    outgoing.end(request.body)
  })
}

function headersOf(request: HttpRequest): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': USER_AGENT, 'accept-encoding': 'gzip, br' }
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    // Expect: 100-continue would hold the body back, and some servers answer it with 417.
    if (name.toLowerCase() !== 'expect') headers[name.toLowerCase()] = value
  }
  return headers
}

function headOf(response: http.IncomingMessage): Omit<HttpAnswer, 'body'> {
  const { 'set-cookie': cookies = [], ...headers } = response.headers
  const joined = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')] as const)
  return { status: response.statusCode ?? 0, headers: Object.fromEntries(joined), cookies }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

const isReset = (error: unknown): boolean => ['ECONNRESET', 'EPIPE'].includes(codeOf(error) ?? '')

/** An AggregateError (all addresses of a name refused) has an empty message; its code is what tells. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  const words = error.message || codeOf(error) || error.name
  const plain = plainWords(codeOf(error) ?? '', words)
  return plain === undefined ? words : `${plain} (${/wrong version number/.exec(words)?.[0] ?? words})`
}

/** What happens while an address is being entered. The system's own words stay behind it, for those who search for them. */
function plainWords(code: string, words: string): string | undefined {
  if (code === 'ENOTFOUND') return 'there is no server of this name'
  if (code === 'ECONNREFUSED') return 'nothing answers at this port'
  // OpenSSL dumps its own source position: a server without TLS sent something else.
  return /wrong version number/.test(words) ? 'nothing speaks https at this port; it may be http' : undefined
}
