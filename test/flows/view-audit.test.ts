import { describe, expect, test } from 'vitest'
import { writeAudit } from '../../src/flows/audit/write-audit.ts'
import type { Actor } from '../../src/flows/context.ts'
import { listAuditChain } from '../../src/flows/view/list-audit-chain.ts'
import { seed } from '../browser/seed.ts'
import { createPage } from '../browser/serve.ts'
import { testDatabase } from '../support/database.ts'

const ORIGIN = 'https://bridge.example'
const NOW = new Date('2026-03-10T13:20:00Z')
const database = await testDatabase()
await seed(database.db, database.box, NOW)
const clock = { now: () => NOW }
const page = await createPage(database, ORIGIN, clock)
const PETRA: Actor = { kind: 'admin_user', id: 'main:7', name: 'Petra', roles: ['view', 'operate'] }
const ctx = { db: database.db, clock, actor: PETRA }

for (let number = 1; number <= 120; number += 1)
  await writeAudit(ctx, {
    store: 'main',
    action: number % 10 === 0 ? 'order.skip' : 'order.push',
    subject: `order:${number}`,
    reason: number === 3 ? 'a 100% <b>test</b>' : null,
  })
await writeAudit(ctx, { store: '*', action: 'secrets.rotate', subject: 'installation' })

async function signIn(options: Parameters<typeof page.loginLink>[0] = {}) {
  const token = new URL(await page.loginLink(options)).searchParams.get('token') ?? ''
  const headers = {
    'sec-fetch-site': 'same-origin',
    'hx-request': 'true',
    'content-type': 'application/x-www-form-urlencoded',
  }
  const send = (path: string, form: Record<string, string>, more: Record<string, string> = {}) =>
    page.app.request(`${ORIGIN}${path}`, {
      method: 'POST',
      headers: { ...headers, ...more },
      body: new URLSearchParams(form).toString(),
    })
  const answer = await send('/admin/login', { token })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const read = async (path: string) => await page.app.request(`${ORIGIN}${path}`, { headers: { cookie } })
  const form = /Orderbridge-Form&quot;:&quot;([\w-]+)/.exec(await (await read('/admin')).text())?.[1] ?? ''
  return {
    read,
    post: (path: string, fields: Record<string, string>) => send(path, fields, { cookie, 'orderbridge-form': form }),
  }
}

describe('the audit page', () => {
  test('shows the newest entries of a store first and turns its pages without losing one', async () => {
    const seen: number[] = []
    let paging = {}
    for (;;) {
      const found = await listAuditChain(ctx, { chain: 'main', search: '', paging })
      seen.push(...found.rows.map(({ seq }) => seq))
      if (!found.older) break
      paging = { after: found.older }
    }
    expect(seen).toEqual(seen.toSorted((a, b) => b - a))
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThanOrEqual(120)
    const back = await listAuditChain(ctx, {
      chain: 'main',
      search: '',
      paging: { before: { at: NOW, id: seen[60] ?? 0 } },
    })
    expect(back.rows.map(({ seq }) => seq)).toEqual(seen.slice(10, 60))
  })

  test('finds a word in what was done, to what, by whom and why, and takes signs for signs', async () => {
    const find = async (search: string) => (await listAuditChain(ctx, { chain: 'main', search, paging: {} })).rows
    expect(await find('order.skip')).toHaveLength(12)
    expect((await find('order:117')).map(({ subject }) => subject)).toEqual(['order:117'])
    expect(await find('0% <b>')).toHaveLength(1)
    expect(await find('0_ <b>')).toHaveLength(0)
    expect((await find('petra')).length).toBe(50)
  })

  test('is shown with its reasons escaped, and says that the chain is whole', async () => {
    const { read, post } = await signIn()
    const text = await (await read('/admin/audit?chain=main&q=order%3A3')).text()
    expect(text).toContain('Pushed an order')
    expect(text).toContain('a 100% &lt;b&gt;test&lt;/b&gt;')
    expect(await (await post('/admin/audit/verify', { chain: 'main' })).text()).toMatch(/\d+ entries, unbroken/)
    expect(await (await read('/admin/audit?chain=*')).text()).toContain('Changed the key of the secrets')
  })

  test('names the entry that somebody has changed in the database', async () => {
    const { post } = await signIn()
    await database.sql`alter table audit disable trigger user`
    await database.sql`update audit set subject = 'order:999' where store = 'main' and subject = 'order:60'`
    const answer = await post('/admin/audit/verify', { chain: 'main' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toMatch(/the audit is broken. entry \d+ \(order.skip order:999/)
  })

  test('shows nobody the chain of a store that is not theirs', async () => {
    const { read, post } = await signIn({ stores: ['other'] })
    expect((await read('/admin/audit?chain=main')).status).toBe(404)
    expect((await read('/admin/audit?chain=*')).status).toBe(404)
    expect((await post('/admin/audit/verify', { chain: 'main' })).status).toBe(404)
  })
})
