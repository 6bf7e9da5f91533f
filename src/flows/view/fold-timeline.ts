import type { Stage } from '../order/tell-story.ts'

export interface TimelineEvent {
  readonly id: number
  readonly at: Date
  readonly stage: Stage
  readonly text: string
  readonly actor: string
  readonly outboxId: number | null
}

export interface TimelineAttempt {
  readonly id: number
  readonly outboxId: number
  readonly step: 'send' | 'verify'
  readonly startedAt: Date
  readonly durationMs: number
  readonly outcome: string
  readonly error: string | null
}

/** One thing that happened, with every try that it took. */
export interface TimelineEntry {
  /** Stable while the story grows: the id of its event, or of its first attempt with an "a" before it. */
  readonly key: string
  readonly at: Date
  readonly stage: Stage
  readonly text: string
  readonly actor: string
  readonly attempts: readonly TimelineAttempt[]
}

/**
 * The story of an order, oldest first. What was said between the tries of a message ("did not get through, is tried
 * again") folds into the entry that tells its outcome, with all its tries; while there is no outcome yet, into the last
 * thing that was said.
 */
export function foldTimeline(events: readonly TimelineEvent[], attempts: readonly TimelineAttempt[]): TimelineEntry[] {
  const about = Map.groupBy(events, event => event.outboxId)
  const tries = Map.groupBy(attempts, attempt => attempt.outboxId)
  const messages = new Set([...about.keys(), ...tries.keys()])
  return [...messages]
    .flatMap(outboxId => {
      const told = about.get(outboxId) ?? []
      return outboxId === null ? told.map(event => entryOf(event, [])) : foldMessage(told, tries.get(outboxId) ?? [])
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime() || compareKeys(a.key, b.key))
}

const compareKeys = (a: string, b: string): number => Number(a.replace('a', '')) - Number(b.replace('a', ''))

const entryOf = (event: TimelineEvent, attempts: readonly TimelineAttempt[]): TimelineEntry => ({
  key: String(event.id),
  at: event.at,
  stage: event.stage,
  text: event.text,
  actor: event.actor,
  attempts,
})

function foldMessage(told: readonly TimelineEvent[], tries: readonly TimelineAttempt[]): TimelineEntry[] {
  const entries: TimelineEntry[] = []
  let rest = tries
  let between: TimelineEvent[] = []
  for (const event of told) {
    if (event.stage === 'answered') {
      between.push(event)
      continue
    }
    // The attempt is stored with its start, the event in the same transaction with its end.
    const done = isOutcome(event) ? rest.filter(attempt => attempt.startedAt <= event.at) : []
    rest = rest.filter(attempt => !done.includes(attempt))
    if (isOutcome(event)) between = []
    entries.push(entryOf(event, done))
  }
  const last = between.at(-1)
  if (last) return [...entries, entryOf(last, rest)]
  const [first] = rest
  if (!first) return entries
  const latest = rest.at(-1) ?? first
  const text = `Under way: ${latest.error ?? latest.outcome}`
  return [
    ...entries,
    { key: `a${first.id}`, at: first.startedAt, stage: 'sent', text, actor: 'Orderbridge', attempts: rest },
  ]
}

const isOutcome = (event: TimelineEvent): boolean => event.stage === 'done' || event.stage === 'problem'
