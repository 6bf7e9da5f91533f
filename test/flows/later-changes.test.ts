import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { updateDocument } from '../../sandbox/sap-b1/document-post.ts'
import { kindOf, readDocument } from '../../sandbox/sap-b1/documents.ts'
import { followUps, salesDocuments } from '../../src/db/schema/orders.ts'
import { amount } from '../../src/domain/amount.ts'
import { sidesOf } from '../support/both-sides.ts'
import { cancel, erpOrder, make } from '../support/clerk.ts'
import { openCauses, orderRow, statesOf, storyOf } from '../support/look-up.ts'
import { createWorld, type World } from '../support/world.ts'

const quiet = { mailInvoices: false }
const sent = async (world: World): Promise<number> => {
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  return id
}
const patch = (world: World, set: 'Orders' | 'DeliveryNotes', entry: number, changes: Record<string, unknown>) =>
  world.b1.transact(work => updateDocument(work, kindOf(set), set, readDocument(work, set, entry), changes, false))
const tracksOf = (world: World, id: number) =>
  sidesOf(world, id).shipments.flatMap(({ tracks }) => tracks.map(track => `${track.title} ${track.track_number}`))

describe('a tracking number that is written on a delivery after its shipment was made', () => {
  test.each([{ module: true }, { module: false }])(
    'is added to the shipment, once (module: $module)',
    async ({ module }) => {
      await using world = await createWorld({
        module,
        policies: { ...quiet, carriers: { '3': { code: 'gls', title: 'GLS' } } },
      })
      const id = await sent(world)
      const { DocEntry } = make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
      await world.runUntilQuiet()
      expect(tracksOf(world, id)).toEqual([])
      patch(world, 'DeliveryNotes', DocEntry, { TrackingNumber: 'AA1SI', TransportationCode: 3 })
      await world.runUntilQuiet()
      world.magento.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/shipment/track' } })
      patch(world, 'DeliveryNotes', DocEntry, { TrackingNumber: 'AA1SI, AA2SI' })
      await world.runUntilQuiet()
      expect(tracksOf(world, id)).toEqual(['GLS AA1SI', 'GLS AA2SI'])
      expect(sidesOf(world, id).shipments).toHaveLength(1)
      expect(await statesOf(world, id)).toEqual(expect.arrayContaining(['magento.track.create delivered']))
      expect(await storyOf(world, id)).toContainEqual(expect.stringMatching(/has got tracking number AA2SI/))
      expect(await openCauses(world)).toEqual([])
    },
  )

  test('goes with the shipment when that is still to be made', async () => {
    await using world = await createWorld({ policies: quiet })
    const id = await sent(world)
    const { DocEntry } = make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
    world.magento.faults.add({ kind: 'maintenance503', times: 30, match: { method: 'POST' } })
    await world.pass(61)
    patch(world, 'DeliveryNotes', DocEntry, { TrackingNumber: 'AA9SI' })
    await world.pass(61)
    world.magento.faults.clear()
    await world.pass(3_600)
    await world.runUntilQuiet()
    expect(tracksOf(world, id)).toEqual([expect.stringMatching(/ AA9SI$/)])
  })
})

test('the credit memo of a cancelled invoice does not take the place of the invoice', async () => {
  await using world = await createWorld({ policies: quiet })
  const id = await sent(world)
  const invoice = make(world, 'Invoices', { set: 'Orders', document: erpOrder(world, id) })
  await world.runUntilQuiet()
  // Another credit memo first, so that invoices and credit memos are numbered apart.
  cancel(world, 'Invoices', invoice)
  await world.runUntilQuiet()
  const { invoices, creditmemos } = sidesOf(world, id)
  expect(creditmemos).toHaveLength(1)
  const [row] = await world.database.db
    .select()
    .from(followUps)
    .where(and(eq(followUps.kind, 'invoice'), eq(followUps.orderId, (await orderRow(world, id)).id)))
  expect([row?.magentoId, row?.magentoNumber]).toEqual([invoices[0]?.entity_id, invoices[0]?.increment_id])
})

test('a sales document that is changed in the ERP without a change of its state is shown with its new total', async () => {
  await using world = await createWorld({ policies: quiet })
  const id = await sent(world)
  const document = erpOrder(world, id)
  const [line] = document.DocumentLines
  patch(world, 'Orders', document.DocEntry, {
    DocumentLines: [{ LineNum: line?.LineNum, Quantity: (line?.Quantity ?? 0) + 1 }],
  })
  await world.runUntilQuiet()
  const [row] = await world.database.db
    .select()
    .from(salesDocuments)
    .where(eq(salesDocuments.orderId, (await orderRow(world, id)).id))
  expect(amount(row?.total ?? '0')).toBe(amount(erpOrder(world, id).DocTotal))
  expect(await storyOf(world, id)).toContainEqual(
    expect.stringMatching(/comes to \d+\.\d\d EUR in SAP Business One now/),
  )
})
