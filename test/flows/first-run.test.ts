import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { firstRuns } from '../../src/db/schema/first-runs.ts'
import { outbox } from '../../src/db/schema/messages.ts'
import { audit } from '../../src/db/schema/operations.ts'
import { links, orders } from '../../src/db/schema/orders.ts'
import { stores } from '../../src/db/schema/stores.ts'
import type { Actor } from '../../src/flows/context.ts'
import { readFirstRun } from '../../src/flows/first-run/first-run.ts'
import { rehearseOrders } from '../../src/flows/first-run/rehearse-orders.ts'
import { createPairingCode } from '../../src/flows/pairing/create-pairing-code.ts'
import { pairStore } from '../../src/flows/pairing/pair-store.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const PAGE = `/admin/first-run/${STORE}`
const storeRow = async ({ database }: World, code = STORE) =>
  (await database.db.select().from(stores).where(eq(stores.code, code)))[0]
const ordersOf = (world: World) => world.b1.list('Orders')
const actionsOf = async ({ database }: World) => (await database.db.select().from(audit)).map(({ action }) => action)

test('what both sides said stays on the page, and who may only look cannot ask', async () => {
  await using world = await createWorld()
  const person = await signIn(world)
  expect((await person.get(PAGE)).text).toContain('hx-trigger="load"')
  await person.post(`${PAGE}/check`, { side: 'store:magento' })
  await person.post(`${PAGE}/check`, { side: 'b1' })
  const viewer = await signIn(world, { roles: ['view'] })
  const magento = (await viewer.get(PAGE)).text
  expect(magento).toContain('What was found')
  expect(magento).not.toContain('hx-trigger="load"')
  expect((await viewer.get(`${PAGE}?step=erp`)).text).toContain('What was found')
  expect((await viewer.post(`${PAGE}/check`, { side: 'b1' })).status).toBe(403)
  expect((await person.post(`${PAGE}/check`, { side: 'other' })).status).toBe(422)
  expect((await person.get('/admin/first-run/elsewhere')).status).toBe(404)
})

test('a dry run says of the last ten orders what would become of each, and writes nothing anywhere', async () => {
  await using world = await createWorld({ store: { orders: { since: '2030-01-01', holdMinutes: 60 } } })
  const eldest = world.place('guest-simple')
  for (let n = 0; n < 8; n += 1) world.place('customer')
  world.place('unknown-item')
  world.place('company-vat')
  const before = JSON.stringify(ordersOf(world))
  const person = await signIn(world)
  expect((await person.post(`${PAGE}/rehearse`)).text).toContain('Nothing was written.')
  const run = await readFirstRun(world.ctx, { stores: [STORE], store: STORE })
  expect(run?.report?.orders).toHaveLength(10)
  expect(run?.report?.orders.map(({ id }) => id)).not.toContain(eldest)
  const { text } = await person.get(`${PAGE}?step=rehearsal`)
  expect(text).toContain('Every total agrees to the cent.')
  expect(text).toContain('does not know item')
  expect(text).toContain('DocumentLines')
  expect(text).toContain('would be created')
  expect(JSON.stringify(ordersOf(world))).toBe(before)
  for (const table of [orders, outbox, links]) expect(await world.database.db.select().from(table)).toEqual([])
})

test('a dry run that a far side stops keeps what it has and goes on where it was', async () => {
  await using world = await createWorld()
  for (let n = 0; n < 3; n += 1) world.place('customer')
  const magento = await world.ctx.remotes.magento(STORE)
  const { readOrders } = magento
  let calls = 0
  const actor: Actor = { kind: 'cli', user: 'test' }
  Object.assign(magento, {
    readOrders: async (ids: readonly number[]) => {
      calls += 1
      // While it works, another tab asks as well: it leaves the work alone.
      if (calls === 1) await rehearseOrders({ ...world.ctx, actor }, { store: STORE, anew: false })
      if (calls === 2) world.magento.faults.add({ kind: 'maintenance503', times: 99, match: { path: '/V1/orders' } })
      return await readOrders(ids)
    },
  })
  await rehearseOrders({ ...world.ctx, actor }, { store: STORE, anew: true })
  const stopped = (await readFirstRun(world.ctx, { stores: [STORE], store: STORE }))?.report
  expect(stopped).toMatchObject({ stopped: expect.any(String), left: [expect.any(Number), expect.any(Number)] })
  expect(stopped?.orders).toHaveLength(1)
  world.magento.faults.clear()
  Object.assign(magento, { readOrders })
  await rehearseOrders({ ...world.ctx, actor }, { store: STORE, anew: false })
  const over = (await readFirstRun(world.ctx, { stores: [STORE], store: STORE }))?.report
  expect(over?.left).toEqual([])
  expect(new Set(over?.orders.map(({ id }) => id)).size).toBe(3)
})

test('cut-over day and waiting time are kept by who may configure, and written down', async () => {
  await using world = await createWorld()
  const person = await signIn(world)
  const rules = { base: '1', since: '2026-03-01', holdMinutes: '15' }
  expect((await person.post(`${PAGE}/rules`, rules)).text).toContain('Kept.')
  expect((await storeRow(world))?.settings).toMatchObject({ orders: { since: '2026-03-01', holdMinutes: 15 } })
  expect((await person.get(`${PAGE}?step=rules`)).text).toContain('value="2026-03-01"')
  expect((await person.post(`${PAGE}/rules`, { ...rules, base: '2', holdMinutes: '-1' })).status).toBe(422)
  const clerk = await signIn(world, { roles: ['view', 'operate'] })
  expect((await clerk.post(`${PAGE}/rules`, rules)).status).toBe(403)
  expect(await actionsOf(world)).toContain('settings.change')
})

test('a store that is connected from the page sends nothing before its first run is gone through', async () => {
  await using world = await createWorld()
  const actor: Actor = { kind: 'admin_user', id: 'login:1', name: 'Jan', roles: ['view', 'configure'] }
  const { code } = await createPairingCode(world.context(actor), { store: 'second', name: 'Second shop' })
  const oauth = { consumer_key: 'a', consumer_secret: 'b', access_token: 'c', access_token_secret: 'd' }
  const offer = { code, base_url: 'https://second.example', admin_origin: 'https://second.example', oauth }
  await pairStore(world.context({ kind: 'magento_event', source: 'pairing' }), offer)
  expect(await storeRow(world, 'second')).toMatchObject({ pausedReason: 'the first run is not finished' })
  const person = await signIn(world)
  expect((await person.get('/admin')).text).toContain('First run of Second shop')
  world.clock.pass(2)
  expect((await person.post('/admin/first-run/second/start')).text).toContain('no ERP to send to')
  // In place of a button that is refused.
  for (const step of ['rehearsal', 'start']) {
    const { text } = await person.get(`/admin/first-run/second?step=${step}`)
    expect(text).toContain('/admin/connect/second')
    expect(text).not.toMatch(/hx-post="[^"]*(rehearse|start)"/)
  }
  expect((await storeRow(world, 'second'))?.pausedAt).not.toBeNull()
})

test('sending starts when a person says so: the pause is over, the dry run is put away, Home offers it no more', async () => {
  await using world = await createWorld()
  world.place('customer')
  const paused = { pausedAt: world.clock.now(), pausedReason: 'the first run is not finished' }
  await world.database.db.update(stores).set(paused)
  world.clock.pass(2)
  const person = await signIn(world)
  await person.post(`${PAGE}/rehearse`)
  await world.runUntilQuiet()
  expect(ordersOf(world)).toEqual([])
  const viewer = await signIn(world, { roles: ['view'] })
  expect((await viewer.post(`${PAGE}/start`)).status).toBe(403)
  expect((await person.post(`${PAGE}/start`)).text).toContain('is sending')
  expect((await world.database.db.select().from(firstRuns))[0]).toMatchObject({ report: null })
  expect((await person.get('/admin')).text).not.toContain('Go through the first run')
  await world.runUntilQuiet()
  expect((await world.database.db.select().from(orders))[0]?.acknowledgedAt).not.toBeNull()
  expect(await actionsOf(world)).toContain('store.start')
})

test('what the ERP lacks and may be made is made from the page, by who may configure, and the dry run says where to look', async () => {
  await using world = await createWorld()
  await world.configure({ settings: { udf: 'OtherId' } })
  await world.remotes.refresh()
  world.place('customer')
  const person = await signIn(world)
  await person.post(`${PAGE}/check`, { side: 'b1' })
  await person.post(`${PAGE}/rehearse`)
  expect((await person.get(`${PAGE}?step=rehearsal`)).text).toContain('something that its test has found')
  expect((await person.get(`${PAGE}?step=erp`)).text).toContain('Make what is missing there…')
  expect((await person.get(`${PAGE}/prepare?side=b1`)).text).toContain('no order is sent')

  const clerk = await signIn(world, { roles: ['view', 'operate'] })
  expect((await clerk.get(`${PAGE}?step=erp`)).text).not.toContain('Make what is missing there…')
  expect((await clerk.get(`${PAGE}/prepare?side=b1`)).status).toBe(403)
  expect((await clerk.post(`${PAGE}/prepare`, { side: 'b1' })).text).toContain('You may not')
  expect((await person.post(`${PAGE}/prepare`, { side: 'other' })).text).toContain('has no connection')
  expect(await actionsOf(world)).not.toContain('connection.prepare')

  expect((await person.post(`${PAGE}/prepare`, { side: 'b1' })).text).toContain('The ERP was asked again')
  await world.pass(300) // a new field is there some minutes later
  await person.post(`${PAGE}/check`, { side: 'b1' })
  expect((await person.get(`${PAGE}?step=erp`)).text).not.toContain('Make what is missing there…')
  expect((await person.post(`${PAGE}/rehearse`)).text).toContain('Nothing was written.')
  expect(await actionsOf(world)).toContain('connection.prepare')
})
