import { z } from 'zod'
import { type ErrorClass, RemoteError } from '../../domain/errors.ts'
import { type HttpAnswer, HttpFailure } from '../../domain/http.ts'
import { retryAfterOf } from '../retry-after.ts'

/**
 * What a refusal of the Service Layer means for us (contract sap-b1 §3.1). Decided here and nowhere else.
 */

/** Both shapes: v1 has a number and {lang, value}, v2 has two strings. */
const errorBody = z.object({
  error: z.object({
    code: z.union([z.string(), z.number()]).optional(),
    message: z.union([z.string(), z.object({ value: z.string() }).transform(message => message.value)]).optional(),
  }),
})

export interface B1Refusal {
  /** SAP's code, "" when the answer carries none (HTML of the proxy in front, empty body). */
  readonly code: string
  /** SAP's own words, verbatim. */
  readonly text: string
}

/** Survives HTML and empty bodies. */
export function readRefusal(answer: HttpAnswer): B1Refusal {
  const text = new TextDecoder().decode(answer.body.subarray(0, 16_384))
  const parsed = errorBody.safeParse(parseJson(text))
  if (parsed.success) {
    const { code = '', message = '' } = parsed.data.error
    return { code: String(code), text: message || `SAP Business One answered HTTP ${answer.status} without a text` }
  }
  const title = /<title>([^<]{1,200})<\/title>/i.exec(text)?.[1]?.trim()
  const plain = text.trim().startsWith('<') ? '' : text.trim().slice(0, 300)
  const what = title ? `a page "${title}"` : plain ? `"${plain}"` : text.trim() ? 'a page' : 'nothing'
  return { code: '', text: `HTTP ${answer.status}: SAP Business One or a server in front of it sent ${what}` }
}

/** The session is gone and nothing was executed (§2.2). */
export const isSessionLost = (status: number, code: string): boolean => status === 401 && code !== LOGIN_FAILED
/** A worker node with an old metadata cache; another node will do (§2.4). */
export const isStaleNode = (status: number, code: string): boolean => status === 500 && code === '407'
export const isNotFound = (error: unknown): error is RemoteError =>
  error instanceof RemoteError && error.code === 'sap-b1:-2028'

const LOGIN_FAILED = '100000027'
/** -2035 "This entry already exists"; "1320000140 - … already assigned", "Item code 'I2' already exists", 10001467 duplicate NumAtCard. */
const DUPLICATE = /1320000140|10001467|already exists|already assigned|duplicated? (customer|record|entry)/i
/** Our user field was not made yet (§7); the simulator and clients seen in public word it this way. */
const FIELD_MISSING = /Property 'U_\w+' of '\w+' is invalid/i
/** A lock that somebody else holds: nothing was written (texts of SQL Server and HANA). */
const LOCKED = /ODBC -1205|deadlock|lock (request )?time-?out/i

/** @returns the error to throw for an answer that is not 2xx. */
export function classify(answer: HttpAnswer, isWrite: boolean): RemoteError {
  const { code, text } = readRefusal(answer)
  return new RemoteError({
    errorClass: classOf(answer.status, code, text, isWrite),
    code: FIELD_MISSING.test(text) ? 'sap-b1:not_ready' : `sap-b1:${code || answer.status}`,
    message: text,
    status: answer.status,
    ...retryAfterOf(answer),
  })
}

function classOf(status: number, code: string, text: string, isWrite: boolean): ErrorClass {
  if (code === LOGIN_FAILED || FIELD_MISSING.test(text)) return 'auth'
  // Still 401 after a fresh log-in, and 407: nothing was executed.
  if (isSessionLost(status, code) || isStaleNode(status, code)) return 'transient'
  if (code === '-2039' || status === 412 || status === 429 || LOCKED.test(text)) return 'transient'
  // The commit failed or its answer did: only a look-up can tell.
  if (code === '-1116') return isWrite ? 'unknown' : 'transient'
  if (isWrite && (code === '-2035' || DUPLICATE.test(text))) return 'duplicate'
  if (status >= 500 || status === 408) return isWrite ? 'unknown' : 'transient'
  // 3xx of a proxy included: somebody has to look at the address.
  return 'permanent'
}

/** No complete answer: a write that may have reached the other side is unknown. */
export function fromFailure(cause: unknown, isWrite: boolean): RemoteError {
  if (cause instanceof RemoteError) return cause
  if (!(cause instanceof HttpFailure)) throw cause
  const lost = isWrite && cause.reached === 'maybe'
  return new RemoteError(
    { errorClass: lost ? 'unknown' : 'transient', code: 'sap-b1:no-answer', message: cause.message },
    { cause },
  )
}

/** An answer that is 2xx and still not what the contract says. */
export const unreadable = (what: string, isWrite: boolean): RemoteError =>
  new RemoteError({
    errorClass: isWrite ? 'unknown' : 'transient',
    code: 'sap-b1:unreadable',
    message: `SAP Business One answered ${what} in a form that we do not know`,
  })

/** Something that a person has to decide or to set up; `code` without our prefix. */
export const refused = (code: string, message: string): RemoteError =>
  new RemoteError({ errorClass: 'permanent', code: `sap-b1:${code}`, message })

/** @returns undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
