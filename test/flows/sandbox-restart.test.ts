import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SANDBOX_STORE, sandboxConfiguration } from '../../sandbox/configuration.ts'
import { connectionTo } from '../../sandbox/sap-b1/connection.ts'
import { applySandbox } from '../../src/cli/apply-sandbox.ts'
import type { Applied } from '../../src/flows/config/apply-configuration.ts'
import { mergeSettings } from '../../src/flows/config/keep-changes.ts'
import { readAccess } from '../../src/flows/connect/access-of.ts'
import { changeAccess } from '../../src/flows/connect/change-access.ts'
import { saveMapping } from '../../src/flows/mapping/change-mapping.ts'
import { changeSettings } from '../../src/flows/settings/change-settings.ts'
import type { SettingsOf } from '../../src/flows/settings/editable.ts'
import type { WrittenFields } from '../../src/flows/settings/field-kinds.ts'
import { readSettings } from '../../src/flows/settings/read-settings.ts'
import { readVersion } from '../../src/flows/version/read-version.ts'
import { createWorld, type World } from '../support/world.ts'

const ERP = 'sap-b1'
const KEY = (letter: string) => `whsec_${Buffer.from(letter.repeat(24)).toString('base64')}`

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The sandbox starts. */
async function start(world: World, change: { url?: string; webhookSecret?: string; smtpPort?: number } = {}) {
  const connection = connectionTo({ ...world.b1, url: change.url ?? world.b1.url })
  const text = sandboxConfiguration({
    magento: world.magento,
    erp: { name: ERP, kind: ERP, label: 'SAP Business One', connection },
    smtpPort: change.smtpPort ?? world.mailbox.smtpPort,
    webhookSecret: change.webhookSecret ?? KEY('a'),
    sessionKey: 'a session key of more than 32 bytes',
    withCatalogue: true,
  })
  const applied = await applySandbox(world.context({ kind: 'cli', user: 'sandbox' }), { folder, text })
  await world.remotes.refresh()
  return applied
}

const lines = ({ changes }: Applied): string[] => changes.map(({ subject, text }) => `${subject}: ${text}`)

async function set(world: World, of: SettingsOf, code: string, fields: WrittenFields): Promise<void> {
  const ctx = world.context({ kind: 'cli', user: 'ada' })
  const { revision: base } = await readSettings(ctx, { of, code })
  await changeSettings(ctx, { of, code, base, fields, reason: 'as we want it' })
  await world.remotes.refresh()
}

/** Somebody maps a tax rate, sets a policy, and a rule of the store. */
async function setThree(world: World): Promise<void> {
  const ctx = world.context({ kind: 'cli', user: 'ada' })
  await saveMapping(ctx, {
    connection: ERP,
    table: 'vatGroups',
    base: (await readVersion(ctx, ERP)).version,
    rows: [
      { code: '22', values: { value: 'S22' }, mapped: true },
      { code: 'AT:20', values: { value: 'S22' }, mapped: true },
    ],
    lone: {},
    reason: 'Austria',
  })
  await set(world, 'connection', ERP, { mailInvoices: 'no', 'catalog.everyMinutes': '9' })
  await set(world, 'store', SANDBOX_STORE, { 'orders.holdMinutes': '5', 'alerts.to': '' })
}

async function expectKept(world: World): Promise<void> {
  const { settings, policies } = await world.remotes.connection(ERP)
  expect(settings).toMatchObject({ vatGroups: { '22': 'S22', 'AT:20': 'S22' } })
  expect(settings).not.toHaveProperty(['vatGroups', '9.5'])
  expect(policies).toMatchObject({ mailInvoices: false, catalog: { everyMinutes: 9 } })
  const store = (await world.remotes.store(SANDBOX_STORE)).settings
  expect(store).toMatchObject({ orders: { holdMinutes: 5 } })
  expect(store.alerts).toBeUndefined()
}

test('a sandbox that starts again leaves what people set, and makes no version of it', async () => {
  await using world = await createWorld()
  expect(lines(await start(world))).toContain(`connection ${ERP}: created`)
  await setThree(world)
  const { version } = await readVersion(world.ctx, ERP)
  expect((await start(world)).changes).toEqual([])
  expect((await readVersion(world.ctx, ERP)).version).toBe(version)
  await expectKept(world)
})

test('on other ports and with new keys it fits again, and what people set still stays, however often it starts', async () => {
  await using world = await createWorld()
  await start(world, { url: 'http://127.0.0.1:1', smtpPort: 2 })
  await setThree(world)
  const moved = await start(world, { webhookSecret: KEY('b') })
  expect(lines(moved)).toEqual([
    `mail server: port 2 → ${world.mailbox.smtpPort}`,
    'store sandbox: secret webhookSecrets changed',
    `connection ${ERP}: settings.url http://127.0.0.1:1 → ${world.b1.url}`,
  ])
  await expectKept(world)
  expect((await world.remotes.store(SANDBOX_STORE)).secrets.webhookSecrets).toEqual([KEY('b')])
  const erp = await world.remotes.erp(ERP)
  expect((await erp.findItems(['S-001'])).has('S-001')).toBe(true)
  expect((await start(world, { webhookSecret: KEY('b') })).changes).toEqual([])
  await start(world, { webhookSecret: KEY('b'), url: 'http://127.0.0.1:3' })
  await expectKept(world)
})

test('credentials that a person entered stay the person’s, also when the ERP has moved', async () => {
  await using world = await createWorld()
  await start(world, { url: 'http://127.0.0.1:1' })
  const ctx = world.context({ kind: 'cli', user: 'ada' })
  const { revision: base } = await readAccess(ctx, ERP)
  await changeAccess(ctx, {
    connection: ERP,
    base,
    settings: {},
    secrets: { password: 'mine' },
    reason: 'our own account',
  })
  await start(world)
  const { settings: moved, secrets } = await world.remotes.connection(ERP)
  expect([moved, secrets]).toMatchObject([{ url: world.b1.url }, { password: 'mine' }])
  expect((await readAccess(ctx, ERP)).enteredBy).toBe('ada (command line)')
})

test('a sandbox that does not know what it applied sets up all of it, as a configuration file does', async () => {
  await using world = await createWorld()
  await start(world)
  await set(world, 'connection', ERP, { mailInvoices: 'no' })
  rmSync(join(folder, 'applied.json'))
  expect(lines(await start(world))).toEqual([`connection ${ERP}: policies.mailInvoices false → true`])
})

test('of each value the one that changed wins, and the person where both did', () => {
  const before = { url: 'a', map: { x: 1, y: 2 }, list: [1], gone: 1, same: 1 }
  const wanted = { url: 'b', map: { x: 1, y: 3, z: 4 }, list: [1, 2], same: 1, added: 1 }
  const current = { url: 'a', map: { x: 9, y: 8 }, list: [1], gone: 1, mine: 1 }
  expect(mergeSettings(before, wanted, current)).toEqual({
    url: 'b',
    map: { x: 9, y: 8, z: 4 },
    list: [1, 2],
    mine: 1,
    added: 1,
  })
})
