import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { audit, schedules } from '../../src/db/schema/operations.ts'
import { connections } from '../../src/db/schema/stores.ts'
import { settingsVersions } from '../../src/db/schema/versions.ts'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { readAccess } from '../../src/flows/connect/access-of.ts'
import { changeAccess, tryAccess } from '../../src/flows/connect/change-access.ts'
import { connectErp } from '../../src/flows/connect/connect-erp.ts'
import { removeConnection } from '../../src/flows/connect/remove-connection.ts'
import type { Actor } from '../../src/flows/context.ts'
import { signIn } from '../support/sign-in.ts'
import { CONNECTION, createWorld, STORE, type World } from '../support/world.ts'

const AT = `/admin/connections/${CONNECTION}/access`
const SECRET = 'not-to-be-seen-7Q'
const actor = (stores?: readonly string[]): Actor => ({
  kind: 'admin_user',
  id: 'main:7',
  name: 'Jan',
  roles: ['view', 'configure'],
  ...(stores && { stores }),
})
const changeOf = (base: number, secrets: Readonly<Record<string, string>>, settings = {}) => ({
  ...{ connection: CONNECTION, base, settings, secrets, reason: 'it was changed in SAP' },
})
const rowOf = async ({ database }: World) =>
  (await database.db.select().from(connections).where(eq(connections.code, CONNECTION)))[0]

test('a password is tested, kept and used within a second, and is in no page, audit or plain row', async () => {
  await using world = await createWorld()
  const person = await signIn(world)
  const page = (await person.get(AT)).text
  expect(page).toContain(world.b1.url)
  for (const secret of [world.b1.credentials.password, world.b1.webhookKey]) expect(page).not.toContain(secret)
  const base = /name="base" value="(\d+)"/.exec(page)?.[1] ?? ''
  const before = await rowOf(world)
  expect((await person.post(`${AT}/test`, { base, 'secrets.password': SECRET })).text).toContain('Needs attention')
  expect((await person.post(`${AT}/test`, { base, 'secrets.password': '' })).text).toContain('Well')
  expect(await rowOf(world)).toEqual(before)

  const done = await person.post(AT, { base, 'secrets.password': SECRET, reason: 'The password was changed' })
  expect(done.text).toContain('are changed. They hold within a second.')
  await world.remotes.refresh()
  expect((await world.remotes.connection(CONNECTION)).secrets).toMatchObject({
    user: world.b1.credentials.user,
    password: SECRET,
    webhookKey: world.b1.webhookKey,
  })
  const written = await world.database.db.select().from(audit).where(eq(audit.action, 'connection.change'))
  expect(written).toMatchObject([{ after: { 'secret password': 'changed' }, reason: 'The password was changed' }])
  const shown = [await person.get(AT), await person.get('/admin/connections'), done]
  expect(JSON.stringify([written, shown, await rowOf(world)])).not.toContain(SECRET)
  expect((await person.post(AT, { base, 'secrets.password': 'x', reason: 'x' })).text).toContain('Load the page again')
})

test('another address is a version of the settings, and takes its credentials with it only when they are entered again', async () => {
  await using world = await createWorld()
  const ctx = world.context(actor())
  const { revision } = await readAccess(ctx, CONNECTION)
  const moved = { url: 'https://b1.elsewhere.example:50000' }
  await expect(changeAccess(ctx, changeOf(revision, {}, moved))).rejects.toThrow('enter it again')
  await expect(tryAccess(ctx, changeOf(revision, {}, moved))).rejects.toThrow('enter it again')
  await expect(changeAccess(ctx, changeOf(revision, {}, { url: 'elsewhere' }))).rejects.toThrow('must be an address')
  // Servers of the private network belong to no single shop.
  const own = world.context(actor([STORE]))
  const credentials = { user: 'bridge', password: SECRET }
  await expect(tryAccess(own, changeOf(revision, credentials, moved))).rejects.toThrow('all stores')
  await changeAccess(ctx, changeOf(revision, credentials, moved))
  const [version] = await world.database.db
    .select()
    .from(settingsVersions)
    .where(and(eq(settingsVersions.active, true), eq(settingsVersions.subject, 'b1')))
  expect(version).toMatchObject({ version: 2, reason: 'it was changed in SAP', author: 'Jan', settings: moved })
})

test('a file does not take back credentials that a person entered, unless it is told to; nor what is the same', async () => {
  await using world = await createWorld()
  const ctx = world.context(actor())
  const { revision } = await readAccess(ctx, CONNECTION)
  await changeAccess(ctx, changeOf(revision, { password: SECRET }))
  expect((await rowOf(world))?.secretsBy).toBe('Jan')
  await expect(world.configure({})).rejects.toThrow('were entered on the page by Jan')
  await world.remotes.refresh()
  expect((await world.remotes.connection(CONNECTION)).secrets).toMatchObject({ password: SECRET })
  // Once the file has them, they are the file's.
  const { changes } = await world.configure({ secrets: { password: SECRET } })
  expect(changes).toEqual([
    { subject: 'connection b1', text: 'the file has the credentials that were entered on the page' },
  ])
  expect((await world.configure({ secrets: { password: 'of the file' } })).changes).toHaveLength(1)

  const again = await readAccess(ctx, CONNECTION)
  await changeAccess(ctx, changeOf(again.revision, { password: SECRET }))
  const { settings, policies, name, store, kind } = await world.remotes.connection(CONNECTION)
  const secrets = { user: world.b1.credentials.user, password: 'of the file', webhookKey: world.b1.webhookKey }
  const text = JSON.stringify({ connections: [{ code: CONNECTION, store, kind, name, settings, policies, secrets }] })
  const file = { text, fileName: 'f.yaml', variables: {}, dryRun: false }
  const cli = { ...world.ctx, actor: { kind: 'cli', user: 'ada' } } as const
  await expect(applyConfiguration(cli, { ...file, dryRun: true })).rejects.toThrow('--replace-credentials')
  await applyConfiguration(cli, { ...file, replaceCredentials: true })
  expect((await rowOf(world))?.secretsBy).toBeNull()
})

test('who may not configure the store neither sees nor changes it', async () => {
  await using world = await createWorld()
  const clerk = await signIn(world, { roles: ['view', 'operate'] })
  expect((await clerk.get('/admin/connections')).text).not.toContain(AT)
  expect((await clerk.get(AT)).status).toBe(403)
  for (const path of [AT, `${AT}/test`])
    expect((await clerk.post(path, { base: '1', 'secrets.password': 'x', reason: 'x' })).status, path).toBe(403)
  const person = await signIn(world)
  expect((await person.get('/admin/connections/other/access')).status).toBe(404)
  expect((await person.post('/admin/connections/other/access', { base: '1', reason: 'x' })).status).toBe(404)
  const foreign = world.context(actor(['other']))
  await expect(readAccess(foreign, CONNECTION)).rejects.toThrow('You may not')
  await expect(changeAccess(foreign, changeOf(1, { password: 'x' }))).rejects.toThrow('You may not')
  await expect(tryAccess(foreign, changeOf(1, { password: 'x' }))).rejects.toThrow('You may not')
})

test('a connection that nothing was planned for is removed with all that is kept of it, and its code is free again', async () => {
  await using world = await createWorld()
  const person = await signIn(world)
  const draft = {
    ...{ store: STORE, kind: 'sap-b1', code: 'mistake', name: 'A mistake', privateNetwork: true },
    settings: { url: world.b1.url, companyDb: 'WRONG' },
    secrets: { user: 'x', password: SECRET },
  }
  await connectErp(world.context(actor()), draft)
  await world.pass(3_600)
  await person.post(`/admin/first-run/${STORE}/check`, { side: 'mistake' })
  const at = '/admin/connections/mistake/remove'
  const clerk = await signIn(world, { roles: ['view', 'operate'] })
  expect((await clerk.get(at)).status).toBe(403)
  expect((await clerk.post(at, { reason: 'x' })).text).toContain('You may not')
  await expect(
    removeConnection(world.context(actor(['other'])), { connection: 'mistake', reason: 'x' }),
  ).rejects.toThrow('You may not')
  expect((await person.get(at)).text).toContain('Remove A mistake')
  expect((await person.post(at, { reason: 'It was a mistake' })).text).toContain('A mistake is removed.')
  await world.remotes.refresh()
  expect(await world.remotes.connectionsOf(STORE)).toHaveLength(1)
  expect(await world.database.db.select().from(schedules).where(eq(schedules.connection, 'mistake'))).toEqual([])
  const written = await world.database.db.select().from(audit).where(eq(audit.action, 'connection.remove'))
  expect(written).toMatchObject([{ before: { kind: 'sap-b1', name: 'A mistake' }, reason: 'It was a mistake' }])
  expect(JSON.stringify(written)).not.toContain(SECRET)
  await connectErp(world.context(actor()), draft)
  expect((await world.remotes.connection('mistake')).paused).toBe(true)
})

test('a connection that orders know stays, and says why', async () => {
  await using world = await createWorld()
  world.place('customer')
  await world.runUntilQuiet()
  const person = await signIn(world)
  const { status, text } = await person.post(`/admin/connections/${CONNECTION}/remove`, { reason: 'x' })
  expect(status).toBe(422)
  expect(text).toContain('cannot be removed: orders were planned for it')
  expect(await rowOf(world)).toBeDefined()
})
