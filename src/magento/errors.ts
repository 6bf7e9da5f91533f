import { type ErrorClass, RemoteError } from '../domain/errors.ts'
import type { HttpAnswer, HttpFailure } from '../domain/http.ts'
import { parseRetryAfter } from './retry-after.ts'

/** What was asked, as far as it decides about a failure: a write that may have happened must not be repeated blindly. */
export interface Asked {
  readonly write: boolean
  readonly now: Date
}

/** Magento's usual error body: placeholders in the message, values beside it (recordings error-*). */
interface ErrorBody {
  readonly message: string
  /** The message with its values filled in. */
  readonly text: string
  readonly resource?: string
}

const SIGNATURE_CODE = 'magento:401:signature'
const NO_ROUTE_CODE = 'magento:404:no_route'
const DENIED_CODE = 'magento:401:denied:'

/** An answer that is no success → what to do about it. Every recorded error has its place here. */
export function classifyAnswer(answer: HttpAnswer, asked: Asked): RemoteError {
  const { status } = answer
  const retryAfterMs = parseRetryAfter(answer.headers['retry-after'], asked.now)
  const make = (errorClass: ErrorClass, code: string, message: string): RemoteError =>
    new RemoteError({ errorClass, code, message, status, ...(retryAfterMs !== undefined && { retryAfterMs }) })
  if (status >= 300 && status < 400) return make('permanent', 'magento:redirect', redirectText(answer))
  if (status === 429) return make('transient', 'magento:429', `Magento answered ${status}: too many requests`)
  const body = parseErrorBody(answer)
  if (!body) return classifyPage(answer, asked, make)
  if (status === 401) return classifyDenied(body, make)
  if (status === 404 && /does not match any route/.test(body.message)) {
    return make('permanent', NO_ROUTE_CODE, body.text)
  }
  if (OAUTH_TEXT.test(body.message)) return make('auth', 'magento:oauth', body.text)
  if (status === 408 || status >= 500) {
    // A deadlock rolls back (recording _race-comment-and-invoice-at-once), but a 500 can also come after the commit.
    return make(asked.write ? 'unknown' : 'transient', `magento:${status}`, body.text)
  }
  if (ROLLED_BACK_TEXT.test(body.message)) return make('transient', codeOf(status, body.message), body.text)
  return make('permanent', status === 404 ? 'magento:404' : codeOf(status, body.message), body.text)
}

/** No answer at all → transient when it is safe to repeat, unknown when a write may have happened. */
export function classifyFailure(failure: HttpFailure, asked: Asked): RemoteError {
  const unknown = asked.write && failure.reached === 'maybe'
  const message = `No answer from Magento: ${failure.message}`
  return new RemoteError(
    { errorClass: unknown ? 'unknown' : 'transient', code: 'magento:no_answer', message },
    { cause: failure },
  )
}

/** A success whose body is not what it should be: a page from something in front of Magento, or a changed interface. */
export function unexpectedAnswer(answer: HttpAnswer, asked: Asked, why: string): RemoteError {
  const { status } = answer
  if (isHtml(answer)) return classifyPage(answer, asked, (c, code, message) => remote(c, code, message, status))
  return remote(asked.write ? 'unknown' : 'permanent', 'magento:unexpected_answer', why, status)
}

const remote = (errorClass: ErrorClass, code: string, message: string, status: number) =>
  new RemoteError({ errorClass, code, message, status })

/**
 * Texts behind which Magento hides a deadlock or a lock that was not given in time. The transaction was rolled back,
 * whatever the status says (recording _race-two-product-puts-at-once: a 400). "see error log" is what invoice,
 * shipment and refund say for any exception while saving; it can also be bad input, which then runs out of attempts.
 */
const ROLLED_BACK_TEXT =
  /Could not save Source Item Configuration|see error log for details|SQLSTATE\[40001\]|Deadlock found|Lock wait timeout/i

/** The clock or the signature method, told as 400 (recording auth-oauth1-hmac-sha1; Magento's nonce check). */
const OAUTH_TEXT = /Signature method .* is not supported|oauth_\w+/

type Make = (errorClass: ErrorClass, code: string, message: string) => RemoteError

/**
 * 401 is a bad token as well as a missing permission, with the same body (recordings error-401-*). The resource goes
 * into the code, and the client finds out which of the two it is (rest.ts).
 */
function classifyDenied(body: ErrorBody, make: Make): RemoteError {
  if (/nonce/i.test(body.message)) return make('transient', 'magento:nonce', body.text)
  if (/signature is invalid/i.test(body.message)) return make('auth', SIGNATURE_CODE, body.text)
  if (body.resource !== undefined) return make('auth', DENIED_CODE + body.resource, body.text)
  return make('auth', 'magento:401', body.text)
}

export const isSignatureError = (error: unknown): boolean =>
  error instanceof RemoteError && error.code === SIGNATURE_CODE

/** The path does not exist in this Magento: the module that has it is not installed. */
export const isNoRoute = (error: unknown): boolean => error instanceof RemoteError && error.code === NO_ROUTE_CODE

/** @returns the ACL resource that was denied, when the error is about one. */
export const deniedResource = (error: unknown): string | undefined =>
  error instanceof RemoteError && error.code.startsWith(DENIED_CODE) ? error.code.slice(DENIED_CODE.length) : undefined

/** Not JSON: maintenance mode, a proxy, a firewall, PHP dying. */
function classifyPage(answer: HttpAnswer, asked: Asked, make: Make): RemoteError {
  const { status } = answer
  const text = new TextDecoder().decode(answer.body.subarray(0, 20_000))
  const title = /<title[^>]*>\s*([^<]{1,200}?)\s*<\/title>/i.exec(text)?.[1]
  const message = `Magento answered ${status} with a page instead of JSON${title ? `: "${title}"` : ''}`
  // Magento's own page for maintenance mode, shown before anything else happens (recording maintenance-mode-rest).
  if (status === 503 && title === 'Error 503: Service Unavailable') {
    return make('transient', 'magento:maintenance', 'Magento is in maintenance mode')
  }
  if (status === 401) {
    return make('auth', 'magento:401:page', `${message}. Something in front of Magento asks for a password`)
  }
  if (status === 404 || status === 405 || status === 413) return make('permanent', `magento:${status}:page`, message)
  return make(asked.write ? 'unknown' : 'transient', `magento:${status}:page`, message)
}

export const isHtml = (answer: HttpAnswer): boolean =>
  /text\/html/i.test(answer.headers['content-type'] ?? '') || answer.body[0] === 0x3c // "<"

function redirectText(answer: HttpAnswer): string {
  const target = (answer.headers.location ?? '').replace(/[?#].*$/s, '').slice(0, 200)
  return `Magento answered ${answer.status}, a redirect to ${target || 'nowhere'}. Set the address of the store to the one that it leads to`
}

function parseErrorBody(answer: HttpAnswer): ErrorBody | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(new TextDecoder().decode(answer.body))
  } catch {
    return undefined
  }
  if (!isRecord(parsed) || typeof parsed.message !== 'string') return undefined
  const text = fillPlaceholders(parsed.message, parsed.parameters)
  const parts = Array.isArray(parsed.errors) ? parsed.errors.filter(isRecord) : []
  const details = parts
    .map(part => (typeof part.message === 'string' ? fillPlaceholders(part.message, part.parameters) : ''))
    .filter(detail => detail !== '' && !text.includes(detail))
  const resource = isRecord(parsed.parameters) ? parsed.parameters.resources : undefined
  return {
    message: parsed.message,
    text: [text, ...details].join('\n').slice(0, 1000),
    ...(typeof resource === 'string' && { resource }),
  }
}

/**
 * Puts the values into Magento's message: %1 from an array, %name from an object. One pass, so that a value which
 * looks like a placeholder stays as it is; what has no value stays too.
 */
export function fillPlaceholders(message: string, parameters: unknown): string {
  const lookUp = (name: string): unknown => {
    if (Array.isArray(parameters)) return parameters[Number(name) - 1]
    return isRecord(parameters) && Object.hasOwn(parameters, name) ? parameters[name] : undefined
  }
  const filled = message.replace(/%(\d{1,2}|[A-Za-z_]\w*)/g, (placeholder, name: string) => {
    const value = lookUp(name)
    if (value === undefined) return placeholder
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
  // Some messages are broken across source lines, indentation included (recording order-comment-status-processing).
  return filled.replace(/\n[ \t]{2,}/g, ' ')
}

/** "magento:400:could-not-save-a-shipment": from the text before its values are filled in, so equal causes group. */
function codeOf(status: number, message: string): string {
  const lines = message.split('\n').filter(line => !/Validation Error\(s\):$/.test(line))
  const slug = (lines[0] ?? message)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
  return `magento:${status}:${slug.replace(/^-|-$/g, '')}`
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
