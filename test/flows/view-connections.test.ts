import { expect, test } from 'vitest'
import { signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'

test('the page of connections shows what is configured without its secrets, and tests each when somebody presses', async () => {
  await using world = await createWorld()
  const { get, post } = await signIn(world)
  const { text } = await get('/admin/connections')
  expect(text).toContain('SAP Business One')
  expect(text).toContain(world.b1.url)
  for (const secret of [world.b1.credentials.password, world.webhookSecret, world.magento.credentials.consumerSecret])
    expect(text).not.toContain(secret)

  const well = await post('/admin/connections/test', { kind: 'connection', code: 'b1' })
  // The world's clock stands in March; the Date header of its ERP is the machine's.
  expect(well.text).toMatch(/1 of \d+ checks needs attention/)
  expect(well.text).toContain('Well')
  expect((await post('/admin/connections/test', { kind: 'store', code: 'main' })).text).toContain('Well')

  await world.configure({ secrets: { password: 'wrong' } })
  const refused = await post('/admin/connections/test', { kind: 'connection', code: 'b1' })
  expect(refused.status).toBe(200)
  expect(refused.text).toContain('Needs attention')
  expect(refused.text).toMatch(/→ /)
  expect(refused.text).not.toContain('wrong')
})

test('a system that is not there is a finding with a remedy, and one of another store is not told of', async () => {
  await using world = await createWorld()
  const { post } = await signIn(world)
  await world.magento.close()
  const away = await post('/admin/connections/test', { kind: 'store', code: 'main' })
  expect(away.status).toBe(200)
  expect(away.text).toContain('Needs attention')
  expect((await post('/admin/connections/test', { kind: 'connection', code: 'b2' })).status).toBe(404)
})

test('looking is for everybody, testing for those who operate', async () => {
  await using world = await createWorld()
  const { get, post } = await signIn(world, { roles: ['view'] })
  expect((await get('/admin/connections')).text).not.toContain('hx-post="/admin/connections/test"')
  expect((await post('/admin/connections/test', { kind: 'connection', code: 'b1' })).status).toBe(403)
})

test('settings are tried, kept, compared, promoted and taken back on their page', async () => {
  await using world = await createWorld()
  world.place('two-vat-rates')
  await world.runUntilQuiet()
  const { get, post } = await signIn(world)
  const at = '/admin/connections/b1/settings'
  const { text } = await get(at)
  const written = /<textarea id="text"[^>]*>([^<]*)</.exec(text)?.[1] ?? ''
  const changed = `# what we learned\n${written.replaceAll('&quot;', '"').replace('"9.5": S95', '"9.5": S22')}`
  expect(changed).toContain('"9.5": S22')

  const tried = await post(`${at}/try`, { text: changed, order: '1' })
  expect(tried.text).toContain('S22')
  expect((await post(`${at}/try`, { text: changed, order: '77' })).text).toContain('There is no order 77 here.')
  expect((await post(`${at}/try`, { text: 'a: [', order: '1' })).text).toContain('line 1')
  const kept = await post(`${at}/save`, { text: changed, reason: 'another code' })
  expect(kept.text).toContain('Version 2 of b1 is kept as a draft.')
  expect((await post(`${at}/promote`, { version: '2', reason: 'now' })).text).toContain(
    'was not compared on real orders',
  )
  // Said before anybody writes down why.
  const tooEarly = await get(`${at}/promote?version=2`)
  expect(tooEarly.status).toBe(422)
  expect(tooEarly.text).toContain('Compare it first')
  const compared = await post(`${at}/compare`, { text: changed })
  expect(compared.text).toContain('1 of the last order would be sent differently')
  expect(compared.text).toMatch(/<del>S95<\/del>.*<ins>S22<\/ins>/)
  expect((await get(`${at}/diff?version=2`)).text).toMatch(/<del>[^<]*S95<\/del>.*<ins>[^<]*S22<\/ins>/)
  const exported = await get(`${at}/export.yaml?version=2`)
  expect(exported.text.trimEnd()).toBe(changed.trimEnd())
  expect((await post(`${at}/compare`, { version: '2' })).text).toContain(
    '1 of the last order would be sent differently',
  )
  expect((await post(`${at}/promote`, { version: '2', reason: 'compared' })).text).toContain(
    'Version 2 of b1 is active.',
  )
  expect((await post(`${at}/promote`, { version: '1', reason: 'back' })).text).toContain('Version 1 of b1 is active.')
  expect((await get(`${at}?version=2`)).text).toContain('Was active')
  expect((await get('/admin/connections/b2/settings')).status).toBe(404)
})

test('the editor is told the words of the settings and where their mistakes are', async () => {
  await using world = await createWorld()
  const { get, post } = await signIn(world)
  const at = '/admin/connections/b1/settings'
  const words = JSON.parse((await get(`${at}/words`)).text)
  expect(Object.keys(words.schema.properties)).toContain('vatGroups')
  expect(words.places).toEqual([]) // nothing in the settings of this kind names a place of the order
  const checked = JSON.parse((await post(`${at}/check`, { text: 'url: 7' })).text)
  expect(checked.marks).toContainEqual(
    expect.objectContaining({ line: 1, place: 'url', text: 'must be text: put it in quotes' }),
  )
  expect(checked.summary).toMatch(/^\d+ mistakes\. Line 1: /)
  for (const path of ['words', 'export.yaml', 'diff'])
    expect((await get(`/admin/connections/b2/settings/${path}`)).status, path).toBe(404)
  expect((await post('/admin/connections/b2/settings/check', { text: '' })).status).toBe(404)
})

test('whoever may not configure sees the settings and changes nothing', async () => {
  await using world = await createWorld()
  const { get, post } = await signIn(world, { roles: ['view', 'operate'] })
  const at = '/admin/connections/b1/settings'
  expect((await get(at)).text).toContain('ask for the role “configure”')
  for (const [path, form] of [
    ['try', { text: '{}', order: '1' }],
    ['check', { text: '{}' }],
    ['compare', { text: '{}' }],
    ['save', { text: '{}', reason: 'x' }],
    ['compare', { version: '1' }],
    ['promote', { version: '1', reason: 'x' }],
  ] as const)
    expect((await post(`${at}/${path}`, form)).status, path).toBeGreaterThanOrEqual(403)
})
