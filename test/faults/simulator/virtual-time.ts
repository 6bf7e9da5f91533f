import { createRequire, syncBuiltinESMExports } from 'node:module'
import { currentSleep } from './process.ts'

type Pause = typeof import('node:timers/promises').setTimeout

const timers = createRequire(import.meta.url)('node:timers/promises') as { setTimeout: Pause } // what the module exports
const real = timers.setTimeout

/** Sleeps for real milliseconds, whatever has been done to the module's own. */
export const realPause = (ms: number): Promise<void> => real(ms)

/**
 * From now on code of the bridge that sleeps (node:timers/promises) sleeps in virtual time. Other code sleeps as before.
 */
export function virtualizeSleep(): void {
  timers.setTimeout = (async (ms?: number, value?: unknown, options?: object) => {
    const sleep = currentSleep.getStore()
    if (!sleep) return await real(ms, value, options)
    await sleep(ms ?? 0)
    return value
  }) as Pause // generic in the value that is handed through
  syncBuiltinESMExports()
}
