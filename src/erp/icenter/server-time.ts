/**
 * iCenter's times are the server's wall clock without a zone (contract §1). Only moments of ours are turned into wall
 * clock, never the other way: a wall clock is not unique in the night when the clocks go back.
 */

const MINUTE_MS = 60_000

/** "2026-01-31T10:22:31" in the zone. */
export function wallClock(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(moment)
  return parts.replace(' ', 'T')
}

/** Milliseconds by which the zone's wall clock is ahead of UTC. */
const offsetAt = (moment: Date, timeZone: string): number =>
  Date.parse(`${wallClock(moment, timeZone)}Z`) - Math.floor(moment.getTime() / 1000) * 1000

/**
 * Where a read has to begin so that nothing that changed between `from` and now is left out: between the two the clocks
 * may have gone back, and what changed after that carries an earlier wall clock than what changed before.
 */
export function readFrom(from: Date, now: Date, timeZone: string, overlapMinutes: number): string {
  const start = from.getTime() - overlapMinutes * MINUTE_MS
  const offset = Math.min(offsetAt(new Date(start), timeZone), offsetAt(now, timeZone))
  return new Date(start + offset).toISOString().slice(0, 19)
}

/** The day of a moment in the zone, ISO date. */
export const dayAt = (moment: Date, timeZone: string): string => wallClock(moment, timeZone).slice(0, 10)
