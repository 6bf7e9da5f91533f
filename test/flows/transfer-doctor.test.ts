import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTransferWorld, type TransferWorld } from './transfer-world.ts'

let world: TransferWorld
beforeEach(async () => {
  world = await createTransferWorld()
  world.omnitron.place({
    lines: [{ sku: 'S-002', name: 'Lamba', price: '10.00', quantity: 2, taxRate: '22.00' }],
    discount: { amount: '5.00', code: 'KUPON' },
  })
})
afterEach(async () => {
  await world[Symbol.asyncDispose]()
})

const findings = async () => {
  const found = await (await world.ctx.remotes.erp('omni')).diagnose({ fix: false })
  return found.filter(({ check }) => check.startsWith('source'))
}

it('the doctor reads and maps an order that waits, and acknowledges nothing', async () => {
  expect(await findings()).toEqual([
    { check: 'source', ok: true, detail: 'Orders that wait on the first page: 1.' },
    {
      check: 'source.mapping',
      ok: true,
      detail: 'Order 2792097964712345: lines, shipping and fees come to 15.00, its total is 15.00.',
    },
    {
      check: 'source.acknowledged',
      ok: true,
      detail: 'Order 2792097964712345, which waits, is said to be waiting.',
    },
  ])
  expect(world.omnitron.order(12345).is_send).toBe(false)
  expect(await world.transfers()).toEqual([])
})

it('the doctor finds out that the far side is another variant than the settings say', async () => {
  await world.configure(({ source }) => {
    Object.assign(source.attributes as object, { discounts: 'included' })
    Object.assign(source.acknowledged as object, { when: { path: 'is_send', is: ['false'] } })
  })
  const [, mapping, state] = await findings()
  expect(mapping?.detail).toContain('come to 20.00, its total is 15.00')
  expect(mapping?.remedy).toContain('discounts: included')
  expect(state).toMatchObject({ ok: false, remedy: expect.stringContaining('source.acknowledged') })
})

it('the doctor says when the source does not let us in', async () => {
  await world.configure(({ source }) => {
    source.auth = { kind: 'header', headers: { authorization: 'Token wrong' } }
  })
  expect(await findings()).toMatchObject([
    { check: 'source', ok: false, detail: expect.stringContaining('Invalid token') },
  ])
})
