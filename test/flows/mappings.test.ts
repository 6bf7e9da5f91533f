import { describe, expect, test } from 'vitest'
import { listAudit } from '../../src/flows/audit/list-audit.ts'
import type { Actor } from '../../src/flows/context.ts'
import { type MappingChange, previewMapping, saveMapping } from '../../src/flows/mapping/change-mapping.ts'
import { readMappings, readMappingTable } from '../../src/flows/mapping/read-mappings.ts'
import { listVersions } from '../../src/flows/version/read-version.ts'
import { listOpenProblems } from '../../src/flows/view/list-problems.ts'
import { signIn } from '../support/sign-in.ts'
import { CONNECTION, createWorld, STORE } from '../support/world.ts'

const CONSULTANT: Actor = {
  kind: 'admin_user',
  id: 'main:7',
  name: 'Jan',
  roles: ['view', 'configure'],
  stores: [STORE],
}

const WITHOUT_REDUCED = { vatGroups: { '22': 'S22', '5': 'S5' } }
const ROWS = [
  { code: '22', mapped: true, values: { value: 'S22' } },
  { code: '5', mapped: true, values: { value: 'S5' } },
]
const CHANGE: MappingChange = {
  connection: CONNECTION,
  table: 'vatGroups',
  base: 1,
  rows: [...ROWS, { code: '9.5', mapped: false, values: { value: 'S95' } }],
  lone: {},
}

describe('a mapping', () => {
  test('shows what is missing first, with the orders that wait, and is mended by a new version with which they go on', async () => {
    await using world = await createWorld({ settings: WITHOUT_REDUCED })
    world.place('guest-simple')
    world.place('two-vat-rates')
    world.place('two-vat-rates')
    await world.runUntilQuiet()
    const ctx = world.context(CONSULTANT)
    const page = await readMappingTable(ctx, { connection: CONNECTION, table: 'vatGroups' })
    expect(page.rows[0]).toMatchObject({ code: 'SI:9.5', state: 'missing', waiting: 2, orders: 2 })
    expect(page.rows.find(({ code }) => code === '22')).toMatchObject({ state: 'mapped', orders: 3, waiting: 0 })
    expect(page.erpCodes.get('vat_group')).toContainEqual(expect.objectContaining({ code: 'S95' }))
    expect(page.lone.map(({ field, value }) => [field.path.join('.'), value])).toEqual([['exemptVatGroup', 'S0']])
    const [first] = (await readMappings(ctx, CONNECTION)).tables
    expect(first).toMatchObject({ id: 'vatGroups', waiting: 2 })

    expect(await previewMapping(ctx, CHANGE)).toEqual({
      lines: ['vatGroups["9.5"] (none) → S95'],
      held: { orders: 2, goOn: 2 },
      compared: { orders: 1, different: 0, newlyHeld: 0 },
    })
    expect(await listVersions(ctx, CONNECTION)).toHaveLength(1)

    const { version } = await saveMapping(ctx, { ...CHANGE, reason: 'books at a reduced rate' })
    expect(version).toBe(2)
    expect((await listVersions(ctx, CONNECTION))[0]).toMatchObject({
      active: true,
      author: 'Jan',
      reason: 'books at a reduced rate',
      tried: { orders: 1, different: 0 },
    })
    await world.runUntilQuiet()
    expect(world.b1.list('Orders')).toHaveLength(3)
    expect(await listOpenProblems(ctx, [STORE])).toEqual([])
    const actions = (await listAudit(world.ctx, { stores: [STORE], limit: 10 })).map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['version.save', 'version.promote']))
  })

  test('that was changed on the page is taken back by a file that does not know it, which says whose change that is', async () => {
    await using world = await createWorld({ settings: WITHOUT_REDUCED })
    await saveMapping(world.context(CONSULTANT), { ...CHANGE, reason: 'books at a reduced rate' })
    const applied = await world.configure({ policies: { mailInvoices: false } })
    expect(applied.changes.map(({ text }) => text)).toEqual([
      'settings.vatGroups["9.5"] S95 → (none)',
      'policies.mailInvoices true → false',
      'this takes back version 2 of the settings, made by Jan: "books at a reduced rate". To keep it, bring the file up to date first: orderbridge connection export b1',
    ])
    const [active, byHand] = await listVersions(world.ctx, CONNECTION)
    expect(active).toMatchObject({ version: 3, active: true, reason: 'applied from a configuration file' })
    expect(byHand).toMatchObject({ version: 2, active: false, author: 'Jan' })
  })

  test('keeps its row for all others, parts that are no codes, and what is written beside it', async () => {
    await using world = await createWorld()
    const ctx = world.context(CONSULTANT)
    const rows = [
      { code: 'flatrate_flatrate', mapped: true, values: { transportation: '3', expense: '' } },
      { code: '*', mapped: true, values: { transportation: '', expense: '' } },
      { code: 'gls_standard', mapped: false, values: { transportation: '', expense: '2' } },
      { code: 'left_out', mapped: false, values: { transportation: '', expense: '' } },
    ]
    const change = { connection: CONNECTION, table: 'shippingMethods', base: 1, rows, lone: { shippingExpense: '' } }
    const { lines } = await previewMapping(ctx, change)
    expect(lines).toEqual([
      'shippingMethods.flatrate_flatrate.transportation 1 → 3',
      'shippingExpense 1 → (none)',
      'shippingMethods.gls_standard.expense (none) → 2',
    ])
    await saveMapping(ctx, { ...change, reason: 'another carrier' })
    const [{ settings } = { settings: undefined }] = await listVersions(ctx, CONNECTION)
    expect(settings).toMatchObject({
      shippingMethods: { flatrate_flatrate: { transportation: 3 }, '*': {}, gls_standard: { expense: 2 } },
    })
  })

  test('is refused with the place of what cannot be, when somebody was faster, and without a reason', async () => {
    await using world = await createWorld()
    const ctx = world.context(CONSULTANT)
    const filledIn = (code: string, value: string) => ({ ...CHANGE, rows: [{ code, mapped: true, values: { value } }] })
    await expect(previewMapping(ctx, filledIn('a lot', 'S22'))).rejects.toThrow(/vatGroups\.a lot: .*"22" or "DE:19"/)
    const shipping = { ...CHANGE, table: 'shippingMethods' }
    const wordy = [{ code: 'x', mapped: true, values: { transportation: 'post' } }]
    await expect(previewMapping(ctx, { ...shipping, rows: wordy })).rejects.toThrow(
      'shippingMethods.x.transportation: must be a number',
    )
    await expect(previewMapping(ctx, { ...CHANGE, rows: [...ROWS, ...ROWS] })).rejects.toThrow('"22" is there twice')
    await expect(saveMapping(ctx, { ...filledIn('22', 'S22'), reason: ' ' })).rejects.toThrow('Say what')
    await world.configure({ settings: { paymentAccount: '100000' } })
    await expect(previewMapping(ctx, filledIn('22', 'S22'))).rejects.toThrow('you filled in version 1')
    await expect(previewMapping(ctx, { ...CHANGE, table: 'nonsense' })).rejects.toThrow('has no mapping "nonsense"')
    expect(await listVersions(ctx, CONNECTION)).toHaveLength(2)
  })

  test('is typed where the ERP does not answer, and says why', async () => {
    await using world = await createWorld()
    await world.b1.close()
    const page = await readMappingTable(world.context(CONSULTANT), { connection: CONNECTION, table: 'fees' })
    expect([...page.erpCodes.keys()]).toEqual([])
    expect(page.failure).toBeTruthy()
    expect(page.rows.map(({ code }) => code).sort()).toEqual(['cod', 'store_credit'])
  })

  test('knows tax rates and store views by what Magento calls them', async () => {
    await using world = await createWorld()
    const ctx = world.context(CONSULTANT)
    const vat = await readMappingTable(ctx, { connection: CONNECTION, table: 'vatGroups' })
    expect([...vat.names.keys()].some(code => /^[A-Z]{2}:[\d.]+$/.test(code))).toBe(true)
    const views = await readMappingTable(ctx, { connection: CONNECTION, table: 'warehouses.views' })
    expect(views.rows.map(({ state }) => state)).toContain('others')
    expect(views.names.size).toBe(views.rows.length)
  })
})

describe('the page of mappings', () => {
  const at = '/admin/mappings/b1/vatGroups'
  const filled = {
    base: '1',
    'code.0': '22',
    'value.0.value': 'S22',
    'code.1': '5',
    'value.1.value': 'S5',
    'code.2': 'SI:9.5',
    'value.2.value': 'S95',
    'code.3': '',
    'value.3.value': '',
    'lone.exemptVatGroup': 'S0',
  }

  test('lists the tables, shows one with the codes of both sides, previews the change and saves what was previewed', async () => {
    await using world = await createWorld({ settings: WITHOUT_REDUCED })
    world.place('two-vat-rates')
    await world.runUntilQuiet()
    const { get, post } = await signIn(world)
    expect((await get('/admin/connections')).text).toContain('href="/admin/mappings/b1"')
    const overview = (await get('/admin/mappings/b1')).text
    expect(overview).toContain('1 order waits')
    expect(overview).toContain('href="/admin/mappings/b1/warehouses.views"')
    const { text } = await get(at)
    expect(text).toContain('1 order waits')
    expect(text).toMatch(/<option value="S95"[^>]*>S95 · /)

    const preview = (await post(`${at}/preview`, filled)).text
    expect(preview).toContain('Tax, SI:9.5: not set → S95')
    expect(preview).toContain('1 order of the 1 that a mapping holds would go on.')
    const change = /name="change" value="([^"]*)"/.exec(preview)?.[1]?.replaceAll('&quot;', '"') ?? ''
    expect((await post(`${at}/save`, { change, reason: '' })).text).toContain('Say why.')
    expect((await post(`${at}/save`, { change, reason: 'books' })).text).toContain(
      'version 2 of the settings is active',
    )
    expect((await post(`${at}/preview`, { ...filled, base: '2' })).text).toContain('Nothing is different')
    expect((await post(`${at}/save`, { change: '{', reason: 'x' })).text).toContain('This form cannot be read.')
  })

  test('is there to be looked at, and not to be changed, without the role; and not for another store', async () => {
    await using world = await createWorld()
    const { get, post } = await signIn(world, { roles: ['view', 'operate'] })
    const { text } = await get(at)
    expect(text).toContain('ask for the role “configure”')
    expect(text).not.toContain('Show what changes')
    expect((await post(`${at}/preview`, filled)).status).toBe(403)
    expect(
      (await post(`${at}/save`, { change: JSON.stringify({ base: 1, rows: [], lone: {} }), reason: 'x' })).status,
    ).toBeGreaterThanOrEqual(403)
    for (const path of ['/admin/mappings/b2', '/admin/mappings/b2/vatGroups'])
      expect((await get(path)).status, path).toBe(404)
    expect((await post('/admin/mappings/b2/vatGroups/preview', filled)).status).toBe(404)
  })
})
