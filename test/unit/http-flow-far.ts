import type { HttpAnswer, HttpRequest } from '../../src/domain/http.ts'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'

/** The least that a flow needs, and a step that reads orders. */
export const leastFlow = {
  flow: 'small',
  url: 'https://erp.example/api',
  orders: {
    find: { path: '/find', query: { key: '{{orderbridgeId}}' }, rows: 'rows', fields: { id: 'id', total: 'total' } },
    write: { path: '/write', check: { id: 'id' } },
    read: { path: '/read/{{id}}', fields: { id: 'id', total: 'total' } },
  },
}

/** A far side in a function: what it was sent is kept. */
export function far(answer: (request: HttpRequest, path: string) => Partial<HttpAnswer> & { json?: unknown }) {
  let drawn = 0
  const sent: HttpRequest[] = []
  let now = Date.parse('2026-01-31T12:00:00Z')
  const connect = (settings: object, secrets: object = {}, log: (text: string) => void = () => {}) =>
    httpFlow.create({
      connection: 'erp',
      settings: { ...leastFlow, ...settings },
      secrets,
      clock: { now: () => new Date(now) },
      random: () => (drawn = (drawn + 0.618) % 1), // another one each time
      log,
      send: async request => {
        sent.push(request)
        const { pathname, search } = new URL(request.url)
        const { json, ...rest } = answer(request, pathname + search)
        const body = json === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(json))
        return { status: 200, headers: { 'content-type': 'application/json' }, cookies: [], body, ...rest }
      },
    })
  return {
    sent,
    connect,
    pass: (minutes: number) => {
      now += minutes * 60_000
    },
  }
}
