import { describe, expect, test } from 'vitest'
import { retryOrder } from '../../src/flows/order/retry-order.ts'
import { skipOrder } from '../../src/flows/order/skip-order.ts'
import { sidesOf } from '../support/both-sides.ts'
import { cancel, erpOrder, finish, make } from '../support/clerk.ts'
import { openCauses, openProblems, orderRow, phaseOf, storyOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const ada = (world: World) => world.context({ kind: 'cli', user: 'ada' })
const openOrders = (world: World, ids: readonly number[]) => ids.map(id => sidesOf(world, id).salesDocuments.length)
const ordered = async (world: World): Promise<number> => {
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  return id
}

describe('an order that was edited in the Magento admin', () => {
  test.each([{ module: true }, { module: false }])(
    'ends as one open sales document, that of the order that replaces it (module: $module)',
    async ({ module }) => {
      await using world = await createWorld({ module, policies: { mailInvoices: false } })
      const old = await ordered(world)
      const { entity_id: edited, increment_id: number } = world.magento.editOrder(old)
      await world.runUntilQuiet()
      expect(number).toBe(`${sidesOf(world, old).order.increment_id}-1`)
      expect(openOrders(world, [old, edited])).toEqual([0, 1])
      expect([await phaseOf(world, old), await phaseOf(world, edited)]).toEqual(['canceled', 'open'])
      expect(await openCauses(world)).toEqual([])
      finish(world, edited, 'deliver-then-invoice')
      await world.runUntilQuiet()
      expect(await phaseOf(world, edited)).toBe('done')
    },
  )

  test('the new one waits while the ERP has not cancelled the other one, and says for what', async () => {
    await using world = await createWorld()
    const old = await ordered(world)
    const { DocNum } = erpOrder(world, old)
    world.b1.faults.add({ kind: 'html502', times: 6, match: { method: 'POST', path: '/Orders' } })
    const { entity_id: edited } = world.magento.editOrder(old)
    await world.pass(61)
    const row = await orderRow(world, edited)
    expect([row.phase, row.phaseReason]).toEqual([
      'waiting',
      `waits until sales document ${DocNum} of order ${sidesOf(world, old).order.increment_id}, which it replaces, is cancelled in the ERP`,
    ])
    await world.runUntilQuiet()
    expect(openOrders(world, [old, edited])).toEqual([0, 1])
    expect((await storyOf(world, edited)).filter(text => text.includes('waits until'))).toHaveLength(1)
  })

  test('heard of before Magento has cancelled the other one: it waits for that', async () => {
    await using world = await createWorld()
    const old = await ordered(world)
    const { entity_id: edited } = world.magento.editOrder(old, { cancel: false })
    await world.runUntilQuiet()
    expect((await orderRow(world, edited)).phaseReason).toMatch(/^waits until .* is cancelled/)
    expect(openOrders(world, [old, edited])).toEqual([1, 0])
    expect(await (await world.remotes.magento(STORE)).cancelOrder(old)).toBe(true)
    await world.runUntilQuiet()
    expect(openOrders(world, [old, edited])).toEqual([0, 1])
  })

  test('of which only the new order was told: the other one is read with it', async () => {
    await using world = await createWorld({ store: { orders: { holdMinutes: 30 } } })
    const old = world.place('guest-simple')
    const { entity_id: edited } = world.magento.editOrder(old)
    const { hearOrders } = await import('../../src/flows/order/hear-orders.ts')
    await hearOrders(world.ctx, STORE, [edited])
    expect(await phaseOf(world, old)).toBe('canceled')
    for (let minute = 0; minute < 40; minute += 1) await world.pass(60)
    expect(openOrders(world, [old, edited])).toEqual([0, 1])
  })

  test('twice: the last one stands', async () => {
    await using world = await createWorld()
    const first = await ordered(world)
    const { entity_id: second } = world.magento.editOrder(first)
    const { entity_id: third, increment_id: number } = world.magento.editOrder(second)
    await world.runUntilQuiet()
    expect(number.endsWith('-2')).toBe(true)
    expect(openOrders(world, [first, second, third])).toEqual([0, 0, 1])
    expect(await openCauses(world)).toEqual([])
  })

  const afterDelivery = async (world: World) => {
    const old = await ordered(world)
    const delivery = make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, old) })
    const { entity_id: edited } = world.magento.editOrder(old)
    await world.runUntilQuiet()
    return { old, edited, delivery }
  }

  test('after the goods have left: both orders are one problem, which says what can be done', async () => {
    await using world = await createWorld()
    const { old, edited } = await afterDelivery(world)
    const [problem, ...more] = await openProblems(world)
    expect(more.filter(({ cause }) => !cause.startsWith('refused:magento'))).toEqual([])
    expect(problem?.orders).toEqual([old, edited])
    expect(problem?.title).toMatch(/replaces order .* cannot be cancelled any more/)
    expect(problem?.remedy).toMatch(/try again.*skip.*Send now/)
    expect(openOrders(world, [old, edited])).toEqual([1, 0])
    expect(await phaseOf(world, edited)).toBe('held')
  })

  test('after the goods have left, the order that replaces it can be left out', async () => {
    await using world = await createWorld()
    const { old, edited } = await afterDelivery(world)
    for (const id of [edited, old])
      await skipOrder(ada(world), {
        store: STORE,
        orderId: (await orderRow(world, id)).id,
        reason: 'delivered as it was',
      })
    await world.runUntilQuiet()
    expect(openOrders(world, [old, edited])).toEqual([1, 0])
    expect(await openCauses(world)).toEqual([])
  })

  test('after the goods have come back and the sales document is cancelled, trying again sends the new one', async () => {
    await using world = await createWorld()
    const { old, edited, delivery } = await afterDelivery(world)
    cancel(world, 'DeliveryNotes', delivery)
    await world.runUntilQuiet()
    cancel(world, 'Orders', erpOrder(world, old))
    await world.runUntilQuiet()
    await retryOrder(ada(world), { store: STORE, orderId: (await orderRow(world, edited)).id })
    await world.runUntilQuiet()
    expect(openOrders(world, [old, edited])).toEqual([0, 1])
    expect((await openCauses(world)).filter(cause => cause.startsWith('replaces'))).toEqual([])
  })
})
