import assert from 'node:assert/strict'
import type { ErpChange } from '../../domain/fulfilment.ts'
import { place } from './acts.ts'
import type { Bench, Suite } from './bench.ts'

const SINCE = new Date('2026-01-31T00:00:00Z')

const idsOf = (changes: readonly ErpChange[], entity: ErpChange['entity']): string[] => [
  ...new Set(changes.filter(change => change.entity === entity).map(({ erpId }) => erpId)),
]

/** Reads on until nothing new comes, as the schedule does. @returns ids of sales documents */
async function readOn({ erp }: Bench, cursor: string | undefined, rounds = 3): Promise<Set<string>> {
  const seen = new Set<string>()
  let at = cursor
  for (let round = 0; round < rounds; round++) {
    const answer = await erp.readChanges(at, SINCE)
    for (const id of idsOf(answer.changes, 'sales_document')) seen.add(id)
    at = answer.cursor
  }
  return seen
}

const missingFrom = (seen: ReadonlySet<string>, wanted: readonly string[]) => wanted.filter(id => !seen.has(id))

/** What the ERP does not tell us by itself is found by asking; what was asked for twice is dropped by its version. */
export const changes: Suite = {
  obligation: 'reading changes',
  cases: [
    {
      name: 'tells of our documents and of what was made of them, since the cut-over',
      async run(bench) {
        const { erpId } = await place(bench, 'change-1')
        const shipment = await bench.people.ship(erpId)
        const invoice = await bench.people.invoice(erpId)
        const { changes: told } = await bench.erp.readChanges(undefined, SINCE)
        assert.deepEqual(idsOf(told, 'sales_document'), [erpId])
        assert.deepEqual(idsOf(told, 'shipment'), [shipment])
        assert.deepEqual(idsOf(told, 'invoice'), [invoice])
      },
    },
    {
      name: 'reads every id that it tells of',
      async run(bench) {
        const { erpId } = await place(bench, 'change-2')
        await bench.people.ship(erpId)
        await bench.people.invoice(erpId)
        const { changes: told } = await bench.erp.readChanges(undefined, SINCE)
        assert.equal((await bench.erp.readSalesDocuments(idsOf(told, 'sales_document'))).length, 1)
        assert.equal((await bench.erp.readFollowUps('shipment', idsOf(told, 'shipment'))).length, 1)
        assert.equal((await bench.erp.readFollowUps('invoice', idsOf(told, 'invoice'))).length, 1)
      },
    },
    {
      name: 'gives what did not change the same version, and what did another one',
      async run(bench) {
        const { erpId } = await place(bench, 'version')
        const other = await place(bench, 'version-2')
        const versionOf = async (id: string) =>
          (await bench.erp.readChanges(undefined, SINCE)).changes.find(change => change.erpId === id)?.version
        const before = [await versionOf(erpId), await versionOf(other.erpId)]
        assert.ok(before.every(version => version !== undefined))
        assert.notEqual(before[0], before[1])
        // Within the same second, as far as the ERP's clock shows.
        await bench.people.confirm(erpId)
        assert.notEqual(await versionOf(erpId), before[0])
        assert.equal(await versionOf(other.erpId), before[1])
      },
    },
    {
      name: 'goes on behind its cursor, with an overlap that ends',
      needs: ['changes by time'],
      async run(bench) {
        const early = await place(bench, 'early')
        assert.deepEqual((await bench.erp.readChanges(undefined, new Date('2027-06-01'))).changes, [])
        const first = await bench.erp.readChanges(undefined, SINCE)
        bench.clock.pass(24 * 60)
        const late = await place(bench, 'late')
        const second = await bench.erp.readChanges(first.cursor, SINCE)
        assert.ok(idsOf(second.changes, 'sales_document').includes(late.erpId))
        bench.clock.pass(24 * 60)
        const third = await bench.erp.readChanges(second.cursor, SINCE)
        assert.ok(!idsOf(third.changes, 'sales_document').includes(early.erpId), 'it begins anew every time')
        const { cursor } = await bench.erp.readChanges(third.cursor, SINCE)
        assert.ok(cursor !== undefined && cursor.length < 10_000)
      },
    },
    {
      name: 'tells of what was written with the time of a moment ago',
      async run(bench) {
        await place(bench, 'overlap-1')
        bench.clock.pass(1)
        const { cursor } = await bench.erp.readChanges(undefined, SINCE)
        // The ERP stamps when a transaction begins and shows it when it ends.
        const { erpId } = await place(bench, 'overlap-2')
        bench.clock.pass(3)
        const answer = await bench.erp.readChanges(cursor, SINCE)
        assert.ok(idsOf(answer.changes, 'sales_document').includes(erpId))
      },
    },
    {
      name: 'tells of everything in pieces of a week, each one at least of what changed in it',
      async run(bench) {
        const placed: string[] = []
        for (let day = 0; day < 21; day += 4) {
          bench.clock.set(new Date(Date.UTC(2026, 2, 1 + day, 12)).toISOString())
          placed.push((await place(bench, `piece-${day}`)).erpId)
        }
        bench.clock.set('2026-03-25T12:00:00Z')
        const seen = new Set<string>()
        for (let day = 0; day < 28; day += 7) {
          const from = new Date(Date.UTC(2026, 2, 1 + day))
          const until = day < 21 ? new Date(Date.UTC(2026, 2, 8 + day)) : undefined
          const { changes: piece } = await bench.erp.readChanges(undefined, from, until)
          for (const id of idsOf(piece, 'sales_document')) seen.add(id)
        }
        assert.deepEqual(missingFrom(seen, placed), [])
      },
    },
    {
      name: 'loses nothing when rows change while the pages are read',
      async run(bench) {
        const small = bench.connect({ pageSize: 2 })
        const placed: string[] = []
        for (let index = 0; index < 9; index++) placed.push((await place(bench, `moving-${index}`)).erpId)
        const { cursor: start } = await small.readChanges(undefined, new Date('2027-06-01'))
        bench.clock.pass(24 * 60)
        for (const id of placed.slice(0, 6)) await bench.people.touch(id)
        // A row of the first page moves to the end, one of the last page goes out of the list, a new one comes in.
        bench.network.before(2, 'read', () => bench.people.touch(placed[0] ?? ''))
        bench.network.before(3, 'read', () => bench.people.cancel(placed[5] ?? ''))
        bench.network.before(4, 'read', async () => void placed.push((await place(bench, 'moving-new')).erpId))
        const first = await small.readChanges(undefined, SINCE)
        const seen = await readOn(bench, first.cursor)
        for (const id of idsOf(first.changes, 'sales_document')) seen.add(id)
        assert.deepEqual(missingFrom(seen, placed), [])
        assert.equal(placed.length, 10, 'the pages were not so small that something happened between them')
        assert.ok(typeof start === 'string')
      },
    },
    {
      name: 'loses nothing of a piece of the past when rows leave it while its pages are read',
      async run(bench) {
        const small = bench.connect({ pageSize: 2 })
        const placed: string[] = []
        for (let index = 0; index < 7; index++) placed.push((await place(bench, `leaving-${index}`)).erpId)
        bench.clock.pass(10 * 24 * 60)
        bench.network.before(2, 'read', () => bench.people.touch(placed[0] ?? ''))
        bench.network.before(3, 'read', () => bench.people.touch(placed[1] ?? ''))
        const { changes: told } = await small.readChanges(undefined, SINCE, new Date('2026-02-05T00:00:00Z'))
        const seen = new Set(idsOf(told, 'sales_document'))
        assert.deepEqual(missingFrom(seen, placed.slice(2)), [])
      },
    },
    {
      name: 'begins at the cut-over again when its cursor cannot be read',
      async run(bench) {
        const { erpId } = await place(bench, 'broken-cursor')
        for (const cursor of ['', 'null', '{}', '{"Orders":"yesterday"}', '[1]', '9'.repeat(50), '2026-99-99'])
          assert.deepEqual(
            idsOf((await bench.erp.readChanges(cursor, SINCE)).changes, 'sales_document'),
            [erpId],
            cursor,
          )
      },
    },
    {
      name: 'hands its cursor to another connector of the same settings',
      async run(bench) {
        await place(bench, 'handed-1')
        const { cursor } = await bench.erp.readChanges(undefined, SINCE)
        bench.clock.pass(30)
        const { erpId } = await place(bench, 'handed-2')
        const { changes: told } = await bench.connect().readChanges(cursor, SINCE)
        assert.ok(idsOf(told, 'sales_document').includes(erpId))
      },
    },
  ],
}
