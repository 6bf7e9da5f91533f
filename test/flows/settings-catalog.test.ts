import { expect, test } from 'vitest'
import { listAudit } from '../../src/flows/audit/list-audit.ts'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { goBack, previewWayBack } from '../../src/flows/settings/go-back.ts'
import { productOf, run, sourceOf } from '../support/catalog.ts'
import { signIn } from '../support/sign-in.ts'
import { CONNECTION, createWorld, STORE, type World } from '../support/world.ts'

const PAGE = '/admin/settings/connection/b1'

const FILLED = {
  'several.catalog.sync': 'shown',
  'box.catalog.sync.prices': 'yes',
  'box.catalog.sync.stock': 'yes',
  'field.catalog.everyMinutes': '30',
  'table.catalog.prices.base': 'shown',
  'row.catalog.prices.base.0.0': '2',
  'row.catalog.prices.base.0.1': 'all',
  'field.catalog.prices.quantityPrices': '',
  'table.catalog.stock.sources': 'shown',
  'row.catalog.stock.sources.0.0': '01',
  'row.catalog.stock.sources.0.1': 'default',
}

const changeIn = (dialog: string): string =>
  /name="change" value="([^"]*)"/.exec(dialog)?.[1]?.replaceAll('&quot;', '"') ?? ''

async function baseOf({ get }: Awaited<ReturnType<typeof signIn>>): Promise<string> {
  return /name="base" value="(\d+)"/.exec((await get(PAGE)).text)?.[1] ?? ''
}

const catalogOf = async (world: World) => {
  await world.remotes.refresh()
  return (await world.remotes.connection(CONNECTION)).policies.catalog
}

test('a catalogue that is set up on the page is tried before it is kept, and brought by the next run', async () => {
  await using world = await createWorld()
  const session = await signIn(world)
  const { get, post } = session
  expect((await get(PAGE)).text).toContain(`hx-get="${PAGE}/catalogue"`)
  const { text } = await get(`${PAGE}/catalogue`)
  for (const option of ['2 · Maloprodaja (bruto)', '01 · Glavno skladišče', 'ALL GROUPS', '4 · Reduced rate'])
    expect(text).toContain(`${option}</option>`)
  expect(text).toMatch(/<option value="default">/)
  expect(text).toContain('In use: 1 (Main Website).')

  const dialog = (await post(`${PAGE}/preview`, { base: await baseOf(session), ...FILLED })).text
  expect(dialog).toContain('What is brought to Magento: empty → prices, stock')
  expect(dialog).toContain('ALL GROUPS → empty')
  expect(dialog).toContain('Within a minute everything is read from the ERP')
  const change = changeIn(dialog)
  expect((await post(`${PAGE}/try`, { change })).text).toContain('A complete run would write')
  expect(productOf(world, 'S-005')?.price).toBe(7.3)
  expect((await catalogOf(world)).sync).toEqual([])

  expect((await post(`${PAGE}/save`, { change, reason: 'go-live' })).text).toContain('are changed')
  expect(await catalogOf(world)).toMatchObject({ everyMinutes: 30, prices: { quantityPrices: '' } })
  expect(await run(world, 'due')).toBe('done')
  expect(productOf(world, 'S-005')?.price).toBe(7.99)
  expect(sourceOf(world, 'S-001')).toMatchObject({ quantity: 500 })
  const [entry] = await listAudit(world.ctx, { stores: [STORE], limit: 1 })
  expect(entry).toMatchObject({ action: 'settings.change', reason: 'go-live' })

  const ctx = world.context({ kind: 'cli', user: 'ada' })
  const way = { of: 'connection', code: CONNECTION, version: 1 } as const
  const { base, lines } = await previewWayBack(ctx, way)
  expect(lines).toContain('catalog.prices.quantityPrices  → ALL GROUPS')
  await goBack(ctx, { ...way, base, reason: 'not yet' })
  expect((await catalogOf(world)).sync).toEqual([])
})

test('what cannot be used of a catalogue is said at its field, as the file says it, with all that was chosen', async () => {
  await using world = await createWorld()
  const session = await signIn(world)
  const wrong = {
    base: await baseOf(session),
    ...FILLED,
    'row.catalog.stock.sources.0.0': '',
    'row.catalog.stock.sources.0.1': '',
    'table.catalog.newProducts.taxClasses': 'shown',
    'row.catalog.newProducts.taxClasses.0.0': '9,5 %',
    'row.catalog.newProducts.taxClasses.0.1': '4',
  }
  const first = await session.post(`${PAGE}/preview`, wrong)
  expect(first.status).toBe(422)
  expect(first.text).toMatch(/id="wrong-catalog.newProducts.taxClasses-0">Is not a number\./)
  const second = await session.post(`${PAGE}/preview`, { ...wrong, 'row.catalog.newProducts.taxClasses.0.0': '9.5' })
  expect(second.status).toBe(422)
  expect(second.text).toContain('id="wrong-catalog.stock.sources">Name the source of each warehouse.')
  expect(second.text).toMatch(/<option value="2" selected="">2 · Maloprodaja/)
  expect(second.text).toMatch(/name="box.catalog.sync.prices" value="yes" checked/)
})

test('a list that Magento does not give is typed; the others are chosen', async () => {
  await using world = await createWorld()
  world.magento.faults.add({ kind: 'maintenance503', times: 9, match: { path: 'taxClasses' } })
  const { get } = await signIn(world)
  const { text } = await get(`${PAGE}/catalogue`)
  expect(text).toContain('Magento could not be asked for its codes')
  expect(text).toMatch(/<input type="text" name="field.catalog.newProducts.taxClass"[^>]* value="2"/)
  expect(text).toContain('01 · Glavno skladišče')
})

test('an ERP that tells no items says so in place of the form', async () => {
  await using world = await createWorld()
  const flow = {
    code: 'flow',
    store: STORE,
    kind: 'http-flow',
    name: 'Our ERP',
    settings: {
      flow: 'our-erp',
      url: 'https://erp.example/api',
      orders: {
        find: { path: '/orders', query: { key: '{{orderbridgeId}}' }, fields: { id: 'id', total: 'total' } },
        mapping: { kind: 'template', body: { key: '{{orderbridgeId}}' } },
        write: { path: '/orders', check: { id: 'id', number: 'number' } },
      },
    },
    secrets: {},
  }
  const text = JSON.stringify({ connections: [flow] })
  const ctx = world.context({ kind: 'cli', user: 'test' })
  await applyConfiguration(ctx, { text, fileName: 'flow.yaml', variables: {}, dryRun: false })
  await world.remotes.refresh()
  const { get } = await signIn(world)
  const page = (await get('/admin/settings/connection/flow')).text
  expect(page).toContain('does not tell its items, prices and stock')
  expect(page).not.toContain('connection/flow/catalogue')
  expect((await get('/admin/settings/connection/flow/catalogue')).status).toBe(404)
})

test('a catalogue is looked at without the role and not changed or tried; of another store there is none', async () => {
  await using world = await createWorld()
  for (const roles of [['view'], ['view', 'operate']] as const) {
    const { get, post } = await signIn(world, { roles: [...roles] })
    const { text } = await get(`${PAGE}/catalogue`)
    expect(text).toMatch(/name="field.catalog.everyMinutes" disabled/)
    const change = JSON.stringify({ base: 1, fields: { 'catalog.sync': 'prices' } })
    expect((await post(`${PAGE}/preview`, { base: '1', ...FILLED })).status).toBe(403)
    expect((await post(`${PAGE}/try`, { change })).status).toBe(403)
    expect((await post(`${PAGE}/save`, { change, reason: 'x' })).status).toBeGreaterThanOrEqual(403)
  }
  const { get } = await signIn(world)
  expect((await get('/admin/settings/connection/b2/catalogue')).status).toBe(404)
  expect((await catalogOf(world)).sync).toEqual([])
})
