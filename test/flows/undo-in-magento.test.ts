import { describe, expect, test } from 'vitest'
import { cancelInMagento } from '../../src/flows/order/cancel-in-magento.ts'
import { retryOrder } from '../../src/flows/order/retry-order.ts'
import { sidesOf } from '../support/both-sides.ts'
import { cancel, erpOrder } from '../support/clerk.ts'
import { openCauses, openProblems, orderRow, phaseOf, statesOf, storyOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const reservations = (world: World) =>
  world.magento.list<number>('reservations').reduce((sum, quantity) => sum + quantity, 0)

describe('a sales document that is cancelled in the ERP, of an order whose money the shop has', () => {
  test('is a problem for a person', async () => {
    await using world = await createWorld()
    const id = world.place('card-captured')
    await world.runUntilQuiet()
    cancel(world, 'Orders', erpOrder(world, id))
    await world.runUntilQuiet()
    const { order, creditmemos } = sidesOf(world, id)
    expect([order.state, creditmemos.length]).toEqual(['processing', 0])
    const [problem] = await openProblems(world)
    expect(problem?.cause).toBe(`canceled_in_erp:${order.increment_id}`)
    expect(problem?.remedy).toMatch(/refund it where it is invoiced/)
  })

  test.each([
    { invoiced: 'refund_offline', module: true },
    { invoiced: 'refund_online', module: true },
    { invoiced: 'refund_offline', module: false },
  ])(
    'is refunded once with $invoiced, and the goods are for sale again (module: $module)',
    async ({ invoiced, module }) => {
      await using world = await createWorld({ module, policies: { cancel: { invoiced } } })
      const before = reservations(world)
      const id = world.place('card-captured')
      expect(reservations(world)).toBeLessThan(before)
      await world.runUntilQuiet()
      cancel(world, 'Orders', erpOrder(world, id))
      await world.runUntilQuiet()
      const { order, creditmemos } = sidesOf(world, id)
      expect(creditmemos.map(memo => memo.grand_total)).toEqual([order.grand_total])
      expect(creditmemos.map(memo => memo.transaction_id !== undefined)).toEqual([invoiced === 'refund_online'])
      expect(order.state).toBe('closed')
      expect(reservations(world)).toBe(before)
      expect(await phaseOf(world, id)).toBe('done')
      expect(await openCauses(world)).toEqual([])
    },
  )

  test('is refunded once when the answer is lost', async () => {
    await using world = await createWorld({ policies: { cancel: { invoiced: 'refund_offline' } } })
    const id = world.place('card-captured')
    await world.runUntilQuiet()
    cancel(world, 'Orders', erpOrder(world, id))
    world.magento.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/refund' } })
    await world.runUntilQuiet()
    expect(sidesOf(world, id).creditmemos).toHaveLength(1)
    expect(await openCauses(world)).toEqual([])
  })

  test('an authorized payment is released by the cancellation', async () => {
    await using world = await createWorld({ policies: { cancel: { invoiced: 'refund_offline' } } })
    const id = world.place('card-authorized')
    await world.runUntilQuiet()
    cancel(world, 'Orders', erpOrder(world, id))
    await world.runUntilQuiet()
    expect([sidesOf(world, id).order.state, sidesOf(world, id).creditmemos.length]).toEqual(['canceled', 0])
  })
})

describe('an order that the ERP refuses', () => {
  /** The tax rate of the order has been retired in the ERP: it refuses every such order, whatever is sent. */
  async function refused(world: World, kind: 'card-authorized' | 'card-captured' | 'guest-simple'): Promise<number> {
    const retire = (Inactive: string) =>
      world.b1.transact(work => work.put('VatGroups', 'S22', { ...work.get<object>('VatGroups', 'S22'), Inactive }))
    retire('tYES')
    const id = world.place(kind)
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^refused:b1:sales_document.create/)])
    return id
  }
  const giveUp = async (world: World, id: number, reason = 'cannot be delivered') =>
    await cancelInMagento(world.context({ kind: 'cli', user: 'ada' }), {
      store: STORE,
      orderId: (await orderRow(world, id)).id,
      reason,
    })

  test('is held, and given up by a person: Magento cancels it, which releases the payment', async () => {
    await using world = await createWorld()
    const id = await refused(world, 'card-authorized')
    expect((await giveUp(world, id)).message).toMatch(/is being cancelled in Magento/)
    await world.runUntilQuiet()
    expect(sidesOf(world, id).order.state).toBe('canceled')
    expect(await phaseOf(world, id)).toBe('canceled')
    expect(await openCauses(world)).toEqual([])
    expect(await statesOf(world, id)).toEqual(['sales_document.create superseded', 'magento.order.cancel delivered'])
    expect(await storyOf(world, id)).toContainEqual(
      expect.stringContaining('gave the order up, it is cancelled in Magento: cannot be delivered'),
    )
    expect((await giveUp(world, id)).message).toMatch(/is canceled in Magento already/)
  })

  test('and is invoiced in Magento is refunded where the connection says so, and refused to the person otherwise', async () => {
    await using world = await createWorld()
    const id = await refused(world, 'card-captured')
    await expect(giveUp(world, id)).rejects.toThrow(/is invoiced in Magento and cannot be cancelled there/)
    expect(await phaseOf(world, id)).toBe('held')
    await world.configure({ policies: { cancel: { invoiced: 'refund_offline' } } })
    await giveUp(world, id)
    await world.runUntilQuiet()
    expect(sidesOf(world, id).order.state).toBe('closed')
    expect(await openCauses(world)).toEqual([])
  })

  test('is not given up without a reason, nor when it is in the ERP', async () => {
    await using world = await createWorld()
    const sent = world.place('guest-simple')
    await world.runUntilQuiet()
    await expect(giveUp(world, sent)).rejects.toThrow(/is in the ERP/)
    const id = await refused(world, 'guest-simple')
    await expect(giveUp(world, id, ' ')).rejects.toThrow(/reason is needed/)
  })

  test('is given up by itself after the hours that the connection gives people, and not before', async () => {
    await using world = await createWorld({ policies: { refused: { action: 'cancel', afterHours: 5 } } })
    const id = await refused(world, 'card-authorized')
    for (let hour = 0; hour < 4; hour += 1) await world.pass(3_600)
    expect(sidesOf(world, id).order.state).not.toBe('canceled')
    await world.pass(3_700)
    await world.runUntilQuiet()
    expect(sidesOf(world, id).order.state).toBe('canceled')
    expect(await phaseOf(world, id)).toBe('canceled')
    expect(await openCauses(world)).toEqual([])
  })

  test('waits for people for ever where nothing else is said', async () => {
    await using world = await createWorld()
    const id = await refused(world, 'guest-simple')
    for (let hour = 0; hour < 48; hour += 6) await world.pass(6 * 3_600)
    expect([sidesOf(world, id).order.state, await phaseOf(world, id)]).toEqual(['new', 'held'])
    world.b1.transact(work =>
      work.put('VatGroups', 'S22', { ...work.get<object>('VatGroups', 'S22'), Inactive: 'tNO' }),
    )
    await retryOrder(world.context({ kind: 'cli', user: 'ada' }), {
      store: STORE,
      orderId: (await orderRow(world, id)).id,
    })
    await world.runUntilQuiet()
    expect(await phaseOf(world, id)).toBe('open')
  })
})
