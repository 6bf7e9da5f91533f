import { TextDecoder } from 'node:util'
import type { HttpAnswer, HttpFailure, HttpRequest } from '../domain/http.ts'

/** One request and what came of it, as it is kept with an attempt. Headers are never kept: they carry credentials. */
export interface Exchange {
  /** When it was sent, as ISO 8601. */
  readonly at: string
  readonly method: string
  /** Query kept, secrets in it masked. */
  readonly url: string
  /** Absent when there was none, or when it is confidential or binary. */
  readonly requestBody?: string
  readonly status?: number
  readonly responseBody?: string
  readonly durationMs: number
  readonly failure?: string
}

const MAX_KEPT_BYTES = 64 * 1024
const SECRET_PARAMETER = /token|secret|passw|signature|key|auth/i
const TEXT_TYPE = /json|xml|^text\/|urlencoded/i

/**
 * @param time when it was sent, in milliseconds since 1970, and how long it took
 * @param otherCharset in which this far side may answer without a word of it, where the bytes are no UTF-8
 * @returns the exchange as it may be stored and shown.
 */
export function describeExchange(
  request: HttpRequest,
  outcome: { readonly answer: HttpAnswer } | { readonly failure: HttpFailure },
  time: { readonly startedAt: number; readonly durationMs: number },
  otherCharset?: string,
): Exchange {
  const keep = request.confidential !== true
  return {
    at: new Date(time.startedAt).toISOString(),
    method: request.method,
    url: maskUrl(request.url),
    ...(keep && typeof request.body === 'string' && { requestBody: shown(Buffer.from(request.body)) }),
    ...('answer' in outcome && { status: outcome.answer.status }),
    ...('answer' in outcome &&
      keep &&
      isText(outcome.answer) && { responseBody: textOf(outcome.answer, otherCharset) }),
    ...('failure' in outcome && { failure: outcome.failure.message }),
    durationMs: time.durationMs,
  }
}

const isText = (answer: HttpAnswer): boolean =>
  answer.body.byteLength > 0 && TEXT_TYPE.test(answer.headers['content-type'] ?? '')

const textOf = ({ headers, body }: HttpAnswer, otherCharset: string | undefined): string => {
  const type = headers['content-type'] ?? ''
  return shown(body, charsetIn(type) ?? (/xml/i.test(type) ? declaredIn(body) : undefined), otherCharset)
}

const charsetIn = (type: string): string | undefined => /charset\s*=\s*["']?([\w-]{1,40})/i.exec(type)?.[1]

/** What the first line of XML says of itself, for servers that leave it out of the header. */
const declaredIn = (body: Uint8Array): string | undefined =>
  /^<\?xml[^>]{0,80}encoding\s*=\s*["']([\w-]{1,40})["']/.exec(
    Buffer.from(body.subarray(0, 200)).toString('latin1'),
  )?.[1]

/** As people read it, which PostgreSQL's JSON takes without NUL. A character cut in two is left out. */
const shown = (bytes: Uint8Array, charset?: string, otherCharset?: string): string =>
  decode(bytes.subarray(0, MAX_KEPT_BYTES), charset, otherCharset).replaceAll('\0', '\ufffd')

/** In the charset that is named, else UTF-8; the other one where it is said to be UTF-8, or nothing is said, and is not. */
function decode(bytes: Uint8Array, charset: string | undefined, otherCharset: string | undefined): string {
  const decoder = decoderFor(charset)
  if (decoder.encoding !== 'utf-8' || otherCharset === undefined) return decoder.decode(bytes, { stream: true })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder(otherCharset).decode(bytes)
  }
}

function decoderFor(charset: string | undefined): TextDecoder {
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder() // a name that nobody knows
  }
}

function maskUrl(address: string): string {
  const [path = '', query] = address.split('#', 1)[0]?.split(/\?(.*)/s) ?? []
  const place = path.replace(/^([a-z]+:\/\/)[^/]*@/i, '$1')
  if (query === undefined) return place
  const parameters = query.split('&').map(parameter => {
    const [name = ''] = parameter.split('=', 1)
    return SECRET_PARAMETER.test(name) ? `${name}=***` : parameter
  })
  return `${place}?${parameters.join('&')}`
}
