import { eq } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { inbox, outbox } from '../../src/db/schema/messages.ts'
import { audit } from '../../src/db/schema/operations.ts'
import { RemoteError } from '../../src/domain/errors.ts'
import { listDoors } from '../../src/flows/view/list-doors.ts'
import { type InboxFilter, listInbox } from '../../src/flows/view/list-inbox.ts'
import { finish } from '../support/clerk.ts'
import { doorsOf, moduleDelivery, orderCreated, send } from '../support/doors.ts'
import { orderRow } from '../support/look-up.ts'
import { signIn } from '../support/sign-in.ts'
import { CONNECTION, createWorld, STORE, type World } from '../support/world.ts'

const world = await createWorld()
const { db } = world.database
const app = doorsOf(world)
afterAll(() => world[Symbol.asyncDispose]())

const rowsOf = async (filter: InboxFilter = {}) =>
  (await listInbox(world.ctx, { stores: [STORE], filter, paging: {} })).rows
const doorOf = async (source: string) =>
  (await listDoors(world.ctx, [STORE])).doors.find(door => door.source === source)
const askedAgain = () => db.select().from(audit).where(eq(audit.action, 'inbox.read_again'))
const unescaped = (text: string) => text.replaceAll('&quot;', '"')

/** An order whose webhook arrived, and what was written down of it. */
async function hearBy(id: string) {
  const magentoId = world.place('customer')
  expect((await send(app, moduleDelivery(world, orderCreated(magentoId, id), { id }))).status).toBe(200)
  const [delivery] = (await rowsOf({ waiting: true })).filter(({ entity }) => entity === 'delivery')
  if (!delivery) throw new Error('the delivery is not stored')
  return { magentoId, delivery }
}

/** Magento answers nothing until this is called. */
async function shutMagento({ remotes }: World) {
  const magento = await remotes.magento(STORE)
  const { readOrders } = magento
  const away = new RemoteError({
    errorClass: 'transient',
    code: 'no_answer',
    message: 'nobody answers ana@example.com',
  })
  Object.assign(magento, { readOrders: () => Promise.reject(away) })
  return () => Object.assign(magento, { readOrders })
}

test('a webhook shows its body until it is read, and then the order that came of it', async () => {
  const person = await signIn(world)
  const { magentoId, delivery } = await hearBy('seen')
  expect((await person.get('/admin/inbox')).text).toContain('It waits its turn.')
  expect(unescaped((await person.get(`/admin/inbox/${delivery.id}`)).text)).toContain(`"entity_id": ${magentoId}`)
  await world.runUntilQuiet()
  const order = await orderRow(world, magentoId)
  const { text } = await person.get(`/admin/inbox?q=${order.number}`)
  expect(text).toContain(`<a href="/admin/orders/${order.id}">Order ${order.number}</a>`)
  expect(text).toContain('Webhook of the module')
  expect(text).toContain('A new order: preparing.')
  expect((await person.get('/admin/inbox')).text).toContain('It told of 1 event.')
  expect((await person.get(`/admin/inbox/${delivery.id}`)).text).toContain('Its body was dropped when it was read.')
  expect((await person.get('/admin/inbox/999999')).status).toBe(404)
})

test('the people in a body are masked, and a large one is cut or left out', async () => {
  const person = await signIn(world)
  const bodies = [
    JSON.stringify({ data: { customer_firstname: 'Ana', customer_email: 'ana@example.com', grand_total: 89 } }),
    JSON.stringify({ data: Array(9_000).fill('abc') }),
    'x'.repeat(1024 * 1024 + 1),
  ]
  const values = { store: STORE, source: 'async_events', entity: 'delivery', entityKey: '', eventType: 'x' }
  const made = await db
    .insert(inbox)
    .values(
      bodies.map((body, n) => ({
        ...{ ...values, dedupeKey: `body-${n}`, body: Buffer.from(body) },
        ...{ receivedAt: world.clock.now(), dueAt: world.clock.now() },
      })),
    )
    .returning({ id: inbox.id })
  const [masked, cut, large] = await Promise.all(
    made.map(async ({ id }) => unescaped((await person.get(`/admin/inbox/${id}`)).text)),
  )
  expect(masked).toContain('"customer_firstname": "A•••"')
  expect(masked).toContain('"grand_total": 89')
  expect(masked).not.toContain('ana@')
  expect(cut).toContain('The beginning of 54 kB.')
  expect(cut?.length).toBeLessThan(30_000)
  expect(large).toContain('Its body of 1.0 MB is too large to be shown.')
  for (const { id } of made) await db.delete(inbox).where(eq(inbox.id, id))
})

describe('reading again', () => {
  test('one that was put back says when and why, and goes on at once when a person asks, however often', async () => {
    const person = await signIn(world)
    const open = await shutMagento(world)
    const { magentoId } = await hearBy('put-back')
    await world.work()
    const [row] = (await rowsOf({ waiting: true })).filter(({ entityKey }) => entityKey === String(magentoId))
    const list = (await person.get('/admin/inbox?state=waiting')).text
    expect(list).toContain('It is read again ')
    expect(list).toContain('It could not be read: nobody answers a•••@e•••.com')
    open()
    const address = `/admin/inbox/${row?.id}/read-again`
    expect((await person.get(address)).text).toContain('name="tries" value="1"')
    const before = (await askedAgain()).length
    for (const _ of [1, 2])
      expect((await person.post(address, { reason: 'it is back', tries: '1' })).text).toContain('within seconds')
    expect(await askedAgain()).toHaveLength(before + 1)
    expect((await askedAgain()).at(-1)).toMatchObject({ store: STORE, reason: 'it is back' })
    await world.work()
    expect((await rowsOf({ waiting: true })).length).toBe(0)
    const late = await person.post(address, { reason: 'again', tries: '1' })
    expect(late.text).toContain('was read meanwhile')
    expect(await askedAgain()).toHaveLength(before + 1)
    expect((await orderRow(world, magentoId)).number).not.toBe('')
  })

  test('one that is through comes to nothing new, and sends nothing', async () => {
    const person = await signIn(world)
    const { magentoId } = await hearBy('through')
    await world.runUntilQuiet()
    const sent = await db.select({ id: outbox.id }).from(outbox)
    const [row] = (await rowsOf({ search: String(magentoId) })).filter(({ key }) => key === 'module:through')
    const answer = await person.post(`/admin/inbox/${row?.id}/read-again`, { reason: 'to see', tries: '1' })
    expect(answer.status).toBe(200)
    expect((await rowsOf({ waiting: true })).map(({ id, outcome }) => [id, outcome])).toEqual([[row?.id, undefined]])
    await world.runUntilQuiet()
    const [again] = (await rowsOf({ search: String(magentoId) })).filter(({ id }) => id === row?.id)
    expect(again).toMatchObject({ outcome: 'known', attempts: 2, dueAt: undefined })
    expect(await db.select({ id: outbox.id }).from(outbox)).toEqual(sent)
  })

  test('is refused where it would bring nothing: a webhook without its body, a connection that was removed', async () => {
    const person = await signIn(world)
    const { delivery } = await hearBy('dropped')
    await world.runUntilQuiet()
    const form = { reason: 'x', tries: '1' }
    const refused = await person.post(`/admin/inbox/${delivery.id}/read-again`, form)
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('its body dropped')])
    const gone = { store: STORE, connection: 'gone', source: 'erp_webhook', dedupeKey: 'gone', attempts: 1 }
    const [row] = await db
      .insert(inbox)
      .values({
        ...{ ...gone, entity: 'invoice', entityKey: '1', eventType: 'x', outcome: 'known' },
        receivedAt: world.clock.now(),
      })
      .returning({ id: inbox.id })
    const removed = await person.post(`/admin/inbox/${row?.id}/read-again`, form)
    expect([removed.status, removed.text]).toEqual([422, expect.stringContaining('which was removed')])
    expect((await person.post(`/admin/inbox/${row?.id}/read-again`, { ...form, reason: '' })).text).toContain('Say why')
    await db.delete(inbox).where(eq(inbox.dedupeKey, 'gone'))
  })

  test('is for who may act; who may only look sees the same rows', async () => {
    const viewer = await signIn(world, { roles: ['view'] })
    const { text } = await viewer.get('/admin/inbox')
    expect(text).toContain('Nothing new.')
    expect(text).not.toContain('read-again')
    const [row] = await rowsOf()
    expect((await viewer.get(`/admin/inbox/${row?.id}`)).status).toBe(200)
    expect((await viewer.get(`/admin/inbox/${row?.id}/read-again`)).status).toBe(403)
    expect((await viewer.post(`/admin/inbox/${row?.id}/read-again`, { reason: 'x', tries: '1' })).status).toBe(403)
  })
})

test('an order number finds what the ERP told of its documents too', async () => {
  const { magentoId } = await hearBy('with documents')
  await world.runUntilQuiet()
  finish(world, magentoId, 'deliver-then-invoice')
  await world.runUntilQuiet()
  const { number } = await orderRow(world, magentoId)
  const found = await rowsOf({ search: number })
  expect(new Set(found.map(({ entity }) => entity))).toEqual(
    new Set(['order', 'sales_document', 'shipment', 'invoice']),
  )
  expect(found.every(({ orders }) => orders[0]?.number === number)).toBe(true)
  const bare = number.replace(/^0+/, '')
  expect((await rowsOf({ search: bare })).map(({ id }) => id)).toEqual(found.map(({ id }) => id))
  const [invoice] = found.filter(({ entity }) => entity === 'invoice')
  expect(invoice).toMatchObject({ connection: CONNECTION, source: 'erp_poll', outcome: 'followed' })
  const { text } = await (await signIn(world)).get(`/admin/inbox?q=${number}`)
  expect(text).toContain(`Invoice ${invoice?.erpNumber}`)
  expect(text).toContain('The order went on by it.')
  expect((await (await signIn(world)).get('/admin/inbox?q=nothing-has-this')).text).toContain('Nothing fits here')
})

test('a door that tells nothing while the poll finds something is silent, until it tells again', async () => {
  await world.database.sql`truncate inbox, inbox_keys`
  const person = await signIn(world)
  expect(await doorOf('module')).toEqual({ store: STORE, source: 'module', today: 0, waiting: 0, missed: 0 })
  expect((await person.get('/admin/inbox')).text).toContain('Nothing was received yet')
  const unheard = world.place('guest-simple')
  await world.pass(61)
  expect((await rowsOf({ search: String(unheard) })).map(({ source }) => source)).toContain('magento_poll')
  expect(await doorOf('module')).toMatchObject({ today: 0, missed: (await doorOf('magento_poll'))?.today })
  const { text } = await person.get('/admin/inbox')
  expect(text).toContain('Silent')
  expect(text).toContain('href="/admin/inbox?way=magento_poll"')
  // Of one ERP its own ways; among what waits, none.
  const waysAt = async (query: string) => {
    const list = (await person.get(`/admin/inbox${query}`)).text
    return new Set([...list.matchAll(/href="\/admin\/inbox\?way=([\w%]+)"/g)].map(([, way]) => way))
  }
  expect(await waysAt(`?way=:${CONNECTION}`)).toEqual(new Set(['erp_webhook%3Ab1', 'erp_poll%3Ab1']))
  expect(await waysAt('?state=waiting')).toEqual(new Set())
  await hearBy('it tells again')
  expect(await doorOf('module')).toMatchObject({ today: 1, waiting: 1, missed: 0, last: world.clock.now() })
  expect((await person.get('/admin/inbox')).text).not.toContain('Silent')
  await world.runUntilQuiet()
  // The events of a delivery, and those that we fetch from the module ourselves, did not come by the door.
  expect(await doorOf('module')).toMatchObject({ today: 1, waiting: 0 })
  world.clock.pass(25 * 3_600)
  expect(await doorOf('module')).toMatchObject({ today: 0, missed: 0 })
})
