/**
 * Full jitter: a random moment up to min(cap, base · 2^tries), so that many that failed together do not come back
 * together. Never less than what the far side asked for.
 * @returns milliseconds
 */
export function backoffMs(
  tries: number,
  random: () => number,
  options: { readonly baseMs?: number; readonly capMs?: number; readonly atLeastMs?: number | undefined } = {},
): number {
  const ceiling = Math.min(options.capMs ?? 600_000, (options.baseMs ?? 1_000) * 2 ** Math.min(tries, 30))
  return Math.round(Math.max(options.atLeastMs ?? 0, ceiling * (0.1 + 0.9 * random())))
}
