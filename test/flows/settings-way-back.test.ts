import { expect, test } from 'vitest'
import { listAudit } from '../../src/flows/audit/list-audit.ts'
import type { Actor } from '../../src/flows/context.ts'
import { changeSettings } from '../../src/flows/settings/change-settings.ts'
import { goBack, previewWayBack } from '../../src/flows/settings/go-back.ts'
import { listPolicyVersions } from '../../src/flows/settings/list-versions.ts'
import { readSettings } from '../../src/flows/settings/read-settings.ts'
import { signIn } from '../support/sign-in.ts'
import { CONNECTION, createWorld, STORE } from '../support/world.ts'
import { orderCommands } from './cli-session.ts'

const MERCHANT: Actor = { kind: 'admin_user', id: 'main:7', name: 'Jan', roles: ['view', 'configure'], stores: [STORE] }
const OF_STORE = { of: 'store', code: STORE } as const
const OF_CONNECTION = { of: 'connection', code: CONNECTION } as const

test('every change of a store is a version, and going back to one is a version too, within what the page changes', async () => {
  await using world = await createWorld()
  const ctx = world.context(MERCHANT)
  const change = async (fields: Readonly<Record<string, string>>, reason: string) =>
    changeSettings(ctx, { ...OF_STORE, base: (await readSettings(ctx, OF_STORE)).revision, fields, reason })
  await change({ 'orders.holdMinutes': '30' }, 'people change their mind')
  await change({ 'orders.holdMinutes': '', 'alerts.to': 'it@shop.example' }, 'too long')
  await world.configure({ store: { timezone: 'Europe/Vienna' } }) // the file: without alerts, and with another zone
  expect(
    (await listPolicyVersions(ctx, OF_STORE)).map(({ version, reason, active }) => [version, reason, active]),
  ).toEqual([
    [4, 'applied from a configuration file', true],
    [3, 'too long', false],
    [2, 'people change their mind', false],
    [1, 'applied from a configuration file', false],
  ])
  expect((await listPolicyVersions(ctx, OF_STORE))[2]?.lines).toEqual(['orders.holdMinutes (none) → 30'])

  const way = { ...OF_STORE, version: 2 }
  const { base, lines, consequences } = await previewWayBack(ctx, way)
  expect(lines).toEqual(['orders.holdMinutes (none) → 30'])
  expect(consequences.join(' ')).toContain('new version')
  await expect(goBack(ctx, { ...way, base: base - 1, reason: 'x' })).rejects.toThrow('in the meantime')
  expect(await goBack(ctx, { ...way, base, reason: 'it was right' })).toEqual({ lines, version: 5 })
  await world.remotes.refresh()
  const { settings } = await world.remotes.store(STORE)
  expect([settings.orders.holdMinutes, settings.timezone]).toEqual([30, 'Europe/Vienna'])
  const { run } = orderCommands(world.database, world.clock)
  const back = ['settings', 'back', 'store', 'main', '3', '--reason', 'on the phone'] as const
  expect((await run(...back)).text).toMatch(/alerts\.to.*It becomes a new version.*Add --yes/s)
  expect((await run('settings', 'diff', 'store', 'main', '3')).text).toContain('orders.holdMinutes (none) → 30')
  const [entry] = await listAudit(world.ctx, { stores: [STORE], limit: 1 })
  expect(entry).toMatchObject({ action: 'settings.back', reason: 'Back to version 2: it was right', actor: 'Jan' })
  await expect(previewWayBack(ctx, { ...OF_STORE, version: 5 })).rejects.toThrow('is the active one already')
  expect((await run(...back, '--yes')).text).toContain('main is as in version 3 again; this is version 6.')
  expect((await run('settings', 'versions', 'store', 'main')).text).toMatch(
    /6 +active +ada.*Back to version 3: on the phone/,
  )
})

test('policies that changed on the page go back on it, by the role that may change them', async () => {
  await using world = await createWorld()
  const ctx = world.context(MERCHANT)
  const { revision: base } = await readSettings(ctx, OF_CONNECTION)
  await changeSettings(ctx, { ...OF_CONNECTION, base, fields: { itemMap: [['MUG', 'M-1']] }, reason: 'new cups' })
  const { get, post } = await signIn(world)
  const page = (await get('/admin/settings/connection/b1')).text
  expect(page).toContain('ERP item by SKU, MUG: not set → M-1')
  expect((await get('/admin/settings/connection/b1/diff?version=1')).text).toContain('MUG: M-1')
  const dialog = (await get('/admin/settings/connection/b1/back?version=1')).text
  expect(dialog).toContain('ERP item by SKU, MUG: M-1 → not set')
  expect(dialog).toContain('It becomes a new version')
  const form = { version: '1', base: /name="base" value="(\d+)"/.exec(dialog)?.[1] ?? '', reason: 'the old cups' }
  const viewer = await signIn(world, { roles: ['view', 'operate'] })
  expect((await viewer.get('/admin/settings/connection/b1')).text).not.toContain('Go back to it…')
  expect((await viewer.get('/admin/settings/connection/b1/back?version=1')).status).toBe(403)
  expect((await viewer.post('/admin/settings/connection/b1/back', form)).status).toBeGreaterThanOrEqual(403)
  expect((await get('/admin/settings/connection/b2/back?version=1')).status).toBe(404)
  const foreign = world.context({ ...MERCHANT, stores: ['other'] })
  await expect(listPolicyVersions(foreign, OF_CONNECTION)).rejects.toThrow('You may not')
  await expect(goBack(foreign, { ...OF_CONNECTION, version: 1, base: 2, reason: 'x' })).rejects.toThrow('You may not')
  expect((await post('/admin/settings/connection/b1/back', form)).text).toContain('this is version 3')
})
