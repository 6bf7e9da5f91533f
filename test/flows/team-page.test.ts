import { expect, test } from 'vitest'
import { audit } from '../../src/db/schema/operations.ts'
import { loginLinks } from '../../src/db/schema/team.ts'
import type { Role } from '../../src/flows/context.ts'
import { seed } from '../browser/seed.ts'
import { createPage } from '../browser/serve.ts'
import { testDatabase } from '../support/database.ts'

const ORIGIN = 'https://bridge.example'
const NOW = new Date('2026-03-10T13:20:00Z')
const database = await testDatabase()
await seed(database.db, database.box, NOW)
const { app, loginLink } = await createPage(database, ORIGIN, { now: () => NOW })

const FORM = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }

/** Opens a link as a person does. */
async function open(link: string) {
  const token = new URL(link).searchParams.get('token') ?? ''
  const body = new URLSearchParams({ token }).toString()
  const answer = await app.request(`${ORIGIN}/admin/login`, { method: 'POST', headers: FORM, body })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const get = async (path: string) => {
    const got = await app.request(ORIGIN + path, { headers: { cookie } })
    return { status: got.status, text: await got.text() }
  }
  const formToken = /Orderbridge-Form&quot;:&quot;([\w-]+)/.exec((await get('/admin/team')).text)?.[1] ?? ''
  const headers = { ...FORM, cookie, 'orderbridge-form': formToken, 'hx-request': 'true' }
  const post = async (path: string, fields: Readonly<Record<string, string>> = {}) => {
    const sent = await app.request(ORIGIN + path, {
      method: 'POST',
      headers,
      body: new URLSearchParams(fields).toString(),
    })
    return { status: sent.status, text: await sent.text() }
  }
  return { status: answer.status, get, post }
}

const someone = async (name: string, roles: readonly Role[], stores?: readonly string[]) =>
  open(await loginLink({ name, roles, ...(stores && { stores }) }))

const ASKED = { name: 'Mojca', 'may-view': 'yes', 'store-main': 'yes', seconds: '900' }

test('who has used the page stands there with their rights, but not who sees more than the viewer', async () => {
  const owner = await someone('Olga', ['view', 'operate', 'configure'])
  await someone('Uwe', ['view'], ['usa'])
  const clerk = await someone('Klara', ['view', 'operate'], ['main'])
  const all = (await owner.get('/admin/team')).text
  for (const name of ['Olga', 'Uwe', 'Klara']) expect(all).toContain(name)
  const seen = (await clerk.get('/admin/team')).text
  expect(seen).toContain('Klara')
  expect(seen).not.toContain('Uwe')
  expect(seen).not.toContain('Olga')
  expect(seen).not.toContain('Make a login link')
})

test('a link is made with rights and stores, shown once, opens the page, and is written down', async () => {
  const owner = await someone('Olga', ['view', 'operate', 'configure'])
  const made = await owner.post('/admin/team/links', ASKED)
  const link = /https:\/\/bridge\.example\/admin\/login\?token=[^<]+/.exec(made.text)?.[0] ?? ''
  // No form that makes another one.
  expect(made.text).not.toContain('hx-post')
  const mojca = await open(link)
  expect(mojca.status).toBe(303)
  expect((await mojca.get('/admin/orders?store=usa')).text).not.toContain('Home &amp; Oak US')
  expect((await mojca.get('/admin/team/links')).status).toBe(403)
  expect((await owner.get('/admin/team')).text).not.toContain(link)
  const entries = (await database.db.select().from(audit)).filter(({ action }) => action === 'login_link.create')
  expect(entries.at(-1)).toMatchObject({ store: 'main', actor: 'Olga', after: { name: 'Mojca', roles: ['view'] } })
})

test('the audit says for whom a login link was made and ended, and nobody sees an address there', async () => {
  const owner = await someone('Olga', ['view', 'operate', 'configure'])
  await owner.post('/admin/team/links', { ...ASKED, name: 'nika@shop.example' })
  const { jti } = (await database.db.select().from(loginLinks)).findLast(link => link.name.startsWith('nika')) ?? {}
  await owner.post(`/admin/team/links/${jti}/end`)
  const viewer = await someone('Vid', ['view'], ['main'])
  for (const person of [owner, viewer]) {
    const { text } = await person.get('/admin/audit?chain=main')
    expect(text).toMatch(/Made a login link<[^>]+>login link for n•••@s•••\.example/)
    expect(text).toMatch(/Ended a login link<[^>]+>login link for n•••@s•••\.example/)
    expect(text).toContain('login link for Mojca')
    expect(text).not.toContain('nika@')
  }
})

test('nobody hands out a right or a store that they do not have', async () => {
  const lead = await someone('Lea', ['view', 'configure'], ['main'])
  const before = (await database.db.select().from(loginLinks)).length
  expect((await lead.post('/admin/team/links', { ...ASKED, all: 'yes' })).status).toBe(403)
  expect((await lead.post('/admin/team/links', { ...ASKED, 'store-main': '', 'store-usa': 'yes' })).status).toBe(422)
  expect((await lead.post('/admin/team/links', { ...ASKED, 'may-view': '', 'may-operate': 'yes' })).status).toBe(422)
  const clerk = await someone('Klara', ['view', 'operate'], ['main'])
  expect((await clerk.post('/admin/team/links', ASKED)).status).toBe(403)
  expect((await database.db.select().from(loginLinks)).length).toBe(before + 1)
})

test('a link that is ended opens nothing, and the session that it became is over', async () => {
  const owner = await someone('Olga', ['view', 'operate', 'configure'])
  const open1 = await someone('Signed', ['view'], ['main'])
  const waiting = await loginLink({ name: 'Waiting', roles: ['view'], stores: ['main'] })
  const links = await database.db.select().from(loginLinks)
  for (const name of ['Signed', 'Waiting']) {
    const jti = links.findLast(link => link.name === name)?.jti
    const stranger = await someone('Uwe', ['view', 'configure'], ['usa'])
    expect((await stranger.post(`/admin/team/links/${jti}/end`)).status).toBe(404)
    expect((await owner.post(`/admin/team/links/${jti}/end`)).text).toContain(`The login link of ${name} is ended.`)
  }
  expect((await open1.get('/admin/team')).status).toBe(401)
  expect((await open(waiting)).status).toBe(410)
  const entries = (await database.db.select().from(audit)).filter(({ action }) => action === 'login_link.end')
  expect(entries.slice(-2)).toMatchObject([
    { actor: 'Olga', subject: 'login link for Signed' },
    { actor: 'Olga', subject: 'login link for Waiting' },
  ])
})
