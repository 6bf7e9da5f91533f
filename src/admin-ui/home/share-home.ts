import { type Home, readHome } from '../../flows/view/read-home.ts'
import type { ChangeSource } from '../live/streams.ts'

export type HomeReader = typeof readHome

/** Time alone changes what is late; nobody sees a second of that. */
const FRESH_MS = 1_000

/**
 * Whoever may see the same stores and asks within a second, with nothing changed in between, gets the same figures: a
 * change makes everybody ask in the same moment, and one of them has to be enough for the database.
 */
export function shareHome(changes: ChangeSource, read: HomeReader = readHome, freshMs = FRESH_MS): HomeReader {
  const known = new Map<string, { readonly home: Promise<Home>; readonly stores: readonly string[] }>()
  const forget = (store: string | undefined) => {
    for (const [key, { stores }] of known) if (store === undefined || stores.includes(store)) known.delete(key)
  }
  let listening: Promise<boolean> | undefined
  return async (ctx, stores) => {
    listening ??= changes.subscribe(forget).then(
      () => true,
      () => false,
    )
    if (!(await listening)) {
      listening = undefined // the next one tries again
      return await read(ctx, stores)
    }
    const key = [...stores].sort().join(' ')
    const found = known.get(key)
    if (found) return await found.home
    const entry = { home: read(ctx, stores), stores }
    known.set(key, entry)
    const drop = () => {
      if (known.get(key) === entry) known.delete(key)
    }
    setTimeout(drop, freshMs).unref()
    entry.home.catch(drop)
    return await entry.home
  }
}
