import { createGate, type Gate } from './gate.ts'

/** What one call told of its far side. */
export interface Call {
  /** Calls of one kind are compared with each other: "GET /V1/orders". */
  readonly kind: string
  /** Absent when there was no complete answer. */
  readonly status?: number
  readonly durationMs: number
}

/** What the calls since the last look say together. */
export interface Observed {
  readonly answered: number
  /** The far side said that it is too much: 429 or 503. */
  readonly refused: number
  /** How much longer calls took than they do when it is at ease; 1 is as always. */
  readonly slowness: number
  /** Calls had to wait for a place. */
  readonly saturated: boolean
}

/** One far side as this process sees it. */
export interface Side {
  readonly key: string
  /** What is configured: never more calls at once, whatever happens. */
  max: number
  readonly gate: Gate
  observe(call: Call): void
  take(): Observed
  /** Tries in a row that ended without any answer; counted by whoever delivers. */
  silences: number
}

export interface Pressure {
  /** The side of this key, with what is configured now. */
  side(key: string, max: number): Side
  known(key: string): Side | undefined
  all(): readonly Side[]
  /** Called when a call waits at a shut gate, and when a far side says that it is too much. */
  onChange: () => void
  /** Gates begin closed: somebody else hands out the shares (jobs/share-keeper.ts). */
  shared: boolean
}

/** The gates of all far sides of this process, and what went through them. They outlive a change of settings. */
export function createPressure(): Pressure {
  const sides = new Map<string, Side>()
  const pressure: Pressure = {
    side(key, max) {
      const known = sides.get(key)
      if (known) {
        if (known.max !== max && !pressure.shared) known.gate.resize(max)
        known.max = max
        return known
      }
      const side = createSide(key, pressure, max)
      sides.set(key, side)
      return side
    },
    known: key => sides.get(key),
    all: () => [...sides.values()],
    onChange: () => {},
    shared: false,
  }
  return pressure
}

/** Of so many calls of a kind the quickest is what it takes at ease; the memory fades, servers do get slower for good. */
const EASE_FADES = 1.01
const MAX_KINDS = 200

function createSide(key: string, pressure: Pressure, max: number): Side {
  const ease = new Map<string, number>()
  let answered = 0
  let refused = 0
  let slowness = 0
  let saturated = false
  const gate = createGate(pressure.shared ? 0 : max, () => pressure.onChange())
  return {
    key,
    max,
    gate,
    silences: 0,
    observe({ kind, status, durationMs }) {
      if (gate.waiting > 0) saturated = true
      if (status === undefined) return
      if (status === 429 || status === 503) {
        refused += 1
        return pressure.onChange()
      }
      answered += 1
      const took = Math.max(durationMs, 1)
      const known = ease.get(kind)
      if (known === undefined && ease.size >= MAX_KINDS) return
      ease.set(kind, Math.min(took, (known ?? took) * EASE_FADES))
      slowness += took / Math.max(known ?? took, LEAST_MS)
    },
    take() {
      const observed = { answered, refused, saturated, slowness: answered === 0 ? 1 : slowness / answered }
      answered = refused = slowness = 0
      saturated = false
      return observed
    },
  }
}

/** What answers within so little is at ease even when it doubles. */
const LEAST_MS = 100
