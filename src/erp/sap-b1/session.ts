import { createHash } from 'node:crypto'
import { RemoteError } from '../../domain/errors.ts'
import type { HttpAnswer, HttpSend } from '../../domain/http.ts'
import { classify, fromFailure, parseJson, unreadable } from './errors.ts'

/**
 * One log-in per server, company and user in the whole process: sessions are slow to make (3 to 8 s), take memory on
 * the server and may count against a licence (contract §2.1).
 */
export interface Session {
  /** The value of the Cookie header; logs in when there is none. Callers at the same time share one log-in. */
  cookie(send: HttpSend): Promise<string>
  /** The server does not know this cookie any more. One that has been replaced already is left alone. */
  drop(cookie: string): void
  /** Ends the session on the server, so that the next log-in lands on another node. */
  logout(send: HttpSend, cookie: string): Promise<void>
  /** Logs out when the last holder lets go. */
  release(send: HttpSend): Promise<void>
}

export interface SessionOptions {
  readonly loginUrl: string
  /** Absent: the far side has no log-out (API Gateway); its sessions end by themselves. */
  readonly logoutUrl?: string
  readonly companyDb: string
  readonly user: string
  readonly password: string
  readonly clock: { now(): Date }
}

interface State {
  holders: number
  current: string | undefined
  pending: Promise<string> | undefined
  /** A wrong password answers slowly and may lock the user: told again from memory for a while. */
  refusal: { readonly error: RemoteError; readonly until: number } | undefined
}

const REFUSAL_MS = 5 * 60_000
const LOGIN_TIMEOUT_MS = 120_000

const states = new Map<string, State>()

/** Joins the session of this server, company, user and password. Every holder has to release it once. */
export function joinSession(options: SessionOptions): Session {
  // The password is part of the key, so that a changed one is tried at once.
  const key = createHash('sha256')
    .update(JSON.stringify([options.loginUrl, options.companyDb, options.user, options.password]))
    .digest('hex')
  const state = states.get(key) ?? { holders: 0, current: undefined, pending: undefined, refusal: undefined }
  states.set(key, state)
  state.holders += 1
  let held = true

  const drop = (cookie: string) => {
    if (state.current === cookie) state.current = undefined
  }
  const logout = async (send: HttpSend, cookie: string) => {
    drop(cookie)
    if (!options.logoutUrl) return
    // A log-out that fails changes nothing for us: the server forgets the session by itself after 30 minutes.
    await send({ method: 'POST', url: options.logoutUrl, headers: { cookie }, timeoutMs: 10_000 }).catch(
      () => undefined,
    )
  }
  return {
    cookie: send => cookieOf(state, options, send),
    drop,
    logout,
    release: async send => {
      if (!held) return
      held = false
      state.holders -= 1
      if (state.holders > 0) return
      states.delete(key)
      const open = state.current ?? (await state.pending?.catch(() => undefined))
      if (open) await logout(send, open)
    },
  }
}

async function cookieOf(state: State, options: SessionOptions, send: HttpSend): Promise<string> {
  if (state.current) return state.current
  if (state.refusal && options.clock.now().getTime() < state.refusal.until) throw state.refusal.error
  state.pending ??= login(options, send)
    .then(cookie => {
      state.current = cookie
      return cookie
    })
    .catch(error => {
      if (error instanceof RemoteError && error.errorClass === 'auth') {
        state.refusal = { error, until: options.clock.now().getTime() + REFUSAL_MS }
      }
      throw error
    })
    .finally(() => {
      state.pending = undefined
    })
  return state.pending
}

async function login({ loginUrl, companyDb, user, password }: SessionOptions, send: HttpSend): Promise<string> {
  let answer: HttpAnswer
  try {
    answer = await send({
      method: 'POST',
      url: loginUrl,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ CompanyDB: companyDb, UserName: user, Password: password }),
      timeoutMs: LOGIN_TIMEOUT_MS,
      confidential: true,
    })
  } catch (cause) {
    throw fromFailure(cause, false)
  }
  if (answer.status < 200 || answer.status > 299) throw loginError(answer)
  const cookie = cookieHeader(answer)
  if (!cookie) throw unreadable('the log-in', false)
  return cookie
}

/** Some versions answer a wrong password with 400 or 500; the code decides, and a 401 of the log-in can mean nothing else. */
function loginError(answer: HttpAnswer): RemoteError {
  const error = classify(answer, false)
  if (error.errorClass === 'auth' || answer.status !== 401) return error
  return new RemoteError({ errorClass: 'auth', code: error.code, message: error.message, status: 401 })
}

/**
 * By hand, because the B1SESSION cookie has no path and a trailing ";" which cookie jars drop (contract §2.1). All
 * cookies go back: ROUTEID pins the session to its node.
 */
export function cookieHeader(answer: HttpAnswer): string | undefined {
  const pairs = answer.cookies.flatMap(cookie => {
    const [pair = ''] = cookie.split(';')
    return /^[\w.-]+=.+/.test(pair.trim()) ? [pair.trim()] : []
  })
  if (pairs.length > 0) return pairs.join('; ')
  // The answer's body holds the id too, should a proxy have eaten the cookie.
  const body = parseJson(new TextDecoder().decode(answer.body))
  const id = typeof body === 'object' && body !== null && 'SessionId' in body ? body.SessionId : undefined
  return typeof id === 'string' && /^[\w-]+$/.test(id) ? `B1SESSION=${id}` : undefined
}
