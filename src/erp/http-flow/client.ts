import { RemoteError } from '../../domain/errors.ts'
import type { HttpAnswer, HttpRequest } from '../../domain/http.ts'
import type { ConnectorOptions } from '../connector-kind.ts'
import { createAuth } from './auth.ts'
import { holds } from './conditions.ts'
import { classOfStatus, fromFailure, guessText, refusal, refused, retryAfterOf, unreadable } from './errors.ts'
import { decodeBody, languageOf } from './formats.ts'
import { isImagined } from './imagined.ts'
import { at, textOf } from './paths.ts'
import { renderRequest } from './render-request.ts'
import type { RequestStep } from './request-schema.ts'
import type { FlowSecrets, FlowSettings } from './settings.ts'
import { TemplateError, type Vars } from './template.ts'

/** Speaks with the ERP as the flow says: log-in, headers, languages. Knows no business. */
export interface FlowClient {
  readonly settings: FlowSettings
  readonly clock: { now(): Date }
  readonly log: (text: string) => void
  /** One call of a step. Only statuses that say "log in again" are dealt with here: the caller judges the rest. */
  call(step: RequestStep, vars: Vars, how: How): Promise<Answer>
  /** A GET of an address that an answer named: next pages, files. */
  follow(address: string, from: string, step: RequestStep, maxBytes?: number): Promise<Answer>
}

export interface How {
  /** For errors: "the orders", "the new order". */
  readonly what: string
  readonly isWrite: boolean
  /** In place of the step's own. */
  readonly body?: unknown
  readonly query?: Readonly<Record<string, string>>
  /** Its body is not kept with the attempt: files. */
  readonly confidential?: boolean
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
  /** Address that was called. */
  readonly url: string
  /** Parsed; undefined when it is not of the step's language. */
  readonly body: unknown
  readonly retryAfterMs?: number
  /** Nobody was asked: there is no far side (imagined.ts). */
  readonly imagined: boolean
}

export function createClient(settings: FlowSettings, secrets: FlowSecrets, options: ConnectorOptions): FlowClient {
  const { send, clock } = options
  const base = { secret: secrets }
  const auth = createAuth({
    settings,
    vars: base,
    send,
    clock,
    render: step => renderRequest(settings, step, base),
  })
  const own = new URL(settings.url).origin
  const once = async (request: HttpRequest, isWrite: boolean, headers: Readonly<Record<string, string>>) => {
    try {
      return await send({ ...request, headers: { ...request.headers, ...headers } })
    } catch (cause) {
      throw fromFailure(cause, isWrite)
    }
  }
  const exchange = async (request: HttpRequest, step: RequestStep, isWrite: boolean): Promise<Answer> => {
    const isOwn = new URL(request.url).origin === own
    for (let attempt = 1; ; attempt++) {
      const headers = isOwn ? await auth.headers() : {}
      const answer = toAnswer(await once(request, isWrite, headers), request.url, step, settings)
      const isLost = isOwn && !answer.imagined && holds(settings.answers.sessionLost, answer)
      // A lost log-in has executed nothing: one new log-in, one repetition.
      if (!isLost || !auth.drop(headers) || attempt > 1) return answer
    }
  }
  return {
    settings,
    clock,
    log: text => options.log?.(text),
    call: (step, vars, how) => exchange(rendered(settings, step, { ...vars, ...base }, how), step, how.isWrite),
    follow: (address, from, step, maxBytes) =>
      exchange(followed(settings, address, from, step, base, maxBytes), step, false),
  }
}

function rendered(settings: FlowSettings, step: RequestStep, vars: Vars, how: How): HttpRequest {
  try {
    return renderRequest(settings, step, vars, how)
  } catch (cause) {
    // Also what XML or a form cannot hold. Nothing was sent.
    if (!(cause instanceof TemplateError || cause instanceof RangeError)) throw cause
    throw new RemoteError(
      {
        errorClass: 'permanent',
        code: 'http-flow:request',
        message: `The request for ${how.what} cannot be made: ${cause.message}`,
      },
      { cause },
    )
  }
}

function followed(
  settings: FlowSettings,
  address: string,
  from: string,
  step: RequestStep,
  vars: Vars,
  maxBytes?: number,
): HttpRequest {
  const url = URL.parse(address, from)
  const allowed = [settings.url, ...settings.otherUrls].map(one => new URL(one).origin)
  if (!url || !allowed.includes(url.origin))
    throw refused(
      'address',
      `The ERP names an address at ${url?.origin ?? 'no server'}, which is not among url and otherUrls of the flow`,
    )
  const { headers = {}, ...head } = renderRequest(
    settings,
    { ...step, method: 'GET', query: {}, body: undefined, path: '/' },
    vars,
  )
  return {
    ...head,
    url: url.href,
    // The flow's headers may hold a key: they are for the ERP itself.
    headers: url.origin === new URL(settings.url).origin ? headers : { accept: headers.accept ?? '*/*' },
    ...(maxBytes !== undefined && { maxBytes, confidential: true }),
  }
}

function toAnswer(answer: HttpAnswer, url: string, step: RequestStep, settings: FlowSettings): Answer {
  const { status, headers, body: bytes } = answer
  const isFile = /^application\/(pdf|octet-stream)/.test(headers['content-type'] ?? '')
  const body =
    bytes.byteLength === 0 || isFile
      ? undefined
      : decodeBody(bytes, languageOf(step, settings), headers['content-type'])
  return { status, headers, bytes, url, body, ...retryAfterOf(answer), imagined: isImagined(answer) }
}

export const isFine = ({ status }: Answer): boolean => status >= 200 && status <= 299

/** The ERP's own words and code for what went wrong. */
export function wordsOf(
  answer: Answer,
  places: { readonly errorText?: string | undefined; readonly errorCode?: string | undefined },
): { readonly text: string; readonly code: string | undefined } {
  const text = places.errorText === undefined ? undefined : textOf(at(answer.body, places.errorText))
  const code = places.errorCode === undefined ? undefined : textOf(at(answer.body, places.errorCode))
  return { text: text ?? guessText(answer.body, answer.bytes, answer.status), code }
}

/** @returns the body of an answer to a reading step. @throws RemoteError for every answer that is not one. */
export function readBody(answer: Answer, settings: FlowSettings, what: string): unknown {
  const { answers } = settings
  if (!isFine(answer)) {
    const { text, code } = wordsOf(answer, answers)
    throw refusal(classOfStatus(answer.status, false), { ...answer, text, code })
  }
  if (answer.body === undefined && answer.bytes.byteLength > 0) throw unreadable(what, false)
  if (answers.success && !holds(answers.success, answer)) {
    const { text, code } = wordsOf(answer, answers)
    throw refusal('permanent', { ...answer, text, code })
  }
  return answer.body
}
