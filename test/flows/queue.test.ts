import { describe, expect, test } from 'vitest'
import { outbox } from '../../src/db/schema/messages.ts'
import { pushOrderNow } from '../../src/flows/order/push-order-now.ts'
import { retryOrder } from '../../src/flows/order/retry-order.ts'
import { skipOrder } from '../../src/flows/order/skip-order.ts'
import { claimOutbox } from '../../src/flows/outbox/claim-outbox.ts'
import { expectWhole, sidesOf } from '../support/both-sides.ts'
import { erpOrder, finish, make } from '../support/clerk.ts'
import { openCauses, orderRow, phaseOf, statesOf, storyOf } from '../support/look-up.ts'
import { CONNECTION, createWorld, STORE, type World } from '../support/world.ts'

const person = (world: World) => world.context({ kind: 'admin_user', id: '7', name: 'Ada', roles: ['view', 'operate'] })
const target = async (world: World, id: number) => ({ store: STORE, orderId: (await orderRow(world, id)).id })

/** A shipment that Magento refuses for good: the order's goods were sent by a person who told nobody. */
async function stuckShipment(world: World, id: number): Promise<void> {
  world.magento.faults.add({ kind: 'redirect302', times: 1, match: { path: `/orders/${id}/shipment` } })
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
}

describe('messages of one order', () => {
  test('a refused one holds the later ones of this order and nobody else', async () => {
    await using world = await createWorld()
    const [stuck, free] = [world.place('guest-simple'), world.place('guest-simple')]
    await world.runUntilQuiet()
    finish(world, free, 'deliver-then-invoice')
    await stuckShipment(world, stuck)
    const states = await statesOf(world, stuck)
    expect(states.slice(states.indexOf('magento.shipment.create dead'))).toEqual([
      'magento.shipment.create dead',
      'magento.invoice.create pending',
      'document.fetch pending',
    ])
    await expectWhole(world, free)
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^refused:magento:magento.shipment.create/)])

    await retryOrder(person(world), await target(world, stuck))
    await retryOrder(person(world), await target(world, stuck))
    await world.runUntilQuiet()
    await expectWhole(world, stuck)
    expect(await openCauses(world)).toEqual([])
    expect((await storyOf(world, stuck)).filter(text => text === 'Ada asked to try again.')).toHaveLength(1)
  })

  test('keep the parts of their payload in the order in which they were planned, because some ERPs read XML', async () => {
    await using world = await createWorld()
    const now = world.clock.now()
    const payload = { zone: { second: 1, first: 2 }, a: [{ bb: 1, a: 2 }] }
    await world.database.db.insert(outbox).values({
      store: STORE,
      connection: CONNECTION,
      kind: 'sales_document.create',
      queue: 'order:0',
      idempotencyKey: 'x',
      payload,
      state: 'pending',
      dueAt: now,
      createdAt: now,
    })
    const [claimed] = await claimOutbox(world.ctx, 'worker', 1)
    expect(JSON.stringify(claimed?.payload)).toBe(JSON.stringify(payload))
  })

  test('are delivered in the order in which they were decided', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    // All at once, so that order is not given by time.
    finish(world, id, 'credit-after')
    await world.runUntilQuiet()
    const { shipments, invoices, creditmemos } = sidesOf(world, id)
    const rows = await world.database.sql<{ kind: string }[]>`
      select kind from outbox where queue like 'order:%' and state = 'delivered' order by finished_at, id`
    const kinds = rows.map(row => row.kind)
    expect(kinds.filter(kind => /^magento\.(shipment|invoice|creditmemo)/.test(kind))).toEqual([
      'magento.shipment.create',
      'magento.invoice.create',
      'magento.creditmemo.create',
    ])
    expect([shipments.length, invoices.length, creditmemos.length]).toEqual([1, 1, 1])
  })

  test('what a person skips is not sent, what follows goes on, and the reason stays', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    world.magento.faults.add({ kind: 'redirect302', match: { path: `/orders/${id}/shipment` } })
    make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
    await world.runUntilQuiet()
    await skipOrder(person(world), { ...(await target(world, id)), reason: 'sent by hand' })
    expect(sidesOf(world, id).shipments).toHaveLength(0)
    expect(await openCauses(world)).toEqual([])
    expect(await statesOf(world, id)).toContain('magento.shipment.create superseded')
    const rows = await world.database.sql`select actor, action, reason from audit where action = 'order.skip'`
    expect([...rows]).toEqual([{ actor: 'Ada', action: 'order.skip', reason: 'sent by hand' }])
    const invoice = make(world, 'Invoices', {
      set: 'DeliveryNotes',
      document: sidesOf(world, id).deliveries[0] ?? erpOrder(world, id),
    })
    await world.runUntilQuiet()
    expect(await storyOf(world, id)).toContainEqual(expect.stringContaining(`Invoice ${invoice.DocNum}`))
    expect(sidesOf(world, id).invoices).toHaveLength(1)
  })

  test('nothing is skipped while its outcome is open', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    await world.pass(61)
    await world.runUntilQuiet()
    world.magento.faults.add({ kind: 'commitThenDrop', match: { path: `/orders/${id}/shipment` } })
    make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
    await world.pass(61)
    expect(await statesOf(world, id)).toContain('magento.shipment.create verifying')
    await expect(skipOrder(person(world), { ...(await target(world, id)), reason: 'x' })).rejects.toThrow(
      'outcome open',
    )
  })

  test('pressing "try again" right after an unknown outcome does not shorten the time that the ERP needs to show it', async () => {
    await using world = await createWorld()
    const id = world.place('customer')
    world.b1.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/Orders' } })
    await world.pass(61)
    expect(await statesOf(world, id)).toEqual(['sales_document.create verifying'])
    await retryOrder(person(world), await target(world, id))
    expect(await world.work()).toBe(0)
  })
})

describe('an order that the ERP refuses', () => {
  const refused = async (world: World): Promise<number> => {
    world.b1.faults.add({ kind: 'html413', times: 1, match: { method: 'POST', path: '/Orders' } })
    const id = world.place('customer')
    await world.runUntilQuiet()
    expect(await phaseOf(world, id)).toBe('held')
    return id
  }

  test('is planned anew and sent when a person tries again', async () => {
    await using world = await createWorld()
    const id = await refused(world)
    await retryOrder(person(world), await target(world, id))
    await world.runUntilQuiet()
    expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
    expect(await phaseOf(world, id)).toBe('open')
    expect(await openCauses(world)).toEqual([])
  })

  test('is left out when a person skips it, and sent when the person thinks better of it', async () => {
    await using world = await createWorld()
    const id = await refused(world)
    await skipOrder(person(world), { ...(await target(world, id)), reason: 'a test order' })
    expect(await phaseOf(world, id)).toBe('skipped')
    expect(await openCauses(world)).toEqual([])
    await pushOrderNow(person(world), await target(world, id))
    await world.runUntilQuiet()
    expect(await phaseOf(world, id)).toBe('open')
    expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
  })

  test('and is cancelled in Magento meanwhile is never sent, whatever is pressed', async () => {
    await using world = await createWorld()
    const id = await refused(world)
    await (await world.remotes.magento(STORE)).cancelOrder(id)
    await world.runUntilQuiet()
    expect(await phaseOf(world, id)).toBe('canceled')
    expect(await openCauses(world)).toEqual([])
    await retryOrder(person(world), await target(world, id))
    await world.runUntilQuiet()
    expect(world.b1.list('Orders')).toEqual([])
  })

  test('a customer that the ERP refuses is one problem for all the orders that wait for it, and goes on for all', async () => {
    await using world = await createWorld()
    world.b1.faults.add({ kind: 'html413', times: 1, match: { method: 'POST', path: '/BusinessPartners' } })
    const [first, second] = [world.place('guest-simple'), world.place('guest-simple')]
    const [a, b] = [world.magento.order(first), world.magento.order(second)]
    if (a && b) world.magento.importOrder({ ...b, customer_email: a.customer_email })
    await world.runUntilQuiet()
    expect(await Promise.all([first, second].map(id => phaseOf(world, id)))).toEqual(['held', 'held'])
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^refused:b1:subject.create/)])
    for (const id of [first, second]) await retryOrder(person(world), await target(world, id))
    await world.runUntilQuiet()
    expect(await Promise.all([first, second].map(id => phaseOf(world, id)))).toEqual(['open', 'open'])
    expect(await openCauses(world)).toEqual([])
  })
})

test('who may only look can neither try again nor skip nor push', async () => {
  await using world = await createWorld()
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  const viewer = world.context({ kind: 'admin_user', id: '8', name: 'Bo', roles: ['view', 'configure'] })
  const order = await target(world, id)
  for (const act of [
    retryOrder(viewer, order),
    skipOrder(viewer, { ...order, reason: 'x' }),
    pushOrderNow(viewer, order),
  ])
    await expect(act).rejects.toThrow('Ask for the role "operate"')
})
