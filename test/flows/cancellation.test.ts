import { describe, expect, test } from 'vitest'
import { createDocument } from '../../sandbox/sap-b1/document-post.ts'
import { kindOf } from '../../sandbox/sap-b1/documents.ts'
import { retryOrder } from '../../src/flows/order/retry-order.ts'
import { skipOrder } from '../../src/flows/order/skip-order.ts'
import { sidesOf } from '../support/both-sides.ts'
import { cancel, erpOrder, finish, make } from '../support/clerk.ts'
import { openCauses, openProblems, orderRow, phaseOf, statesOf, storyOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const cancelInMagento = async (world: World, id: number) => {
  expect(await (await world.remotes.magento(STORE)).cancelOrder(id)).toBe(true)
}
const everyOrder = (world: World) => world.b1.list<{ Cancelled: string }>('Orders').map(order => order.Cancelled)

describe('cancelled in Magento', () => {
  test('before it was sent: nothing is in the ERP, and nothing will be', async () => {
    await using world = await createWorld({ store: { orders: { holdMinutes: 30 } } })
    const id = world.place('guest-simple')
    await world.pass(61)
    await cancelInMagento(world, id)
    for (let minute = 0; minute < 40; minute += 1) await world.pass(60)
    expect(everyOrder(world)).toEqual([])
    expect(await phaseOf(world, id)).toBe('canceled')
  })

  test('while it is on its way: the sales document is cancelled as soon as it is there', async () => {
    await using world = await createWorld()
    const id = world.place('customer')
    world.b1.faults.add({ kind: 'html502', times: 3, match: { method: 'POST', path: '/Orders' } })
    await world.pass(61)
    expect(await phaseOf(world, id)).toBe('pushing')
    await cancelInMagento(world, id)
    await world.runUntilQuiet()
    expect(everyOrder(world)).toEqual(['tYES'])
    expect(await phaseOf(world, id)).toBe('canceled')
    expect(
      (await storyOf(world, id)).filter(text => text.startsWith('The order was cancelled in Magento')),
    ).toHaveLength(1)
  })

  test('after it was sent: the sales document is cancelled', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    await cancelInMagento(world, id)
    await world.runUntilQuiet()
    expect(everyOrder(world)).toEqual(['tYES'])
    expect(await phaseOf(world, id)).toBe('canceled')
    expect(await openCauses(world)).toEqual([])
  })

  test('too late: the ERP has delivered, a person is told, and the skip says how it was settled', async () => {
    await using world = await createWorld({ policies: { mailInvoices: false } })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
    await cancelInMagento(world, id)
    await world.runUntilQuiet()
    const [problem] = await openProblems(world)
    expect(problem?.cause).toMatch(/^refused:/)
    expect(problem?.orders).toEqual([id])
    expect((await storyOf(world, id)).join('\n')).toMatch(/too late|cancelled in Magento/i)
    await skipOrder(world.context({ kind: 'cli', user: 'ada' }), {
      store: STORE,
      orderId: (await orderRow(world, id)).id,
      reason: 'the parcel was called back',
    })
    expect(await openCauses(world)).toEqual([])
    expect(await phaseOf(world, id)).toBe('canceled')
  })

  test('while it is unknown whether it is in the ERP: a person finds out first, then it is cancelled there', async () => {
    await using world = await createWorld({ policies: { pollSeconds: 86_400 } }) // the ERP's own news would tell
    const id = world.place('customer')
    world.b1.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/Orders' } })
    await world.pass(61)
    await world.database
      .sql`update outbox set state = 'held', error_class = 'unknown' where kind = 'sales_document.create'`
    await world.database.sql`update orders set phase = 'held', phase_reason = 'nobody knows'`
    await cancelInMagento(world, id)
    for (let minute = 0; minute < 5; minute += 1) await world.pass(60)
    expect(await phaseOf(world, id)).toBe('held')
    await retryOrder(world.context({ kind: 'cli', user: 'ada' }), {
      store: STORE,
      orderId: (await orderRow(world, id)).id,
    })
    await world.runUntilQuiet()
    expect(everyOrder(world)).toEqual(['tYES'])
    expect(await phaseOf(world, id)).toBe('canceled')
  })
})

describe('cancelled in the ERP', () => {
  test('a duplicate that people made there, key and all: it is not the order, and nothing is cancelled in Magento', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    const original = erpOrder(world, id)
    const copy = world.b1.transact(work =>
      createDocument(work, kindOf('Orders'), {
        CardCode: original.CardCode,
        DocDueDate: original.DocDueDate,
        NumAtCard: 'by hand',
        U_OrderbridgeId: original.U_OrderbridgeId,
        DocumentLines: original.DocumentLines.map(({ ItemCode, Quantity }) => ({ ItemCode, Quantity })),
      }),
    )
    await world.runUntilQuiet()
    cancel(world, 'Orders', copy)
    await world.runUntilQuiet()
    expect(sidesOf(world, id).order.state).toBe('new')
    expect(erpOrder(world, id).Cancelled).toBe('tNO')
  })

  test('cancels the order in Magento', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    cancel(world, 'Orders', erpOrder(world, id))
    await world.runUntilQuiet()
    expect(sidesOf(world, id).order.state).toBe('canceled')
    expect(await phaseOf(world, id)).toBe('canceled')
    expect(await openCauses(world)).toEqual([])
  })

  test('is a problem for a person where the connection says so', async () => {
    await using world = await createWorld({ policies: { cancel: { fromErp: 'problem' } } })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    const { increment_id: number } = sidesOf(world, id).order
    cancel(world, 'Orders', erpOrder(world, id))
    await world.runUntilQuiet()
    expect(sidesOf(world, id).order.state).toBe('new')
    expect(await openCauses(world)).toEqual([`canceled_in_erp:${number}`])
  })
})

describe('approval inside the ERP', () => {
  const draftEntry = (world: World) => world.b1.list<{ DocEntry: number }>('Drafts')[0]?.DocEntry ?? 0
  const waitingForApproval = async (world: World): Promise<number> => {
    world.b1.faults.add({ kind: 'approvalDraft' })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    expect(await storyOf(world, id)).toContainEqual(expect.stringContaining('waits in the ERP for an approval'))
    expect(world.b1.list('Orders')).toEqual([])
    return id
  }

  test('a draft that is approved becomes the sales document and goes the whole way', async () => {
    await using world = await createWorld({ policies: { mailInvoices: false } })
    const id = await waitingForApproval(world)
    world.b1.approveDraft(draftEntry(world))
    await world.runUntilQuiet()
    expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
    finish(world, id, 'deliver-then-invoice')
    await world.runUntilQuiet()
    expect(await phaseOf(world, id)).toBe('done')
    expect(sidesOf(world, id).shipments).toHaveLength(1)
  })

  test('a draft that is rejected cancels the order in Magento', async () => {
    await using world = await createWorld()
    const id = await waitingForApproval(world)
    world.b1.rejectDraft(draftEntry(world))
    await world.runUntilQuiet()
    expect(sidesOf(world, id).order.state).toBe('canceled')
    expect(await phaseOf(world, id)).toBe('canceled')
  })

  test('an order that is cancelled in Magento while its draft waits is settled when the draft is rejected', async () => {
    await using world = await createWorld()
    const id = await waitingForApproval(world)
    await cancelInMagento(world, id)
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^refused:b1:sales_document.cancel/)])
    world.b1.rejectDraft(draftEntry(world))
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([])
    expect(await phaseOf(world, id)).toBe('canceled')
  })
})

describe('an order on hold in Magento', () => {
  const hold = (world: World, id: number, state: string) => {
    const order = world.magento.order(id)
    if (!order) throw new Error('no order')
    const updated_at = world.clock.now().toISOString().slice(0, 19).replace('T', ' ')
    world.magento.importOrder({
      ...order,
      hold_before_state: order.state,
      hold_before_status: order.status,
      state,
      status: state,
      updated_at,
    })
    return () => {
      const held = world.magento.order(id)
      if (held)
        world.magento.importOrder({
          ...held,
          state: order.state,
          status: order.status,
          updated_at: world.clock.now().toISOString().slice(0, 19).replace('T', ' '),
        })
    }
  }

  test.each([
    { state: 'holded', module: true },
    { state: 'holded', module: false },
    { state: 'payment_review', module: true },
  ])(
    '$state, module $module: the ERP goes on, its documents wait for days and follow as soon as it is over',
    async ({ state, module }) => {
      await using world = await createWorld({ module })
      const id = world.place('guest-simple')
      await world.runUntilQuiet()
      const release = hold(world, id, state)
      finish(world, id, 'deliver-then-invoice')
      for (let hour = 0; hour < 72; hour += 8) await world.pass(8 * 3600)
      expect(await statesOf(world, id)).toContain('magento.shipment.create retrying')
      expect(await openCauses(world)).toEqual([])
      expect((await storyOf(world, id)).filter(text => text.includes('waits: '))).toHaveLength(1)
      release()
      await world.pass(61)
      await world.runUntilQuiet()
      const { shipments, invoices } = sidesOf(world, id)
      expect([shipments.length, invoices.length]).toEqual([1, 1])
      expect(await phaseOf(world, id)).toBe('done')
    },
  )

  test('is not sent before it is released', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    const release = hold(world, id, 'holded')
    await world.runUntilQuiet()
    expect(await phaseOf(world, id)).toBe('waiting')
    world.clock.pass(1)
    release()
    await world.runUntilQuiet()
    expect(await phaseOf(world, id)).toBe('open')
  })

  test('is cancelled in Magento, as the ERP did, when it is released', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    const release = hold(world, id, 'holded')
    cancel(world, 'Orders', erpOrder(world, id))
    await world.runUntilQuiet()
    expect(sidesOf(world, id).order.state).toBe('holded')
    expect(await openCauses(world)).toEqual([])
    release()
    await world.runUntilQuiet()
    expect(sidesOf(world, id).order.state).toBe('canceled')
  })
})
