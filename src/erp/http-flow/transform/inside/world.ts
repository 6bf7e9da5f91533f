/** What else would differ from run to run: the clock, chance, and what the garbage collector did. */

let now = 0
let state = 0

/** Sets the clock and the seed of a run. */
export function setWorld(millis: number, seed: number): void {
  now = millis
  state = Math.floor(seed * 2 ** 32) >>> 0
}

/** mulberry32: small, and the same on every machine. */
export function random(): number {
  state = (state + 0x6d2b79f5) >>> 0
  let mixed = Math.imul(state ^ (state >>> 15), state | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}

/** Takes the true clock out of reach and puts ours in its place. */
export function replaceWorld(): void {
  const TrueDate = Date
  function GivenDate(...parts: unknown[]): unknown {
    if (!new.target) return new TrueDate(now).toString()
    return Reflect.construct(TrueDate, parts.length > 0 ? parts : [now], new.target)
  }
  Object.defineProperty(GivenDate, 'name', { value: 'Date' })
  Object.assign(GivenDate, { now: () => now, parse: TrueDate.parse, UTC: TrueDate.UTC })
  GivenDate.prototype = TrueDate.prototype
  Object.defineProperty(TrueDate.prototype, 'constructor', { value: GivenDate, writable: true, configurable: true })
  Object.assign(globalThis, { Date: GivenDate })
  Math.random = random
  for (const name of ['WeakRef', 'FinalizationRegistry', 'performance', 'Atomics', 'SharedArrayBuffer'])
    Reflect.deleteProperty(globalThis, name)
}
