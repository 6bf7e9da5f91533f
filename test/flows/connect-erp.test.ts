import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { say, speak } from '../../src/admin-ui/language/say.tsx'
import { told } from '../../src/admin-ui/language/told.ts'
import { audit } from '../../src/db/schema/operations.ts'
import { orders } from '../../src/db/schema/orders.ts'
import { connections, stores } from '../../src/db/schema/stores.ts'
import { settingsVersions } from '../../src/db/schema/versions.ts'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { PRIVATE_REMEDIES } from '../../src/flows/config/private-network.ts'
import { connectErp } from '../../src/flows/connect/connect-erp.ts'
import { CONNECT_PAUSE } from '../../src/flows/connect/connect-pause.ts'
import type { Draft } from '../../src/flows/connect/read-draft.ts'
import { tryConnection } from '../../src/flows/connect/try-connection.ts'
import type { Actor } from '../../src/flows/context.ts'
import { signIn } from '../support/sign-in.ts'
import { CONNECTION, createWorld, STORE, type World } from '../support/world.ts'

const AT = `/admin/connect/${STORE}/sap-b1`
const SECRET = 'not-to-be-seen-7Q'

/** A store that is paired and has no ERP. */
async function emptyWorld(): Promise<World> {
  const world = await createWorld()
  await world.database.db.delete(settingsVersions)
  await world.database.db.delete(connections)
  await world.remotes.refresh()
  return world
}

const rowsOf = (world: World) => world.database.db.select().from(connections)
const draftOf = ({ b1 }: World, over: Partial<Draft> = {}): Draft => ({
  store: STORE,
  kind: 'sap-b1',
  code: 'sap',
  name: 'Our SAP',
  settings: { url: b1.url, companyDb: b1.credentials.companyDb },
  secrets: { user: b1.credentials.user, password: b1.credentials.password },
  privateNetwork: true,
  ...over,
})
const formOf = (world: World, over: Readonly<Record<string, string>> = {}) => {
  const { settings, secrets } = draftOf(world)
  return {
    ...{ code: 'sap', name: 'Our SAP', private: 'yes' },
    ...{ 'settings.url': settings.url ?? '', 'settings.companyDb': settings.companyDb ?? '' },
    ...{ 'secrets.user': secrets.user ?? '', 'secrets.password': secrets.password ?? '' },
    ...over,
  }
}
const MARKS: Readonly<Record<string, string>> = { quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' }
const shownText = (page: string): string =>
  (/<textarea id="text"[^>]*>([^<]*)</.exec(page)?.[1] ?? '').replace(/&(\S+?);/g, (_, mark) => MARKS[mark] ?? '')
const consultant = (stores?: readonly string[]): Actor => ({
  kind: 'admin_user',
  id: 'main:7',
  name: 'Jan',
  roles: ['view', 'configure'],
  ...(stores && { stores }),
})

test('a store without an ERP leads to a form, a test that stores nothing, and a connection that waits for its start', async () => {
  await using world = await emptyWorld()
  const person = await signIn(world)
  expect((await person.get(`/admin/first-run/${STORE}`)).text).toContain(`href="/admin/connect/${STORE}"`)
  const kinds = (await person.get(`/admin/connect/${STORE}`)).text
  for (const kind of ['sap-b1', 'icenter', 'http-flow']) expect(kinds).toContain(`/admin/connect/${STORE}/${kind}`)
  expect((await person.get(AT)).text).toContain('type="password"')

  const wrong = await person.post(`${AT}/test`, formOf(world, { 'secrets.password': SECRET }))
  expect(wrong.text).toContain('Needs attention')
  expect(wrong.text).not.toContain(SECRET)
  expect((await person.post(`${AT}/test`, formOf(world))).text).toContain('Well')
  expect(await rowsOf(world)).toEqual([])

  expect((await person.post(AT, formOf(world))).text).toContain('Saved.')
  expect(await rowsOf(world)).toMatchObject([{ code: 'sap', name: 'Our SAP', pausedReason: CONNECT_PAUSE }])
  expect((await person.get(`/admin/first-run/${STORE}?step=erp`)).text).toContain('Our SAP')
  await person.post(`/admin/first-run/${STORE}/check`, { side: 'sap' })
  expect((await person.get(`/admin/mappings/sap`)).status).toBe(200)

  await world.remotes.refresh()
  world.place('customer')
  await world.runUntilQuiet()
  expect(world.b1.list('Orders')).toEqual([])
  expect((await person.get(`/admin/first-run/${STORE}?step=start`)).text).toContain('Nothing is sent to Our SAP yet.')
  expect((await person.post(`/admin/first-run/${STORE}/start`)).text).toContain('is sending')
  expect((await rowsOf(world))[0]?.pausedAt).toBeNull()
})

test('the secret is in no page, no audit and no plain row, and the audit has who made the connection', async () => {
  await using world = await emptyWorld()
  await connectErp(world.context(consultant()), draftOf(world, { secrets: { user: 'bridge', password: SECRET } }))
  const written = await world.database.db.select().from(audit).where(eq(audit.action, 'connection.create'))
  expect(written).toMatchObject([{ subject: 'connection sap', actor: 'Jan', store: STORE }])
  const person = await signIn(world)
  const shown = [await person.get('/admin/connections'), await person.get('/admin/connections/sap/settings')]
  const rows = await rowsOf(world)
  expect(JSON.stringify([written, shown, rows])).not.toContain(SECRET)
  for (const { secrets } of rows) expect(Buffer.from(secrets).toString('latin1')).not.toContain(SECRET)
})

test('every mistake is said with the name of its field, and nothing is stored', async () => {
  await using world = await emptyWorld()
  const person = await signIn(world)
  const { status, text } = await person.post(
    AT,
    formOf(world, { code: 'Über', 'settings.url': 'b1.example', 'settings.companyDb': '' }),
  )
  expect(status).toBe(422)
  for (const said of ['Code', 'Address of the Service Layer', 'Company database', 'is missing'])
    expect(text).toContain(said)
  const carried = await person.post(AT, formOf(world, { 'settings.url': 'https://bridge:x@b1.example' }))
  expect(carried.text).toContain('must not hold a user or password')
  expect((await person.post(AT, formOf(world))).status).toBe(200)
  expect((await person.post(AT, formOf(world))).text).toContain('already. Use another code.')
  expect(await rowsOf(world)).toHaveLength(1)
})

test('who may not configure the store makes and tests nothing there, and calls no private address for all the others', async () => {
  await using world = await emptyWorld()
  const clerk = await signIn(world, { roles: ['view', 'operate'] })
  for (const path of [`/admin/connect/${STORE}`, AT]) expect((await clerk.get(path)).status, path).toBe(403)
  for (const path of [AT, `${AT}/test`, `${AT}/check`])
    expect((await clerk.post(path, formOf(world))).status, path).toBe(403)
  expect((await clerk.get(`/admin/first-run/${STORE}`)).text).not.toContain('/admin/connect/')
  const person = await signIn(world)
  for (const path of ['/admin/connect/other', '/admin/connect/other/sap-b1'])
    expect((await person.get(path)).status, path).toBe(404)
  expect((await person.post('/admin/connect/other/sap-b1', formOf(world))).status).toBe(404)

  const foreign = world.context(consultant(['other']))
  await expect(connectErp(foreign, draftOf(world))).rejects.toThrow('You may not')
  await expect(tryConnection(foreign, draftOf(world))).rejects.toThrow('You may not')
  // The shop's own people configure the shop; the network that Orderbridge stands in belongs to all.
  const own = world.context(consultant([STORE]))
  await expect(connectErp(own, draftOf(world))).rejects.toThrow('You may not act on all stores')
  await expect(tryConnection(own, draftOf(world))).rejects.toThrow('You may not act on all stores')
  const [finding] = await tryConnection(own, draftOf(world, { privateNetwork: false }))
  expect(finding).toMatchObject({ ok: false, remedy: expect.stringContaining('login link for all stores') })
  const [forAll] = await tryConnection(world.context(consultant()), draftOf(world, { privateNetwork: false }))
  expect(forAll?.remedy).toContain('“The ERP stands in a private network”')
  expect(await rowsOf(world)).toEqual([])
})

test('whoever reads that a private address is not called is told what allows it: the box, and the key', async () => {
  await using world = await createWorld({
    store: { allowPrivateNetwork: false },
    policies: { allowPrivateNetwork: false },
  })
  const person = await signIn(world, { roles: ['view', 'operate', 'configure'] })
  const test = async (kind: string, code: string) => (await person.post('/admin/connections/test', { kind, code })).text
  const pairing = (await person.get('/admin/connections/pair')).text
  expect(pairing).toContain('It stands in a private network')
  expect(await test('store', STORE)).toContain(
    'with “It stands in a private network” ticked (orderbridge pair CODE --allow-private-network), or set allowPrivateNetwork: true',
  )
  expect(await test('connection', CONNECTION)).toContain('set policies.allowPrivateNetwork of the connection to true')
  for (const [language, label] of [
    ['de', '„Er steht in einem privaten Netz“'],
    ['sl', '»Je v zasebnem omrežju«'],
  ] as const) {
    expect(speak(language, () => told(PRIVATE_REMEDIES.store))).toContain(label)
    expect(label).toContain(speak(language, () => say('It stands in a private network')))
  }
})

test('a flow begins with a text that fits, and says which secret it misses', async () => {
  await using world = await emptyWorld()
  const person = await signIn(world)
  const flow = `/admin/connect/${STORE}/http-flow`
  const { text: page } = await person.get(flow)
  const text = shownText(page)
  expect(JSON.parse((await person.post(`${flow}/check`, { text })).text)).toMatchObject({ marks: [] })
  expect(JSON.parse((await person.get(`${flow}/words`)).text).places).not.toEqual([])
  const broken = JSON.parse((await person.post(`${flow}/check`, { text: 'url: 7' })).text)
  expect(broken.marks).toContainEqual(expect.objectContaining({ place: 'url', line: 1 }))
  const form = { code: 'erp', name: 'Our ERP', text, 'secretName.0': 'user', 'secretValue.0': 'bridge' }
  expect((await person.post(flow, form)).text).toContain('password')
  const whole = { ...form, 'secretName.1': 'password', 'secretValue.1': SECRET }
  expect((await person.post(flow, whole)).text).toContain('Saved.')
  expect(await rowsOf(world)).toMatchObject([{ code: 'erp', kind: 'http-flow' }])
  expect((await person.get('/admin/connections/erp/settings')).text).not.toContain(SECRET)
})

test.each([
  { id: 's4hana', name: 'SAP S/4HANA', secrets: ['user', 'password'] },
  { id: 'netsuite', name: 'Oracle NetSuite', secrets: ['consumerKey', 'consumerSecret', 'token', 'tokenSecret'] },
])('for $name there is a text to begin with, which asks for its secrets by name', async ({ id, name, secrets }) => {
  await using world = await emptyWorld()
  const person = await signIn(world)
  const flow = `/admin/connect/${STORE}/http-flow`
  expect((await person.get(`/admin/connect/${STORE}`)).text).toContain(`href="${flow}?with=${id}"`)
  const { text: page } = await person.get(`${flow}?with=${id}`)
  const names = [...page.matchAll(/name="secretName\.\d+"[^>]*value="(\w+)"/g)].map(([, found]) => found)
  expect(names).toEqual(secrets)
  expect(page).toContain(`value="${name}"`)
  const text = shownText(page)
  expect(JSON.parse((await person.post(`${flow}/check`, { text })).text)).toMatchObject({ marks: [] })
  const given = secrets.flatMap((secret, index) => [
    [`secretName.${index}`, secret],
    [`secretValue.${index}`, SECRET],
  ])
  const form = { code: id, name, text, ...Object.fromEntries(given) }
  expect((await person.post(flow, form)).text).toContain('Saved.')
  expect(await rowsOf(world)).toMatchObject([{ code: id, name, kind: 'http-flow', pausedReason: CONNECT_PAUSE }])
  expect((await person.get(`${flow}?with=another`)).text).toContain(
    'There is no flow &quot;another&quot; to begin with here.',
  )
})

test('beside another ERP it takes the store views that were named for it, and nobody else’s orders wait for it', async () => {
  await using world = await createWorld()
  const ctx = world.context(consultant())
  await connectErp(ctx, draftOf(world, { code: 'aaa' }))
  expect(await world.remotes.connection('aaa')).toMatchObject({ policies: { views: [] }, paused: true })
  world.place('customer')
  await world.runUntilQuiet()
  expect((await world.database.db.select().from(orders))[0]?.acknowledgedAt).not.toBeNull()
  await expect(connectErp(ctx, draftOf(world, { code: 'zzz', views: ['si'] }))).rejects.toThrow('go to b1')
  await connectErp(ctx, draftOf(world, { code: 'aab', views: ['si'] }))
  expect((await world.remotes.connection('aab')).policies.views).toEqual(['si'])
})

test('a file that does not name it leaves it alone, one that says otherwise says what it takes back, and neither makes it send', async () => {
  await using world = await createWorld()
  await connectErp(world.context(consultant()), draftOf(world, { code: 'sap' }))
  expect((await world.configure({})).notInFile).toEqual(['connection sap'])
  const { settings, secrets } = draftOf(world)
  const entry = { code: 'sap', store: STORE, kind: 'sap-b1', name: 'Our SAP', secrets, policies: {} }
  const apply = (connection: object, dryRun = false) =>
    applyConfiguration(
      { ...world.ctx, actor: { kind: 'cli', user: 'ada' } },
      { text: JSON.stringify({ connections: [connection] }), fileName: 'f.yaml', variables: {}, dryRun },
    )
  const { changes } = await apply({ ...entry, settings: { ...settings, companyDb: 'OTHER' } })
  expect(changes.map(({ text }) => text).join('\n')).toContain('this takes back version 1 of the settings, made by Jan')
  expect((await rowsOf(world)).find(({ code }) => code === 'sap')?.pausedReason).toBe(CONNECT_PAUSE)
  await expect(apply({ ...entry, kind: 'icenter', settings: {} })).rejects.toThrow()
  await world.database.db.update(stores).set({ pausedAt: null })
  await expect(connectErp(world.context(consultant()), draftOf(world, { code: 'b1' }))).rejects.toThrow('already')
})
