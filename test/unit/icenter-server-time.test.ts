import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayAt, readFrom, wallClock } from '../../src/erp/icenter/server-time.ts'

const ZONE = 'Europe/Ljubljana'

describe("the server's wall clock", () => {
  it.each([
    ['2026-01-31T10:22:31Z', '2026-01-31T11:22:31'],
    ['2026-07-31T22:30:00Z', '2026-08-01T00:30:00'],
    ['2026-10-25T00:30:00Z', '2026-10-25T02:30:00'],
    ['2026-10-25T01:30:00Z', '2026-10-25T02:30:00'],
    ['2026-03-29T01:00:00Z', '2026-03-29T03:00:00'],
  ])('of %s is %s', (moment, clock) => {
    expect(wallClock(new Date(moment), ZONE)).toBe(clock)
    expect(dayAt(new Date(moment), ZONE)).toBe(clock.slice(0, 10))
  })

  it('begins a read early enough: nothing that changed since carries an earlier time', () => {
    const start = Date.parse('2026-01-01T00:00:00Z')
    const minutes = fc.integer({ min: 0, max: 366 * 24 * 60 })
    fc.assert(
      fc.property(minutes, fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 600 }), (from, changed, now) => {
        const at = (minute: number) => new Date(start + minute * 60_000)
        const begin = readFrom(at(from), at(from + changed + now), ZONE, 0)
        expect(begin <= wallClock(at(from + changed), ZONE)).toBe(true)
      }),
      { seed: 3, numRuns: 2000 },
    )
  })

  it('goes back an hour more over the night in October, and otherwise only the overlap', () => {
    const read = (from: string, now: string) => readFrom(new Date(from), new Date(now), ZONE, 10)
    expect(read('2026-10-25T00:55:00Z', '2026-10-25T01:15:00Z')).toBe('2026-10-25T01:45:00')
    expect(read('2026-01-31T12:00:00Z', '2026-01-31T12:05:00Z')).toBe('2026-01-31T12:50:00')
  })
})
