import type { Sql } from './client.ts'

/** A trigger names the store here when something of it has changed that a page shows (drizzle/*_live.sql). */
const CHANNEL = 'orderbridge_changed'

/** Hears of a store in which something changed; undefined when it may be each of them, because the connection was away for a while. */
export type ChangeListener = (store: string | undefined) => void

export interface Changes {
  /** @returns how to stop hearing. Rejects when the database cannot be listened to. */
  subscribe(listener: ChangeListener): Promise<() => void>
}

/** One LISTEN for the whole process, from the first listener on. */
export function listenChanges(sql: Sql): Changes {
  const listeners = new Set<ChangeListener>()
  let listening: Promise<unknown> | undefined
  const tell = (store: string | undefined) => {
    for (const listener of listeners) listener(store)
  }
  return {
    async subscribe(listener) {
      listening ??= sql.listen(CHANNEL, tell, () => tell(undefined))
      try {
        await listening
      } catch (error) {
        listening = undefined
        throw error
      }
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
