import { randomHex } from '../random-hex.ts'
import { sameText } from '../same-text.ts'
import type { Books } from './books.ts'

/** Log-ins: a token for user and password, good for a while, forgotten when the ERP restarts. */
export interface Tokens {
  /** @returns undefined for a wrong user or password. */
  open(user: string, password: string): { readonly token: string; readonly seconds: number } | undefined
  isGood(header: string | undefined): boolean
  end(header: string | undefined): void
  /** All of them. */
  clear(): void
  /** How many log-ins there were. */
  readonly count: () => number
}

export function createTokens(books: Books, seconds: number): Tokens {
  const open = new Map<string, number>()
  let count = 0
  const tokenOf = (header: string | undefined) => /^Bearer (\S{1,200})$/.exec(header ?? '')?.[1] ?? ''
  return {
    open(user, password) {
      if (!sameText(user, books.user) || !sameText(password, books.password)) return undefined
      const token = randomHex(books.random, 40)
      open.set(token, books.clock.now().getTime() + seconds * 1000)
      count++
      return { token, seconds }
    },
    isGood: header => (open.get(tokenOf(header)) ?? 0) > books.clock.now().getTime(),
    end: header => void open.delete(tokenOf(header)),
    clear: () => open.clear(),
    count: () => count,
  }
}
