import { RemoteError } from '../../domain/errors.ts'
import type { HttpAnswer, HttpRequest, HttpSend } from '../../domain/http.ts'
import { at, textOf } from '../paths.ts'
import { retryAfterOf } from '../retry-after.ts'
import { ASSERTION_TYPE, clientAssertion } from './client-assertion.ts'
import { cookieOf } from './cookies.ts'
import { classOfStatus, fromFailure, guessText, refusal, unreadable } from './errors.ts'
import { decodeBody, languageOf } from './formats.ts'
import { isImagined } from './imagined.ts'
import { signedHeaders } from './oauth1.ts'
import type { RequestStep } from './request-schema.ts'
import type { FlowSettings } from './settings.ts'
import { renderText, type Vars } from './template.ts'

/** Who we are for the ERP: fixed headers, or a log-in that is made once and shared by all calls of this connector. */
export interface Auth {
  /** The headers of a call; logs in when there is none. Callers at the same time share one log-in. */
  headers(request: HttpRequest): Promise<Readonly<Record<string, string>>>
  /** The ERP does not know this log-in any more. @returns whether a new one can be made. */
  drop(used: Readonly<Record<string, string>>): boolean
}

export interface AuthOptions {
  readonly settings: FlowSettings
  /** {{secret.…}} */
  readonly vars: Vars
  readonly send: HttpSend
  readonly clock: { now(): Date }
  readonly random: () => number
  /** A log-in call of the flow, as a request. */
  readonly render: (request: RequestStep) => HttpRequest
}

interface LogIn {
  readonly headers: Readonly<Record<string, string>>
  readonly until: number
}

/** A wrong password may lock the user: told again from memory for a while. */
const REFUSAL_MS = 5 * 60_000
/** A token that ends on its way is lost. */
const MARGIN_MS = 30_000
const LOGIN_TIMEOUT_MS = 60_000

export function createAuth(options: AuthOptions): Auth {
  const { auth } = options.settings
  const { vars } = options
  if (auth.kind === 'none') return fixed({})
  if (auth.kind === 'header') return fixed(headersFrom(auth.headers, vars))
  if (auth.kind === 'basic') return fixed({ authorization: basic(fill(auth.user, vars), fill(auth.password, vars)) })
  if (auth.kind === 'oauth1') {
    const sign = signedHeaders(auth, vars, options)
    return { headers: async request => sign(request), drop: () => false }
  }
  return remembered(options)
}

const fixed = (headers: Readonly<Record<string, string>>): Auth => ({ headers: async () => headers, drop: () => false })

const fill = (template: string, vars: Vars): string => renderText(template, vars) ?? ''
const headersFrom = (headers: Readonly<Record<string, string>>, vars: Vars): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), fill(value, vars)]))
const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`

function remembered(options: AuthOptions): Auth {
  const { clock } = options
  const now = () => clock.now().getTime()
  let current: LogIn | undefined
  let pending: Promise<LogIn> | undefined
  let refused: { readonly error: RemoteError; readonly until: number } | undefined

  const open = (): Promise<LogIn> => {
    pending ??= logIn(options)
      .then(made => {
        current = made
        return made
      })
      .catch(error => {
        if (error instanceof RemoteError && error.errorClass === 'auth') refused = { error, until: now() + REFUSAL_MS }
        throw error
      })
      .finally(() => {
        pending = undefined
      })
    return pending
  }
  return {
    headers: async () => {
      if (current && now() < current.until) return current.headers
      if (refused && now() < refused.until) throw refused.error
      return (await open()).headers
    },
    drop: used => {
      // One that has been replaced already is left alone.
      if (current?.headers === used) current = undefined
      return true
    },
  }
}

async function logIn(options: AuthOptions): Promise<LogIn> {
  const { settings, clock, vars } = options
  const { auth } = settings
  const started = clock.now().getTime()
  const answer = await ask(options)
  if (isImagined(answer)) return { headers: {}, until: Number.POSITIVE_INFINITY }
  if (auth.kind === 'cookies') {
    const cookie = cookieOf(answer.cookies)
    if (cookie === '') throw withoutToken()
    return { headers: { cookie }, until: endOf(started, auth.minutes, undefined) }
  }
  const language = auth.kind === 'login' ? languageOf(auth.request, settings) : 'json'
  const body = decodeBody(answer.body, language, answer.headers['content-type'])
  if (body === undefined) throw unreadable('the log-in', false)
  const token = textOf(at(body, auth.kind === 'login' ? auth.token : 'access_token'))
  if (token === undefined) throw withoutToken()
  const seconds = textOf(at(body, auth.kind === 'login' ? (auth.expiresIn ?? '~none') : 'expires_in'))
  const headers = auth.kind === 'login' ? auth.headers : { authorization: 'Bearer {{token}}' }
  const minutes = auth.kind === 'login' ? auth.minutes : undefined
  return { headers: headersFrom(headers, { ...vars, token }), until: endOf(started, minutes, seconds) }
}

function endOf(started: number, minutes: number | undefined, seconds: string | undefined): number {
  const told = Number(seconds)
  const lasts = [...(minutes ? [minutes * 60_000] : []), ...(told > 0 ? [told * 1000] : [])]
  if (lasts.length === 0) return Number.POSITIVE_INFINITY
  const shortest = Math.min(...lasts)
  return started + Math.max(shortest - MARGIN_MS, shortest / 2)
}

/** 200 with an error in place of a token: what it says is not repeated, it may hold the password. */
const withoutToken = (): RemoteError =>
  new RemoteError({
    errorClass: 'auth',
    code: 'http-flow:login',
    message: 'The ERP answered the log-in without a token. Check user, password and the place of the token.',
  })

async function ask(options: AuthOptions): Promise<HttpAnswer> {
  let answer: HttpAnswer
  try {
    answer = await options.send({ timeoutMs: LOGIN_TIMEOUT_MS, ...requestOf(options), confidential: true })
  } catch (cause) {
    throw fromFailure(cause, false)
  }
  if ((answer.status >= 200 && answer.status <= 299) || isImagined(answer)) return answer
  const isTrouble = classOfStatus(answer.status, false) === 'transient'
  const text = `The log-in was refused. ${guessText(undefined, answer.body, answer.status)}`
  const told = { status: answer.status, text, code: `login-${answer.status}`, ...retryAfterOf(answer) }
  throw refusal(isTrouble ? 'transient' : 'auth', told)
}

function requestOf({ settings: { auth }, vars, render, ...world }: AuthOptions): HttpRequest {
  if (auth.kind === 'login' || auth.kind === 'cookies') return render(auth.request)
  if (auth.kind !== 'oauth2') throw new Error(`${auth.kind} has no log-in`)
  const { assertion } = auth
  const [id, secret] = [fill(auth.clientId, vars), fill(auth.clientSecret ?? '', vars)]
  const form = new URLSearchParams({ grant_type: 'client_credentials' })
  if (auth.scope) form.set('scope', auth.scope)
  if (assertion) {
    const asking = { clientId: id, tokenUrl: auth.tokenUrl }
    form.set('client_assertion_type', ASSERTION_TYPE)
    form.set(
      'client_assertion',
      clientAssertion(assertion, vars, asking, { now: world.clock.now(), random: world.random }),
    )
    if (assertion.withClientId) form.set('client_id', id)
  } else if (auth.credentials === 'body') {
    form.set('client_id', id)
    form.set('client_secret', secret)
  }
  const isBasic = auth.credentials === 'basic' && !assertion
  return {
    method: 'POST',
    url: auth.tokenUrl,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(isBasic && { authorization: basic(encodeURIComponent(id), encodeURIComponent(secret)) }),
    },
    body: form.toString(),
  }
}
