import { between, type Random, randomFor } from './random.ts'
import { HOUR, MINUTE, SECOND } from './timeline.ts'

/** Everything that can go wrong, by the names that the report prints. */
export const FAULTS = [
  'connection refused',
  'request lost',
  'answer lost',
  'timeout before it was done',
  'timeout after it was done',
  'done late',
  'error 500',
  'page 502',
  'maintenance 503',
  'too many requests 429',
  'login lost 401',
  'page in place of JSON',
  'slow answer',
  'far side down',
  'mail greylisted',
  'mail lost before',
  'mail lost after',
  'print failed',
  'approval needed',
  'database deadlock',
  'database connection lost before',
  'database connection lost after',
  'commit lost before',
  'commit lost after',
  'database restart',
  'worker crash before',
  'worker crash after',
  'worker stalls',
  'killed in a call',
  'done without its caller',
  'clock jump',
  'webhook twice',
  'webhook lost',
  'webhook late',
  'webhook answer lost',
  'web crash',
] as const
export type Fault = (typeof FAULTS)[number]

/** They can strike only where an order gets as far as its invoice: most do not. */
const LATE: ReadonlySet<Fault> = new Set(['mail greylisted', 'mail lost before', 'mail lost after', 'print failed'])

export interface Weather {
  /** Whether this fault strikes now. Counts it. Always false once the faults have stopped. */
  strikes(fault: Fault, chance: number): boolean
  /** The first of these that strikes; `chance` is that of each. */
  strikesOneOf<F extends Fault>(faults: readonly F[], chance: number): F | undefined
  /** For faults that are planned, not drawn. */
  count(fault: Fault): void
  /** Whether the fault is among those of this seed, and the faults have not stopped. */
  has(fault: Fault): boolean
  stop(): void
  readonly counts: ReadonlyMap<Fault, number>
  /** How long the bad day lasts, in milliseconds. */
  readonly lastsMs: number
}

/**
 * The weather of one seed: each fault is in it or not (a few at a time find more than all at once), and how hard it
 * strikes differs too.
 */
export function createWeather(seed: number): Weather {
  const choice = randomFor(seed, 'weather')
  const strikes = new Map<string, Random>()
  const share = [0.03, 0.08, 0.2, 0.4][between(choice, 0, 3)] ?? 0.2
  const present = new Map<Fault, number>()
  for (const fault of FAULTS) {
    const isIn = choice() < (fault === 'far side down' ? share / 6 : LATE.has(fault) ? 0.4 : share)
    const strength = [0.5, 1, 2][between(choice, 0, 2)] ?? 1
    if (isIn) present.set(fault, strength)
  }
  const counts = new Map<Fault, number>()
  let stopped = false
  const count = (fault: Fault) => void counts.set(fault, (counts.get(fault) ?? 0) + 1)
  const draws = (fault: Fault, chance: number): boolean => {
    const strength = stopped ? undefined : present.get(fault)
    if (strength === undefined) return false
    const random = strikes.get(fault) ?? randomFor(seed, `fault ${fault}`)
    strikes.set(fault, random)
    return random() < chance * strength
  }
  const down = present.has('far side down')
  return {
    strikes(fault, chance) {
      const struck = draws(fault, chance)
      if (struck) count(fault)
      return struck
    },
    strikesOneOf(faults, chance) {
      const struck = faults.filter(fault => draws(fault, chance))
      const [first] = struck
      if (first !== undefined) count(first)
      return first
    },
    count,
    has: fault => !stopped && present.has(fault),
    stop() {
      stopped = true
    },
    counts,
    lastsMs: down ? between(choice, 1, 3) * HOUR : between(choice, 5, 15) * MINUTE + between(choice, 0, 59) * SECOND,
  }
}
