import { type ErrorClass, RemoteError } from '../../domain/errors.ts'
import { type HttpAnswer, HttpFailure } from '../../domain/http.ts'
import { retryAfterOf } from '../retry-after.ts'
import { decodeBody } from './decode.ts'
import { readXml, type XmlValue } from './xml.ts'

/** What a refusal of iCenter means for us (contract §3). Decided here and nowhere else. */

/** @returns the body as text and, where it is XML that we can read, its content. */
export function openBody(answer: HttpAnswer): {
  readonly text: string
  readonly root?: string
  readonly xml?: XmlValue
} {
  const text = decodeBody(answer.body, answer.headers['content-type'])
  try {
    const { root, content } = readXml(text)
    return /^html$/i.test(root) ? { text } : { text, root, xml: content }
  } catch {
    return { text }
  }
}

export interface Refusal {
  /** iCenter's words, verbatim and bounded. */
  readonly text: string
  readonly isXml: boolean
}

/** Every Message in the answer, wherever it stands, and the header; survives HTML and empty bodies. */
export function readRefusal(answer: HttpAnswer): Refusal {
  const { text, xml } = openBody(answer)
  const header = answer.headers['x-icenter-message']?.trim()
  const messages = xml === undefined ? [] : messagesIn(xml)
  const said = [...new Set([...messages, ...(header ? [header] : [])])].join(' ').trim()
  if (said) return { text: said.slice(0, 1000), isXml: xml !== undefined }
  const title = /<title>([^<]{1,200})<\/title>/i.exec(text)?.[1]?.trim()
  const what = title ? `a page "${title}"` : text.trim() ? 'a page' : 'nothing'
  return {
    text: `HTTP ${answer.status}: iCenter or a server in front of it sent ${what}`,
    isXml: xml !== undefined,
  }
}

export function messagesIn(value: XmlValue): string[] {
  if (typeof value === 'string') return []
  if (Array.isArray(value)) return value.flatMap(messagesIn)
  return Object.entries(value).flatMap(([name, child]: [string, XmlValue]) =>
    name === 'Message' && typeof child === 'string' && child ? [child] : messagesIn(child),
  )
}

/**
 * The one text that may decide something: "že obstaja" is "exists already", and "ne obstaja" is "does not exist".
 * Anything else in Slovenian is for people.
 */
const saysItExists = (text: string): boolean => /obstaja/i.test(text) && !/\bne\s+obstaja/i.test(text)

/** @returns the error to throw for an answer that is not 2xx. */
export function classify(answer: HttpAnswer, isWrite: boolean): RemoteError {
  const { text, isXml } = readRefusal(answer)
  const { status } = answer
  const advice = status === 404 && !isXml ? '. Check the address of the connection' : ''
  return new RemoteError({
    errorClass: classOf(status, text, isXml, isWrite),
    code: `icenter:${status}`,
    message: `${text}${advice}`,
    status,
    ...retryAfterOf(answer),
  })
}

function classOf(status: number, text: string, isXml: boolean, isWrite: boolean): ErrorClass {
  if (status === 401) return 'auth'
  // The web server says it while the application is being restarted; nothing of ours was reached.
  if (status === 429 || (status === 404 && !isXml)) return 'transient'
  if (status >= 500 || status === 408) return isWrite ? 'unknown' : 'transient'
  return isWrite && saysItExists(text) ? 'duplicate' : 'permanent'
}

/** A result in a 2xx answer that is not Ok or Created. None does not say whether it was done: that has to be looked up. */
export function classifyResult(resultCode: string, messages: readonly string[], status: number): RemoteError {
  const text = messages.join(' ').slice(0, 1000) || `iCenter answered with the result ${resultCode.slice(0, 40)}`
  const errorClass: ErrorClass =
    resultCode === 'Unauthorized'
      ? 'auth'
      : /^(Error|Conflict|NotFound)$/.test(resultCode)
        ? saysItExists(text)
          ? 'duplicate'
          : 'permanent'
        : 'unknown'
  return new RemoteError({ errorClass, code: `icenter:${resultCode.slice(0, 40)}`, message: text, status })
}

/** No complete answer: a write that may have reached the other side is unknown. */
export function fromFailure(cause: unknown, isWrite: boolean): RemoteError {
  if (cause instanceof RemoteError) return cause
  if (!(cause instanceof HttpFailure)) throw cause
  const lost = isWrite && cause.reached === 'maybe'
  return new RemoteError(
    { errorClass: lost ? 'unknown' : 'transient', code: 'icenter:no-answer', message: cause.message },
    { cause },
  )
}

/** An answer that is 2xx and still not what the contract says. */
export const unreadable = (what: string, isWrite: boolean): RemoteError =>
  new RemoteError({
    errorClass: isWrite ? 'unknown' : 'transient',
    code: 'icenter:unreadable',
    message: `iCenter answered ${what} in a form that we do not know`,
  })

/** Something that a person has to decide or to set up; `code` without our prefix. */
export const refused = (code: string, message: string): RemoteError =>
  new RemoteError({ errorClass: 'permanent', code: `icenter:${code}`, message })

/** iCenter has said no, in whatever words: nothing was done. */
export const isRefusal = (error: unknown): error is RemoteError =>
  error instanceof RemoteError && (error.errorClass === 'permanent' || error.errorClass === 'duplicate')
