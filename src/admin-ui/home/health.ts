import type { FarSide } from '../../flows/view/read-home.ts'
import { say } from '../language/say.tsx'
import type { Tone } from '../shell/state.tsx'

export interface Health {
  readonly tone: Tone
  readonly word: string
  /** Why, when it is not well. */
  readonly reason: string | undefined
  readonly lastAt: Date | undefined
}

/** A far side is as well as the last run of each of its tasks. */
export function healthOf(side: FarSide): Health {
  const runs = side.tasks.flatMap(task => (task.last ? [task.last] : []))
  const times = runs.map(run => (run.finishedAt ?? run.startedAt).getTime())
  const lastAt = times.length > 0 ? new Date(Math.max(...times)) : undefined
  if (side.paused !== undefined) return { tone: 'skipped', word: say('Paused'), reason: side.paused, lastAt }
  const failed = runs.find(run => run.error !== null)
  if (failed) return { tone: 'failed', word: say('Failing'), reason: failed.error ?? undefined, lastAt }
  return runs.length === 0
    ? { tone: 'waiting', word: say('Not asked yet'), reason: undefined, lastAt }
    : { tone: 'done', word: say('Well'), reason: undefined, lastAt }
}
