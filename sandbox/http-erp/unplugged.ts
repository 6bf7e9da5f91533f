import { Hono } from 'hono'
import type { UnplugErpOptions, UnpluggedErp } from '../erp.ts'
import { apiApp } from './api.ts'
import { connectionTo } from './connection.ts'
import { controlsOf } from './controls.ts'
import { officeOf } from './office.ts'
import { openBooks } from './server.ts'
import { createTokens } from './tokens.ts'

/** The made-up ERP without its socket. It calls nobody. */
export function unplug({ journal, clock, random, print }: UnplugErpOptions): UnpluggedErp {
  const { books } = openBooks(journal, { clock, random, ...(print && { print }) })
  const tokens = createTokens(books, TOKEN_SECONDS)
  const api = apiApp({ books, tokens, latencyMs: 0, sleep: async () => {} })
  const { user, password } = books
  return {
    ...officeOf({ ...controlsOf(books), books }),
    apps: { main: new Hono().route('/api/v1', api) },
    connectionAt: ({ main = '' }) => connectionTo({ url: main, credentials: { user, password } }),
    endLogins: () => tokens.clear(),
  }
}

const TOKEN_SECONDS = 1200
