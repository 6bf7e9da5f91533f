import type { Answer } from './client.ts'
import { cookieOf } from './cookies.ts'
import type { CsrfSettings } from './csrf-schema.ts'
import { classOfStatus, guessText, refusal } from './errors.ts'

type Headers = Readonly<Record<string, string>>

/** The token that writes carry, and the cookies that it is bound to. Fetched once and shared by all writes. */
export interface WriteToken {
  /** Callers at the same time share one request. */
  headers(): Promise<Headers>
  /** Whether the ERP has refused the write for its token: then it has done nothing. */
  isRefused(answer: Answer): boolean
  drop(used: Headers): void
}

export interface WriteTokenOptions {
  readonly csrf: CsrfSettings
  readonly clock: { now(): Date }
  /** The request of the flow, with the log-in of every other call. */
  readonly ask: () => Promise<Answer>
}

const MINUTE_MS = 60_000

export function createWriteToken({ csrf, clock, ask }: WriteTokenOptions): WriteToken {
  const name = csrf.header.toLowerCase()
  const now = () => clock.now().getTime()
  let current: { readonly headers: Headers; readonly until: number } | undefined
  let pending: Promise<Headers> | undefined

  const fetchToken = async (): Promise<Headers> => {
    const until = now() + csrf.minutes * MINUTE_MS
    const headers = headersIn(await ask(), name)
    current = { headers, until }
    return headers
  }
  return {
    headers: async () => {
      if (current && now() < current.until) return current.headers
      pending ??= fetchToken().finally(() => {
        pending = undefined
      })
      return await pending
    },
    isRefused: ({ status, headers }) => status === 403 && headers[name]?.trim().toLowerCase() === 'required',
    drop: used => {
      // One that has been replaced already is left alone.
      if (current?.headers === used) current = undefined
    },
  }
}

/** Servers give the token out with errors too: only an answer without one is a refusal. */
function headersIn(answer: Answer, name: string): Headers {
  if (answer.imagined) return {}
  const token = answer.headers[name]?.trim()
  const cookie = cookieOf(answer.cookies)
  if (token && token.toLowerCase() !== 'required') return { [name]: token, ...(cookie && { cookie }) }
  const { status } = answer
  // Something in front of the ERP answered in its place: that passes.
  const isPage = status < 300 && /^text\/html/.test(answer.headers['content-type'] ?? '')
  const why =
    status < 300 && !isPage
      ? 'Its answer has no such header: check csrf of the flow.'
      : guessText(answer.body, answer.bytes, status)
  const text = `The ERP gives no token for writes. ${why}`
  throw refusal(isPage ? 'transient' : classOfStatus(status, false), { ...answer, text, code: 'csrf' })
}
