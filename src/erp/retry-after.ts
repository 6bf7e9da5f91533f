import type { HttpAnswer } from '../domain/http.ts'

const LONGEST_MS = 60 * 60 * 1000

/** How long an ERP asks us to wait: so many seconds, or until a moment on its own clock, which its Date tells (RFC 9110 §10.2.3). */
export function retryAfterOf({ headers }: Pick<HttpAnswer, 'headers'>): { readonly retryAfterMs?: number } {
  const { 'retry-after': text = '', date = '' } = headers
  const seconds = Number(text)
  const ms = Number.isNaN(seconds) ? Date.parse(text) - Date.parse(date) : seconds * 1000
  return ms > 0 ? { retryAfterMs: Math.min(ms, LONGEST_MS) } : {}
}
