import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { problems } from '../../src/db/schema/operations.ts'
import { retryProblem } from '../../src/flows/problem/retry-problem.ts'
import { createTransferWorld, type TransferWorld } from './transfer-world.ts'

let world: TransferWorld
beforeEach(async () => {
  world = await createTransferWorld()
})
afterEach(async () => {
  await world[Symbol.asyncDispose]()
})

const lamp = { sku: 'S-002', name: 'Lamba', price: '0.99', quantity: 1, taxRate: '22.00' }
const good = () => world.omnitron.place({ lines: [lamp] })
const change = (collection: string, key: number, fields: object) =>
  world.omnitron.write([{ collection, key }], record => ({ ...record, ...fields }))
const numberOf = (pk: number) => world.omnitron.order(pk).number
const open = async () => (await world.problems()).filter(({ closed }) => !closed)
const tryAgain = async () => {
  const [problem] = await world.ctx.db.select().from(problems)
  const actor = { kind: 'cli' as const, user: 'test' }
  await retryProblem({ ...world.ctx, actor }, { store: 'shop', problemId: problem?.id ?? 0 })
}

describe('an order that cannot be sent', () => {
  it('because its parts do not come to its total is held with both sums, and holds nobody else', async () => {
    const wrong = good()
    const other = good()
    change('orders', wrong, { amount: '5.00' })
    await world.pass(1)
    expect(world.written().map(({ externalId }) => externalId)).toEqual([`shop-s${numberOf(other)}`])
    const [problem] = await open()
    expect(problem?.cause).toBe(`transfer_fails:omni:${numberOf(wrong)}`)
    expect(problem?.title).toContain('lines, shipping and fees come to 0.99, its total is 5.00 EUR')
    expect(problem?.remedy).toContain('read again by itself')
    change('orders', wrong, { amount: '0.99' })
    await world.pass(11)
    expect(world.written()).toHaveLength(2)
    expect(await open()).toEqual([])
  })

  it('because the mapping fails with it is held with the line of the script', async () => {
    const wrong = good()
    const good2 = good()
    change('addresses', world.omnitron.order(wrong).billing_address, { country: null })
    await world.pass(1)
    expect(world.written().map(({ externalId }) => externalId)).toEqual([`shop-s${numberOf(good2)}`])
    expect((await open())[0]?.title).toMatch(/the mapping of the source stopped in line \d+: /)
  })

  it('because an item is missing waits with the others for the same item, and all go on when it is there', async () => {
    const pks = [1, 2].map(() => world.omnitron.place({ lines: [{ ...lamp, sku: 'S-NEW' }] }))
    await world.pass(1)
    expect(await open()).toMatchObject([{ cause: 'item_missing:omni:S-NEW' }])
    world.erp.books.journal.commit([
      {
        collection: 'items',
        key: 'S-NEW',
        value: { ...world.erp.books.journal.get<object>('items', 'S-002'), code: 'S-NEW' },
      },
    ])
    await tryAgain()
    await world.pass(1)
    expect(world.written()).toHaveLength(2)
    expect(pks.every(pk => world.omnitron.order(pk).is_send)).toBe(true)
    expect(await open()).toEqual([])
  })

  it('because the ERP refuses it is told in its words, planned anew, and closes itself when it goes through', async () => {
    const wrong = good()
    const address = world.omnitron.order(wrong).billing_address
    change('addresses', address, { postcode: 'a postal code that is far too long' })
    const other = good()
    await world.pass(2)
    expect(world.written().map(({ externalId }) => externalId)).toEqual([`shop-s${numberOf(other)}`])
    expect(await open()).toMatchObject([
      { cause: expect.stringContaining('refused:omni:transfer.write:customer.postcode') },
    ])
    expect(world.omnitron.order(wrong).is_send).toBe(false)
    change('addresses', address, { postcode: '34000' })
    await world.pass(11)
    expect(world.written()).toHaveLength(2)
    expect(world.omnitron.order(wrong).is_send).toBe(true)
    expect(await open()).toEqual([])
  })

  it('because another order has its number is held: it would be given the sales document of the other', async () => {
    const first = good()
    await world.pass(1)
    const second = good()
    change('orders', second, { number: numberOf(first) })
    await world.pass(1)
    expect(world.written()).toHaveLength(1)
    expect(world.omnitron.order(second).is_send).toBe(false)
    expect(await open()).toMatchObject([{ cause: `transfer_number:omni:${numberOf(first)}` }])
  })

  it('because its details cannot be read is told after a while, and holds nobody else', async () => {
    const wrong = good()
    const other = good()
    world.omnitron.faults.push({ kind: 'html502', times: 100, path: `/orders_integration/${wrong}/` })
    await world.pass(2)
    expect(world.written().map(({ externalId }) => externalId)).toEqual([`shop-s${numberOf(other)}`])
    expect(await open()).toEqual([])
    await world.pass(16)
    expect(await open()).toMatchObject([{ cause: `transfer_fails:omni:${numberOf(wrong)}` }])
    world.omnitron.faults.length = 0
    await world.pass(11)
    expect(world.written()).toHaveLength(2)
    expect(await open()).toEqual([])
  })
})

describe('an acknowledgement', () => {
  it('that is refused is told, and goes again when the settings are right', async () => {
    let right: unknown
    await world.configure(({ source }) => {
      right = source.acknowledge
      source.acknowledge = { ...(right as object), body: { is_sent: true } }
    })
    const pk = good()
    await world.pass(2)
    expect(world.written()).toHaveLength(1)
    expect(await open()).toMatchObject([{ cause: expect.stringContaining('refused:omni:transfer.acknowledge:') }])
    await world.configure(({ source }) => {
      source.acknowledge = right
    })
    await world.pass(11)
    expect(world.written()).toHaveLength(1)
    expect(world.omnitron.order(pk).is_send).toBe(true)
    expect(await open()).toEqual([])
  })

  it('goes through a token that was lost, with a log-in in place of a fixed token', async () => {
    await world.configure(({ source }) => {
      const { username, password } = world.omnitron.credentials
      source.auth = {
        kind: 'login',
        request: { method: 'POST', path: '/auth/login/', body: { username, password } },
        token: 'key',
        headers: { authorization: 'Token {{token}}' },
      }
    })
    const pk = good()
    await world.look()
    world.omnitron.faults.push({ kind: 'tokenLost' })
    await world.pass(2)
    expect(world.omnitron.order(pk).is_send).toBe(true)
    expect(world.omnitron.logins()).toBe(2)
  })

  it('waits, and so does everything else of the source, while the token is refused; a person is told', async () => {
    const pk = good()
    await world.look()
    await world.configure(({ source }) => {
      source.auth = { kind: 'header', headers: { authorization: 'Token wrong' } }
    })
    await world.pass(2)
    expect(world.written()).toHaveLength(1)
    expect(await open()).toMatchObject([{ cause: 'source_unread:omni' }])
    await world.configure(({ source }) => {
      source.auth = { kind: 'header', headers: { authorization: 'Token {{secret.token}}' } }
    })
    await world.pass(2)
    expect(world.omnitron.order(pk).is_send).toBe(true)
    expect(await open()).toEqual([])
  })
})

it('a task is there only for a connection that has a source, and none while it is paused', async () => {
  good()
  const { connections } = await import('../../src/db/schema/stores.ts')
  await world.ctx.db.update(connections).set({ pausedAt: world.clock.now() }).where(eq(connections.code, 'omni'))
  await world.pass(1)
  expect(await world.transfers()).toEqual([])
  await world.configure(flow => {
    Reflect.deleteProperty(flow, 'source')
  })
  await expect(world.look()).rejects.toThrow('no task')
})

describe('an order that the list does not name any more', () => {
  it('and that the ERP had refused is over when it was cancelled, with its problem', async () => {
    const pk = good()
    change('addresses', world.omnitron.order(pk).billing_address, { postcode: 'a postal code that is far too long' })
    await world.pass(1)
    expect(await open()).toHaveLength(1)
    world.omnitron.cancel(pk)
    await world.pass(12)
    expect((await world.transfers())[0]?.state).toBe('gone')
    expect(await open()).toEqual([])
    expect(world.written()).toEqual([])
    change('addresses', world.omnitron.order(pk).billing_address, { postcode: '34000' })
    change('orders', pk, { status: '400' })
    await world.pass(3)
    expect(world.written()).toHaveLength(1)
    expect(world.omnitron.order(pk).is_send).toBe(true)
  })

  it('and whose acknowledgement was refused is done when somebody has marked it by hand', async () => {
    await world.configure(({ source }) => {
      Object.assign(source.acknowledge as object, { body: { is_sent: true } })
    })
    const pk = good()
    await world.pass(1)
    expect(await open()).toHaveLength(1)
    change('orders', pk, { is_send: true })
    await world.pass(12)
    expect((await world.transfers())[0]?.state).toBe('acknowledged')
    expect(await open()).toEqual([])
  })

  it('and that waits all the same is told once it is no accident, and goes on when the list names it again', async () => {
    const pk = good()
    world.omnitron.faults.push({ kind: 'html502', times: 1, path: `/orders_integration/${pk}/` })
    await world.pass(1)
    change('orders', pk, { status: '450' })
    await world.pass(5)
    expect(await open()).toEqual([])
    await world.pass(15)
    expect(await open()).toMatchObject([{ cause: `transfer_unlisted:omni:${numberOf(pk)}` }])
    change('orders', pk, { status: '400' })
    await world.pass(11)
    expect(world.written()).toHaveLength(1)
    expect(await open()).toEqual([])
  })
})

it('an acknowledgement that a rule of the source refuses, for an order that waits, is no cancellation', async () => {
  await world.configure(({ source }) => {
    Object.assign(source.acknowledge as object, { gone: [{ statuses: [400, 404, 406] }], body: { is_sent: true } })
  })
  good()
  await world.pass(1)
  expect((await world.transfers())[0]?.state).toBe('written')
  expect(await open()).toMatchObject([{ cause: expect.stringContaining('refused:omni:transfer.acknowledge:') }])
})
