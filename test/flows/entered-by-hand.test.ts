import { expect, test } from 'vitest'
import { createDocument, updateDocument } from '../../sandbox/sap-b1/document-post.ts'
import { type B1Document, kindOf, readDocument } from '../../sandbox/sap-b1/documents.ts'
import { pushOrderNow } from '../../src/flows/order/push-order-now.ts'
import { retryOrder } from '../../src/flows/order/retry-order.ts'
import { sidesOf } from '../support/both-sides.ts'
import { cancel } from '../support/clerk.ts'
import { openProblems, orderRow, phaseOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

async function minutes(world: World, count: number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) await world.pass(60)
}

/** An order waits for this product; meanwhile the customer telephones, and somebody in the ERP enters it. */
async function waitsFor(world: World, sku: string): Promise<{ id: number; number: string }> {
  const id = world.place('guest-simple')
  const order = world.magento.order(id)
  const [item, ...others] = order?.items ?? []
  if (order && item) world.magento.importOrder({ ...order, items: [{ ...item, sku }, ...others] })
  await minutes(world, 12)
  expect(await phaseOf(world, id)).toBe('held')
  return { id, number: sidesOf(world, id).order.increment_id }
}
const enter = (world: World, fields: object): B1Document =>
  world.b1.transact(work =>
    createDocument(work, kindOf('Orders'), {
      CardCode: 'C00001',
      DocDueDate: '2026-03-20',
      DocumentLines: [{ ItemCode: 'S-001', Quantity: 1 }],
      ...fields,
    }),
  )
const itemComes = async (world: World, sku: string) => {
  world.b1.createItem(sku, 'Nov izdelek', 19.9)
  await world.runUntilQuiet()
}
const idOf = async (world: World, magentoId: number) => (await orderRow(world, magentoId)).id

test('an order that people entered under its number while it waited is not sent beside it; with our key it is taken over', async () => {
  await using world = await createWorld()
  const { id, number } = await waitsFor(world, 'LATE')
  const { DocEntry, DocNum } = enter(world, { NumAtCard: number })
  await itemComes(world, 'LATE')
  const [problem] = await openProblems(world)
  expect(problem).toMatchObject({ cause: `entered_by_hand:b1:${number}`, orders: [id] })
  expect(problem?.title).toContain(`sales document ${DocNum} with its reference`)
  expect(problem?.remedy).toContain(`the key ${STORE}-${id} `)
  expect(world.b1.list('Orders')).toHaveLength(1)
  const changes = { U_OrderbridgeId: `${STORE}-${id}` }
  world.b1.transact(work =>
    updateDocument(work, kindOf('Orders'), 'Orders', readDocument(work, 'Orders', DocEntry), changes, false),
  )
  await retryOrder(world.ctx, { store: STORE, orderId: await idOf(world, id) })
  await world.runUntilQuiet()
  expect(world.b1.list('Orders')).toHaveLength(1)
  expect(await phaseOf(world, id)).toBe('open')
})

test('it is sent when what has its number is older, cancelled, or carries another key', async () => {
  await using world = await createWorld()
  const { id, number } = await waitsFor(world, 'LATE')
  enter(world, { NumAtCard: number, DocDate: '2026-03-09' })
  enter(world, { NumAtCard: number, U_OrderbridgeId: 'usa-7' })
  cancel(world, 'Orders', enter(world, { NumAtCard: number }))
  await itemComes(world, 'LATE')
  expect(await openProblems(world)).toEqual([])
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
})

test('it is sent when the reference is the same for every order', async () => {
  await using world = await createWorld({ policies: { reference: 'WEB' } })
  const { id } = await waitsFor(world, 'LATE')
  enter(world, { NumAtCard: 'WEB' })
  await itemComes(world, 'LATE')
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
})

test('it is sent when a person sends it by hand', async () => {
  await using world = await createWorld()
  const { id, number } = await waitsFor(world, 'LATE')
  enter(world, { NumAtCard: number })
  world.b1.createItem('LATE', 'Nov izdelek', 19.9)
  await pushOrderNow(world.ctx, { store: STORE, orderId: await idOf(world, id) })
  await world.runUntilQuiet()
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
})

test('an order whose push waited while the ERP was away is not sent beside what people entered meanwhile', async () => {
  await using world = await createWorld()
  const id = world.place('guest-simple')
  await world.pass(1)
  // Planned, and nothing gets through.
  world.b1.faults.add({ kind: 'html502', match: { path: '/Orders' }, times: 100 })
  await minutes(world, 12)
  expect(await phaseOf(world, id)).toBe('pushing')
  const { DocNum } = enter(world, { NumAtCard: sidesOf(world, id).order.increment_id })
  world.b1.faults.clear()
  await minutes(world, 40) // the longest pause between two tries
  expect(world.b1.list('Orders')).toHaveLength(1)
  expect(await phaseOf(world, id)).toBe('held')
  const [problem] = await openProblems(world)
  expect(problem?.detail).toContain(`sales document ${DocNum} with its reference`)
  expect(problem?.detail).toContain(`the key ${STORE}-${id} `)
  await pushOrderNow(world.ctx, { store: STORE, orderId: await idOf(world, id) })
  await world.runUntilQuiet()
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
  expect(world.b1.list('Orders')).toHaveLength(2)
  expect(await openProblems(world)).toEqual([])
})
