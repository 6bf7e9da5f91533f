import { type ErrorClass, RemoteError } from '../../domain/errors.ts'
import { HttpFailure } from '../../domain/http.ts'
import { isRecord, textOf } from '../paths.ts'

/** What a refusal means where a flow says nothing about it. Decided here and nowhere else. */

/** After a log-in of its own, 401 and 403 mean that the log-in is wrong or may not do this. */
export function classOfStatus(status: number, isWrite: boolean): ErrorClass {
  if (status === 401 || status === 403) return 'auth'
  if (status === 429) return 'transient'
  if (status >= 500 || status === 408) return isWrite ? 'unknown' : 'transient'
  // 3xx of a proxy included: somebody has to look at the address.
  return 'permanent'
}

export interface Told {
  readonly status: number
  readonly retryAfterMs?: number
  readonly text?: string | undefined
  readonly code?: string | undefined
}

const MAX_TEXT = 500

/** @returns the error to throw for an answer that says no, in the ERP's own words where it has some. */
export const refusal = (errorClass: ErrorClass, { status, text, code, retryAfterMs }: Told): RemoteError =>
  new RemoteError({
    errorClass,
    code: `http-flow:${(code ?? String(status)).slice(0, 60)}`,
    message: (text ?? `The ERP answered HTTP ${status} without a text`).slice(0, MAX_TEXT),
    status,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })

/** Where flows name no place for it: the usual ones, the title of a page, or what kind of thing came. */
export function guessText(body: unknown, bytes: Uint8Array, status: number): string {
  const holder = isRecord(body) ? (isRecord(body.error) ? body.error : body) : undefined
  for (const name of ['message', 'error_description', 'detail', 'error', 'title', 'Message']) {
    const text = holder === undefined ? undefined : textOf(holder[name])
    if (text !== undefined) return text
  }
  const start = new TextDecoder().decode(bytes.subarray(0, 4096)).trim()
  const title = /<title>([^<]{1,200})<\/title>/i.exec(start)?.[1]?.trim()
  const what = title ? `a page "${title}"` : start === '' ? 'nothing' : 'something without an error text'
  return `HTTP ${status}: the ERP or a server in front of it sent ${what}`
}

/** No complete answer: a write that may have reached the other side is unknown. */
export function fromFailure(cause: unknown, isWrite: boolean): RemoteError {
  if (cause instanceof RemoteError) return cause
  if (!(cause instanceof HttpFailure)) throw cause
  const lost = isWrite && cause.reached === 'maybe'
  return new RemoteError(
    { errorClass: lost ? 'unknown' : 'transient', code: 'http-flow:no-answer', message: cause.message },
    { cause },
  )
}

/** An answer that is 2xx and still not what the flow says. */
export const unreadable = (what: string, isWrite: boolean): RemoteError =>
  new RemoteError({
    errorClass: isWrite ? 'unknown' : 'transient',
    code: 'http-flow:unreadable',
    message: `The ERP's answer to ${what} is not what the flow expects`,
  })

/** Something that a person has to decide or to set up; `code` without our prefix. */
export const refused = (code: string, message: string): RemoteError =>
  new RemoteError({ errorClass: 'permanent', code: `http-flow:${code}`, message })
