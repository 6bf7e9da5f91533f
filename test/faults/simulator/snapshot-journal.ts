import type { Journal } from '../../../sandbox/journal.ts'

/** The memory of a simulated system that can be copied: values are read-only by the journal's contract, so copies share them. */
export interface SnapshotJournal extends Journal {
  /** An independent journal with the same content. */
  copy(): SnapshotJournal
}

type Collections = Map<string, Map<string, unknown>>

export function createSnapshotJournal(collections: Collections = new Map()): SnapshotJournal {
  const of = (name: string): Map<string, unknown> => {
    const found = collections.get(name) ?? new Map<string, unknown>()
    collections.set(name, found)
    return found
  }
  return {
    get: <T>(name: string, key: string | number) => of(name).get(String(key)) as T | undefined, // the caller wrote it
    list: <T>(name: string) => [...of(name).values()] as T[], // the caller wrote them
    commit(changes) {
      for (const { collection, key, value } of changes)
        if (value === undefined) of(collection).delete(String(key))
        else of(collection).set(String(key), value)
    },
    copy: () => createSnapshotJournal(new Map([...collections].map(([name, values]) => [name, new Map(values)]))),
  }
}
