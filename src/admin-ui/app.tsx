import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { trimTrailingSlash } from 'hono/trailing-slash'
import { UserError } from '../domain/errors.ts'
import { RoleMissing } from '../flows/require-role.ts'
import { auditRoutes } from './audit/routes.tsx'
import { catalogueRoutes } from './catalogue/routes.tsx'
import { connectRoutes } from './connect/routes.tsx'
import { connectionRoutes } from './connections/routes.tsx'
import { documentRoutes } from './documents/routes.tsx'
import { driftRoutes } from './drift/routes.tsx'
import { firstRunRoutes } from './first-run/routes.tsx'
import { homeRoutes } from './home/routes.tsx'
import { inboxRoutes } from './inbox/routes.tsx'
import { say, speak } from './language/say.tsx'
import { told } from './language/told.ts'
import { ledgerRoutes } from './ledger/routes.tsx'
import { liveRoutes } from './live/routes.ts'
import { mailRoutes } from './mails/routes.tsx'
import { mappingRoutes } from './mappings/routes.tsx'
import { orderRoutes } from './orders/routes.tsx'
import { problemRoutes } from './problems/routes.tsx'
import { runRoutes } from './runs/routes.tsx'
import { securityHeaders } from './security-headers.ts'
import { authenticate, NOBODY } from './session/authenticate.ts'
import { loginRoutes, logoutRoutes, welcome } from './session/routes.tsx'
import { settingsPageRoutes } from './settings/routes.tsx'
import { answerFailure } from './shell/answers.tsx'
import { asDocument } from './shell/document.tsx'
import { FailurePage } from './shell/failure-page.tsx'
import { teamRoutes } from './team/routes.tsx'
import { transferRoutes } from './transfers/routes.tsx'
import { type AdminContext, type AdminEnv, type AdminOptions, localeOf, Refusal } from './viewer.ts'

/** Forms of the page are a few lines of text; the largest is the request of a sales document with hundreds of lines. */
const MOST_BYTES = 256 * 1024

/** The page, to be mounted at /admin. It holds no SQL and decides nothing: it shows views and calls flows. */
export function createAdminApp(options: AdminOptions): Hono<AdminEnv> {
  const { assets } = options
  const app = new Hono<AdminEnv>()
  app.route('/assets', assets.routes)
  app.use(securityHeaders)
  app.use(trimTrailingSlash())
  app.use(async (c, next) => {
    c.set('options', options)
    c.set('assets', assets)
    await next()
  })
  app.use(
    bodyLimit({ maxSize: MOST_BYTES, onError: c => c.text(say('This is more than a form of this page holds.'), 413) }),
  )
  app.use((c, next) => speak(localeOf(c.req.header('accept-language')), next))
  app.route('/login', loginRoutes)
  app.use(authenticate(welcome))
  app.use((c, next) => speak(c.get('viewer').locale, next))
  app.route('/logout', logoutRoutes)
  app.route('/live', liveRoutes)
  app.route('/orders', orderRoutes)
  app.route('/transfers', transferRoutes)
  app.route('/problems', problemRoutes)
  app.route('/documents', documentRoutes)
  app.route('/mails', mailRoutes)
  app.route('/ledger', ledgerRoutes)
  app.route('/drift', driftRoutes)
  app.route('/catalogue', catalogueRoutes)
  app.route('/inbox', inboxRoutes)
  app.route('/runs', runRoutes)
  app.route('/connections', connectionRoutes)
  app.route('/connect', connectRoutes)
  app.route('/mappings', mappingRoutes)
  app.route('/first-run', firstRunRoutes)
  app.route('/team', teamRoutes)
  app.route('/settings', settingsPageRoutes)
  app.route('/audit', auditRoutes)
  app.route('/', homeRoutes)
  app.all('*', c => fail(c, 404, say('There is no such page.')))
  app.onError((error, c) => {
    if (error instanceof Refusal) return fail(c, error.status, told(error.message))
    if (error instanceof RoleMissing) return fail(c, 403, told(error.message))
    if (error instanceof UserError) return fail(c, 422, told(error.message))
    options.context(NOBODY).log.error({ path: c.req.path, error: error.message, stack: error.stack }, 'the page failed')
    return fail(c, 500, say('Something went wrong here and was written to the log. Try again in a moment.'))
  })
  return app
}

async function fail(c: AdminContext, status: 400 | 401 | 403 | 404 | 422 | 500, text: string): Promise<Response> {
  if (c.req.header('hx-request') === 'true') return await answerFailure(c, status, text)
  return await c.html(asDocument(<FailurePage assets={c.get('assets')} text={text} />), status)
}
