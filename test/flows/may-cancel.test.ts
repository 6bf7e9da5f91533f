import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { mayCancel } from '../../src/flows/order/may-cancel.ts'
import { cancel, erpOrder, make } from '../support/clerk.ts'
import { doorsOf, moduleDelivery, send } from '../support/doors.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const ask = async (world: World, magentoId: number) => {
  const post = moduleDelivery(world, JSON.stringify({ order_id: magentoId, increment_id: '000000001' }))
  const answer = await send(doorsOf(world), { ...post, path: `${post.path}/may-cancel` })
  return {
    status: answer.status,
    body: z.object({ allowed: z.boolean(), reason: z.string() }).parse(await answer.json()),
  }
}
const sent = async (world: World): Promise<number> => {
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  return id
}

describe('may this order be cancelled?', () => {
  test('yes, as long as it is not in the ERP, and while nothing was delivered', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    expect(await ask(world, id)).toEqual({
      status: 200,
      body: { allowed: true, reason: 'The order is not in the ERP.' },
    })
    await world.runUntilQuiet()
    expect(await ask(world, id)).toEqual({ status: 200, body: { allowed: true, reason: 'Nothing was delivered.' } })
  })

  test('no, once goods have left, which the ERP is asked at that moment; yes again when the delivery is cancelled', async () => {
    await using world = await createWorld()
    const id = await sent(world)
    const delivery = make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
    expect((await ask(world, id)).body).toEqual({
      allowed: false,
      reason: `Goods have left: delivery ${delivery.DocNum} in SAP Business One. Refund the order when they come back.`,
    })
    cancel(world, 'DeliveryNotes', delivery)
    expect((await ask(world, id)).body.allowed).toBe(true)
  })

  test('yes, when the ERP does not answer: a shop is never blocked because the ERP is away', async () => {
    await using world = await createWorld()
    const id = await sent(world)
    make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
    world.b1.faults.add({ kind: 'noAnswer', times: 100 })
    const started = mayCancel(world.ctx, { store: STORE, magentoId: id }, 50)
    expect(await started).toEqual({
      allowed: true,
      reason: 'SAP Business One does not answer: whether goods have left is not known.',
    })
  })

  test('no, when the ERP does not answer and the delivery was heard of before', async () => {
    await using world = await createWorld()
    const id = await sent(world)
    make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
    await world.runUntilQuiet()
    world.b1.faults.add({ kind: 'html500', times: 100 })
    expect((await mayCancel(world.ctx, { store: STORE, magentoId: id }, 50)).allowed).toBe(false)
  })

  test('is answered to the module of that store only', async () => {
    await using world = await createWorld()
    const id = await sent(world)
    const post = moduleDelivery(world, JSON.stringify({ order_id: id }), {
      secret: `whsec_${btoa('another key, long enough')}`,
    })
    expect((await send(doorsOf(world), { ...post, path: `${post.path}/may-cancel` })).status).toBe(401)
    const odd = moduleDelivery(world, '{"order_id": "all"}')
    expect((await send(doorsOf(world), { ...odd, path: `${odd.path}/may-cancel` })).status).toBe(400)
    expect((await mayCancel(world.ctx, { store: 'another', magentoId: id })).reason).toBe(
      'The order is not in the ERP.',
    )
  })
})
