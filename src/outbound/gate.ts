/**
 * Lets at most `limit` pieces of work run at once; the others wait their turn, first come, first served.
 * @param limit at least 1.
 */
export function createGate(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError(`not a number of concurrent calls: ${limit}`)
  const waiting: (() => void)[] = []
  let running = 0
  return async work => {
    // A place that becomes free is handed to the first in line, so `running` does not change hands in between.
    if (running >= limit) await new Promise<void>(resolve => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
