import { asc, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { drifts } from '../../src/db/schema/ledger.ts'
import { reconcile } from '../../src/flows/reconcile/reconcile.ts'
import { sidesOf } from '../support/both-sides.ts'
import { cancel, erpOrder, finish, make } from '../support/clerk.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

/** What a comparison finds after everything has come to rest. */
async function differences(world: World): Promise<string[]> {
  await world.runUntilQuiet()
  world.clock.pass(16 * 60)
  await world.remotes.refresh()
  const to = new Date(world.clock.now().getTime() + 1_000)
  await reconcile(world.ctx, { store: STORE, from: new Date(to.getTime() - 86_400_000), to, unfinishedToo: true })
  const rows = await world.database.db.select().from(drifts).where(isNull(drifts.closedAt)).orderBy(asc(drifts.what))
  return rows.filter(drift => drift.class !== 'explained').map(drift => `${drift.class} ${drift.what}`)
}
const refundOne = (world: World, id: number) =>
  world.magento.refund({
    orderId: id,
    items: [{ order_item_id: sidesOf(world, id).order.items[0]?.item_id ?? 0, qty: 1 }],
    shippingAmount: 0,
  })

test('a refund made in Magento and its credit note agree', async () => {
  await using world = await createWorld({
    policies: { refunds: { fromMagento: 'credit_note' }, mailInvoices: false },
  })
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  refundOne(world, id)
  expect(await differences(world)).toEqual([])
})

test('a refund that was left to people differs until they have made the credit note', async () => {
  await using world = await createWorld({ policies: { mailInvoices: false } })
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  const { entity_id: memo } = refundOne(world, id)
  expect(await differences(world)).toEqual([`human_changed refund:magento:creditmemo:${memo}`])
  const [invoice] = sidesOf(world, id).erpInvoices
  if (!invoice) throw new Error('no invoice')
  make(world, 'CreditNotes', { set: 'Invoices', document: invoice }, { parts: [{ line: 0, quantity: 1 }] })
  expect(await differences(world)).toEqual([])
})

test('goods that were refunded before the invoice are on neither side any more', async () => {
  await using world = await createWorld({
    policies: { refunds: { fromMagento: 'credit_note' }, mailInvoices: false },
  })
  const id = world.place('card-captured')
  await world.runUntilQuiet()
  refundOne(world, id)
  expect(await differences(world)).toEqual([])
  finish(world, id, 'deliver-then-invoice')
  expect(await differences(world)).toEqual([])
})

test('an order that was cancelled in the ERP and refunded in Magento is through on both sides', async () => {
  await using world = await createWorld({ policies: { cancel: { invoiced: 'refund_offline' } } })
  const id = world.place('card-captured')
  await world.runUntilQuiet()
  cancel(world, 'Orders', erpOrder(world, id))
  expect(await differences(world)).toEqual([])
})
