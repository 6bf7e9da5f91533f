import type { MiddlewareHandler } from 'hono'
import { UserError } from '../../domain/errors.ts'
import type { Actor, FlowContext } from '../../flows/context.ts'
import { noteVisit } from '../../flows/team/note-visit.ts'
import { listStores } from '../../flows/view/list-stores.ts'
import { isSpent, spendOnce } from '../../flows/view/spend-once.ts'
import { say } from '../language/say.tsx'
import { type AdminContext, type AdminEnv, type AdminOptions, localeOf, Refusal, type Viewer } from '../viewer.ts'
import { comesFromElsewhere } from './comes-from-elsewhere.ts'
import { formToken, isFormToken, readSessionCookie, type Session } from './session-cookie.ts'
import { SessionRefused, storeNamedBy, verifySessionToken } from './session-token.ts'

/** Until it is known who is looking, with the rights of nobody. */
export const NOBODY: Actor = { kind: 'admin_user', id: '', name: 'nobody', roles: [] }

/**
 * Finds out who is looking: by the token of the Magento admin when there is one, else by the cookie of a login link.
 * A framed page never uses the cookie: what another site frames must not act with the rights of whoever sits there.
 */
export const authenticate =
  (onNobody: (c: AdminContext) => Response | Promise<Response>): MiddlewareHandler<AdminEnv> =>
  async (c, next) => {
    const options = c.get('options')
    if (isWrite(c) && isForeign(c, options))
      throw new Refusal(403, say('This came from another site, so nothing was done. Open the page and do it there.'))
    const token = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const viewer = token === undefined ? await viewerOfCookie(c, options) : await viewerOfToken(c, options, token)
    if (!viewer) return await onNobody(c)
    c.set('viewer', viewer)
    await noteVisit(viewer.ctx)
    return await next()
  }

const isWrite = (c: AdminContext): boolean => c.req.method !== 'GET' && c.req.method !== 'HEAD'

export function isForeign(c: AdminContext, options: AdminOptions): boolean {
  return comesFromElsewhere(c.req.raw.headers, [new URL(options.publicUrl).host, new URL(c.req.url).host])
}

export const isSecure = (options: AdminOptions): boolean => options.publicUrl.startsWith('https:')

async function viewerOfCookie(c: AdminContext, options: AdminOptions): Promise<Viewer | undefined> {
  const isDocument =
    /^\/admin\/documents\/\d+\.pdf$/.test(c.req.path) && c.req.header('sec-fetch-site') === 'same-origin'
  if (c.req.header('sec-fetch-dest') === 'iframe' && !isDocument) return undefined
  const session = readSessionCookie(c, options.loginKey, options.clock.now(), isSecure(options))
  if (!session) return undefined
  const ctx = options.context({
    kind: 'admin_user',
    id: `login-link:${session.jti}`,
    name: session.name,
    roles: session.roles,
    ...(session.stores && { stores: session.stores }),
  })
  if (await isSpent(ctx, session.jti)) return undefined
  if (isWrite(c) && !isFormToken(options.loginKey, session, c.req.header('orderbridge-form')))
    throw new Refusal(403, say('This page is from an earlier session, so nothing was done. Load it again.'))
  return {
    ctx,
    name: session.name,
    roles: session.roles,
    stores: await storesOf(ctx, session),
    locale: localeOf(c.req.header('accept-language')),
    embedded: false,
    formToken: formToken(options.loginKey, session),
    until: new Date(session.exp * 1000),
  }
}

async function storesOf(ctx: FlowContext, session: Session) {
  const all = await listStores(ctx)
  return session.stores ? all.filter(store => session.stores?.includes(store.code)) : all
}

/** @throws Refusal 401 with the reason: whoever sent a token wants to know what is wrong with it. */
async function viewerOfToken(c: AdminContext, options: AdminOptions, token: string): Promise<Viewer> {
  const nobody = options.context(NOBODY)
  const store = storeNamedBy(token)
  const setup = store === undefined ? undefined : await nobody.remotes.store(store).catch(unknownStore)
  if (!setup)
    throw new Refusal(401, say('Magento’s token was not accepted: it names no store that is configured here.'))
  try {
    const rules = {
      keys: setup.secrets.sessionKeys,
      audience: 'orderbridge',
      store: setup.code,
      issuer: setup.settings.url,
      clock: options.clock,
    } as const
    const claims = await verifySessionToken(token, rules)
    const ctx = options.context({
      kind: 'admin_user',
      id: `${claims.store}:${claims.userId}`,
      name: claims.name,
      roles: claims.roles,
      stores: [setup.code],
    })
    if (isWrite(c) && !(await spendOnce(ctx, claims.jti, claims.expiresAt)))
      throw new SessionRefused(say('the token was used for something else already'))
    c.set('framedBy', adminOriginOf(setup.settings))
    const stores = [{ code: setup.code, name: setup.settings.name }]
    return {
      ctx,
      name: claims.name,
      roles: claims.roles,
      stores,
      locale: localeOf(claims.locale),
      embedded: true,
      formToken: undefined,
      until: claims.expiresAt,
    }
  } catch (error) {
    if (error instanceof SessionRefused)
      throw new Refusal(401, say('Magento’s token was not accepted: {reason}.', { reason: error.message }))
    throw error
  }
}

/** Where the Magento admin is, which may frame us. */
export const adminOriginOf = (settings: { readonly url: string; readonly adminOrigin?: string | undefined }): string =>
  new URL(settings.adminOrigin ?? settings.url).origin

export const unknownStore = (error: unknown): undefined => {
  if (error instanceof UserError) return undefined
  throw error
}
