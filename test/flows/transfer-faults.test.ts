import { expect, it } from 'vitest'
import type { Order as WaitingOrder } from '../../sandbox/omnitron/records.ts'
import { createTransferWorld, type TransferWorld } from './transfer-world.ts'

const OMNITRON = ['ackLost', 'commitThenDrop', 'dropBefore', 'html502', 'tokenLost'] as const
const ERP = [
  'commitThenDrop',
  'commitThenCut',
  'dropBefore',
  'html502',
  'html500',
  'cut',
  'tokenLost',
  'tooMany',
] as const

function diceOf(seed: number) {
  let state = seed
  const below = (limit: number) => {
    state = (state * 16_807) % 2_147_483_647
    return state % limit
  }
  return { below, one: <T>(from: readonly [T, ...T[]]): T => from[below(from.length)] ?? from[0] }
}

const waiting = (world: TransferWorld) => world.omnitron.journal.list<WaitingOrder>('orders')

/** At every moment: no order is in the ERP twice, each to the cent, and what is acknowledged is there. */
function expectRightBooks(world: TransferWorld): void {
  const written = world.written()
  const keys = written.map(({ externalId }) => externalId)
  expect(new Set(keys).size).toBe(keys.length)
  for (const order of waiting(world)) {
    const document = written.find(({ externalId }) => externalId === `shop-s${order.number}`)
    if (order.is_send) expect(document, `order ${order.number} is acknowledged`).toBeDefined()
    if (document) expect(Number(document.total)).toBe(Number(order.amount))
  }
}

it.each([3, 17, 2026])(
  'whatever is lost on both sides, every order is written once and acknowledged (seed %i)',
  async seed => {
    await using world = await createTransferWorld()
    const dice = diceOf(seed)
    // A fixed token that is lost does not come back: log in.
    await world.configure(({ source }) => {
      const { username, password } = world.omnitron.credentials
      source.auth = {
        kind: 'login',
        request: { method: 'POST', path: '/auth/login/', body: { username, password } },
        token: 'key',
        headers: { authorization: 'Token {{token}}' },
      }
    })
    for (let minute = 0; minute < 15; minute += 1) {
      const quantity = 1 + dice.below(3)
      if (minute < 10)
        world.omnitron.place({ lines: [{ sku: 'S-001', name: 'T', price: '19.90', quantity }], shipping: '4.99' })
      // Half of them meet the writes alone, so that they are not used up by reads.
      if (dice.below(2) === 0)
        world.omnitron.faults.push({
          kind: dice.one(OMNITRON),
          times: 1 + dice.below(4),
          ...(dice.below(2) === 0 && { path: '/orders/1' }),
        })
      if (dice.below(2) === 0)
        world.erp.faults.add({
          kind: dice.one(ERP),
          times: 1 + dice.below(4),
          ...(dice.below(2) === 0 && { match: { method: 'POST', path: '/orders' } }),
        })
      await Promise.all([world.look(), world.look()])
      await Promise.all([world.deliver(), world.deliver()])
      expectRightBooks(world)
      world.clock.pass(61)
    }
    world.omnitron.faults.length = 0
    world.erp.faults.clear()
    for (let minute = 0; minute < 45 && waiting(world).some(order => !order.is_send); minute += 1) await world.pass(1)
    expectRightBooks(world)
    expect(waiting(world).filter(order => !order.is_send)).toEqual([])
    expect(world.written()).toHaveLength(10)
    await world.pass(12)
    expect((await world.problems()).filter(({ closed }) => !closed)).toEqual([])
  },
)
