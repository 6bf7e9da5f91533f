import type { BenchClock } from '../../src/erp/conformance/bench.ts'

/** A clock that only a test moves. */
export function movableClock(start: string): BenchClock {
  let now = Date.parse(start)
  return {
    now: () => new Date(now),
    set: moment => {
      now = Math.max(now, Date.parse(moment))
    },
    pass: minutes => {
      now += minutes * 60_000
    },
  }
}
