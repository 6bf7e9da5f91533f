import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { audit } from '../../src/db/schema/operations.ts'
import { connections } from '../../src/db/schema/stores.ts'
import { connectErp } from '../../src/flows/connect/connect-erp.ts'
import type { Actor } from '../../src/flows/context.ts'
import { goBack, previewWayBack } from '../../src/flows/settings/go-back.ts'
import { promoteVersion } from '../../src/flows/version/promote-version.ts'
import { readVersionText } from '../../src/flows/version/read-version-text.ts'
import { saveDraft } from '../../src/flows/version/save-draft.ts'
import { signIn } from '../support/sign-in.ts'
import { CONNECTION, createWorld, STORE, type World } from '../support/world.ts'
import { orderCommands } from './cli-session.ts'

const folder = await mkdtemp(join(tmpdir(), 'orderbridge-access-'))
afterAll(() => rm(folder, { recursive: true }))

const ELSEWHERE = 'https://b1.elsewhere.example:50000'
const SECRET = 'not-to-be-seen-8R'
const EVERYWHERE: Actor = { kind: 'admin_user', id: 'main:7', name: 'Jan', roles: ['view', 'configure'] }

/** A draft whose only change is the address. */
async function moved(world: World, url: string, connection: string = CONNECTION): Promise<number> {
  const ctx = world.context(EVERYWHERE)
  const settings = parse((await readVersionText(ctx, connection)).text)
  const { version } = await saveDraft(ctx, { connection, text: stringify({ ...settings, url }), reason: 'moved' })
  return version
}
const stored = async (world: World) => {
  await world.remotes.refresh()
  const { settings, secrets } = await world.remotes.connection(CONNECTION)
  return { settings, secrets }
}

test('the editor and its way back take another address only with credentials that are entered for it', async () => {
  await using world = await createWorld()
  const before = await stored(world)
  const version = String(await moved(world, ELSEWHERE))
  const { get, post } = await signIn(world)
  const at = `/admin/connections/${CONNECTION}/settings/promote`
  const dialog = (await get(`${at}?version=${version}`)).text
  expect(dialog).toContain(`It calls ${ELSEWHERE}.`)
  expect(dialog).toContain('name="secrets.password"')
  expect(dialog).not.toContain(world.b1.credentials.password)

  for (const some of [{}, { 'secrets.user': 'bridge' }, { 'secrets.user': 'bridge', 'secrets.password': '' }]) {
    const refused = await post(at, { version, reason: 'moved', ...some })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('not sent there unseen')
  }
  expect(await stored(world)).toEqual(before)

  const entered = { 'secrets.user': 'bridge', 'secrets.password': SECRET }
  expect((await post(at, { version, reason: 'moved', ...entered })).text).toContain('is active')
  const then = await stored(world)
  expect(then.settings).toMatchObject({ url: ELSEWHERE })
  expect(then.secrets).toMatchObject({ user: 'bridge', password: SECRET, webhookKey: world.b1.webhookKey })
  const [row] = await world.database.db.select().from(connections).where(eq(connections.code, CONNECTION))
  expect(row?.secretsBy).not.toBeNull()
  const written = await world.database.db.select().from(audit).where(eq(audit.action, 'version.promote'))
  expect(written).toMatchObject([{ after: { 'secret password': 'changed', 'secret user': 'changed' } }])
  expect(JSON.stringify(written)).not.toContain(SECRET)

  // The way back is another address too: the new password does not go to the old server.
  expect((await get(`${at}?version=1`)).text).toContain('name="secrets.password"')
  expect((await post(at, { version: '1', reason: 'back' })).text).toContain('not sent there unseen')
  expect(await stored(world)).toEqual(then)
})

test('the command line asks for them as well, and a private server of everybody is nobody’s to choose', async () => {
  await using world = await createWorld()
  const { run } = orderCommands(world.database, world.clock)
  const version = String(await moved(world, ELSEWHERE))
  const promote = ['connection', 'promote', CONNECTION, version, '--reason', 'moved'] as const
  await expect(run(...promote)).rejects.toThrow(`calls ${ELSEWHERE}, which gets no credentials yet`)
  const file = join(folder, 'secrets.yaml')
  writeFileSync(file, stringify({ user: 'bridge', password: SECRET }))
  // The world's ERP stands in a private network: a server of it belongs to no single store.
  const own = world.context({ ...EVERYWHERE, stores: [STORE] })
  const entered = { user: 'bridge', password: SECRET }
  const wanted = { connection: CONNECTION, version: Number(version), reason: 'moved', secrets: entered }
  await expect(promoteVersion(own, wanted)).rejects.toThrow('all stores')
  expect((await run(...promote, '--secrets', file)).text).toContain('is active')
  expect((await stored(world)).secrets).toMatchObject(entered)
})

test('the way back of a store does not bring an old address back', async () => {
  await using world = await createWorld()
  await world.configure({ store: { url: 'https://shop.elsewhere.example', orders: { holdMinutes: 5 } } })
  const ctx = world.context({ ...EVERYWHERE, stores: [STORE] })
  const way = { of: 'store', code: STORE, version: 1 } as const
  const { base, lines } = await previewWayBack(ctx, way)
  expect(lines.join()).not.toContain('url')
  await goBack(ctx, { ...way, base, reason: 'it was right' })
  await world.remotes.refresh()
  expect((await world.remotes.store(STORE)).settings.url).toBe('https://shop.elsewhere.example')
})

test('of a flow every secret is entered again, also for a server that gave files only; one that only gives files asks for none', async () => {
  await using world = await createWorld()
  const ctx = world.context(EVERYWHERE)
  const text = [
    'flow: ours',
    'url: https://erp.example/api',
    'otherUrls: [https://files.example]',
    'auth: { kind: header, headers: { "x-key": "{{secret.apiKey}}" } }',
    'orders:',
    '  find: { path: /orders, rows: orders, fields: { id: id, total: total } }',
    '  mapping: { kind: template, body: { id: "{{orderbridgeId}}" } }',
    '  write: { path: /orders, check: { id: id } }',
  ].join('\n')
  const draft = { store: STORE, kind: 'http-flow', code: 'a-flow', name: 'Ours', settings: {}, views: ['none'] }
  await connectErp(ctx, { ...draft, text, secrets: { apiKey: SECRET }, privateNetwork: false })
  await world.remotes.refresh()
  const promote = (version: number, secrets = {}) =>
    promoteVersion(ctx, { connection: 'a-flow', version, reason: 'x', secrets })
  const more = text.replace('files.example]', 'files.example, https://more.example]')
  const { version } = await saveDraft(ctx, { connection: 'a-flow', text: more, reason: 'x' })
  expect((await promote(version)).message).toContain('is active')
  const named = text.replace('otherUrls: [https://files.example]', 'servers: { files: "https://files.example" }')
  const asOurs = await saveDraft(ctx, { connection: 'a-flow', text: named, reason: 'x' })
  await expect(promote(asOurs.version)).rejects.toThrow('Enter them with it (apiKey)')
  const files = await moved(world, 'https://files.example/api', 'a-flow')
  await expect(promote(files)).rejects.toThrow('Enter them with it (apiKey)')
  expect((await promote(files, { apiKey: 'another' })).message).toContain('is active')
})
