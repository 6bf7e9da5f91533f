const LONGEST_MS = 24 * 60 * 60 * 1000

/**
 * @param value the Retry-After header: seconds, or an HTTP date (RFC 9110 §10.2.3).
 * @returns milliseconds from now, at most a day; undefined when it says nothing that we understand.
 */
export function parseRetryAfter(value: string | undefined, now: Date): number | undefined {
  const text = value?.trim() ?? ''
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime()
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_MS)
}
