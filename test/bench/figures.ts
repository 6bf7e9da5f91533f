/** @param share 0.95 for p95. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  )
}

export const round = (value: number): string => Math.round(value).toLocaleString('en')
export const fixed = (value: number, digits = 1): string => value.toFixed(digits)
