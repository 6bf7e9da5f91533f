/** Uniform in [0, 1), the same sequence for the same seed and purpose. */
export type Random = () => number

/**
 * One generator for each purpose: a draw that is added to one of them does not shift the others. mulberry32 over an
 * FNV-1a hash of seed and purpose.
 */
export function randomFor(seed: number, purpose: string): Random {
  let state = 0x811c9dc5
  for (const letter of `${seed}/${purpose}`) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from `from` up to and including `to`. */
export const between = (random: Random, from: number, to: number): number =>
  from + Math.floor(random() * (to - from + 1))

/** @throws for an empty list. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(random() * list.length)]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}

/** A key by its weight. */
export function pickWeighted<K extends string>(random: Random, weights: Readonly<Record<K, number>>): K {
  const entries = Object.entries<number>(weights) as [K, number][] // the keys of a Record<K, number>
  let rest = random() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [key, weight] of entries) {
    rest -= weight
    if (rest < 0) return key
  }
  const [first] = entries
  if (!first) throw new Error('nothing to choose from')
  return first[0]
}
