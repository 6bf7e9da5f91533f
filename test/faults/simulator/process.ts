import { AsyncLocalStorage } from 'node:async_hooks'

/** A process of the bridge from its start to its end: a worker, or the web side. */
export interface Process {
  /** "worker 2, life 3" */
  readonly name: string
  alive: boolean
  /** By how much its clock is ahead of the true time. Milliseconds. */
  clockAheadMs: number
  /** The machine has stopped it (a snapshot, a laptop that sleeps): nothing that it waits for is seen before. Milliseconds since 1970. */
  stalledUntil: number
  /** Steps that have begun and not ended. */
  running: number
}

export const createProcess = (name: string, clockAheadMs = 0): Process => ({
  name,
  alive: true,
  clockAheadMs,
  stalledUntil: 0,
  running: 0,
})

/** Sleeps in virtual time, for code that has no context handed in. */
export const currentSleep = new AsyncLocalStorage<(ms: number) => Promise<void>>()
