import { sql } from 'drizzle-orm'
import { Hono, type MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { createAdminApp } from './admin-ui/app.tsx'
import type { Assets } from './admin-ui/assets.ts'
import type { HomeReader } from './admin-ui/home/share-home.ts'
import type { LiveStreams } from './admin-ui/live/streams.ts'
import { ensureInstallation } from './flows/config/ensure-installation.ts'
import type { Clock } from './flows/context.ts'
import type { Telemetry } from './ops/telemetry.ts'
import { wordsOf } from './ops/words-of.ts'
import { createWebhookApp } from './webhooks/app.ts'
import type { WebhookOptions } from './webhooks/door.ts'
import { pairingRoutes } from './webhooks/pairing.ts'

export interface AppOptions extends WebhookOptions {
  /** Where people reach us, without a slash at the end. */
  readonly publicUrl: string
  readonly assets: Assets
  readonly live?: LiveStreams
  readonly readHome?: HomeReader
}

/** The web side: webhooks of Magento and the ERPs, the page, and health for whatever watches the process. */
export async function createApp(options: AppOptions): Promise<Hono> {
  const ctx = options.context({ kind: 'job', task: 'web' })
  const { loginKey } = await ensureInstallation(ctx)
  const app = new Hono()
  if (ctx.telemetry) app.use(tell(ctx.telemetry, ctx.clock))
  app.get('/', c => c.redirect('/admin'))
  app.get('/health', async c => {
    await ctx.db.execute(sql`select 1`)
    return c.json({ ok: true })
  })
  app.onError((error, c) => {
    ctx.log.error({ path: c.req.routePath, error: wordsOf(error) }, 'a request failed')
    return c.json({ code: 'not_available', message: 'Orderbridge cannot answer now. Try again in a moment.' }, 503)
  })
  app.notFound(c => c.json({ code: 'not_found', message: 'There is nothing here.' }, 404))
  app.route('/webhooks', createWebhookApp(options))
  app.route('/pair', pairingRoutes(options))
  app.route(
    '/admin',
    createAdminApp({
      context: options.context,
      publicUrl: options.publicUrl,
      clock: ctx.clock,
      loginKey,
      assets: options.assets,
      live: options.live,
      readHome: options.readHome,
    }),
  )
  return app
}

const tell =
  (telemetry: Telemetry, clock: Clock): MiddlewareHandler =>
  async (c, next) => {
    const startedAt = clock.now().getTime()
    await next()
    telemetry.answered({
      method: c.req.method,
      route: routePath(c), // of the handler that answered
      status: c.res.status,
      durationMs: clock.now().getTime() - startedAt,
    })
  }
