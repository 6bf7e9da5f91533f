import assert from 'node:assert/strict'
import { place } from './acts.ts'
import type { Bench, Case, Suite } from './bench.ts'

const MINUTE = 60_000
const STEP = 10

/**
 * Every ten minutes through a change of the clocks somebody works in the ERP and we ask for news: whatever the ERP's own
 * clock shows, no document may be missed. 2026: 29 March and 25 October, at 01:00 UTC in all of the European Union.
 */
async function throughTheNight(bench: Bench, change: string): Promise<void> {
  const start = Date.parse(change) - 2 * 60 * MINUTE
  bench.clock.set(new Date(start - MINUTE).toISOString())
  let { cursor } = await bench.erp.readChanges(undefined, bench.clock.now())
  for (let minute = 0; minute <= 240; minute += STEP) {
    bench.clock.set(new Date(start + minute * MINUTE).toISOString())
    const { erpId } = await place(bench, `night-${minute}`)
    const answer = await bench.erp.readChanges(cursor, new Date(start))
    const told = answer.changes.some(change => change.erpId === erpId)
    assert.ok(told, `what was made at ${bench.clock.now().toISOString()} is missed`)
    cursor = answer.cursor
  }
}

const DAYS = ['2025-12-31', '2026-01-01', '2026-02-28', '2026-03-29', '2026-10-25', '2028-02-29']
const MOMENTS = ['2026-01-30T22:59:00Z', '2026-01-30T23:30:00Z', '2026-01-31T00:30:00Z', '2026-06-30T22:30:00Z']

const documentDates: Case = {
  name: 'keeps the day that it is given, whatever the clock and the zone of our machine say',
  async run(bench) {
    for (const [index, moment] of MOMENTS.entries()) {
      bench.clock.set(moment)
      for (const documentDate of DAYS) {
        const { erpId } = await place(bench, `day-${index}-${documentDate}`, undefined, { documentDate })
        assert.equal(await bench.people.dateOf(erpId), documentDate, `sent at ${moment}`)
      }
    }
  },
}

/** Days are days of the store; moments are compared on the ERP's own clock, which jumps twice a year. */
export const calendar: Suite = {
  obligation: 'dates and summer time',
  cases: [
    documentDates,
    {
      name: 'misses nothing in the night of October when an hour comes twice',
      run: bench => throughTheNight(bench, '2026-10-25T01:00:00Z'),
    },
    {
      name: 'misses nothing in the night of March when an hour is left out',
      run: bench => throughTheNight(bench, '2026-03-29T01:00:00Z'),
    },
    {
      name: 'misses nothing when nobody asked for a whole season',
      async run(bench) {
        bench.clock.set('2026-03-01T12:00:00Z')
        const { cursor } = await bench.erp.readChanges(undefined, bench.clock.now())
        const placed: string[] = []
        for (const moment of [
          '2026-03-28T23:30:00Z',
          '2026-03-29T01:30:00Z',
          '2026-07-01T12:00:00Z',
          '2026-10-25T00:30:00Z',
        ]) {
          bench.clock.set(moment)
          placed.push((await place(bench, `season-${moment.slice(0, 10)}-${placed.length}`)).erpId)
        }
        bench.clock.set('2026-11-01T12:00:00Z')
        const { changes } = await bench.erp.readChanges(cursor, new Date('2026-03-01T12:00:00Z'))
        assert.deepEqual(
          placed.filter(id => !changes.some(change => change.erpId === id)),
          [],
        )
      },
    },
    {
      name: 'gives a follow-up the day on which people made it',
      async run(bench) {
        bench.clock.set('2026-02-10T11:00:00Z')
        const { erpId } = await place(bench, 'follow-up-day', undefined, { documentDate: '2026-02-09' })
        bench.clock.set('2026-02-12T11:00:00Z')
        const id = await bench.people.ship(erpId)
        const [shipment] = await bench.erp.readFollowUps('shipment', [id])
        assert.equal(shipment?.date, '2026-02-12')
      },
    },
  ],
}
