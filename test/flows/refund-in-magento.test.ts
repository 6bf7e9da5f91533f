import { describe, expect, test } from 'vitest'
import type { OrderKind } from '../../sandbox/magento/shopper.ts'
import type { B1Document } from '../../sandbox/sap-b1/documents.ts'
import { amount, isZero, subtract } from '../../src/domain/amount.ts'
import { retryOrder } from '../../src/flows/order/retry-order.ts'
import { skipOrder } from '../../src/flows/order/skip-order.ts'
import { sidesOf, totalOf } from '../support/both-sides.ts'
import { erpOrder, finish, make } from '../support/clerk.ts'
import { attemptsAt, openCauses, openProblems, orderRow, phaseOf, storyOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const byNote = { refunds: { fromMagento: 'credit_note' }, mailInvoices: false }
const byHand = { mailInvoices: false }

async function invoiced(world: World, kind: OrderKind = 'guest-simple'): Promise<number> {
  const id = world.place(kind)
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  return id
}

/** The shop's staff refunds: all goods when no items are named. */
function refund(
  world: World,
  id: number,
  what: { items?: readonly number[]; shipping?: number; extra?: number } = {},
): number {
  const { order } = sidesOf(world, id)
  const items = what.items?.map((qty, index) => ({ order_item_id: order.items[index]?.item_id ?? 0, qty }))
  const memo = world.magento.refund({
    orderId: id,
    items: items ?? [],
    ...(what.items && {
      shippingAmount: what.shipping ?? 0,
      adjustmentPositive: what.extra ?? 0,
      adjustmentNegative: 0,
    }),
  })
  return memo.entity_id
}
const notes = (world: World) => world.b1.list<B1Document>('CreditNotes').filter(note => note.CancelStatus === 'csNo')
const again = async (world: World, id: number) =>
  await retryOrder(world.context({ kind: 'cli', user: 'ada' }), {
    store: STORE,
    orderId: (await orderRow(world, id)).id,
  })

describe('a refund made in Magento becomes a credit note in the ERP', () => {
  test.each<OrderKind>([
    'guest-simple',
    'bundle-dynamic',
    'configurable',
    'coupon',
    'store-usd',
    'two-vat-rates',
    'shipping-discount',
  ])('all of it: %s', async kind => {
    await using world = await createWorld({ policies: byNote })
    const id = await invoiced(world, kind)
    refund(world, id)
    await world.runUntilQuiet()
    const { creditmemos, creditNotes, order } = sidesOf(world, id)
    expect(creditmemos).toHaveLength(1)
    expect(notes(world).map(note => isZero(subtract(totalOf(note), amount(creditmemos[0]?.grand_total ?? 0))))).toEqual(
      [true],
    )
    expect(creditNotes).toEqual([])
    expect(order.state).toBe('closed')
    expect(await phaseOf(world, id)).toBe('done')
    expect(await openCauses(world)).toEqual([])
  })

  test('of one piece, then of the rest with the shipping: two credit notes, and no credit memo of ours', async () => {
    await using world = await createWorld({ policies: byNote })
    const id = await invoiced(world)
    const quantity = sidesOf(world, id).order.items[0]?.qty_ordered ?? 0
    refund(world, id, { items: [1] })
    await world.runUntilQuiet()
    refund(world, id)
    await world.runUntilQuiet()
    const { creditmemos } = sidesOf(world, id)
    expect(notes(world).map(note => note.DocumentLines.map(line => line.Quantity))).toEqual([[1], [quantity - 1]])
    expect(notes(world).map(note => Number(totalOf(note)))).toEqual(creditmemos.map(memo => memo.grand_total))
    expect(creditmemos).toHaveLength(2)
    expect(await openCauses(world)).toEqual([])
  })

  test('when the answer is lost: it is looked up and not made twice', async () => {
    await using world = await createWorld({ policies: byNote })
    const id = await invoiced(world)
    world.b1.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/CreditNotes' } })
    refund(world, id, { items: [1] })
    await world.runUntilQuiet()
    expect(notes(world)).toHaveLength(1)
    expect(sidesOf(world, id).creditmemos).toHaveLength(1)
    expect(await attemptsAt(world, 'sales_document.refund')).toEqual(['send verifying', 'verify delivered'])
  })

  test('when the ERP tells of it before its answer is written down: it makes no second credit memo', async () => {
    await using world = await createWorld({ policies: byNote })
    const id = await invoiced(world)
    world.b1.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/CreditNotes' } })
    refund(world, id, { items: [1] })
    await world.pass(61)
    await world.database.sql`update outbox set due_at = due_at + interval '1 hour' where kind = 'sales_document.refund'`
    await world.runUntilQuiet()
    expect(sidesOf(world, id).creditmemos).toHaveLength(1)
    await world.pass(3_700)
    await world.runUntilQuiet()
    expect([sidesOf(world, id).creditmemos.length, notes(world).length]).toEqual([1, 1])
    expect(await openCauses(world)).toEqual([])
  })

  test('with an adjustment: as the fee that is mapped for it, and for a person when none is', async () => {
    await using world = await createWorld({ policies: byNote })
    const id = await invoiced(world)
    refund(world, id, { items: [1], extra: 2.5 })
    await world.runUntilQuiet()
    const [problem] = await openProblems(world)
    expect(problem?.detail).toMatch(/adjustment of 2.50 EUR.*refund_adjustment.*Refunded: 1 × /)
    expect(notes(world)).toEqual([])
    await world.configure({ settings: { fees: { refund_adjustment: { expense: 3, vatGroup: 'S0' } } } })
    await again(world, id)
    await world.runUntilQuiet()
    expect(notes(world).map(note => Number(totalOf(note)))).toEqual(
      sidesOf(world, id).creditmemos.map(memo => memo.grand_total),
    )
    expect(await openCauses(world)).toEqual([])
  })

  test('that waits for an approval in the ERP is followed when it is approved', async () => {
    await using world = await createWorld({ policies: byNote })
    const id = await invoiced(world)
    world.b1.faults.add({ kind: 'approvalDraft' })
    refund(world, id, { items: [1] })
    await world.runUntilQuiet()
    expect((await storyOf(world, id)).join('\n')).toMatch(/draft \d+ waits for its approval/)
    world.b1.approveDraft(world.b1.list<{ DocEntry: number }>('Drafts')[0]?.DocEntry ?? 0)
    await world.pass(3_700)
    await world.runUntilQuiet()
    expect([sidesOf(world, id).creditmemos.length, notes(world).length]).toEqual([1, 1])
    expect(await phaseOf(world, id)).toBe('done')
  })
})

describe('a refund made in Magento before the ERP has invoiced', () => {
  const charged = async (world: World): Promise<number> => {
    const id = world.place('card-captured')
    await world.runUntilQuiet()
    return id
  }

  test('of everything cancels the sales document', async () => {
    await using world = await createWorld({ policies: byNote })
    const id = await charged(world)
    refund(world, id)
    await world.runUntilQuiet()
    expect(world.b1.list<B1Document>('Orders').map(order => order.Cancelled)).toEqual(['tYES'])
    expect(sidesOf(world, id).creditmemos).toHaveLength(1)
    expect(await phaseOf(world, id)).toBe('done')
    expect(await openCauses(world)).toEqual([])
  })

  test('of one piece takes it off the sales document, once, and the rest goes on', async () => {
    await using world = await createWorld({ policies: byNote })
    const id = await charged(world)
    const before = erpOrder(world, id).DocumentLines.reduce((sum, line) => sum + line.Quantity, 0)
    world.b1.faults.add({ kind: 'commitThenDrop', match: { method: 'PATCH', path: '/Orders' } })
    refund(world, id, { items: [1] })
    await world.runUntilQuiet()
    expect(erpOrder(world, id).DocumentLines.reduce((sum, line) => sum + line.Quantity, 0)).toBe(before - 1)
    finish(world, id, 'deliver-then-invoice')
    await world.runUntilQuiet()
    expect(sidesOf(world, id).creditmemos).toHaveLength(1)
    expect(await openCauses(world)).toEqual([])
  })

  test('but after the goods have left is for a person', async () => {
    await using world = await createWorld({ policies: byNote })
    const id = await charged(world)
    make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
    await world.runUntilQuiet()
    refund(world, id)
    await world.runUntilQuiet()
    const [problem] = await openProblems(world)
    expect(problem?.title).toMatch(/credit memo .* was made in Magento and has nothing in SAP Business One yet/)
    expect(problem?.detail).toMatch(/delivered, invoiced or closed in part/)
  })
})

describe('a refund made in Magento that is left to people', () => {
  test('is a problem with its amounts, which closes itself when the ERP has the credit note', async () => {
    await using world = await createWorld({ policies: byHand })
    const id = await invoiced(world)
    refund(world, id, { items: [1], shipping: 1 })
    await world.runUntilQuiet()
    const [problem] = await openProblems(world)
    const [memo] = sidesOf(world, id).creditmemos
    expect(problem?.title).toContain(`credit memo ${memo?.increment_id} over ${memo?.grand_total.toFixed(2)} EUR`)
    expect(problem?.detail).toMatch(/^Refunded: 1 × \S+, shipping \d/)
    const [invoice] = sidesOf(world, id).erpInvoices
    if (!invoice) throw new Error('no invoice')
    make(world, 'CreditNotes', { set: 'Invoices', document: invoice }, { parts: [{ line: 0, quantity: 1 }] })
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([])
    expect(sidesOf(world, id).creditmemos).toHaveLength(1)
    expect(await storyOf(world, id)).toContainEqual(expect.stringMatching(/is the ERP's side of credit memo/))
  })

  test('is no problem when the ERP was first', async () => {
    await using world = await createWorld({ policies: { ...byHand, creditNotes: 'problem' } })
    const id = await invoiced(world)
    const [invoice] = sidesOf(world, id).erpInvoices
    if (!invoice) throw new Error('no invoice')
    make(world, 'CreditNotes', { set: 'Invoices', document: invoice }, { parts: [{ line: 0, quantity: 1 }] })
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^by_hand:/)])
    refund(world, id, { items: [1] })
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([])
  })

  test('comes back when it is tried again, and is done when the connection says so by then', async () => {
    await using world = await createWorld({ policies: byHand })
    const id = await invoiced(world)
    refund(world, id, { items: [1] })
    await world.runUntilQuiet()
    await again(world, id)
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^refund:/)])
    await world.configure({ policies: byNote })
    await again(world, id)
    await world.runUntilQuiet()
    expect(notes(world)).toHaveLength(1)
    expect(await openCauses(world)).toEqual([])
  })

  test('is not asked again once a person has said that nothing is to be done', async () => {
    await using world = await createWorld({ policies: byHand })
    const id = await invoiced(world)
    refund(world, id, { items: [1] })
    await world.runUntilQuiet()
    const ada = world.context({ kind: 'cli', user: 'ada' })
    const { id: orderId } = await orderRow(world, id)
    await skipOrder(ada, { store: STORE, orderId, reason: 'a gift' })
    await again(world, id)
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([])
  })

  test('our own credit memos are none', async () => {
    await using world = await createWorld({ policies: byHand })
    const id = await invoiced(world)
    finish(world, id, 'credit-after')
    await world.runUntilQuiet()
    expect(sidesOf(world, id).creditmemos).toHaveLength(1)
    expect(await openCauses(world)).toEqual([])
  })
})
