import { describe, expect, test } from 'vitest'
import { expectWhole, sidesOf } from '../support/both-sides.ts'
import { erpOrder, finish, make } from '../support/clerk.ts'
import { attemptsAt, openCauses, phaseOf, storyOf } from '../support/look-up.ts'
import { createWorld, type World } from '../support/world.ts'

const partners = (world: World) => world.b1.list<{ CardCode: string }>('BusinessPartners').length

/** Every write of this path has its connection broken once, before or after it was done. */
const breakOnce = (
  side: World['magento'] | World['b1'],
  kind: 'commitThenDrop' | 'dropBefore',
  paths: readonly string[],
) => {
  for (const path of paths) side.faults.add({ kind, match: { path, method: path === '/sync-state' ? 'PUT' : 'POST' } })
}
const ADOPTED = ['send verifying', 'verify delivered']
const SENT_AGAIN = ['send verifying', 'verify send_again', 'send delivered']

describe('the far side does it and the answer is lost', () => {
  test.each([
    {
      where: 'with the companion module',
      module: true,
      paths: ['/invoice', '/shipment', '/creditmemo', '/sync-state', '/documents'],
    },
    { where: 'in a plain Magento', module: false, paths: ['/invoice', '/ship', '/refund', '/comments'] },
  ])('every single write $where: it is looked up, adopted, and made once', async ({ module, paths }) => {
    await using world = await createWorld({ module })
    const before = partners(world)
    breakOnce(world.b1, 'commitThenDrop', ['/BusinessPartners', '/Orders'])
    breakOnce(world.magento, 'commitThenDrop', paths)
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    finish(world, id, 'credit-after')
    await world.runUntilQuiet()
    expect([...world.b1.faults.list(), ...world.magento.faults.list()]).toEqual([])
    for (const kind of ['subject.create', 'sales_document.create'])
      expect(await attemptsAt(world, kind)).toEqual(ADOPTED)
    for (const kind of ['invoice', 'shipment', 'creditmemo'])
      expect(await attemptsAt(world, `magento.${kind}.create`)).toEqual(ADOPTED)
    // What says the same twice is simply sent again.
    expect((await attemptsAt(world, 'magento.sync_state')).slice(0, 3)).toEqual(SENT_AGAIN)
    if (module) expect((await attemptsAt(world, 'magento.document.attach')).slice(0, 3)).toEqual(SENT_AGAIN)
    expect(partners(world)).toBe(before + 1)
    const { invoices, shipments, creditmemos, order } = await expectWhole(world, id, !module)
    expect([invoices.length, shipments.length, creditmemos.length]).toEqual([1, 1, 1])
    expect(order.items.map(item => item.qty_refunded)).toEqual([1])
    expect(await phaseOf(world, id)).toBe('done')
    expect(await openCauses(world)).toEqual([])
  })

  test('POST /IncomingPayments of the ERP: the money is booked once', async () => {
    await using world = await createWorld({ policies: { payments: { book: 'captured' } } })
    world.b1.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/IncomingPayments' } })
    const id = world.place('card-captured')
    await world.runUntilQuiet()
    expect(await attemptsAt(world, 'payment.create')).toEqual(['send verifying', 'verify delivered'])
    const { order } = sidesOf(world, id)
    expect(world.b1.list<{ TransferSum: number }>('IncomingPayments').map(payment => payment.TransferSum)).toEqual([
      order.grand_total,
    ])
  })

  test('POST …/Cancel of the ERP: the order is cancelled once', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    world.b1.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/Cancel' } })
    const magento = await world.remotes.magento('main')
    await magento.cancelOrder(id)
    await world.runUntilQuiet()
    expect(await attemptsAt(world, 'sales_document.cancel')).toEqual(['send verifying', 'verify delivered'])
    expect(await phaseOf(world, id)).toBe('canceled')
  })

  test('the mail server keeps the mail: the same Message-ID goes again and arrives once', async () => {
    await using world = await createWorld()
    world.mailbox.faults.add({ kind: 'dropAfterData' })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    finish(world, id, 'deliver-then-invoice')
    await world.runUntilQuiet()
    expect(await attemptsAt(world, 'mail.send')).toEqual(SENT_AGAIN)
    const { mails } = await expectWhole(world, id)
    expect(mails.map(mail => mail.suppressed)).toEqual([1])
  })
})

describe('the far side does nothing and nobody knows', () => {
  test.each(['dropBefore', 'html502', 'html500', 'noAnswer', 'commitError1116'] as const)(
    '%s at the sales document: it is looked up, not found, and sent again',
    async fault => {
      await using world = await createWorld({ settings: { timeoutSeconds: 1 } })
      world.b1.faults.add({ kind: fault, match: { method: 'POST', path: '/Orders' } })
      const id = world.place('guest-simple')
      await world.runUntilQuiet()
      expect(await attemptsAt(world, 'sales_document.create')).toEqual(SENT_AGAIN)
      expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
      expect(await storyOf(world, id)).toContainEqual(
        expect.stringMatching(/is not known .*looked up before anything is repeated/),
      )
    },
  )

  test("a broken connection, a server error or a page in place of an answer at Magento's shipment: looked up, sent again", async () => {
    await using world = await createWorld()
    const faults = ['dropBefore', 'deadlock500', 'html200'] as const
    const ids = faults.map(() => world.place('guest-simple'))
    await world.runUntilQuiet()
    for (const [index, id] of ids.entries()) {
      world.magento.faults.add({ kind: faults[index] ?? 'dropBefore', match: { path: `/orders/${id}/shipment` } })
      make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
    }
    await world.runUntilQuiet()
    for (const id of ids) {
      expect(await attemptsAt(world, 'magento.shipment.create', id)).toEqual(SENT_AGAIN)
      expect(sidesOf(world, id).shipments).toHaveLength(1)
    }
  })

  test('the settling time of the ERP is waited for before the look-up', async () => {
    await using world = await createWorld()
    world.b1.faults.add({ kind: 'dropBefore', match: { method: 'POST', path: '/Orders' } })
    world.place('guest-simple')
    await world.pass(61)
    expect(await attemptsAt(world, 'sales_document.create')).toEqual(['send verifying'])
    await world.pass(1)
    expect(await attemptsAt(world, 'sales_document.create')).toEqual(['send verifying'])
    await world.pass(1)
    expect(await attemptsAt(world, 'sales_document.create')).toEqual([
      'send verifying',
      'verify send_again',
      'send delivered',
    ])
  })
})

describe('it is there already', () => {
  test('a sales document under our key in the ERP is adopted without a POST', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    // The database is restored from before the push: the bridge has forgotten, the ERP has not.
    const { sql } = world.database
    await sql`truncate orders, sales_documents, order_events, outbox, inbox, inbox_keys, attempts, follow_ups cascade`
    await sql`delete from cursors`
    await world.runUntilQuiet()
    expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
    expect(await attemptsAt(world, 'sales_document.create')).toEqual(['send delivered'])
    expect(await storyOf(world, id)).toContainEqual(expect.stringContaining('was found in the ERP under our key'))
  })

  test('somebody else has the reference already: after three looks a person is asked', async () => {
    await using world = await createWorld({
      policies: { guests: 'collective' },
      settings: { subjects: { collective: 'C-WEB' } },
    })
    world.b1.faults.add({ kind: 'numAtCardUnique', times: 10 })
    const id = world.place('guest-simple')
    const { order } = sidesOf(world, id)
    world.b1.transact(work => {
      work.put('Orders', 999, {
        DocEntry: 999,
        NumAtCard: order.increment_id,
        CardCode: 'C-WEB',
        CancelStatus: 'csNo',
        DocumentLines: [],
      })
    })
    await world.runUntilQuiet()
    expect((await attemptsAt(world, 'sales_document.create')).at(-1)).toBe('send dead')
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^refused:b1:sales_document.create/)])
    expect(await phaseOf(world, id)).toBe('held')
  })
})
