import { describe, expect, test } from 'vitest'
import { retryProblem } from '../../src/flows/problem/retry-problem.ts'
import { expectWhole, sidesOf } from '../support/both-sides.ts'
import { erpOrder, finish, make } from '../support/clerk.ts'
import { openCauses, openProblems, orderRow, phaseOf, storyOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

/** Lets an order name this product, which the ERP does not know. */
function renameItem(world: World, id: number, sku: string): void {
  const order = world.magento.order(id)
  const [item, ...others] = order?.items ?? []
  if (order && item) world.magento.importOrder({ ...order, items: [{ ...item, sku }, ...others] })
}

describe('a missing item', () => {
  test('is one problem for all orders that need it; when it is created in the ERP, all go on by themselves', async () => {
    await using world = await createWorld()
    const ids = [world.place('unknown-item'), world.place('unknown-item'), world.place('guest-simple')]
    for (const id of ids.slice(0, 2)) renameItem(world, id, 'S-BRAND-NEW')
    await world.runUntilQuiet()
    expect(await openProblems(world)).toMatchObject([{ cause: 'item_missing:b1:S-BRAND-NEW', orders: ids.slice(0, 2) }])
    expect(await Promise.all(ids.map(id => phaseOf(world, id)))).toEqual(['held', 'held', 'open'])
    world.b1.createItem('S-BRAND-NEW', 'Nov izdelek', 19.9)
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([])
    for (const id of ids.slice(0, 2)) finish(world, id, 'deliver-then-invoice')
    await world.runUntilQuiet()
    for (const id of ids.slice(0, 2)) await expectWhole(world, id)
  })

  test('is mapped in the configuration: the order goes on after the file is applied', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    renameItem(world, id, 'OLD-SKU')
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual(['item_missing:b1:OLD-SKU'])
    await world.configure({ policies: { missingItems: 'map', itemMap: { 'OLD-SKU': 'S-001' } } })
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([])
    expect(erpOrder(world, id).DocumentLines.map(line => line.ItemCode)).toEqual(['S-001'])
  })

  test('a person who tries again too early finds the same problem again', async () => {
    await using world = await createWorld()
    const id = world.place('unknown-item')
    await world.runUntilQuiet()
    const [problem] = await openProblems(world)
    const ada = world.context({ kind: 'admin_user', id: '7', name: 'Ada', roles: ['operate'] })
    expect(await retryProblem(ada, { store: STORE, problemId: problem?.id ?? 0 })).toEqual({ orders: 1, wasOpen: true })
    await world.work()
    expect(await openProblems(world)).toMatchObject([{ cause: problem?.cause, orders: [id] }])
    expect(await phaseOf(world, id)).toBe('held')
  })
})

test('a mapping that is missing holds the orders in one problem, and lets them go on when it is applied', async () => {
  await using world = await createWorld({ settings: { vatGroups: { '22': 'S22' } } })
  const ids = [world.place('two-vat-rates'), world.place('two-vat-rates')]
  await world.runUntilQuiet()
  expect(await openProblems(world)).toMatchObject([{ cause: expect.stringMatching(/^mapping_missing/), orders: ids }])
  await world.configure({ settings: { vatGroups: { '22': 'S22', '9.5': 'S95' } } })
  await world.runUntilQuiet()
  expect(await openCauses(world)).toEqual([])
  for (const id of ids) expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
})

test('a store view that no connection takes holds its orders until one does', async () => {
  await using world = await createWorld({ policies: { views: ['usd'] } })
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  expect(await openCauses(world)).toEqual(['no_connection:1'])
  await world.configure({ policies: { views: ['usd', 'default'] } })
  await world.runUntilQuiet()
  expect(await openCauses(world)).toEqual([])
  expect(await phaseOf(world, id)).toBe('open')
})

describe('an order that cannot be read', () => {
  test('is held with the numbers, and goes on when Magento answers with parts that add up', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    const order = world.magento.order(id)
    if (!order) throw new Error('no order')
    world.magento.importOrder({ ...order, grand_total: order.grand_total + 3 })
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([`order_refused:${order.increment_id}`])
    expect(await phaseOf(world, id)).toBe('held')
    world.magento.importOrder({ ...order, updated_at: '2026-03-10 10:00:00' })
    await world.runUntilQuiet()
    expect(await phaseOf(world, id)).toBe('open')
    expect(await openCauses(world)).toEqual([])
  })

  test('because it was stored by another version is read from Magento again', async () => {
    await using world = await createWorld({ store: { orders: { holdMinutes: 5 } } })
    const id = world.place('guest-simple')
    await world.pass(61)
    await world.database.sql`update orders set canonical = '{"version": "old"}'`
    await world.pass(240)
    for (let quarter = 0; quarter < 3; quarter += 1) await world.pass(960)
    expect(await phaseOf(world, id)).toBe('open')
  })
})

describe('what only a person can settle', () => {
  test('is not closed because something else was delivered at the second try', async () => {
    await using world = await createWorld({ policies: { creditNotes: 'problem' } })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    finish(world, id, 'credit-after')
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^by_hand:b1:credit_note/)])
    world.magento.faults.add({ kind: 'maintenance503', times: 2, match: { path: '/sync-state' } })
    // Somebody in the ERP opens the closed order again, which Magento is told at the third try.
    const order = erpOrder(world, id)
    const reopened = { ...order, DocumentStatus: 'bost_Open', Confirmed: 'tYES', UpdateTime: '23:00:00' }
    world.b1.transact(work => work.put('Orders', order.DocEntry, reopened))
    await world.runUntilQuiet()
    expect(world.magento.faults.list()).toEqual([])
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^by_hand:b1:credit_note/)])
  })

  test('is not closed because the configuration was changed: the ERP came to another total', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    await world.pass(61)
    // Somebody in the ERP changes the document before the lost answer is looked up.
    await world.runUntilQuiet()
    const { increment_id: number } = sidesOf(world, id).order
    const document = erpOrder(world, id)
    world.b1.transact(work => work.put('Orders', document.DocEntry, { ...document, DocTotal: document.DocTotal - 1 }))
    await world.database
      .sql`truncate orders, sales_documents, order_events, outbox, inbox, inbox_keys, attempts cascade`
    await world.database.sql`delete from cursors`
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([`erp_total:b1:${number}`])
    await world.configure({ policies: { tolerance: '0.02' } })
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([`erp_total:b1:${number}`])
  })
})

test('an order that came to a problem in the moment in which it was closed is taken up by the next look', async () => {
  await using world = await createWorld()
  const id = world.place('unknown-item')
  await world.runUntilQuiet()
  await world.database.sql`update problems set closed_at = now(), closed_reason = 'a race'`
  await world.runUntilQuiet()
  expect(await openProblems(world)).toMatchObject([{ cause: expect.stringMatching(/^item_missing/), orders: [id] }])
})

test('the story of a held order says what is missing and what to do, and names nobody', async () => {
  await using world = await createWorld()
  const id = world.place('unknown-item')
  await world.runUntilQuiet()
  const story = (await storyOf(world, id)).join('\n')
  expect(story).toMatch(/does not know item .*Create the item in the ERP or map the SKU/)
  const { customerName, customerEmail } = await orderRow(world, id)
  expect(story).not.toContain(customerName)
  expect(story).not.toContain(customerEmail)
})

test('orders of a problem are shipped only after it: nothing of a held order is in the ERP', async () => {
  await using world = await createWorld()
  const id = world.place('unknown-item')
  await world.runUntilQuiet()
  expect(sidesOf(world, id).salesDocuments).toEqual([])
  expect(() => make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })).toThrow(
    'is not in the ERP',
  )
})
