import type { ErrorClass } from '../../domain/errors.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { HttpAnswer, HttpRequest } from '../../domain/http.ts'
import type { ConnectorOptions } from '../connector-kind.ts'
import { at, rowsAt, textOf } from '../paths.ts'
import { retryAfterOf } from '../retry-after.ts'
import { createAuth } from './auth.ts'
import { holds, rowsWhen } from './conditions.ts'
import { withCookies } from './cookies.ts'
import { createWriteToken } from './csrf.ts'
import { classOfStatus, fromFailure, guessText, refusal, refused, unreadable } from './errors.ts'
import { readText } from './fields.ts'
import { decodeBody, languageOf } from './formats.ts'
import { isImagined } from './imagined.ts'
import { renderRequest } from './render-request.ts'
import type { RequestStep } from './request-schema.ts'
import { baseOf, isOurs } from './servers.ts'
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
  /** Asks for the token that writes carry; absent: they carry none. */
  readonly prepareWrites?: () => Promise<void>
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
  readonly cookies: readonly string[]
  readonly bytes: Uint8Array
  /** Address that was called. */
  readonly url: string
  /** Parsed; undefined when it is not of the step's language. */
  readonly body: unknown
  readonly retryAfterMs?: number
  /** Nobody was asked: there is no far side (imagined.ts). */
  readonly imagined: boolean
}

const TOKEN: How = { what: 'the token for writes', isWrite: false }

export function createClient(settings: FlowSettings, secrets: FlowSecrets, options: ConnectorOptions): FlowClient {
  const { send, clock } = options
  const base = { secret: secrets }
  const auth = createAuth({
    settings,
    vars: base,
    send,
    clock,
    random: options.random,
    render: step => renderRequest(settings, step, base),
  })
  const once = async (request: HttpRequest, isWrite: boolean, headers: Readonly<Record<string, string>>) => {
    try {
      return await send({ ...request, headers: { ...request.headers, ...headers } })
    } catch (cause) {
      throw fromFailure(cause, isWrite)
    }
  }
  const trust = logInTrust(settings, clock)
  const exchange = async (request: HttpRequest, step: RequestStep, isWrite: boolean): Promise<Answer> => {
    const { origin } = new URL(request.url)
    const isOwn = isOurs(settings, new URL(request.url))
    const tokens = isWrite && origin === tokenOrigin ? writeToken : undefined
    let [lostLogIns, lostTokens] = [0, 0]
    for (;;) {
      const headers = isOwn ? await auth.headers(request) : {}
      const token = (await tokens?.headers()) ?? {}
      const raw = await once(request, isWrite, withCookies(headers, token))
      const answer = toAnswer(raw, request.url, step, settings)
      if (!isOwn || answer.imagined) return answer
      // Neither a refused token nor a lost log-in has executed anything: a new one, and one repetition.
      if (tokens?.isRefused(answer)) {
        tokens.drop(token)
        if (lostTokens++ === 0) continue
      }
      const isLost = holds(settings.answers.sessionLost, answer)
      if (isLost && auth.drop(headers)) {
        // It was of the session that is over.
        tokens?.drop(token)
        if (lostLogIns++ === 0) continue
      }
      trust.judge(answer)
      return answer
    }
  }
  const { csrf } = settings
  const tokenOrigin = csrf && new URL(baseOf(settings, csrf.request)).origin
  const writeToken =
    csrf &&
    createWriteToken({
      csrf,
      clock,
      ask: () => exchange(rendered(settings, csrf.request, base, TOKEN), csrf.request, false),
    })
  return {
    settings,
    clock,
    log: text => options.log?.(text),
    call: (step, vars, how) => exchange(rendered(settings, step, { ...vars, ...base }, how), step, how.isWrite),
    follow: (address, from, step, maxBytes) =>
      exchange(followed(settings, address, from, step, base, maxBytes), step, false),
    ...(writeToken && { prepareWrites: async () => void (await writeToken.headers()) }),
  }
}

/** Some ERPs answer too many calls at once as they answer a wrong password. */
function logInTrust(settings: FlowSettings, clock: { now(): Date }) {
  let proven = Number.NEGATIVE_INFINITY
  const trustMs = settings.answers.trustLogInMinutes * 60_000
  return {
    /** @throws RemoteError transient when a log-in is refused that worked just now. */
    judge: (answer: Answer): void => {
      const now = clock.now().getTime()
      if (isFine(answer)) proven = now
      if (answer.status !== 401 || answer.imagined || now - proven >= trustMs) return
      const { text } = wordsOf(answer, settings.answers)
      const message = `The ERP refuses a log-in that it has just taken; maybe there were too many calls at once. ${text}`
      throw new RemoteError({ errorClass: 'transient', code: 'http-flow:log-in-doubted', message, status: 401 })
    },
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
  const allowed = [settings.url, ...Object.values(settings.servers), ...settings.otherUrls].map(
    one => new URL(one).origin,
  )
  if (!url || !allowed.includes(url.origin))
    throw refused(
      'address',
      `The ERP names an address at ${url?.origin ?? 'no server'}, which is not among url, servers and otherUrls of the flow`,
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
    headers: isOurs(settings, url) ? headers : { accept: headers.accept ?? '*/*' },
    ...(maxBytes !== undefined && { maxBytes, confidential: true }),
  }
}

function toAnswer(answer: HttpAnswer, url: string, step: RequestStep, settings: FlowSettings): Answer {
  const { status, headers, cookies, body: bytes } = answer
  const isFile = /^application\/(pdf|octet-stream)/.test(headers['content-type'] ?? '')
  const body =
    bytes.byteLength === 0 || isFile
      ? undefined
      : decodeBody(bytes, languageOf(step, settings), headers['content-type'])
  return { status, headers, cookies, bytes, url, body, ...retryAfterOf(answer), imagined: isImagined(answer) }
}

export const isFine = ({ status }: Answer): boolean => status >= 200 && status <= 299

/** The ERP's own words and code for what went wrong. */
export function wordsOf(
  answer: Answer,
  places: Partial<Pick<FlowSettings['answers'], 'errorText' | 'errorCode' | 'errorDetails'>>,
): { readonly text: string; readonly code: string | undefined } {
  const { errorText, errorCode, errorDetails: more } = places
  const text = errorText === undefined ? undefined : textOf(at(answer.body, errorText))
  const code = errorCode === undefined ? undefined : textOf(at(answer.body, errorCode))
  const details = more ? rowsWhen(rowsAt(answer.body, more.rows), more.when).map(row => readText(row, more.text)) : []
  const all = new Set([text, ...details].flatMap(one => one?.trim() || []))
  return { text: all.size > 0 ? sentences([...all]) : guessText(answer.body, answer.bytes, answer.status), code }
}

const sentences = (texts: readonly string[]): string =>
  texts.map((text, index) => (index < texts.length - 1 && !/[.!?]$/.test(text) ? `${text}.` : text)).join(' ')

/** What a refusal means: as the flow says of all its steps, else by its status. */
export const classOf = (answer: Answer, { answers }: FlowSettings, isWrite: boolean): ErrorClass =>
  answers.classes.find(({ when }) => holds(when, answer))?.class ?? classOfStatus(answer.status, isWrite)

/** @returns the body of an answer to a reading step. @throws RemoteError for every answer that is not one. */
export function readBody(answer: Answer, settings: FlowSettings, what: string): unknown {
  const { answers } = settings
  if (!isFine(answer)) {
    const { text, code } = wordsOf(answer, answers)
    throw refusal(classOf(answer, settings, false), { ...answer, text, code })
  }
  if (answer.body === undefined && answer.bytes.byteLength > 0) throw unreadable(what, false)
  if (answers.success && !holds(answers.success, answer)) {
    const { text, code } = wordsOf(answer, answers)
    throw refusal('permanent', { ...answer, text, code })
  }
  return answer.body
}
