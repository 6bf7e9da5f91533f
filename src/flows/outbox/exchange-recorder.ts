import { AsyncLocalStorage } from 'node:async_hooks'
import type { Exchange } from '../../outbound/send.ts'

/** An attempt makes a handful of calls. One that pages through far more keeps the last ones: those that failed. */
const MAX_EXCHANGES = 50

/** What a script of the connection wanted to be in the log, in its place between the calls. */
export interface Note {
  readonly note: string
}

export type Recorded = Exchange | Note

const LONGEST_NOTE = 1_000

const recording = new AsyncLocalStorage<Recorded[]>()

/**
 * Runs one attempt and collects what it sends and gets, whichever client sends it.
 * `work` turns its failures into a result: what it throws goes up, and the exchanges are gone.
 */
export async function recordExchanges<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly exchanges: readonly Recorded[] }> {
  const exchanges: Recorded[] = []
  const result = await recording.run(exchanges, work)
  return { result, exchanges }
}

/** Goes to createRemotes. Does nothing outside of recordExchanges. */
export const onExchange = (exchange: Exchange): void => record(exchange)

/** The same for what scripts say. */
export const onLog = (text: string): void => record({ note: text.slice(0, LONGEST_NOTE) })

function record(entry: Recorded): void {
  const entries = recording.getStore()
  if (!entries) return
  entries.push(entry)
  if (entries.length > MAX_EXCHANGES) entries.shift()
}
