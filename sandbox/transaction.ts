import type { Journal, JournalChange } from './journal.ts'

/** Reads see its own writes; nothing is stored before the end. */
export interface Transaction {
  get<T>(collection: string, key: string | number): T | undefined
  /** Read before anything of this collection is written in the same transaction. */
  list<T>(collection: string): T[]
  put(collection: string, key: string | number, value: unknown): void
  /** Next number of a counter that begins with `first`. */
  next(counter: string, first: number): number
}

/** All of it or nothing. */
export function inTransaction<T>(journal: Journal, act: (transaction: Transaction) => T): T {
  const pending = new Map<string, JournalChange>()
  const keyed = (collection: string, key: string | number) => `${collection} ${key}`
  const transaction: Transaction = {
    get: <V>(collection: string, key: string | number) => {
      const changed = pending.get(keyed(collection, key))
      return changed ? (changed.value as V | undefined) : journal.get<V>(collection, key) // the caller wrote it
    },
    list: <V>(collection: string) => journal.list<V>(collection),
    put: (collection, key, value) => void pending.set(keyed(collection, key), { collection, key, value }),
    next(counter, first) {
      const value = transaction.get<{ readonly value: number }>('counters', counter)?.value ?? first
      transaction.put('counters', counter, { value: value + 1 })
      return value
    },
  }
  const result = act(transaction)
  if (pending.size > 0) journal.commit([...pending.values()])
  return result
}
