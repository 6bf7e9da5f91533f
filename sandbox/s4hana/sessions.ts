import { randomHex } from '../random-hex.ts'
import type { Books } from './books.ts'

/** Sessions with their tokens for writes. In memory: a restart ends them. */
export interface Sessions {
  /** The session of these cookies when it lives, else a new one. */
  open(cookies: string | undefined): { readonly token: string; readonly cookies: readonly string[] }
  /** Whether the token is that of the session that the cookies name. */
  binds(token: string | undefined, cookies: string | undefined): boolean
  /** All are over. */
  clear(): void
  /** How many were opened. */
  count(): number
}

const COOKIE = 'SAP_SESSIONID_S4_100'
const MINUTES = 30

export function createSessions(books: Books): Sessions {
  const alive = new Map<string, { readonly token: string; readonly until: number }>()
  let count = 0
  const now = () => books.clock.now().getTime()
  const until = () => now() + MINUTES * 60_000
  const idOf = (cookies: string | undefined) => new RegExp(`(?:^|;\\s*)${COOKIE}=([^;\\s]+)`).exec(cookies ?? '')?.[1]
  const find = (cookies: string | undefined) => {
    const id = idOf(cookies) ?? ''
    const session = alive.get(id)
    if (!session || session.until < now()) return undefined
    alive.set(id, { ...session, until: until() })
    return session
  }
  return {
    open(cookies) {
      const known = find(cookies)
      if (known) return { token: known.token, cookies: [] }
      const id = randomHex(books.random, 32)
      const token = `${randomHex(books.random, 22)}==`
      alive.set(id, { token, until: until() })
      count++
      return { token, cookies: [`${COOKIE}=${id}; path=/; HttpOnly`, 'sap-usercontext=sap-client=100; path=/'] }
    },
    binds: (token, cookies) => token !== undefined && find(cookies)?.token === token,
    clear: () => alive.clear(),
    count: () => count,
  }
}
