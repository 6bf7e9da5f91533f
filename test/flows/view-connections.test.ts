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
