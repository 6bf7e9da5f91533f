import { describe, expect, it } from 'vitest'
import { finishOrder, stepOrder } from '../../sandbox/icenter/clerk.ts'
import { amount } from '../../src/domain/amount.ts'
import { parseId } from '../../src/erp/icenter/document-id.ts'
import type { IcenterConnector } from '../../src/erp/icenter/kind.ts'
import { inputFor } from '../unit/icenter-sample.ts'
import { sampleLine, sampleOrder } from '../unit/sample-order.ts'
import { useCompany } from './icenter-connector-company.ts'

const keyOf = (id: string) => {
  const key = parseId(id)
  if (!key) throw new Error(`${id} is no id`)
  return key
}

/** A poll that goes on where the one before stopped. @returns entity and id of versions that it had not heard before. */
function poller(erp: IcenterConnector, since: string) {
  const heard = new Set<string>()
  let cursor: string | undefined
  return async () => {
    const read = await erp.readChanges(cursor, new Date(since))
    cursor = read.cursor
    const fresh = read.changes.filter(({ version }) => !heard.has(version))
    for (const { version } of fresh) heard.add(version)
    return fresh.map(({ entity, erpId }) => `${entity} ${erpId}`).toSorted()
  }
}

describe.each(['any', 'order'] as const)('changes, where the delta of the status counts %s changes', statusDelta => {
  const company = useCompany({ variants: { statusDelta } })

  it('are heard once each, and documents when they come', async () => {
    const { saop, connect, place, clock } = company()
    const erp = connect({ fullLookMinutes: 5 })
    const poll = poller(erp, '2026-01-31T00:00:00Z')
    const { erpId } = await place(sampleOrder(), 'poll-1')
    expect(await poll()).toEqual([`sales_document ${erpId}`])
    expect(await poll()).toEqual([])
    clock.pass(60)
    for (let step = 0; step < 3; step++) stepOrder(saop, keyOf(erpId), 'deliver-then-invoice')
    const [shipment] = await erp.findFollowUps([erpId])
    expect(await poll()).toContain(`shipment ${shipment?.erpId}`)
    clock.pass(60)
    finishOrder(saop, keyOf(erpId), 'credit-after')
    const all = await erp.findFollowUps([erpId])
    const heard = await poll()
    for (const { kind, erpId: id } of all.filter(({ kind }) => kind !== 'shipment'))
      expect(heard).toContain(`${kind} ${id}`)
    clock.pass(1)
    expect(await poll()).toEqual([])
  })

  it('of orders that people enter for themselves are not heard', async () => {
    const { connect, saop } = company()
    const erp = connect()
    const plan = erp.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: 'x-1' }))
    const OrderHeader = {
      ...Object(Reflect.get(Object(plan.request.body), 'OrderHeader')),
      OrderReference: 'Ustno, g. Žagar',
    }
    await expect(erp.createSalesDocument({ ...plan.request, body: { OrderHeader } })).resolves.toBeDefined()
    const theirs = saop.list('orders').find(({ header }) => header.OrderReference === 'Ustno, g. Žagar')
    const { changes } = await erp.readChanges(undefined, new Date('2026-01-31T00:00:00Z'))
    expect(changes.some(({ erpId }) => erpId.endsWith(`/${theirs?.key.number}`))).toBe(false)
  })
})

describe('a site with one row for each dispatch', () => {
  const company = useCompany({ variants: { statusRows: 'dispatch', referenceStyle: 'VNK-2026-000512' } })

  it('is followed the same way, one version for all rows of an order', async () => {
    const { saop, erp, place } = company()
    const poll = poller(erp, '2026-01-31T00:00:00Z')
    const lines = [sampleLine({ quantity: amount(2) })]
    const { erpId } = await place(sampleOrder({ lines }), 'rows-1')
    finishOrder(saop, keyOf(erpId), 'two-deliveries')
    const heard = await poll()
    expect(heard.filter(one => one.startsWith('sales_document'))).toEqual([`sales_document ${erpId}`])
    const ids = (await erp.findFollowUps([erpId])).map(one => `${one.kind} ${one.erpId}`)
    expect(heard).toEqual(expect.arrayContaining(ids))
  })
})

describe.each([
  ['October, when an hour comes twice', '2026-10-25T00:00:00Z'],
  ['March, when an hour is left out', '2026-03-29T00:00:00Z'],
])('the night in %s', (_, midnight) => {
  const company = useCompany()

  it('loses no change, whenever the polls come', async () => {
    const { erp, clock, saop } = company()
    clock.set(midnight)
    const poll = poller(erp, midnight)
    await poll()
    const made: string[] = []
    const heard: string[] = []
    for (let minutes = 0; minutes < 240; minutes += 7) {
      clock.pass(7)
      const plan = erp.planSalesDocument(
        inputFor(sampleOrder(), { orderbridgeId: `night-${minutes}`, documentDate: '2026-10-25' }),
      )
      made.push((await erp.createSalesDocument(plan.request)).erpId)
      if (minutes % 5 === 0) heard.push(...(await poll()))
    }
    clock.pass(3)
    heard.push(...(await poll()))
    expect(saop.list('orders')).toHaveLength(made.length)
    expect(heard.toSorted()).toEqual(made.map(id => `sales_document ${id}`).toSorted())
  })
})

describe('a long time that is read in pieces', () => {
  const company = useCompany()

  it('loses nothing, and reads documents of later pieces later', async () => {
    const { saop, erp, place, clock } = company()
    const first = await place(sampleOrder(), 'piece-1')
    finishOrder(saop, keyOf(first.erpId), 'deliver-then-invoice')
    clock.pass(10 * 24 * 60)
    const second = await place(sampleOrder(), 'piece-2')
    finishOrder(saop, keyOf(second.erpId), 'deliver-then-invoice')
    const read = async (from: string, until?: string) => {
      const { changes } = await erp.readChanges(
        undefined,
        new Date(from),
        until === undefined ? undefined : new Date(until),
      )
      return [...new Set(changes.map(({ erpId }) => erpId.split('@').at(-1)))]
    }
    expect(await read('2026-01-31T00:00:00Z', '2026-02-07T00:00:00Z')).toEqual([first.erpId])
    expect(await read('2026-02-07T00:00:00Z')).toEqual([second.erpId])
    expect(await read('2026-01-31T00:00:00Z')).toEqual([first.erpId, second.erpId])
  })
})

describe('a cursor', () => {
  const company = useCompany()

  it('that cannot be read is no cursor, and a new connector goes on with an old one', async () => {
    const { connect, place, clock } = company()
    const { erpId } = await place(sampleOrder(), 'cursor-1')
    const since = new Date('2026-01-31T00:00:00Z')
    const first = await connect().readChanges('{"at":"yesterday"}', since)
    expect(first.changes.map(one => one.erpId)).toEqual([erpId])
    clock.pass(600)
    const second = await connect().readChanges(first.cursor, since)
    expect(second.changes).toEqual(first.changes)
    clock.pass(600)
    expect((await connect().readChanges(second.cursor, since)).changes).toEqual([])
  })
})
