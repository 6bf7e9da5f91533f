import { afterAll, beforeAll } from 'vitest'

/** Opens it before the tests of a file, and closes it after them. @returns what is open */
export function useOpened<T extends { close(): Promise<void> }>(open: () => Promise<T>): () => T {
  let opened: T | undefined
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened?.close())
  return () => {
    if (!opened) throw new Error('it is open in tests only, not before them')
    return opened
  }
}
