import { expect, test } from 'vitest'
import type { FlowContext } from '../../src/flows/context.ts'
import { processInbox } from '../../src/flows/inbox/process-inbox.ts'
import { prepareOrders } from '../../src/flows/order/prepare-orders.ts'
import { claimOutbox, extendLeases, LEASE_SECONDS, type OutboxMessage } from '../../src/flows/outbox/claim-outbox.ts'
import { deliverOutbox } from '../../src/flows/outbox/deliver-outbox.ts'
import { effectKinds } from '../../src/flows/outbox/effect-kinds.ts'
import { underLease } from '../../src/flows/outbox/lease.ts'
import { runDueTasks } from '../../src/flows/schedule/run-due-tasks.ts'
import { sidesOf } from '../support/both-sides.ts'
import { phaseOf, statesOf } from '../support/look-up.ts'
import { createWorld, type World } from '../support/world.ts'

/** An order whose sales document has been claimed by a worker that has looked it up and not sent it yet. */
async function claimedByOne(world: World): Promise<{ readonly orderId: number; readonly message: OutboxMessage }> {
  const orderId = world.place('customer')
  world.clock.pass(61)
  await world.remotes.refresh()
  await runDueTasks(world.ctx)
  await processInbox(world.ctx)
  await prepareOrders(world.ctx)
  await deliverOutbox(world.ctx, 'worker', new Set()) // the customer
  await prepareOrders(world.ctx)
  const [message] = await claimOutbox(world.ctx, 'sleeper', 1)
  expect(message?.kind).toBe('sales_document.create')
  if (!message) throw new Error('nothing was due')
  return { orderId, message }
}

/** What is left of an attempt after the look-up. */
const send = (ctx: FlowContext, message: OutboxMessage) =>
  underLease(ctx, message, async () => {
    const effect = effectKinds.get(message.kind)
    return await effect?.deliver(ctx, message, effect.payload.parse(message.payload))
  })

test('a worker that slept longer than its lease sends nothing once another has taken over: one document', async () => {
  await using world = await createWorld()
  const { orderId, message } = await claimedByOne(world)
  await world.pass(LEASE_SECONDS + 1)
  expect(await phaseOf(world, orderId)).toBe('open')
  await expect(send(world.ctx, message)).rejects.toThrow('another worker has taken over')
  expect(sidesOf(world, orderId).salesDocuments).toHaveLength(1)
})

test('a worker that slept while nobody else came takes its lease again and sends', async () => {
  await using world = await createWorld()
  const { orderId, message } = await claimedByOne(world)
  world.clock.pass(LEASE_SECONDS + 1)
  await send(world.ctx, message)
  expect(sidesOf(world, orderId).salesDocuments).toHaveLength(1)
  expect(await world.work()).toBe(0) // its lease is new: nobody takes over yet
  expect(await statesOf(world, orderId)).toEqual(['sales_document.create sending'])
})

test('a worker that is slow and alive sends, however long ago it claimed', async () => {
  await using world = await createWorld()
  const { orderId, message } = await claimedByOne(world)
  for (let beat = 0; beat < 4; beat += 1) {
    world.clock.pass(LEASE_SECONDS - 5)
    await extendLeases(world.ctx, 'sleeper', [message.id])
    expect(await world.work()).toBe(0)
  }
  await send(world.ctx, message)
  expect(sidesOf(world, orderId).salesDocuments).toHaveLength(1)
})
