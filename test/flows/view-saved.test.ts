import { desc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { audit } from '../../src/db/schema/operations.ts'
import { savedViews } from '../../src/db/schema/saved-views.ts'
import { verifyAudit } from '../../src/flows/audit/verify-audit.ts'
import type { Role } from '../../src/flows/context.ts'
import { listSavedViews } from '../../src/flows/view/list-saved-views.ts'
import { MOST_VIEWS, removeView, saveColumns, saveView } from '../../src/flows/view/save-view.ts'
import { seed } from '../browser/seed.ts'
import { createPage, pageContext } from '../browser/serve.ts'
import { testDatabase } from '../support/database.ts'

const ORIGIN = 'https://bridge.example'
const now = new Date('2026-03-10T13:20:00Z')
const database = await testDatabase()
const { db, box } = database
await seed(db, box, now)
const clock = { now: () => now }
const contexts = pageContext(database, clock)
const person = (id: string, roles: readonly Role[], stores = ['main']) =>
  contexts.context({ kind: 'admin_user', id, name: id, roles, stores })
const petra = person('main:7', ['view'])
const ana = person('main:8', ['view'])
const lead = person('main:9', ['view', 'configure'])

const names = async (ctx: typeof petra, stores = ['main']) =>
  (await listSavedViews(ctx, stores)).views.map(({ name }) => name)
const newest = async () => (await db.select().from(audit).orderBy(desc(audit.at), desc(audit.seq)).limit(1))[0]

describe('a saved view', () => {
  test('is its owner’s alone, until it is everybody’s', async () => {
    await saveView(petra, { store: 'main', name: 'Late', query: 'phase=waiting', shared: false })
    expect(await names(petra)).toEqual(['Late'])
    expect(await names(ana)).toEqual([])
    await saveView(lead, { store: 'main', name: 'Held', query: 'phase=held', shared: true })
    expect([await names(petra), await names(ana)]).toEqual([['Held', 'Late'], ['Held']])
    expect(await names(petra, ['usa'])).toEqual([])
  })

  test('of the same name is replaced', async () => {
    await saveView(petra, { store: 'main', name: 'Late', query: 'phase=waiting&age=1d', shared: false })
    const { views } = await listSavedViews(petra, ['main'])
    expect(views.filter(({ name }) => name === 'Late').map(({ query }) => query)).toEqual(['phase=waiting&age=1d'])
  })

  test('for everybody needs the role to configure that store, and is audited without what was searched for', async () => {
    const view = { name: 'All', query: 'q=ana%40example.com&columns=total', shared: true }
    await expect(saveView(petra, { ...view, store: 'main' })).rejects.toThrow('configure')
    await expect(saveView(lead, { ...view, store: 'usa' })).rejects.toThrow('may not act on store usa')
    await expect(saveView(lead, { ...view, store: '*' })).rejects.toThrow('all stores')
    await saveView(lead, { ...view, store: 'main' })
    const entry = await newest()
    expect(entry).toMatchObject({ store: 'main', action: 'view.share', subject: 'view All' })
    expect(JSON.stringify(entry?.after)).not.toContain('ana')
    await saveView(lead, { ...view, store: 'main' })
    expect((await newest())?.seq).toBe(entry?.seq)
  })

  test('is removed by its owner, that of everybody by who may configure, that of another by nobody', async () => {
    const idOf = async (name: string) =>
      (await db.select().from(savedViews).where(eq(savedViews.name, name)))[0]?.id ?? 0
    const stores = ['main']
    await expect(removeView(ana, { stores, id: await idOf('Late') })).rejects.toThrow('not there any more')
    await expect(removeView(petra, { stores, id: await idOf('Held') })).rejects.toThrow('configure')
    expect(await removeView(lead, { stores, id: await idOf('Held') })).toBe('Held')
    expect(await newest()).toMatchObject({ action: 'view.remove', subject: 'view Held' })
    await removeView(petra, { stores, id: await idOf('Late') })
    expect(await names(petra)).toEqual(['All'])
    expect((await verifyAudit({ db })).flatMap(chain => chain.breaks)).toEqual([])
  })

  test('is one of so many, and replacing one of them is still possible', async () => {
    const save = (name: string) => saveView(ana, { store: 'main', name, query: 'phase=held', shared: false })
    for (let i = 0; i < MOST_VIEWS; i++) await save(`view ${i}`)
    await expect(save('one more')).rejects.toThrow(`${MOST_VIEWS} saved views already`)
    await save('view 3')
  })

  test('needs the role to look, also for one’s own', async () => {
    const nobody = person('main:10', ['operate'])
    await expect(saveColumns(nobody, 'columns=total')).rejects.toThrow('You may not see this page')
    await expect(removeView(nobody, { stores: ['main'], id: 1 })).rejects.toThrow('You may not see this page')
  })
})

/** Signs in by a link, as a browser would: a new session each time. */
async function signIn(name: string, roles: readonly Role[], stores: readonly string[] | 'all' = ['main']) {
  const page = await createPage(database, ORIGIN, clock)
  const link = new URL(await page.loginLink({ name, roles, ...(stores !== 'all' && { stores }) }))
  const login = await page.app.request(`${ORIGIN}/admin/login`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: `token=${link.searchParams.get('token')}`,
  })
  const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const get = async (path: string) => (await page.app.request(`${ORIGIN}${path}`, { headers: { cookie } })).text()
  const form = /Orderbridge-Form&quot;:&quot;([\w-]+)/.exec(await get('/admin'))?.[1] ?? ''
  const headers = {
    cookie,
    'orderbridge-form': form,
    'sec-fetch-site': 'same-origin',
    'hx-request': 'true',
    'content-type': 'application/x-www-form-urlencoded',
  }
  const post = (path: string, fields: Record<string, string>) =>
    page.app.request(`${ORIGIN}${path}`, { method: 'POST', headers, body: new URLSearchParams(fields).toString() })
  return { get, post }
}

const heads = (text: string): string[] =>
  [...text.matchAll(/<th scope="col"[^>]*>([^<]*)</g)].map(([, head]) => head ?? '')

describe('the page of orders', () => {
  test('keeps the columns that somebody chose, also in the next session, and shows those of the address first', async () => {
    const first = await signIn('Maja', ['view'])
    expect(heads(await first.get('/admin/orders'))).toContain('Last step')
    const answer = await first.post('/admin/orders/views/columns?phase=held&columns=step', { total: 'on', email: 'on' })
    expect(answer.headers.get('orderbridge-show')).toBe('/admin/orders?phase=held')
    const next = await signIn('Maja', ['view'])
    expect(heads(await next.get('/admin/orders'))).toEqual(['Order', 'E-mail', 'Total'])
    expect(heads(await next.get('/admin/orders?columns=erp,nonsense'))).toEqual(['Order', 'ERP number'])
    expect(heads(await (await signIn('Tine', ['view'])).get('/admin/orders'))).toContain('Last step')
    const none = await first.post('/admin/orders/views/columns', {})
    expect([none.status, await none.text()]).toEqual([422, expect.stringContaining('Choose a column')])
  })

  test('saves what it shows under a name, opens it, and marks it', async () => {
    const { get, post } = await signIn('Maja', ['view'])
    const saved = await post('/admin/orders/views?phase=held&age=1d&after=1-1', { name: ' Stuck & old ' })
    const address = '/admin/orders?phase=held&age=1d&columns=email,total'
    expect([saved.status, saved.headers.get('orderbridge-show')]).toEqual([200, address])
    const text = await get(address)
    expect(text).toContain(`<a href="${address.replaceAll('&', '&amp;')}" aria-current="page">Stuck &amp; old`)
    expect(text).toContain('Remove view…')
    expect(await get('/admin/orders')).not.toContain('Remove view…')
    const nameless = await post('/admin/orders/views?phase=held', { name: '  ' })
    expect([nameless.status, await nameless.text()]).toEqual([422, expect.stringContaining('Give the view a name')])
  })

  test('offers to share to those who may, and refuses the others', async () => {
    const maja = await signIn('Maja', ['view'])
    expect(await maja.get('/admin/orders/views/new?phase=held')).not.toContain('For everybody')
    expect((await maja.post('/admin/orders/views?phase=held', { name: 'Ours', shared: 'on' })).status).toBe(403)
    const boss = await signIn('Boss', ['view', 'configure'])
    expect(await boss.get('/admin/orders/views/new?phase=held')).toContain('For everybody of store main')
    expect((await boss.post('/admin/orders/views?phase=held', { name: 'Ours', shared: 'on' })).status).toBe(200)
    expect(await maja.get('/admin/orders')).toContain('Ours<span class="under-inline"> for everybody</span>')
  })

  test('lets somebody who holds all stores share for all of them, which who has one of them cannot remove', async () => {
    const owner = await signIn('Owner', ['view', 'configure'], 'all')
    expect(await owner.get('/admin/orders/views/new?phase=open')).toContain('For everybody of all stores')
    const saved = await owner.post('/admin/orders/views?phase=open&columns=erp', { name: 'Open ones', shared: 'on' })
    expect(saved.status).toBe(200)
    const address = '/admin/orders?phase=open&columns=erp'
    expect(await owner.get(address)).toContain('Remove view…')
    const boss = await signIn('Boss', ['view', 'configure'])
    expect(await boss.get(address)).toMatch(/aria-current="page">Open ones/)
    expect(await boss.get(address)).not.toContain('Remove view…')
    const [view] = await db.select().from(savedViews).where(eq(savedViews.name, 'Open ones'))
    expect((await boss.post(`/admin/orders/views/${view?.id}/remove`, {})).status).toBe(403)
    expect((await owner.post(`/admin/orders/views/${view?.id}/remove`, {})).status).toBe(200)
  })

  test('a view of one store stays with it for who sees several', async () => {
    const maja = await signIn('Maja', ['view'], ['usa'])
    await maja.post('/admin/orders/views?phase=done&columns=erp', { name: 'American' })
    const everywhere = await signIn('Maja', ['view'], ['main', 'usa'])
    const address = '/admin/orders?phase=done&columns=erp&store=usa'
    const text = await everywhere.get(address)
    expect(text).toContain(`<a href="${address.replaceAll('&', '&amp;')}" aria-current="page">American`)
    expect(text).not.toMatch(/<span class="under"><time[^>]*>[^<]*<\/time> · main</)
    const elsewhere = await everywhere.get('/admin/orders?phase=done&columns=erp&store=main')
    expect(elsewhere).not.toContain('aria-current="page">American')
  })

  test('is closed to those who may not look', async () => {
    const { get, post } = await signIn('Blind', ['operate', 'configure'])
    for (const path of ['columns', 'new', '1/remove'])
      expect(await get(`/admin/orders/views/${path}`)).toContain('role')
    expect((await post('/admin/orders/views/columns', { total: 'on' })).status).toBe(403)
    expect((await post('/admin/orders/views', { name: 'x' })).status).toBe(403)
    expect((await post('/admin/orders/views/1/remove', {})).status).toBe(403)
  })

  test('says its filter as a sentence, of which each part can be taken out', async () => {
    const { get } = await signIn('Administrator', ['view'], ['main', 'usa'])
    const text = await get('/admin/orders?q=ana&phase=waiting,held&age=15m&hour=2026-03-10T12&store=usa&columns=total')
    const parts = [...text.matchAll(/<span class="part"><span>(.*?)<\/span><a href="([^"]*)"/g)]
    expect(parts.map(([, said]) => said?.replace(/ <time.*/, ''))).toEqual([
      '“ana”',
      'waiting or needs a person',
      'longer than 15 minutes',
      'placed in the hour from',
      'store Home &amp; Oak US',
    ])
    const without = parts.map(([, , address]) => new URLSearchParams(address?.replaceAll('&amp;', '&').split('?')[1]))
    for (const [index, name] of ['q', 'phase', 'age', 'placed', 'store'].entries()) {
      expect(without[index]?.has(name)).toBe(false)
      expect([...(without[index]?.keys() ?? [])]).toHaveLength(5)
      expect(without[index]?.get('columns')).toBe('total')
    }
  })

  test('a row that changes keeps the columns that the page has', async () => {
    const { get } = await signIn('Maja', ['view'])
    const text = await get('/admin/orders?columns=erp')
    const watcher = /hx-get="(\/admin\/orders\/changes[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const changes = new URL(watcher, ORIGIN)
    changes.searchParams.set('since', '0')
    const rows = await get(changes.pathname + changes.search)
    const cells = [...rows.matchAll(/<tr id="order-\d+"[^>]*>(.*?)<\/tr>/g)].map(
      ([, row]) => row?.match(/<td/g)?.length,
    )
    expect(cells.length).toBeGreaterThan(10)
    expect(new Set(cells)).toEqual(new Set([1]))
  })
})
