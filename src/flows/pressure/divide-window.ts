import { createHash } from 'node:crypto'

/** With more processes than places, each gets its turn. */
const TURN_MS = 10_000

export interface HeldShare {
  readonly worker: string
  readonly slots: number
}

/**
 * How many calls at once a process may make, so that all together never make more than the window. What others hold is
 * theirs until they give it back at their own next look, so a new process begins with what is free. Pure.
 * @param others live shares of the other processes at this far side
 */
export function divideWindow(window: number, self: string, others: readonly HeldShare[], nowMs: number): number {
  const places = Math.floor(window)
  const turn = places <= others.length ? Math.floor(nowMs / TURN_MS) : 0
  const inTurn = (worker: string) => createHash('sha256').update(`${worker} ${turn}`).digest('hex')
  const names = [self, ...others.map(({ worker }) => worker)].sort((a, b) => (inTurn(a) < inTurn(b) ? -1 : 1))
  const fair = Math.floor(places / names.length) + (names.indexOf(self) < places % names.length ? 1 : 0)
  const free = Math.max(0, places - others.reduce((sum, { slots }) => sum + slots, 0))
  return Math.min(fair, free)
}
