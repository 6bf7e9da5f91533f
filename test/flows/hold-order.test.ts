import { expect, test } from 'vitest'
import { pauseKind, resumeKind } from '../../src/flows/config/pause-kind.ts'
import { retryStuck } from '../../src/flows/order/act-on-stuck.ts'
import { holdOrder } from '../../src/flows/order/hold-order.ts'
import { pushOrderNow } from '../../src/flows/order/push-order-now.ts'
import { releaseOrder } from '../../src/flows/order/release-order.ts'
import { retryOrder } from '../../src/flows/order/retry-order.ts'
import { skipOrder } from '../../src/flows/order/skip-order.ts'
import { openProblems, orderRow, phaseOf, statesOf, storyOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const ada = (world: World) =>
  world.context({ kind: 'admin_user', id: 'main:7', name: 'Ada', roles: ['view', 'operate'] })

const which = async (world: World, id: number) => ({ store: STORE, orderId: (await orderRow(world, id)).id })

test('an order that a person holds stays where it is, whatever Magento, a problem or others say, until it is released', async () => {
  await using world = await createWorld()
  const id = world.place('unknown-item')
  await world.runUntilQuiet()
  expect(await openProblems(world)).toHaveLength(1)
  const ctx = ada(world)
  const order = await which(world, id)
  await holdOrder(ctx, { ...order, reason: 'the customer calls back' })
  expect(await openProblems(world)).toEqual([])
  expect(await orderRow(world, id)).toMatchObject({
    phase: 'held',
    phaseReason: 'kept back by Ada: the customer calls back',
  })
  expect((await retryOrder(ctx, order)).message).toContain('release it first')
  expect(await retryStuck(ctx, { stores: [STORE], filter: {} })).toMatchObject({ acted: 0, passedOver: 1 })
  await world.pass(3_600)
  await world.runUntilQuiet()
  expect(await phaseOf(world, id)).toBe('held')
  expect(await releaseOrder(ctx, order)).toMatchObject({ was: 'held' })
  await world.runUntilQuiet()
  // It finds again what kept it before.
  expect(await openProblems(world)).toHaveLength(1)
  const story = await storyOf(world, id)
  expect(story).toContain('Ada held the order: the customer calls back')
  expect(story).toContain('Ada released the order.')
})

test('a sales document that was about to be sent is held back, and sent once when it is released', async () => {
  await using world = await createWorld()
  const id = world.place('customer')
  const kind = { store: STORE, kind: 'sales_document.create', reason: 'stocktaking' }
  await pauseKind(ada(world), kind)
  await world.runUntilQuiet()
  expect(await phaseOf(world, id)).toBe('pushing')
  const order = await which(world, id)
  await holdOrder(ada(world), { ...order, reason: 'to be checked' })
  await resumeKind(ada(world), kind)
  await world.runUntilQuiet()
  expect(await statesOf(world, id)).toContain('sales_document.create superseded')
  await releaseOrder(ada(world), order)
  await world.runUntilQuiet()
  expect(await phaseOf(world, id)).not.toBe('held')
  expect((await statesOf(world, id)).filter(state => state.startsWith('sales_document.create'))).toEqual([
    'sales_document.create delivered',
  ])
})

test('what is in the ERP is not held, and what nobody holds is not released', async () => {
  await using world = await createWorld()
  const id = world.place('customer')
  await world.runUntilQuiet()
  const order = await which(world, id)
  await expect(holdOrder(ada(world), { ...order, reason: 'x' })).rejects.toThrow('cannot be held. Cancel it in Magento')
  expect(await releaseOrder(ada(world), order)).toEqual({
    message: expect.stringContaining('neither held nor skipped'),
  })
})

test('a skipped order is taken up again as the rules say, a held one can also be sent at once', async () => {
  await using world = await createWorld()
  const id = world.place('unknown-item')
  await world.runUntilQuiet()
  const ctx = ada(world)
  const order = await which(world, id)
  await skipOrder(ctx, { ...order, reason: 'test order' })
  expect(await releaseOrder(ctx, order)).toMatchObject({ was: 'skipped' })
  expect(await orderRow(world, id)).toMatchObject({ phase: 'preparing', settledAt: null })
  await holdOrder(ctx, { ...order, reason: 'x' })
  await pushOrderNow(ctx, order)
  expect(await phaseOf(world, id)).toBe('preparing')
})

test('only who may operate in the store holds, releases and writes', async () => {
  await using world = await createWorld()
  const id = world.place('unknown-item')
  await world.runUntilQuiet()
  const order = await which(world, id)
  for (const actor of [
    { kind: 'admin_user', id: '1', name: 'V', roles: ['view', 'configure'] },
    { kind: 'admin_user', id: '2', name: 'F', roles: ['operate'], stores: ['usa'] },
  ] as const) {
    await expect(holdOrder(world.context(actor), { ...order, reason: 'x' })).rejects.toThrow('may not')
    await expect(releaseOrder(world.context(actor), order)).rejects.toThrow('may not')
  }
})
