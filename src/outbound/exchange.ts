import type { HttpAnswer, HttpFailure, HttpRequest } from '../domain/http.ts'

/** One request and what came of it, as it is kept with an attempt. Headers are never kept: they carry credentials. */
export interface Exchange {
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

/** @returns the exchange as it may be stored and shown. */
export function describeExchange(
  request: HttpRequest,
  outcome: { readonly answer: HttpAnswer } | { readonly failure: HttpFailure },
  durationMs: number,
): Exchange {
  const keep = request.confidential !== true
  return {
    method: request.method,
    url: maskUrl(request.url),
    ...(keep && typeof request.body === 'string' && { requestBody: cut(Buffer.from(request.body)) }),
    ...('answer' in outcome && { status: outcome.answer.status }),
    ...('answer' in outcome && keep && isText(outcome.answer) && { responseBody: cut(outcome.answer.body) }),
    ...('failure' in outcome && { failure: outcome.failure.message }),
    durationMs,
  }
}

const isText = (answer: HttpAnswer): boolean =>
  answer.body.byteLength > 0 && TEXT_TYPE.test(answer.headers['content-type'] ?? '')

const cut = (bytes: Uint8Array): string => new TextDecoder().decode(bytes.subarray(0, MAX_KEPT_BYTES))

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
