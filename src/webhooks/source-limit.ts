import { isIPv4, isIPv6 } from 'node:net'

export interface Rate {
  readonly perSecond: number
  /** So many at once after a pause. */
  readonly burst: number
}

/** @returns seconds to wait, 0 when it may go on now. */
export type TakeTurn = (key: string) => number

/** A bucket is two numbers and its key; full ones are forgotten first. */
const MOST_BUCKETS = 10_000

/**
 * A token bucket per key, in this process. Never more than a fixed number of buckets: whoever makes up keys only gets
 * those forgotten that were not used for the longest time.
 */
export function createTurns(rate: Rate, clock: { now(): Date }, most = MOST_BUCKETS): TakeTurn {
  // In the order of last use: a Map keeps the order in which keys came in.
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>()
  return key => {
    const now = clock.now().getTime()
    const known = buckets.get(key)
    // A clock that was set back gives nothing and takes nothing.
    const gained = known ? (Math.max(0, now - known.at) / 1000) * rate.perSecond : 0
    const tokens = known ? Math.min(rate.burst, known.tokens + gained) : rate.burst
    const turn = tokens >= 1
    buckets.delete(key)
    buckets.set(key, { tokens: turn ? tokens - 1 : tokens, at: now })
    if (buckets.size > most) for (const oldest of buckets.keys()) if (buckets.delete(oldest)) break
    return turn ? 0 : (1 - tokens) / rate.perSecond
  }
}

/** One sender: an IPv4 address, or the /64 network that an IPv6 sender has to itself. Anything else is taken as it is. */
export function senderOf(address: string): string {
  const bare = address.replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  if (mapped && isIPv4(mapped)) return mapped
  if (!isIPv6(bare)) return bare.slice(0, 64)
  // The URL parser writes it the one short way.
  const [left = '', right] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':'))
  const zeros = right === undefined ? 0 : 8 - groups(left).length - groups(right).length
  const all = [...groups(left), ...Array<string>(zeros).fill('0'), ...groups(right ?? '')]
  return `${all.slice(0, 4).join(':')}::/64`
}
