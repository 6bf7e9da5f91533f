import type { HttpAnswer, HttpSend } from '../../domain/http.ts'

/**
 * A Service Layer that has every item that is asked for and nothing else, and takes whatever is written. A connector on
 * top of it sends what it would send to a company in this state; nothing is kept and nothing leaves the process.
 */
export function imaginedServiceLayer(): HttpSend {
  return async ({ method, url, body }) => {
    const { pathname, searchParams } = new URL(url)
    if (pathname.endsWith('/Login')) return answer({ SessionId: 'imagined' }, ['B1SESSION=imagined'])
    if (method === 'POST' && typeof body === 'string') return answer(JSON.parse(body))
    const asked = pathname.endsWith('/Items') ? itemCodesIn(searchParams.get('$filter') ?? '') : []
    return answer({ value: asked.map(ItemCode => ({ ItemCode, ItemName: ItemCode })) })
  }
}

/** The literals of "ItemCode eq 'S-001' or ItemCode eq 'O''Hara'". */
const itemCodesIn = (filter: string): string[] =>
  [...filter.matchAll(/\bItemCode eq '((?:[^']|'')*)'/g)].map(match => (match[1] ?? '').replaceAll("''", "'"))

const answer = (value: unknown, cookies: readonly string[] = []): HttpAnswer => ({
  status: 200,
  headers: {},
  cookies,
  body: new TextEncoder().encode(JSON.stringify(value)),
})
