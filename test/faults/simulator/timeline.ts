import { createHash } from 'node:crypto'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

/** Where every seed begins: a Tuesday morning, far from a change of the clocks. */
export const BEGIN = Date.parse('2026-03-10T09:00:00Z')

interface Happening {
  readonly at: number
  readonly order: number
  readonly name: string
  readonly run: () => Promise<void> | void
}

/** The virtual time of one seed, what is planned in it, and the record of what happened. Milliseconds since 1970. */
export interface Timeline {
  now(): number
  /** Only forward. */
  moveTo(at: number): void
  /** Something in the world around the bridge that happens at `at`; it becomes one of the scheduler's choices then. */
  plan(name: string, at: number, run: () => Promise<void> | void): void
  /** Takes out what is planned for now or earlier. */
  takeDue(): readonly { readonly name: string; readonly run: () => Promise<void> | void }[]
  /** When the next one is due. */
  nextAt(): number | undefined
  /** Adds a line to the record. */
  note(line: string): void
  readonly lines: readonly string[]
  /** Of the record so far. */
  hash(): string
}

/** @param keepLines false: only the hash is kept, which is what a run over thousands of seeds wants. */
export function createTimeline(keepLines: boolean): Timeline {
  let now = BEGIN
  let count = 0
  let happenings: Happening[] = []
  const lines: string[] = []
  let record = ''
  return {
    now: () => now,
    moveTo(at) {
      if (at > now) now = at
    },
    plan(name, at, run) {
      happenings.push({ at, order: count++, name, run })
    },
    takeDue() {
      const due = happenings.filter(one => one.at <= now).sort((a, b) => a.at - b.at || a.order - b.order)
      if (due.length > 0) happenings = happenings.filter(one => one.at > now)
      return due
    },
    nextAt: () => happenings.reduce<number | undefined>((least, { at }) => Math.min(least ?? at, at), undefined),
    note(line) {
      // Three hundred lines a seed: a call of the hash for each costs more than the line.
      record += `${now} ${line}\n`
      if (keepLines) lines.push(`${((now - BEGIN) / SECOND).toFixed(3).padStart(9)} ${line}`)
    },
    lines,
    hash: () => createHash('sha256').update(record).digest('hex').slice(0, 16),
  }
}
