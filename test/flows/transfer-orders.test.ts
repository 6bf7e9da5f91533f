import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Order as WaitingOrder } from '../../sandbox/omnitron/records.ts'
import { RemoteError } from '../../src/domain/errors.ts'
import { lookAfterMissing } from '../../src/flows/transfer/look-after-missing.ts'
import { createTransferWorld, type TransferWorld } from './transfer-world.ts'

let world: TransferWorld
beforeEach(async () => {
  world = await createTransferWorld()
})
afterEach(async () => {
  await world[Symbol.asyncDispose]()
})

const shirt = { sku: 'S-001', name: 'Tişört šumniki', price: '19.90', quantity: 2, taxRate: '22.00' }
const lamp = { sku: 'S-002', name: 'Lamba', price: '0.99', quantity: 1, taxRate: '9.50' }

const orderAt = (pk: number) => world.omnitron.order(pk)
const isSend = (pk: number) => orderAt(pk).is_send
const totalsInErp = () => world.written().map(({ externalId, total }) => [externalId, String(total)])
const statesOf = async () => (await world.transfers()).map(({ state }) => state)

/** Each order is in the ERP once, under its number, and comes to the cent to what the shopper pays. */
const expectAllWritten = (pks: readonly number[]) => {
  const wanted = pks.map(orderAt).map(({ number, amount }: WaitingOrder) => [`shop-s${number}`, String(Number(amount))])
  expect(totalsInErp().toSorted()).toEqual(wanted.toSorted())
}

describe('orders that wait in another system', () => {
  it('end as one sales document each, to the cent, and are acknowledged', async () => {
    const pks = [
      world.omnitron.place({ lines: [shirt, lamp], shipping: '6.10' }),
      world.omnitron.place({ lines: [lamp], guest: true, company: 'Firma čšž d.o.o.' }),
      world.omnitron.place({
        lines: [{ ...shirt, quantity: 3 }, lamp],
        shipping: '4.99',
        discount: { amount: '10.00', code: 'KUPON' },
      }),
    ]
    await world.pass(2)
    expectAllWritten(pks)
    expect(pks.map(isSend)).toEqual([true, true, true])
    expect(await statesOf()).toEqual(['acknowledged', 'acknowledged', 'acknowledged'])
    expect(await world.problems()).toEqual([])
  })

  it('spread a discount over the lines that carry it, with the tax of each line', async () => {
    world.omnitron.place({ lines: [{ ...shirt, quantity: 3 }], discount: { amount: '10.00', code: 'KUPON' } })
    await world.pass(1)
    const [order] = world.written()
    expect(order?.lines.map(({ quantity, gross }) => [String(quantity), String(gross)])).toEqual([
      ['2', '33.14'],
      ['1', '16.56'],
    ])
  })

  it('are acknowledged only after the key of the ERP is kept', async () => {
    const pk = world.omnitron.place({ lines: [lamp] })
    await world.look()
    expect(isSend(pk)).toBe(false)
    world.erp.faults.add({ kind: 'html502', times: 3, match: { method: 'POST', path: '/orders' } })
    await world.deliver()
    expect(isSend(pk)).toBe(false)
    expect((await world.transfers())[0]).toMatchObject({ state: 'planned', erpId: null })
    await world.pass(10)
    expect(isSend(pk)).toBe(true)
    expect((await world.transfers())[0]).toMatchObject({ state: 'acknowledged', erpNumber: world.written()[0]?.number })
  })

  it('are left alone when they are not approved', async () => {
    world.omnitron.place({ lines: [lamp], status: '300' })
    await world.pass(1)
    expect(await world.transfers()).toEqual([])
  })

  it('are all found while the list shrinks between its pages', async () => {
    await world.configure(({ source }) => {
      Object.assign(source.waiting as object, {
        paging: { kind: 'page', parameter: 'page', sizeParameter: 'limit', size: 3, total: 'count' },
      })
    })
    const pks = Array.from({ length: 11 }, () => world.omnitron.place({ lines: [lamp] }))
    let isLooking = true
    const look = world.look().finally(() => {
      isLooking = false
    })
    while (isLooking) await world.deliver()
    await look
    await world.pass(4)
    expectAllWritten(pks)
    expect(pks.every(isSend)).toBe(true)
  })

  it('are written once by two workers that look and deliver at the same time', async () => {
    const pks = Array.from({ length: 6 }, () => world.omnitron.place({ lines: [shirt, lamp], shipping: '6.10' }))
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([world.look(), world.look()])
      await Promise.all([world.deliver(), world.deliver()])
      world.clock.pass(61)
    }
    expectAllWritten(pks)
    expect(pks.every(isSend)).toBe(true)
  })
})

describe('when something is lost on the way', () => {
  it('an acknowledgement that was done and answered 500 is found out by reading the order', async () => {
    world.omnitron.faults.push({ kind: 'ackLost', path: '/orders/12345/' })
    const pk = world.omnitron.place({ lines: [lamp] })
    await world.pass(3)
    expectAllWritten([pk])
    expect(isSend(pk)).toBe(true)
    expect(await statesOf()).toEqual(['acknowledged'])
    expect(await world.problems()).toEqual([])
  })

  it('an order whose acknowledgement never got there comes again and is not written again', async () => {
    const pk = world.omnitron.place({ lines: [lamp] })
    await world.pass(1)
    world.omnitron.write([{ collection: 'orders', key: pk }], record => ({ ...record, is_send: false }))
    await world.pass(3)
    expectAllWritten([pk])
    expect(isSend(pk)).toBe(true)
    expect((await world.transfers())[0]).toMatchObject({ state: 'acknowledged', acknowledgements: 1 })
  })

  it('an order that comes again and again is a matter for people, and still written once', async () => {
    const pk = world.omnitron.place({ lines: [lamp] })
    const forget = () =>
      world.omnitron.write([{ collection: 'orders', key: pk }], record => ({ ...record, is_send: false }))
    for (let times = 0; times < 5; times += 1) {
      await world.pass(1)
      forget()
    }
    await world.pass(1)
    expectAllWritten([pk])
    expect(await world.problems()).toMatchObject([
      { cause: `transfer_returns:omni:${orderAt(pk).number}`, closed: false },
    ])
    world.omnitron.write([{ collection: 'orders', key: pk }], record => ({ ...record, is_send: true }))
    await world.pass(12)
    expect(await world.problems()).toMatchObject([{ closed: true }])
  })

  it.each(['commitThenDrop', 'commitThenCut'] as const)(
    'an ERP whose answer is lost after it has written (%s) is looked into, not written to again',
    async kind => {
      world.erp.faults.add({ kind, match: { method: 'POST', path: '/orders' } })
      const pk = world.omnitron.place({ lines: [shirt] })
      await world.pass(3)
      expectAllWritten([pk])
      expect(isSend(pk)).toBe(true)
    },
  )

  it('both sides away for a while cost time and nothing else', async () => {
    const pks = [1, 2, 3].map(() => world.omnitron.place({ lines: [shirt, lamp] }))
    await world.look()
    world.erp.faults.add({ kind: 'dropBefore', times: 12 })
    world.omnitron.faults.push({ kind: 'dropBefore', times: 12 })
    await world.pass(25)
    expectAllWritten(pks)
    expect(pks.every(isSend)).toBe(true)
    expect((await world.problems()).filter(({ closed }) => !closed)).toEqual([])
  })

  it('a source that is away keeps no sales document from the ERP', async () => {
    const pks = Array.from({ length: 8 }, () => world.omnitron.place({ lines: [lamp] }))
    await world.look()
    world.omnitron.faults.push({ kind: 'dropBefore', times: 1_000 })
    await world.pass(2)
    expectAllWritten(pks)
    expect(pks.some(isSend)).toBe(false)
    world.omnitron.faults.length = 0
    await world.pass(3)
    expect(pks.every(isSend)).toBe(true)
  })

  it('a source that is away for long is told, once, and closes by itself', async () => {
    await world.pass(1)
    world.omnitron.faults.push({ kind: 'html502', times: 1_000 })
    await world.pass(10)
    expect(await world.problems()).toEqual([])
    await world.pass(10)
    expect(await world.problems()).toMatchObject([{ cause: 'source_unread:omni', closed: false }])
    world.omnitron.faults.length = 0
    await world.pass(1)
    expect(await world.problems()).toMatchObject([{ closed: true }])
  })
})

describe('an order that is cancelled where it waited', () => {
  it('while it is under way is a matter for people, until the ERP has cancelled it too', async () => {
    const pk = world.omnitron.place({ lines: [lamp] })
    await world.look()
    world.omnitron.cancel(pk)
    await world.deliver()
    const [document] = world.written()
    const cause = `transfer_gone:omni:${orderAt(pk).number}`
    expect(await statesOf()).toEqual(['gone'])
    expect(await world.problems()).toMatchObject([{ cause, closed: false }])
    expect((await world.problems())[0]?.title).toContain(document?.number)
    expect(isSend(pk)).toBe(false)
    const erp = await world.ctx.remotes.erp('omni')
    await erp.cancelSalesDocument(String(document?.id))
    await world.pass(12)
    expect(await world.problems()).toMatchObject([{ cause, closed: true }])
  })

  it('stays a matter for people where the ERP lets no order be read by its key, and where it fails with this one', async () => {
    const pk = world.omnitron.place({ lines: [lamp] })
    await world.look()
    world.omnitron.cancel(pk)
    await world.deliver()
    const cause = `transfer_gone:omni:${orderAt(pk).number}`
    const refusal = new RemoteError({ errorClass: 'permanent', code: 'erp:odd', message: 'odd' })
    const connection = await world.ctx.remotes.connection('omni')
    const { source, ...erp } = await world.ctx.remotes.erp('omni')
    if (!source) throw new Error('it has a source')
    for (const readSalesDocuments of [async () => [], async () => await Promise.reject(refusal)]) {
      world.clock.pass(3600)
      expect(
        await lookAfterMissing(world.ctx, { connection, erp: { ...erp, readSalesDocuments }, source }, new Set()),
      ).toBe(0)
      expect(await world.problems()).toMatchObject([{ cause, closed: false }])
    }
    await erp.cancelSalesDocument(String(world.written()[0]?.id))
    world.clock.pass(3600)
    const blind = { ...erp, readSalesDocuments: async () => [] }
    expect(await lookAfterMissing(world.ctx, { connection, erp: blind, source }, new Set())).toBe(1)
    expect(await world.problems()).toMatchObject([{ cause, closed: true }])
  })

  it('before it was read never gets to the ERP', async () => {
    const pk = world.omnitron.place({ lines: [{ ...lamp, sku: 'UNKNOWN' }] })
    await world.pass(1)
    world.omnitron.cancel(pk)
    await world.pass(12)
    expect(world.written()).toEqual([])
    expect(await statesOf()).toEqual(['gone'])
    expect(await world.problems()).toMatchObject([{ cause: 'item_missing:omni:UNKNOWN', closed: true }])
  })
})
