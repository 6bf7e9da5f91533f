import { Hono } from 'hono'
import type { UnplugErpOptions, UnpluggedErp } from '../erp.ts'
import { connectionTo } from './connection.ts'
import { odataApp, ROOT } from './http.ts'
import { officeOf } from './office.ts'
import { openBooks } from './server.ts'
import { createSessions } from './sessions.ts'

/** The simulated S/4 without its socket. It calls nobody. */
export function unplug({ journal, clock, random, print }: UnplugErpOptions): UnpluggedErp {
  const { books } = openBooks(journal, { clock, random, ...(print && { print }) })
  const sessions = createSessions(books)
  const { user, password } = books
  return {
    ...officeOf(books),
    apps: { main: new Hono().route(ROOT, odataApp({ books, sessions, latencyMs: 0, sleep: async () => {} })) },
    connectionAt: ({ main = '' }) => connectionTo({ url: main, credentials: { user, password } }),
    endLogins: () => sessions.clear(),
  }
}
