import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createAdminApp } from '../../src/admin-ui/app.tsx'
import { createAssets } from '../../src/admin-ui/assets.ts'
import { createLiveStreams, type LiveStreams } from '../../src/admin-ui/live/streams.ts'
import { readAssets } from '../../src/admin-ui/read-assets.ts'
import { createLoginLink } from '../../src/admin-ui/session/login-link.ts'
import { listenChanges } from '../../src/db/listen-changes.ts'
import { ensureInstallation } from '../../src/flows/config/ensure-installation.ts'
import { createRemotes } from '../../src/flows/config/remotes.ts'
import type { Actor, Clock, FlowContext } from '../../src/flows/context.ts'
import { createLog } from '../../src/ops/log.ts'
import type { TestDatabase } from '../support/database.ts'
import { seeded } from '../support/seeded.ts'

const systemClock: Clock = { now: () => new Date() }

/** What the page works with, on this test's database; nothing is sent anywhere. */
export function pageContext({ db, box }: Pick<TestDatabase, 'db' | 'box'>, clock: Clock = systemClock) {
  const remotes = createRemotes({ db, box, clock, random: seeded(29) })
  const context = (actor: Actor): FlowContext => ({
    db,
    box,
    clock,
    actor,
    remotes,
    random: () => 0.5,
    log: createLog('silent'),
    publicUrl: undefined,
    wake: () => {},
  })
  return { context, clock, close: () => remotes.close() }
}

export async function createPage(
  database: Pick<TestDatabase, 'db' | 'box' | 'sql'>,
  publicUrl: string,
  clock: Clock = systemClock,
) {
  const { context } = pageContext(database, clock)
  const ctx = context({ kind: 'cli', user: 'test' })
  const { loginKey } = await ensureInstallation(ctx)
  const changes = listenChanges(database.sql)
  let streams = createLiveStreams(changes)
  const live: LiveStreams = { open: watching => streams.open(watching), close: () => streams.close() }
  const app = new Hono().route(
    '/admin',
    createAdminApp({ context, publicUrl, clock, loginKey, assets: createAssets(readAssets()), live }),
  )
  return {
    app,
    ctx,
    /** As when the server is started anew. */
    endStreams() {
      streams.close()
      streams = createLiveStreams(changes)
    },
    loginKey,
    loginLink: (options: Omit<Parameters<typeof createLoginLink>[1], 'publicUrl'> = {}) =>
      createLoginLink(ctx, { publicUrl, ...options }),
  }
}

/** The page on a port of its own, for a real browser. */
export async function servePage(database: Pick<TestDatabase, 'db' | 'box' | 'sql'>, clock: Clock = systemClock) {
  let answer: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 })
  const server = serve({ fetch: request => answer(request), port: 0, hostname: '127.0.0.1' })
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const url = `http://127.0.0.1:${address.port}`
  const page = await createPage(database, url, clock)
  answer = request => page.app.fetch(request)
  const close = () => {
    if ('closeAllConnections' in server) server.closeAllConnections()
    return new Promise<void>(resolve => server.close(() => resolve()))
  }
  return { ...page, url, close }
}
