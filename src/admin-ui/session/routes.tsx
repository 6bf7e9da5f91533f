import { Hono } from 'hono'
import { spendOnce } from '../../flows/view/spend-once.ts'
import { say } from '../language/say.tsx'
import { answerFailure } from '../shell/answers.tsx'
import { asDocument } from '../shell/document.tsx'
import { readFields } from '../shell/read-form.ts'
import { type AdminContext, type AdminEnv, Refusal } from '../viewer.ts'
import { adminOriginOf, isForeign, isSecure, NOBODY, unknownStore } from './authenticate.ts'
import { isLoginTokenGood, redeemLoginToken } from './login-link.ts'
import { LinkOverPage, LoginPage, WelcomePage } from './pages.tsx'
import { dropSessionCookie, readSessionCookie, writeSessionCookie } from './session-cookie.ts'

/** Before anybody is known. */
export const loginRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const options = c.get('options')
    const token = c.req.query('token') ?? ''
    const assets = c.get('assets')
    if (!(await isLoginTokenGood(options.context(NOBODY), options.loginKey, token)))
      return c.html(asDocument(<LinkOverPage assets={assets} />), 410)
    return c.html(asDocument(<LoginPage assets={assets} token={token} />))
  })
  .post('/', async c => {
    const options = c.get('options')
    if (isForeign(c, options))
      throw new Refusal(403, say('This came from another site, so nobody was signed in. Open the link itself.'))
    const { token } = await readFields(c)
    const session =
      typeof token === 'string' ? await redeemLoginToken(options.context(NOBODY), options.loginKey, token) : undefined
    if (!session) return c.html(asDocument(<LinkOverPage assets={c.get('assets')} />), 410)
    writeSessionCookie(c, options.loginKey, session, isSecure(options))
    return c.redirect('/admin', 303)
  })

export const logoutRoutes = new Hono<AdminEnv>().post('/', async c => {
  const options = c.get('options')
  const session = readSessionCookie(c, options.loginKey, options.clock.now(), isSecure(options))
  if (session) await spendOnce(c.get('viewer').ctx, session.jti, new Date(session.exp * 1000))
  dropSessionCookie(c, isSecure(options))
  c.header('HX-Redirect', '/admin')
  return c.body(null, 200)
})

/** What somebody sees who is not known: how to get in, or, framed by a store's admin, the page that asks who it is. */
export async function welcome(c: AdminContext): Promise<Response> {
  if (c.req.header('hx-request') === 'true')
    return await answerFailure(
      c,
      401,
      say('Your session is over. Open a new login link to go on; "orderbridge login-link" prints one.'),
    )
  const store = c.req.query('store')
  const known = /^[a-z0-9][a-z0-9-]{0,39}$/.test(store ?? '')
    ? await c
        .get('options')
        .context(NOBODY)
        .remotes.store(store ?? '')
        .catch(unknownStore)
    : undefined
  const parent = known ? adminOriginOf(known.settings) : undefined
  c.set('framedBy', parent)
  return await c.html(
    asDocument(<WelcomePage assets={c.get('assets')} parent={parent} />),
    parent === undefined ? 401 : 200,
  )
}
