import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * The memory of a simulated system: named collections of JSON values. Every change is on disk before `commit` returns,
 * so that a killed process leaves the far side exactly as a real one would be left: with what it had committed.
 */
export interface Journal {
  /** @returns the stored value; treat it as read-only and write a changed copy back. */
  get<T>(collection: string, key: string | number): T | undefined
  list<T>(collection: string): T[]
  /** All puts of one request, in one line of the file: all or nothing. `value: undefined` deletes. */
  commit(changes: readonly JournalChange[]): void
}

export interface JournalChange {
  readonly collection: string
  readonly key: string | number
  readonly value: unknown
}

/** @param file kept across restarts; undefined keeps everything in memory (tests). */
export function openJournal(file?: string): Journal {
  const collections = new Map<string, Map<string, unknown>>()
  const collection = (name: string) => {
    const found = collections.get(name) ?? new Map<string, unknown>()
    collections.set(name, found)
    return found
  }
  const apply = (changes: readonly JournalChange[]) => {
    for (const { collection: name, key, value } of changes) {
      if (value === undefined) collection(name).delete(String(key))
      else collection(name).set(String(key), value)
    }
  }
  if (file) {
    mkdirSync(dirname(file), { recursive: true })
    if (existsSync(file)) {
      for (const line of readFileSync(file, 'utf8').split('\n')) {
        try {
          if (line) apply(JSON.parse(line) as JournalChange[]) // written by commit below
        } catch {
          break // a torn last line: the process died while writing it, so nobody was answered
        }
      }
    }
    // Compact: one line a value, and the torn line is gone.
    const lines = [...collections].flatMap(([name, values]) =>
      [...values].map(([key, value]) => JSON.stringify([{ collection: name, key, value }])),
    )
    writeFileSync(`${file}.new`, lines.map(line => `${line}\n`).join(''))
    renameSync(`${file}.new`, file)
  }
  return {
    get: <T>(name: string, key: string | number) => collection(name).get(String(key)) as T | undefined, // the caller wrote it
    list: <T>(name: string) => [...collection(name).values()] as T[], // the caller wrote them
    commit(changes) {
      if (file) appendFileSync(file, `${JSON.stringify(changes)}\n`)
      apply(changes)
    },
  }
}
