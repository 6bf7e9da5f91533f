import { describe, expect, test } from 'vitest'
import { listAudit } from '../../src/flows/audit/list-audit.ts'
import type { Actor } from '../../src/flows/context.ts'
import { changeSettings, previewSettings } from '../../src/flows/settings/change-settings.ts'
import { readSettings } from '../../src/flows/settings/read-settings.ts'
import { signIn } from '../support/sign-in.ts'
import { CONNECTION, createWorld, STORE } from '../support/world.ts'

const MERCHANT: Actor = { kind: 'admin_user', id: 'main:7', name: 'Jan', roles: ['view', 'configure'], stores: [STORE] }
const OF_STORE = { of: 'store', code: STORE } as const
const OF_CONNECTION = { of: 'connection', code: CONNECTION } as const

describe('settings on the page', () => {
  test('hold for the next order, are in the audit with the reason, and a file that is applied later brings back its own', async () => {
    await using world = await createWorld()
    const ctx = world.context(MERCHANT)
    const { revision: base, values } = await readSettings(ctx, OF_STORE)
    expect(values['orders.holdMinutes']).toBe('')
    const fields = { 'orders.holdMinutes': '30', 'orders.since': '', 'alerts.to': 'it@shop.example' }
    expect((await previewSettings(ctx, { ...OF_STORE, base, fields })).lines).toEqual([
      'orders.holdMinutes (none) → 30',
      'alerts.to (none) → ["it@shop.example"]',
      'alerts.afterMinutes (none) → 30',
      'alerts.orders (none) → 20',
      'alerts.digestMinutes (none) → 15',
    ])
    expect((await readSettings(ctx, OF_STORE)).revision).toBe(base)
    await changeSettings(ctx, { ...OF_STORE, base, fields, reason: 'people change their mind' })
    const [entry] = await listAudit(world.ctx, { stores: [STORE], limit: 1 })
    expect(entry).toMatchObject({ action: 'settings.change', reason: 'people change their mind', actor: 'Jan' })
    expect(JSON.stringify(entry)).not.toContain('it@shop.example')
    await world.remotes.refresh()
    world.place('guest-simple', world.clock.now())
    await world.pass(61)
    expect(world.b1.list('Orders')).toHaveLength(0)

    const { changes } = await world.configure({ policies: { mailInvoices: false } })
    expect(changes.map(({ text }) => text)).toContain('orders.holdMinutes 30 → (none)')
    await world.pass(30 * 60)
    await world.runUntilQuiet()
    expect(world.b1.list('Orders')).toHaveLength(1)
  })

  test('are checked as the file checks them, and never written over what somebody changed meanwhile', async () => {
    await using world = await createWorld()
    const ctx = world.context(MERCHANT)
    const { revision: base } = await readSettings(ctx, OF_CONNECTION)
    const change = (fields: Readonly<Record<string, string>>) => ({ ...OF_CONNECTION, base, fields, reason: 'x' })
    await expect(changeSettings(ctx, change({ tolerance: 'much' }))).rejects.toThrow(
      'tolerance does not have the right',
    )
    await expect(changeSettings(ctx, change({ 'refused.afterHours': '-1' }))).rejects.toThrow('refused.afterHours')
    await expect(changeSettings(ctx, change({ url: 'https://elsewhere.example' }))).rejects.toThrow('is not changed on')
    await expect(changeSettings(ctx, { ...change({ tolerance: '1' }), reason: ' ' })).rejects.toThrow('Say why')
    await expect(changeSettings(ctx, change({ missingSubjects: 'create' }))).rejects.toThrow('Nothing is different')
    await changeSettings(ctx, change({ missingSubjects: 'hold', 'statuses.open': 'erp_open', notifyShipment: 'yes' }))
    await expect(changeSettings(ctx, change({ missingSubjects: 'create' }))).rejects.toThrow('Load the page again')
    await world.remotes.refresh()
    const { policies } = await world.remotes.connection(CONNECTION)
    expect(policies).toMatchObject({ missingSubjects: 'hold', statuses: { open: 'erp_open' }, notifyShipment: true })
  })

  test('ask for a sender before somebody is told by mail', async () => {
    await using world = await createWorld({ store: { mail: undefined } })
    const ctx = world.context(MERCHANT)
    const { revision: base } = await readSettings(ctx, OF_STORE)
    const change = { ...OF_STORE, base, fields: { 'alerts.to': 'it@shop.example' } }
    await expect(previewSettings(ctx, change)).rejects.toThrow('alerts.to needs a sender')
    await expect(world.configure({ store: { alerts: { to: ['it@shop.example'] } } })).rejects.toThrow(
      'stores[0].alerts, line 1: needs a sender',
    )
    await expect(previewSettings(ctx, { ...change, fields: { 'alerts.to': 'nobody' } })).rejects.toThrow(
      'alerts.to.nobody does not',
    )
  })

  test('are filled in, previewed and saved on their page', async () => {
    await using world = await createWorld()
    const { get, post } = await signIn(world)
    const list = (await get('/admin/connections')).text
    expect(list).toContain('<a href="/admin/settings/store/main">Settings</a>')
    expect(list).toContain('<a href="/admin/settings/connection/b1">Rules for orders and items</a>')
    expect(list).toContain('<a href="/admin/connections/b1/settings">Settings of the ERP as text</a>')
    const { text } = await get('/admin/settings/store/main')
    expect(text).toContain('KEEP_ATTEMPTS_MONTHS')
    expect(text).toContain('href="/admin/settings/connection/b1"')
    const base = /name="base" value="(\d+)"/.exec(text)?.[1] ?? ''
    const filled = { base, 'field.orders.statuses': 'processing\npending', 'field.orders.since': '2026-01-01' }
    const preview = (await post('/admin/settings/store/main/preview', filled)).text
    expect(preview).toMatch(/Cut-over date: not set → \D*1\D+2026/)
    const change = /name="change" value="([^"]*)"/.exec(preview)?.[1]?.replaceAll('&quot;', '"') ?? ''
    const saved = await post('/admin/settings/store/main/save', { change, reason: 'go-live' })
    expect(saved.text).toContain('The settings of Test shop are changed.')
    expect((await get('/admin/settings/store/main')).text).toContain('processing\npending</textarea>')
  })

  test('hold tables, with the values that orders and the ERP have; what cannot be used stands at its row with all that was typed', async () => {
    await using world = await createWorld({ policies: { capture: { methods: { paypal: 'online' } } } })
    world.place('guest-simple')
    await world.runUntilQuiet()
    const { get, post } = await signIn(world)
    const { text } = await get('/admin/settings/connection/b1')
    expect(text).toMatch(/name="row.capture.methods.0.0"[^>]* value="paypal"/)
    expect(text).toMatch(/<datalist id="known-payment">.*checkmo/)
    const base = /name="base" value="(\d+)"/.exec(text)?.[1] ?? ''
    const filled = {
      base,
      'field.tolerance': 'much',
      'table.capture.methods': 'shown',
      'table.carriers': 'shown',
      'row.carriers.4.0': 'DPD',
      'row.carriers.4.1': 'dpd',
      'row.carriers.4.2': '',
      'table.itemMap': 'shown',
      'row.itemMap.0.0': 'MUG',
      'row.itemMap.0.1': 'M-1',
      'row.itemMap.1.0': 'MUG',
      'row.itemMap.1.1': 'M-2',
    }
    const twice = await post('/admin/settings/connection/b1/preview', filled)
    expect(twice.status).toBe(422)
    expect(twice.text.match(/Is there twice: keep one of the rows\./g)).toHaveLength(2)
    const refused = await post('/admin/settings/connection/b1/preview', { ...filled, 'row.itemMap.1.0': 'CUP' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('2 values cannot be used')
    expect(refused.text).toMatch(/name="field.tolerance" id="tolerance" [^>]*aria-invalid="true" value="much"/)
    expect(refused.text).toMatch(/aria-invalid="true"[^>]*value="DPD"/)
    expect(refused.text).toContain('value="M-2"')
    const good = { ...filled, 'field.tolerance': '0.02', 'row.carriers.4.2': 'DPD', 'row.itemMap.1.0': 'CUP' }
    const preview = (await post('/admin/settings/connection/b1/preview', good)).text
    expect(preview).toContain(
      'Other ways for single payment methods, paypal: taken through the payment gateway → not set',
    )
    const change = /name="change" value="([^"]*)"/.exec(preview)?.[1]?.replaceAll('&quot;', '"') ?? ''
    await post('/admin/settings/connection/b1/save', { change, reason: 'new carrier' })
    await world.remotes.refresh()
    const { policies } = await world.remotes.connection(CONNECTION)
    expect(policies).toMatchObject({
      tolerance: '0.02',
      itemMap: { MUG: 'M-1', CUP: 'M-2' },
      carriers: { DPD: { code: 'dpd', title: 'DPD' } },
      capture: { default: 'offline', methods: {} },
    })
  })

  test('refuse a policy that the ERP does not take, as the file does', async () => {
    await using world = await createWorld()
    const ctx = world.context(MERCHANT)
    const { revision: base, values } = await readSettings(ctx, OF_CONNECTION)
    const all = { ...OF_CONNECTION, base, fields: values }
    expect((await previewSettings(ctx, all)).lines).toEqual([])
    const settings = {
      flow: 'our-erp',
      url: 'https://erp.example/api',
      orders: {
        find: { path: '/orders', query: { key: '{{orderbridgeId}}' }, fields: { id: 'id', total: 'total' } },
        mapping: { kind: 'template', body: { key: '{{orderbridgeId}}' } },
        write: { path: '/orders', check: { id: 'id', number: 'number' } },
      },
    }
    const flow = { ...(await world.remotes.connection(CONNECTION)), kind: 'http-flow', settings }
    const remotes = { ...world.remotes, connection: async () => flow }
    await expect(
      previewSettings({ ...ctx, remotes }, { ...all, fields: { 'payments.book': 'captured' } }),
    ).rejects.toThrow('takes no payments from outside')
  })

  test('are there to be looked at, and not to be changed, without the role; and not for another store', async () => {
    await using world = await createWorld()
    const { get, post } = await signIn(world, { roles: ['view', 'operate'] })
    for (const path of ['/admin/settings/store/main', '/admin/settings/connection/b1']) {
      const { text } = await get(path)
      expect(text).toContain('ask for the role “configure”')
      expect((await post(`${path}/preview`, { base: '1', 'field.tolerance': '1' })).status).toBe(403)
      const change = JSON.stringify({ base: 1, fields: {} })
      expect((await post(`${path}/save`, { change, reason: 'x' })).status).toBeGreaterThanOrEqual(403)
    }
    for (const path of ['/admin/settings/store/other', '/admin/settings/connection/b2', '/admin/settings/mail/main'])
      expect((await get(path)).status, path).toBe(404)
    await expect(readSettings(world.context({ ...MERCHANT, stores: ['other'] }), OF_STORE)).rejects.toThrow(
      'You may not',
    )
  })
})
