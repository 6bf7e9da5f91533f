import { AsyncLocalStorage } from 'node:async_hooks'
import type { Exchange } from '../../outbound/send.ts'

/** An attempt makes a handful of calls. One that pages through far more keeps the last ones: those that failed. */
const MAX_EXCHANGES = 50

const recording = new AsyncLocalStorage<Exchange[]>()

/**
 * Runs one attempt and collects what it sends and gets, whichever client sends it.
 * `work` turns its failures into a result: what it throws goes up, and the exchanges are gone.
 */
export async function recordExchanges<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly exchanges: readonly Exchange[] }> {
  const exchanges: Exchange[] = []
  const result = await recording.run(exchanges, work)
  return { result, exchanges }
}

/** Goes to createRemotes. Does nothing outside of recordExchanges. */
export function onExchange(exchange: Exchange): void {
  const exchanges = recording.getStore()
  if (!exchanges) return
  exchanges.push(exchange)
  if (exchanges.length > MAX_EXCHANGES) exchanges.shift()
}
