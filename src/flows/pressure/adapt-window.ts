import type { Observed } from '../../outbound/pressure.ts'

/** Twice the time that calls take at ease: as many again wait in a line over there. */
const TOO_SLOW = 2
const AFTER_REFUSAL = 0.5
const WHEN_SLOW = 0.8

export interface Adapted {
  readonly window: number
  /** Why it is not what is configured; "" when it is. */
  readonly reason: string
}

/**
 * Additive increase, multiplicative decrease, as TCP does it: halved when the far side says that it is too much (429 or
 * 503), a fifth less when it becomes slow, one more for each round of calls that went well while some had to wait. Pure.
 * @param max what is configured; the window is between 1 and this
 */
export function adaptWindow(
  { window, reason }: Adapted,
  { answered, refused, slowness, saturated }: Observed,
  max: number,
): Adapted {
  const within = (next: number) => Math.max(1, Math.min(max, next))
  if (refused > 0) return { window: within(window * AFTER_REFUSAL), reason: 'it said that it gets too many calls' }
  if (slowness > TOO_SLOW && answered > 0)
    return { window: within(window * WHEN_SLOW), reason: 'it answers more slowly than it did' }
  if (!saturated && window < max) return { window, reason }
  const grown = within(window + answered / window)
  return { window: grown, reason: grown >= max ? '' : reason }
}
