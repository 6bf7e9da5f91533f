import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { orders } from '../../src/db/schema/orders.ts'
import { seed } from '../browser/seed.ts'
import { SESSION_KEY } from '../browser/seed-stores.ts'
import { createPage } from '../browser/serve.ts'
import { testDatabase } from '../support/database.ts'

const ORIGIN = 'https://bridge.example'
const NOW = new Date('2026-03-10T13:20:00Z')
const database = await testDatabase()
const seeded = await seed(database.db, database.box, NOW)
let now = NOW
const page = await createPage(database, ORIGIN, { now: () => now })

const request = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
  page.app.request(`${ORIGIN}${path}`, init)
const post = (path: string, headers: Record<string, string>, form: Record<string, string> = {}) =>
  request(path, {
    method: 'POST',
    headers: {
      'sec-fetch-site': 'same-origin',
      'hx-request': 'true',
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    body: new URLSearchParams(form).toString(),
  })

/** Signs in by a link, as a browser would. */
async function signIn(options: Parameters<typeof page.loginLink>[0] = {}) {
  const link = new URL(await page.loginLink(options))
  const token = link.searchParams.get('token') ?? ''
  const answer = await post('/admin/login', {}, { token })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const home = await (await request('/admin', { headers: { cookie } })).text()
  const form = /Orderbridge-Form&quot;:&quot;([\w-]+)/.exec(home)?.[1] ?? ''
  return { answer, token, cookie, write: { cookie, 'orderbridge-form': form }, read: { headers: { cookie } } }
}

const bearer = async (changes: Record<string, unknown> = {}, key = SESSION_KEY) => {
  const seconds = Math.floor(now.getTime() / 1000)
  const claims = {
    iss: 'https://shop.main.example',
    aud: 'orderbridge',
    sub: '7',
    name: 'Petra',
    store: 'main',
    roles: ['view', 'operate'],
    iat: seconds,
    exp: seconds + 60,
    jti: randomUUID(),
    ...changes,
  }
  return {
    authorization: `Bearer ${await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(key))}`,
  }
}

describe('the login link', () => {
  test('is not used up by being opened, only by its button, and only once', async () => {
    const link = await page.loginLink()
    const path = link.slice(ORIGIN.length)
    expect((await request(path)).status).toBe(200)
    expect(await (await request(path)).text()).toContain('Open Orderbridge')
    const token = new URL(link).searchParams.get('token') ?? ''
    const [first, second] = await Promise.all([
      post('/admin/login', {}, { token }),
      post('/admin/login', {}, { token }),
    ])
    expect([first.status, second.status].sort()).toEqual([303, 410])
    expect((await request(path)).status).toBe(410)
  })

  test('gives a cookie that scripts and other sites never get', async () => {
    const { answer } = await signIn()
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^__Host-orderbridge=/)
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/', 'Max-Age=43200'])
      expect(cookie).toContain(attribute)
  })

  test('is over after its time, and cannot be made up', async () => {
    const link = await page.loginLink({ ttlSeconds: 60 })
    now = new Date(NOW.getTime() + 61_000)
    expect((await request(link.slice(ORIGIN.length))).status).toBe(410)
    now = NOW
    expect((await request('/admin/login?token=eyJqdGkiOiJ4In0.AAAA')).status).toBe(410)
  })

  test('is not taken from another site', async () => {
    const token = new URL(await page.loginLink()).searchParams.get('token') ?? ''
    expect((await post('/admin/login', { 'sec-fetch-site': 'cross-site' }, { token })).status).toBe(403)
  })
})

describe('who is not known', () => {
  test('sees how to get in, and nothing else', async () => {
    for (const path of [
      '/admin',
      '/admin/orders',
      `/admin/orders/${seeded.done.id}`,
      `/admin/documents/${seeded.done.invoiceId}.pdf`,
      '/admin/runs',
    ]) {
      const answer = await request(path)
      expect(answer.status, path).toBe(401)
      expect(await answer.text()).toContain('orderbridge login-link')
    }
  })

  test('cannot act', async () => {
    expect((await post(`/admin/orders/${seeded.held.id}/retry`, {})).status).toBe(401)
  })

  test('a session ends after twelve hours, and at once with the sign-out', async () => {
    const session = await signIn()
    now = new Date(NOW.getTime() + 12 * 3_600_000 + 1_000)
    expect((await request('/admin', session.read)).status).toBe(401)
    now = NOW
    expect((await request('/admin', session.read)).status).toBe(200)
    expect((await post('/admin/logout', session.write)).status).toBe(200)
    expect((await request('/admin', session.read)).status).toBe(401)
  })

  test('a cookie in a frame counts for nothing', async () => {
    const { cookie } = await signIn()
    expect(
      (await request('/admin', { headers: { cookie, 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' } }))
        .status,
    ).toBe(401)
    expect(
      (
        await request(`/admin/documents/${seeded.done.invoiceId}.pdf`, {
          headers: { cookie, 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' },
        })
      ).status,
    ).toBe(401)
    expect(
      (
        await request(`/admin/documents/${seeded.done.invoiceId}.pdf`, {
          headers: { cookie, 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' },
        })
      ).status,
    ).toBe(200)
  })
})

describe('inside the Magento admin', () => {
  test('the page may be framed by the admin of its store, and by nobody else', async () => {
    const framed = await request('/admin?store=main')
    expect(framed.headers.get('content-security-policy')).toContain('frame-ancestors https://admin.main.example')
    expect(await framed.text()).toContain('data-parent="https://admin.main.example"')
    for (const path of ['/admin', '/admin?store=unknown', '/admin?store=%22%3E%3Cscript%3E']) {
      const answer = await request(path)
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(await answer.text()).not.toContain('<script>')
    }
  })

  test('a token reads as often as it is valid, and writes once', async () => {
    const headers = await bearer()
    expect((await request('/admin', { headers })).status).toBe(200)
    expect((await request('/admin', { headers })).status).toBe(200)
    expect((await post(`/admin/orders/${seeded.held.id}/retry`, headers)).status).toBe(200)
    const again = await post(`/admin/orders/${seeded.held.id}/retry`, headers)
    expect(again.status).toBe(401)
    expect(await again.text()).toContain('used for something else already')
  })

  test('a token that is refused is never repeated in the answer', async () => {
    const headers = await bearer({}, 'not-the-key-of-this-store-0123456789abcdef')
    const answer = await request('/admin', { headers })
    expect(answer.status).toBe(401)
    expect(await answer.text()).not.toContain(headers.authorization.split('.')[1])
  })

  test('the token of one store shows nothing of another', async () => {
    const headers = await bearer()
    for (const path of [
      `/admin/orders/${seeded.foreign.id}`,
      `/admin/documents/${seeded.foreign.documentId}.pdf`,
      `/admin/documents/${seeded.foreign.documentId}/resend`,
    ])
      expect((await request(path, { headers })).status, path).toBe(404)
    const list = await (await request('/admin/orders?store=usa', { headers })).text()
    expect(list).not.toContain('US$')
    expect(await (await request('/admin/problems', { headers })).text()).not.toContain('LAMP-220.')
    for (const path of [
      `/admin/orders/${seeded.foreign.id}/retry`,
      `/admin/orders/${seeded.foreign.id}/push`,
      `/admin/problems/${seeded.foreign.problemId}/retry`,
    ])
      expect((await post(path, await bearer())).status, path).toBe(404)
    expect((await post(`/admin/orders/${seeded.foreign.id}/skip`, await bearer(), { reason: 'x' })).status).toBe(404)
    expect(
      (
        await post(`/admin/documents/${seeded.foreign.documentId}/resend`, await bearer(), {
          recipient: 'a@example.com',
          reason: 'x',
        })
      ).status,
    ).toBe(404)
    expect((await post('/admin/runs', await bearer(), { store: 'usa', task: 'magento-orders' })).status).toBe(404)
  })

  test('a login link for one store is held to it as well', async () => {
    const { read } = await signIn({ stores: ['usa'] })
    expect((await request(`/admin/orders/${seeded.foreign.id}`, read)).status).toBe(200)
    expect((await request(`/admin/orders/${seeded.done.id}`, read)).status).toBe(404)
    expect(await (await request('/admin', read)).text()).not.toContain('Home &amp; Oak</h2>')
  })
})

describe('roles', () => {
  test('who may only look sees no buttons and gets a reason when acting anyway', async () => {
    const { read, write } = await signIn({ roles: ['view'] })
    const text = await (await request(`/admin/orders/${seeded.held.id}`, read)).text()
    expect(text).not.toContain('hx-post="/admin/orders')
    for (const path of [
      `/admin/orders/${seeded.held.id}/retry`,
      `/admin/orders/${seeded.held.id}/push`,
      `/admin/orders/${seeded.held.id}/skip`,
      `/admin/orders/${seeded.held.id}/cancel`,
      `/admin/problems/${seeded.held.problemId}/retry`,
      `/admin/documents/${seeded.done.invoiceId}/resend`,
      '/admin/runs',
    ]) {
      const answer = await post(path, write, {
        reason: 'x',
        recipient: 'a@example.com',
        store: 'main',
        task: 'magento-orders',
      })
      expect(answer.status, path).toBe(403)
      expect(await answer.text()).toContain('operate')
    }
    expect((await request(`/admin/documents/${seeded.done.invoiceId}/resend`, read)).status).toBe(403)
  })

  test('without the role to look there is nothing to see', async () => {
    const { read } = await signIn({ roles: ['operate'] })
    for (const path of [
      '/admin',
      '/admin/orders',
      '/admin/problems',
      '/admin/runs',
      '/admin/documents',
      `/admin/orders/${seeded.done.id}`,
      `/admin/orders/attempts/${seeded.attemptId}`,
      `/admin/documents/${seeded.done.invoiceId}.pdf`,
    ])
      expect((await request(path, read)).status, path).toBe(403)
  })
})

describe('writes', () => {
  test('from another site, or without the token of the page, do nothing', async () => {
    const { cookie, write } = await signIn()
    const path = `/admin/orders/${seeded.waiting.id}/push`
    expect((await post(path, { ...write, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect(
      (await request(path, { method: 'POST', headers: { ...write, origin: 'https://evil.example' } })).status,
    ).toBe(403)
    expect((await post(path, { cookie })).status).toBe(403)
    expect((await post(path, { cookie, 'orderbridge-form': 'guessed' })).status).toBe(403)
    const other = await signIn()
    expect((await post(path, { cookie, 'orderbridge-form': other.write['orderbridge-form'] })).status).toBe(403)
    const [order] = await database.db.select().from(orders).where(eq(orders.id, seeded.waiting.id))
    expect(order?.phase).toBe('waiting')
  })

  test('do what the button says, say so, and let the page refresh itself', async () => {
    const { write } = await signIn({ name: 'Petra' })
    const answer = await post(`/admin/orders/${seeded.waiting.id}/push`, write)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('hx-trigger')).toContain('refresh')
    expect(await answer.text()).toContain(`Order ${seeded.waiting.number} is on its way.`)
    const [order] = await database.db.select().from(orders).where(eq(orders.id, seeded.waiting.id))
    expect(order?.phase).toBe('preparing')
  })

  test('that cannot be done say why', async () => {
    const { write } = await signIn()
    const path = `/admin/documents/${seeded.done.invoiceId}/resend`
    const noReason = await post(path, write, { recipient: seeded.done.email, reason: ' ' })
    expect([noReason.status, await noReason.text()]).toEqual([422, expect.stringContaining('Say why')])
    const badAddress = await post(path, write, { recipient: 'a@example.com, b@example.com', reason: 'lost' })
    expect([badAddress.status, await badAddress.text()]).toEqual([
      422,
      expect.stringContaining('Correct it and send again'),
    ])
  })

  test('larger than any form are not read', async () => {
    const { write } = await signIn()
    expect((await post(`/admin/orders/${seeded.held.id}/skip`, write, { reason: 'x'.repeat(300_000) })).status).toBe(
      413,
    )
  })
})

describe('answers', () => {
  test('carry the policy, whatever they are', async () => {
    const { read } = await signIn()
    for (const path of ['/admin', '/admin/orders', '/admin/nowhere', '/admin/login?token=x', '/admin/orders/999999']) {
      const { headers } = await request(path, read)
      expect(headers.get('content-security-policy'), path).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self' blob:; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    }
  })

  test('hold no script, style or handler of their own', async () => {
    const { read } = await signIn()
    for (const path of [
      '/admin',
      '/admin/orders',
      `/admin/orders/${seeded.done.id}`,
      '/admin/problems',
      '/admin/runs',
      '/admin/documents',
    ]) {
      const text = await (await request(path, read)).text()
      expect(text, path).toMatch(/^<!doctype html>/)
      expect(text.match(/<script(?![^>]*\ssrc=)/), path).toBeNull()
      expect(text.match(/<style|\sstyle="|\son[a-z]+="|javascript:/i), path).toBeNull()
    }
  })

  test('write names as text, never as markup', async () => {
    const { read } = await signIn()
    const text = await (await request('/admin/orders?q=tom', read)).text()
    expect(text).toContain('Tom &lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).not.toContain('<script>alert')
    const search = await (
      await request(`/admin/orders?q=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`, read)
    ).text()
    expect(search).not.toContain('<img')
  })

  test('a PDF is shown as a PDF of the same page only', async () => {
    const { read } = await signIn()
    const answer = await request(`/admin/documents/${seeded.done.invoiceId}.pdf`, read)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="invoice-[\w.-]+\.pdf"$/)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'self'")
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  })

  test('scripts and styles are kept by browsers for good, at an address that changes with them', async () => {
    const text = await (await request('/admin')).text()
    const address = /href="(\/admin\/assets\/[0-9a-f]{16}\/style\.css)"/.exec(text)?.[1] ?? ''
    const answer = await request(address)
    expect(answer.headers.get('cache-control')).toContain('immutable')
    expect(answer.headers.get('content-type')).toContain('text/css')
  })

  test('a page that asks for itself again hears nothing until something changed', async () => {
    const { cookie } = await signIn()
    const path = `/admin/orders/${seeded.done.id}`
    const first = await (await request(path, { headers: { cookie } })).text()
    const seen = /Orderbridge-Seen&quot;:&quot;([\w-]+)/.exec(first)?.[1] ?? ''
    const ask = () => request(path, { headers: { cookie, 'hx-request': 'true', 'orderbridge-seen': seen } })
    expect((await ask()).status).toBe(204)
    await database.db.update(orders).set({ status: 'checked' }).where(eq(orders.id, seeded.done.id))
    const changed = await ask()
    expect(changed.status).toBe(200)
    expect(await changed.text()).toMatch(/^<div id="page"/)
  })

  test('what was sent is shown without the person', async () => {
    const { read } = await signIn()
    const text = await (await request(`/admin/orders/attempts/${seeded.attemptId}`, read)).text()
    expect(text).toContain('CardCode')
    expect(text).not.toContain('Horvat')
    expect(text).not.toContain(seeded.done.email)
    const usa = await signIn({ stores: ['usa'] })
    expect((await request(`/admin/orders/attempts/${seeded.attemptId}`, usa.read)).status).toBe(404)
  })

  test('a number that belongs to one order leads straight to it', async () => {
    const { read } = await signIn()
    for (const search of [seeded.done.number, seeded.done.number.replace(/^0+/, ''), seeded.done.erpNumber]) {
      const answer = await request(`/admin/orders?q=${search}`, read)
      expect([answer.status, answer.headers.get('location')], search).toEqual([302, `/admin/orders/${seeded.done.id}`])
    }
  })

  test('an e-mail address of one order leads straight to it, a SKU of one to a list, and so does a name', async () => {
    const { read } = await signIn()
    const { read: masked } = await signIn({ roles: ['view'] })
    await database.sql`update orders set customer_email = 'only.one@home.example' where id = ${seeded.done.id}`
    for (const headers of [read, masked]) {
      const answer = await request('/admin/orders?q=Only.One%40home.example', headers)
      expect([answer.status, answer.headers.get('location')]).toEqual([302, `/admin/orders/${seeded.done.id}`])
    }
    const [line] = await database.sql`
      update orders set canonical = jsonb_set(canonical, '{lines,0,sku}', '"ONLY-1"') where id = ${seeded.done.id}
      returning customer_name as name`
    for (const search of ['ONLY-1', String(line?.name)])
      expect((await request(`/admin/orders?q=${encodeURIComponent(search)}`, read)).status, search).toBe(200)
    expect((await request('/admin/orders?phase=done&q=only.one%40home.example', read)).status).toBe(200)
    await database.sql`update orders set customer_email = ${seeded.done.email} where id = ${seeded.done.id}`
  })

  test("the tab in Magento's order leads to that order, also where another has its number", async () => {
    const { read } = await signIn()
    const [order] = await database.sql`select magento_id, number from orders where id = ${seeded.done.id}`
    await database.sql`update orders set number = ${String(order?.number)} where id = ${seeded.waiting.id}`
    const tab = (entity: string) => `/admin/orders?store=main&q=${order?.number}&entity=${entity}`
    const answer = await request(tab(String(order?.magento_id)), read)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `/admin/orders/${seeded.done.id}`])
    for (const entity of ['99999', '0', 'x', '99999999999999999999'])
      expect((await request(tab(entity), read)).status, entity).toBe(200)
    await database.sql`update orders set number = ${seeded.waiting.number} where id = ${seeded.waiting.id}`
  })

  test('addresses with nonsense in them still answer', async () => {
    const { read } = await signIn()
    for (const query of [
      'after=x',
      'before=-1-2',
      'after=99999999999999999-1',
      'phase=nothing',
      'age=%00',
      'hour=2026-99-99T99',
      'problem=1e9',
      'from=never',
      'placed=7d&store=none',
      `q=${'%25'.repeat(300)}`,
      'q=%00',
      'q=%E0%A4%A',
      "q='%20or%201=1--",
      'q=%26%7C!:*',
    ])
      expect((await request(`/admin/orders?${query}`, read)).status, query).toBe(200)
    expect((await request('/admin/', read)).headers.get('location')).toBe(`${ORIGIN}/admin`)
    expect((await request('/admin/orders/changes?top=1&bottom=2&since=x', read)).status).toBe(400)
    expect((await request('/admin/orders/99999999999999999999', read)).status).toBe(404)
  })
})
