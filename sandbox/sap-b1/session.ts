import { z } from 'zod'
import { sameText } from '../same-text.ts'
import { errorBody } from './b1-error.ts'
import { type Company, randomGuid } from './company.ts'
import type { Answer } from './service-layer.ts'

/** Log-in and sliding sessions (contract §2). Sessions live in memory: a restarted Service Layer knows none. */
export interface Sessions {
  /** POST /Login. */
  login(version: 'v1' | 'v2', body: unknown): { readonly answer: Answer; readonly cookies: readonly string[] }
  /** @returns whether the session exists and is fresh, and renews it. */
  touch(cookieHeader: string | undefined): boolean
  /** POST /Logout. */
  end(cookieHeader: string | undefined): void
  /** How many are alive. */
  count(): number
  /** Forgets all, as a restart of the service does. */
  clear(): void
}

const MINUTES = 30
const loginBody = z.object({ CompanyDB: z.string(), UserName: z.string(), Password: z.string() })

/** @param nodes how many workers the load balancer spreads new sessions over */
export function createSessions(company: Company, nodes = 3): Sessions {
  const lastUse = new Map<string, number>()
  const now = () => company.clock.now().getTime()
  const alive = (id: string) => {
    const used = lastUse.get(id)
    if (used === undefined) return false
    if (now() - used <= MINUTES * 60_000) return true
    lastUse.delete(id)
    return false
  }
  return {
    login(version, body) {
      const parsed = loginBody.safeParse(body)
      const { companyDb, user, password } = company
      const right =
        parsed.success &&
        parsed.data.CompanyDB === companyDb &&
        parsed.data.UserName === user &&
        sameText(parsed.data.Password, password)
      if (!right) return { answer: { status: 401, json: errorBody(version, 100000027, 'Login failed') }, cookies: [] }
      const id = randomGuid(company.random)
      lastUse.set(id, now())
      const node = 1 + Math.floor(company.random() * nodes)
      const context = version === 'v1' ? 'odata.metadata' : '@odata.context'
      const json = {
        [context]: `https://localhost:50000/b1s/${version}/$metadata#B1Sessions/${version === 'v1' ? '@Element' : '$entity'}`,
        SessionId: id,
        Version: '1000290',
        SessionTimeout: MINUTES,
      }
      // The stray semicolon and the missing path are B1's own.
      return {
        answer: { status: 200, json },
        cookies: [`B1SESSION=${id};HttpOnly;`, `ROUTEID=.node${node}; path=/b1s`],
      }
    },
    touch(cookieHeader) {
      const id = sessionOf(cookieHeader)
      if (id === undefined || !alive(id)) return false
      lastUse.set(id, now())
      return true
    },
    end(cookieHeader) {
      const id = sessionOf(cookieHeader)
      if (id !== undefined) lastUse.delete(id)
    },
    count: () => [...lastUse.keys()].filter(alive).length,
    clear: () => lastUse.clear(),
  }
}

const sessionOf = (cookieHeader: string | undefined) => /(?:^|;\s*)B1SESSION=([^;\s]+)/.exec(cookieHeader ?? '')?.[1]

export const sessionGone = (version: 'v1' | 'v2'): Answer => ({
  status: 401,
  json: errorBody(version, 301, 'Invalid session or session already timeout.'),
})
