import type { Hono } from 'hono'
import { createPage } from '../browser/serve.ts'
import type { World } from './world.ts'

const ORIGIN = 'https://bridge.example'

/** The page of a world, for somebody who came by a login link. `post` sends a form as htmx does. */
export async function signIn(
  world: Pick<World, 'database'> & { readonly clock: Pick<World['clock'], 'now'> },
  options: { readonly roles?: readonly ('view' | 'operate' | 'configure')[] } = {},
) {
  const page = await createPage(world.database, ORIGIN, world.clock)
  const link = new URL(await page.loginLink(options.roles ? { roles: [...options.roles] } : {}))
  const body = new URLSearchParams({ token: link.searchParams.get('token') ?? '' }).toString()
  const plain = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await ask(page.app, '/admin/login', { method: 'POST', headers: plain, body })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const home = await (await ask(page.app, '/admin', { headers: { cookie } })).text()
  const form = /Orderbridge-Form&quot;:&quot;([\w-]+)/.exec(home)?.[1] ?? ''
  const headers = { ...plain, cookie, 'orderbridge-form': form, 'hx-request': 'true' }
  return {
    routes: page.app.routes,
    get: async (path: string) => {
      const got = await ask(page.app, path, { headers: { cookie } })
      return { status: got.status, text: await got.text() }
    },
    post: async (path: string, fields: Readonly<Record<string, string>> = {}) => {
      const sent = await ask(page.app, path, { method: 'POST', headers, body: new URLSearchParams(fields).toString() })
      return { status: sent.status, text: await sent.text() }
    },
  }
}

const ask = (app: Pick<Hono, 'request'>, path: string, init: RequestInit) =>
  Promise.resolve(app.request(ORIGIN + path, init))
